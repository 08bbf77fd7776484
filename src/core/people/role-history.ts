import type { Address } from '../mail/message.ts'
import { daysBetween, type Instant } from '../time.ts'
import { type MaintainerSection, type Maintainers, THE_REST } from './maintainers.ts'
import { compareHoldings, type RoleHolding } from './roles.ts'

/** The MAINTAINERS file as a commit left it. */
export interface MaintainersRevision {
  readonly commit: string
  readonly at: Instant
  readonly maintainers: Maintainers
}

/** A recorded decision belongs to a change of the file that came at most so many days apart. */
const DECISION_DAYS = 60

/**
 * Who had which role when, from every revision of MAINTAINERS, oldest first, and from what was recorded otherwise.
 *
 * `M:` makes a maintainer of the section, `R:` a reviewer; the maintainers of THE REST are the committers. A section
 * that gets another name and keeps its files goes on under the new one; so does a person under another address.
 * Recorded holdings (a team's page, a vote) stand beside these; one of the same role gives the derived one its
 * decision. Times are those of the commits.
 */
export function deriveHoldings(
  revisions: readonly MaintainersRevision[],
  recorded: readonly RoleHolding[],
  personOf: (address: Address) => string,
): readonly RoleHolding[] {
  const open = new Map<string, RoleHolding>()
  const closed: RoleHolding[] = []
  let before: Maintainers | undefined
  for (const revision of revisions) {
    if (before !== undefined) renameScopes(open, findRenames(before, revision.maintainers), revision.commit)
    const now = listRoles(revision.maintainers, personOf)
    for (const [key, holding] of open)
      if (!now.has(key)) {
        closed.push({ ...holding, to: revision.at, evidence: [...holding.evidence, revision.commit] })
        open.delete(key)
      }
    for (const [key, role] of now) {
      const known = open.get(key)
      if (known === undefined)
        open.set(key, {
          ...role,
          from: revision.at,
          to: undefined,
          evidence: [revision.commit],
          decision: undefined,
        })
      else if (known.name !== role.name) open.set(key, { ...known, name: role.name })
    }
    before = revision.maintainers
  }
  return join([...closed, ...open.values()], recorded)
}

type Role = Pick<RoleHolding, 'person' | 'name' | 'role' | 'scope'>

function listRoles(maintainers: Maintainers, personOf: (address: Address) => string): Map<string, Role> {
  const roles = new Map<string, Role>()
  for (const section of maintainers.sections)
    for (const [people, role] of [
      [section.maintainers, section.name === THE_REST ? 'committer' : 'maintainer'],
      [section.reviewers, 'reviewer'],
    ] as const)
      for (const listed of people) {
        const person = personOf(listed)
        const scope = role === 'committer' ? '' : section.name
        roles.set(keyOf(person, role, scope), { person, name: listed.name, role, scope })
      }
  return roles
}

function keyOf(person: string, role: string, scope: string): string {
  return `${person}\n${role}\n${scope}`
}

/** Names that are gone, to names that are new, where most of the files stayed the same. */
function findRenames(before: Maintainers, after: Maintainers): ReadonlyMap<string, string> {
  const names = new Set(after.sections.map((section) => section.name))
  const old = new Set(before.sections.map((section) => section.name))
  const added = after.sections.filter((section) => !old.has(section.name))
  const renames = new Map<string, string>()
  for (const section of before.sections) {
    if (names.has(section.name)) continue
    const successor = added.find((one) => sharesFiles(section, one))
    if (successor !== undefined) renames.set(section.name, successor.name)
  }
  return renames
}

function sharesFiles(a: MaintainerSection, b: MaintainerSection): boolean {
  const files = new Set(listPatterns(a))
  const shared = listPatterns(b).filter((pattern) => files.has(pattern)).length
  return shared > 0 && shared * 2 >= Math.max(files.size, listPatterns(b).length)
}

function listPatterns(section: MaintainerSection): readonly string[] {
  return section.files.map((one) => (one.kind === 'F' ? one.path.source : one.name.source))
}

function renameScopes(
  open: Map<string, RoleHolding>,
  renames: ReadonlyMap<string, string>,
  commit: string,
): void {
  for (const [key, holding] of [...open]) {
    const scope = renames.get(holding.scope)
    if (scope === undefined) continue
    open.delete(key)
    open.set(keyOf(holding.person, holding.role, scope), {
      ...holding,
      scope,
      evidence: [...holding.evidence, commit],
    })
  }
}

function join(derived: readonly RoleHolding[], recorded: readonly RoleHolding[]): readonly RoleHolding[] {
  const used = new Set<RoleHolding>()
  const merged = derived.map((holding) => {
    const match = recorded.find(
      (one) =>
        !used.has(one) &&
        one.person === holding.person &&
        one.role === holding.role &&
        one.scope === holding.scope &&
        Math.abs(daysBetween(one.from, holding.from)) <= DECISION_DAYS,
    )
    if (match === undefined) return holding
    used.add(match)
    const evidence = [...new Set([...match.evidence, ...holding.evidence])]
    return { ...holding, evidence, decision: match.decision ?? holding.decision }
  })
  return [...merged, ...recorded.filter((one) => !used.has(one))].sort(compareHoldings)
}
