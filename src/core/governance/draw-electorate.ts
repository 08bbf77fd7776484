import { holdingsAt, type RoleHolding } from '../people/roles.ts'
import type { Instant } from '../time.ts'
import type { DecisionKind, Selector } from './decision-kind.ts'
import type { Electorate, ElectorateGroup, Voter } from './motion.ts'

/** A part of a project with its own leadership team. */
export interface SubProject {
  readonly id: string
  readonly title: string
  readonly mature: boolean
}

/** Who holds which role, and what else an electorate is drawn from. */
export interface Roster {
  readonly holdings: readonly RoleHolding[]
  readonly subProjects: readonly SubProject[]
  /** The employer at an instant; `undefined`: unaffiliated, or not known. */
  readonly organisationOf: (person: string, at: Instant) => string | undefined
  /** Persons who are known to be no longer active. */
  readonly inactive: ReadonlySet<string>
}

/** What a motion is about, as far as it decides who may vote. */
export interface MotionScope {
  readonly at: Instant
  /** The sub-project that it concerns; `''`: the project as a whole. */
  readonly project: string
  /** Whom the call asks, and whose approval is necessary. */
  readonly stakeholders: readonly {
    readonly person: string
    readonly name: string
    readonly necessary: boolean
  }[]
  /** Persons who answer for the files that a change touches. */
  readonly owners: readonly { readonly person: string; readonly name: string }[]
}

/**
 * Who may vote on a motion of a kind, as the roles are at its opening: one group for each sub-project where the rule
 * counts so, else one group. A sub-project without a leadership team is spoken for by its lead. Everybody once in a
 * group; in order of their keys.
 */
export function drawElectorate(kind: DecisionKind, roster: Roster, scope: MotionScope): Electorate {
  if (!kind.electorate.perGroup) {
    const voters = kind.electorate.groups.flatMap((selector) =>
      select(selector, roster, scope, scope.project),
    )
    const extra = (kind.electorate.extraVoters ?? []).flatMap((role) =>
      select({ role, scope: 'all' }, roster, scope, ''),
    )
    return { groups: [groupOf({ id: 'all', title: 'the voters', mature: true }, [...voters, ...extra])] }
  }
  const groups = roster.subProjects.map((project) =>
    groupOf(
      project,
      kind.electorate.groups.flatMap((selector) =>
        select({ role: selector.role, scope: project.id }, roster, scope, project.id),
      ),
    ),
  )
  return { groups }
}

function groupOf(project: SubProject, voters: readonly Voter[]): ElectorateGroup {
  const byPerson = new Map<string, Voter>()
  for (const voter of voters) {
    const before = byPerson.get(voter.person)
    byPerson.set(voter.person, before?.necessary ? before : voter)
  }
  const unique = [...byPerson.values()].sort((a, b) => (a.person < b.person ? -1 : 1))
  return { id: project.id, title: project.title, mature: project.mature, voters: unique, unnamed: 0 }
}

function select(selector: Selector, roster: Roster, scope: MotionScope, project: string): readonly Voter[] {
  const asVoter = (person: string, name: string, necessary = false): Voter => ({
    person,
    name,
    organisation: roster.organisationOf(person, scope.at),
    active: !roster.inactive.has(person),
    necessary,
    emeritus: false,
  })
  if (selector.role === 'anyone') return []
  if (selector.role === 'stakeholder')
    return scope.stakeholders.map((one) => asVoter(one.person, one.name, one.necessary))
  if (selector.scope === 'touched-files') return scope.owners.map((one) => asVoter(one.person, one.name))
  const found = holdersOf(selector, roster, scope.at, project)
  // A sub-project that has not composed a team has its lead to speak for it.
  const holders =
    found.length === 0 && selector.role === 'leadership-team'
      ? holdersOf({ ...selector, role: 'lead' }, roster, scope.at, project)
      : found
  return holders.map((one) => asVoter(one.person, one.name))
}

function holdersOf(selector: Selector, roster: Roster, at: Instant, project: string): readonly RoleHolding[] {
  const holders = holdingsAt(roster.holdings, at, { role: selector.role })
  if (selector.scope === 'all') return holders
  const wanted = selector.scope === undefined || selector.scope === 'own' ? project : selector.scope
  // A role that is held for the whole project counts in every part of it; a project without parts has no scopes.
  return holders.filter((one) => one.scope === wanted || one.scope === '' || wanted === '')
}
