import type { DecisionKind } from '../../core/governance/decision-kind.ts'
import { drawElectorate } from '../../core/governance/draw-electorate.ts'
import type { MailCall } from '../../core/governance/mail-call.ts'
import type { Electorate, Proof } from '../../core/governance/motion.ts'
import { findNamedFiles, findNamedOwners } from '../../core/governance/named-files.ts'
import { holdingsAt } from '../../core/people/roles.ts'
import type { Instant } from '../../core/time.ts'
import type { GovernanceConfig } from './governance-config.ts'
import type { LoadedRoster } from './load-roster.ts'
import type { MotionPlan } from './plan-motions.ts'

/** What a motion is made from, beside its plan. */
export interface MotionContext {
  readonly governance: GovernanceConfig
  readonly roster: LoadedRoster
  /** Key of whoever has an address. */
  readonly personOf: (address: string) => string
  readonly nameOf: (person: string) => string
  /** How well the call's mail proves its sender. */
  readonly proofOfCall: Proof
}

/** Roles whose holders are asked where a call names nobody, and without whose approval it cannot pass. */
const ANSWERABLE: ReadonlySet<string> = new Set(['maintainer', 'committer', 'leadership-team', 'lead'])

/** Who may vote: whom the call is addressed to, where the rule asks them; all who answer for something, if it is nobody. */
export function drawMotionElectorate(
  kind: DecisionKind,
  context: MotionContext,
  call: MailCall | undefined,
  owners: readonly string[],
  { at, project }: { readonly at: Instant; readonly project: string },
): Electorate {
  const holdings = holdingsAt(context.roster.holdings, at).filter((one) => ANSWERABLE.has(one.role))
  const answerable = new Map(holdings.map((one) => [one.person, one.name]))
  const addressed = (call?.addressed ?? []).map((address) => context.personOf(address))
  const asked = [...new Set(addressed)].filter((person) => person !== '')
  const persons = asked.length > 0 ? asked : [...answerable.keys()].sort()
  return drawElectorate(kind, context.roster, {
    at,
    project,
    stakeholders: persons.map((person) => ({
      person,
      name: answerable.get(person) ?? context.nameOf(person),
      necessary: answerable.has(person),
    })),
    owners: owners.map((person) => ({ person, name: answerable.get(person) ?? context.nameOf(person) })),
  })
}

/** The files that a motion names and who answers for them, where its rule asks these. */
export function findMotionFiles(
  kind: DecisionKind,
  { draft, call: stored, opening }: Pick<MotionPlan, 'draft' | 'call' | 'opening'>,
  { roster, personOf }: MotionContext,
): { readonly files: readonly string[]; readonly owners: readonly string[] } {
  const isAsked = kind.electorate.groups.some((one) => one.scope === 'touched-files')
  if (!isAsked || roster.maintainers === undefined) return { files: [], owners: [] }
  const text = opening?.text ?? draft?.words.text ?? ''
  const found = findNamedOwners(stored?.call.files ?? findNamedFiles(text, text), roster.maintainers)
  return { files: found.files, owners: [...new Set(found.owners.map((one) => personOf(one.address)))].sort() }
}
