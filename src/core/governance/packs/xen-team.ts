import type { QuorumRule } from '../decision-kind.ts'
import type { PackKind } from '../rule-pack.ts'
import { ANONYMOUS, FIVE_STEPS, holdersOf, PRIVATE, TWO_THIRDS_CAST, USUAL } from './parts.ts'
import { XEN_READINGS } from './xen-readings.ts'

/** Votes in favour from at least a third of the members, rounded up. */
const THIRD_IN_FAVOUR: QuorumRule = {
  of: 'positive',
  base: 'members',
  need: { num: 1, den: 3 },
  round: 'ceil',
  failure: 'reject',
}

/** The active leadership team of a sub-project. */
const LEADERS = { ...holdersOf('leadership-team'), activeOnly: true } as const

/** Five steps, of which only for or against counts. */
export const BY_SIGN = { ...FIVE_STEPS, collapse: 'sign', reasonRequired: [] } as const

/** A vote of the leadership team. */
export const lt: PackKind = {
  ...USUAL,
  id: 'lt',
  title: 'Vote of the leadership team',
  when: 'policy, what nobody owns, confirmation of roles, conflicts that nothing else resolved',
  openBy: ['leadership-team', 'committer', 'maintainer', 'community-manager'],
  electorate: { ...LEADERS, minSize: 3 },
  scale: BY_SIGN,
  tally: 'forAgainst',
  quorum: THIRD_IN_FAVOUR,
  pass: TWO_THIRDS_CAST,
  // On the team's private list, or for a good reason without names, run by the community manager.
  ballot: {
    ...USUAL.ballot,
    modes: [{ mode: 'private' }, { mode: 'anonymous', openBy: ['community-manager'] }],
  },
  markers: { subject: '\\[vote\\]' },
  readings: XEN_READINGS.lt,
}

/** A decision of the team in a meeting. */
export const ltMeeting: PackKind = {
  ...USUAL,
  id: 'ltMeeting',
  title: 'Decision of the leadership team in a meeting',
  when: 'the team meets, in person or online, and the chair asks for objections',
  openBy: ['leadership-team'],
  electorate: LEADERS,
  scale: BY_SIGN,
  tally: 'consensusBlock',
  quorum: {
    of: 'present',
    base: 'activeMembers',
    need: { num: 2, den: 3 },
    round: 'ceil',
    failure: 'reject',
  },
  pass: { need: 0, of: 'forPlusAgainst', strict: false },
  veto: { values: [-1, -2], by: 'binding', justification: 'warn', withdrawable: true },
  silence: 'assent',
  duration: { default: '1h' },
  ballot: { ...USUAL.ballot, channel: ['meeting'] },
  result: { tie: 'fail', appealTo: 'lt' },
}

/** A committer, or whoever else the team confirms. */
export const committerNom: PackKind = {
  ...lt,
  id: 'committerNom',
  title: 'Nomination of a committer',
  when: 'a mail to the private address; committers vet, ask the nominee, and publish it; also for seats of the leadership team and release managers',
  electorate: { ...LEADERS, minSize: 3, exclude: ['emeritus', 'recused', 'subjectPerson'] },
  ballot: PRIVATE,
  markers: {},
  readings: [],
}

/** A lead, chosen by the team. */
export const leadElection: PackKind = {
  ...lt,
  id: 'leadElection',
  title: 'Election of a lead',
  when: 'a sub-project that has a lead chooses one',
  tally: 'approval',
  ballot: ANONYMOUS,
  markers: {},
  readings: XEN_READINGS.leadElection,
}

/** A vote of all leadership teams, averaged. */
export const global: PackKind = {
  ...USUAL,
  id: 'global',
  title: 'Project-wide vote',
  when: 'to create, graduate, complete or archive a sub-project, and to change what is common to all',
  openBy: ['community-manager', 'leadership-team'],
  electorate: {
    ...LEADERS,
    groups: [{ role: 'leadership-team', scope: 'all' }],
    perGroup: true,
    qualifying: 'mature',
    exclude: ['projectUnderReview', 'emeritus', 'recused'],
  },
  scale: BY_SIGN,
  tally: 'perGroupMeanShare',
  quorum: { ...THIRD_IN_FAVOUR, failure: 'groupNotCounted' },
  pass: { need: { num: 2, den: 3 }, of: 'shares', strict: false },
  duration: { extendBy: ['community-manager'] },
  phases: [
    { name: 'public review', min: '7d' },
    { name: 'vote', min: '7d' },
  ],
  ballot: PRIVATE,
  result: { tie: 'fail', challenge: '7d' },
  readings: XEN_READINGS.global,
}
