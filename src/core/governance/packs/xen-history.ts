import type { PackKind, RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_CAST, PRIVATE, THREE_STEPS, TWO_THIRDS_CAST, USUAL } from './parts.ts'

const SOURCE = ['https://xenproject.org/developers/governance/ (change history)']

/** "A few positive votes with no negative vote are enough to get going"; a few is read as two. */
const lazy: PackKind = {
  ...USUAL,
  id: 'lazy',
  title: 'Lazy consensus',
  when: 'a decision asks for more than review',
  electorate: holdersOf('stakeholder', 'anyone'),
  scale: { ...THREE_STEPS, reasonRequired: [-1] },
  tally: 'consensusBlock',
  pass: { need: 2, of: 'forPlusAgainst', strict: false },
  veto: { values: [-1], by: 'binding', justification: 'warn', withdrawable: true },
  duration: { default: '7d' },
  readings: [
    {
      id: 'H1',
      question: 'How many are "a few positive votes"?',
      chosen: 'A',
      options: [
        { id: 'A', text: 'two', set: {} },
        { id: 'B', text: 'three', set: { pass: { need: 3, of: 'forPlusAgainst', strict: false } } },
      ],
    },
  ],
}

/** Private, by a form, at least a week; the rule names no threshold, so the majority decides. */
const formal: PackKind = {
  ...USUAL,
  id: 'formal',
  title: 'Formal vote',
  when: 'processes and procedures are introduced or changed',
  openBy: ['community-manager'],
  electorate: {
    ...holdersOf('maintainer', 'committer'),
    groups: [
      { role: 'maintainer', scope: 'all' },
      { role: 'committer', scope: 'all' },
    ],
    qualifying: 'mature',
  },
  scale: THREE_STEPS,
  tally: 'forAgainst',
  pass: MORE_THAN_HALF_CAST,
  duration: { min: '7d', default: '7d' },
  ballot: PRIVATE,
}

const committerElection: PackKind = {
  ...USUAL,
  id: 'committer-election',
  title: 'Election of a committer',
  when: 'a maintainer is proposed as a committer',
  electorate: { ...holdersOf('committer'), exclude: ['emeritus', 'recused', 'subjectPerson'] },
  scale: { ...THREE_STEPS, reasonRequired: [-1] },
  tally: 'consensusBlock',
  pass: { need: 2, of: 'forPlusAgainst', strict: false },
  veto: { values: [-1], by: 'binding', justification: 'warn', withdrawable: true },
  duration: { default: '7d' },
  ballot: PRIVATE,
}

/** Version 1.0 of June 2011, and 1.1 of October, which changed the wording of roles only. */
export const XEN_V1: RulePack = {
  id: 'xen-v1',
  title: 'Xen governance 1.0 and 1.1',
  version: '1.1',
  effective: ['2011-06-07', '2012-05-21'],
  source: SOURCE,
  locked: [],
  kinds: [lazy, formal, committerElection],
}

const divisive: PackKind = {
  ...formal,
  id: 'committer-vote',
  title: 'Private vote of the committers',
  when: 'a decision by a referee would divide the community',
  electorate: holdersOf('committer'),
  duration: { default: '7d' },
}

const severalProjects: PackKind = {
  ...divisive,
  id: 'several-projects',
  title: 'Private vote of several projects',
  when: 'a conflict concerns more than one project',
  electorate: {
    ...holdersOf('committer', 'lead'),
    groups: [
      { role: 'committer', scope: 'all' },
      { role: 'lead', scope: 'all' },
    ],
    qualifying: 'mature',
  },
  result: { tie: { castingVote: 'chairman' } },
}

/** Version 1.2 of May 2012: how conflicts are resolved. */
export const XEN_V1_2: RulePack = {
  id: 'xen-v1.2',
  title: 'Xen governance 1.2',
  version: '1.2',
  effective: ['2012-05-21', '2013-05-20'],
  source: SOURCE,
  extends: 'xen-v1',
  locked: [],
  kinds: [divisive, severalProjects],
}

/** Version 2.0 of May 2013: votes of one project and of all; the Advisory Board as last resort. */
export const XEN_V2: RulePack = {
  id: 'xen-v2',
  title: 'Xen Project governance 2.0',
  version: '2.0',
  effective: ['2013-05-20', '2016-05-16'],
  source: SOURCE,
  extends: 'xen-v1.2',
  locked: [],
  kinds: [
    {
      ...formal,
      id: 'formal-local',
      title: 'Formal vote of one project',
      electorate: {
        ...holdersOf('maintainer', 'committer', 'lead'),
        extraVoters: ['community-manager'],
      },
    },
    {
      ...formal,
      id: 'formal-global',
      title: 'Formal vote of all projects',
      electorate: {
        ...holdersOf(),
        groups: [
          { role: 'maintainer', scope: 'all' },
          { role: 'committer', scope: 'all' },
          { role: 'lead', scope: 'all' },
        ],
        qualifying: 'mature',
        extraVoters: ['community-manager'],
      },
    },
  ],
  override: { 'several-projects': { result: { tie: { castingVote: 'advisory-board' } } } },
}

/** Version 2.1 of May 2016: nominations are sent to a private address first. */
export const XEN_V2_1: RulePack = {
  id: 'xen-v2.1',
  title: 'Xen Project governance 2.1',
  version: '2.1',
  effective: ['2016-05-16', '2016-12-01'],
  source: SOURCE,
  extends: 'xen-v2',
  locked: [],
  kinds: [],
}

/**
 * The second draft of version 3, of 12 September 2016: the quorum was more than half of the members voting. Never in
 * force; kept since its oddity (a vote against that lets a motion pass) is why the quorum is now of votes in favour.
 */
export const XEN_DRAFT_2: RulePack = {
  id: 'xen-draft2',
  title: 'Xen Project governance 3, second draft',
  version: '3-draft-2',
  effective: ['2016-09-12', '2016-09-23'],
  source: ['xen-devel, 12 September 2016'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'lt',
      title: 'Vote of the leadership team',
      when: 'policy, roles, conflicts',
      electorate: { ...holdersOf('leadership-team'), activeOnly: true },
      scale: { values: [2, 1, 0, -1, -2], collapse: 'sign', reasonRequired: [], reasonMissing: 'warn' },
      tally: 'forAgainst',
      quorum: {
        of: 'cast',
        base: 'members',
        need: { num: 1, den: 2 },
        round: 'ceil',
        strict: true,
        failure: 'reject',
      },
      pass: TWO_THIRDS_CAST,
    },
  ],
}
