import type { RulePack } from '../rule-pack.ts'
import { holdersOf, TWO_THIRDS_CAST, USUAL } from './parts.ts'

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
