import type { Reading } from '../decision-kind.ts'
import { holdersOf, TWO_THIRDS_OF_ALL } from './parts.ts'

/** I1: what two thirds are counted from. */
const MAJORITY_BASE: Reading = {
  id: 'I1',
  question: 'Two thirds of what: "a 2/3 majority amongst active leadership team members"?',
  chosen: 'A',
  options: [
    { id: 'A', text: 'of the votes cast, as the published tables count', set: {} },
    { id: 'B', text: 'of all members', set: { pass: TWO_THIRDS_OF_ALL } },
  ],
}

/** I2: which sub-projects take part. */
const QUALIFYING: Reading = {
  id: 'I2',
  question: 'Which sub-projects vote: the mature ones, or every one that is listed?',
  chosen: 'A',
  options: [
    { id: 'A', text: 'the mature ones, as the rule says', set: {} },
    {
      id: 'B',
      text: 'every listed one, as in the vote of 2020',
      set: {
        electorate: {
          ...holdersOf(),
          groups: [{ role: 'leadership-team', scope: 'all' }],
          activeOnly: true,
          perGroup: true,
          qualifying: 'listed',
          exclude: ['projectUnderReview', 'emeritus', 'recused'],
        },
      },
    },
  ],
}

/** I3: whose membership counts when it changes during a vote. */
const SNAPSHOT: Reading = {
  id: 'I3',
  question: 'Who votes when the team changes during the vote?',
  chosen: 'A',
  options: [
    { id: 'A', text: 'who belonged to it at the opening', set: {} },
    {
      id: 'B',
      text: 'who belongs to it at the close',
      set: {
        electorate: { ...holdersOf('leadership-team'), activeOnly: true, minSize: 3, snapshot: 'atClose' },
      },
    },
  ],
}

/** I4: what a strong objection counts that is no veto. */
const STRONG_OBJECTION: Reading = {
  id: 'I4',
  question: 'What is a −2 of somebody whose approval is not necessary?',
  chosen: 'A',
  options: [
    { id: 'A', text: 'a −2 in the sum', set: {} },
    {
      id: 'B',
      text: 'as final as that of a necessary stakeholder',
      set: { veto: { values: [-2], by: 'binding', justification: 'warn', withdrawable: true } },
    },
  ],
}

/** I5: what a 0 is. */
const ABSTENTION: Reading = {
  id: 'I5',
  question: 'What is a vote of 0?',
  chosen: 'A',
  options: [{ id: 'A', text: 'taking part, and counted neither way', set: {} }],
}

/** I7: how long a vote without a stated time is open. */
const NO_DURATION: Reading = {
  id: 'I7',
  question: 'How long is a vote of the leadership team open, for which the rule states no time?',
  chosen: 'A',
  options: [{ id: 'A', text: 'as the call says, else 7 days', set: {} }],
}

/** I11: whose opinion enters the sum. */
const STRANGERS: Reading = {
  id: 'I11',
  question: 'Does the opinion of somebody who is no stakeholder enter the sum?',
  chosen: 'A',
  options: [
    { id: 'A', text: 'it is recorded, and counts once they are added to the stakeholders', set: {} },
    { id: 'B', text: 'it counts', set: { electorate: { ...holdersOf('stakeholder', 'anyone') } } },
  ],
}

/** I9: how a lead is elected. */
const LEAD: Reading = {
  id: 'I9',
  question: 'By which method is a lead elected?',
  chosen: 'A',
  options: [{ id: 'A', text: 'each candidate as in a vote of the leadership team; most votes win', set: {} }],
}

/** The ambiguities of the Xen rules, by kind (governance dossier, section 1.6). */
export const XEN_READINGS = {
  lazy: [STRONG_OBJECTION, STRANGERS],
  lazyVote: [STRONG_OBJECTION, STRANGERS],
  lt: [MAJORITY_BASE, SNAPSHOT, ABSTENTION, NO_DURATION],
  leadElection: [LEAD],
  global: [QUALIFYING, ABSTENTION],
} as const satisfies Readonly<Record<string, readonly Reading[]>>
