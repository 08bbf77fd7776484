import type { PackKind, RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_CAST, PRIVATE, THREE_STEPS, USUAL } from './parts.ts'

/** Where the versions before 3.0 are told of. */
export const XEN_SOURCE = ['https://xenproject.org/developers/governance/ (change history)']

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
export const formal: PackKind = {
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
  source: XEN_SOURCE,
  locked: [],
  kinds: [lazy, formal, committerElection],
}
