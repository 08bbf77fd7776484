import type { RulePack } from '../rule-pack.ts'
import { holdersOf, THREE_STEPS, USUAL } from './parts.ts'

/** The formula of CNCF's vote bot: votes in favour, of everybody who may vote, against a threshold. */
export const GITVOTE: RulePack = {
  id: 'gitvote',
  title: 'gitvote profile',
  version: '1',
  effective: ['2022-05-01'],
  source: ['https://github.com/cncf/gitvote'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'profile',
      title: 'Vote with a threshold',
      when: 'a vote is called with a profile; the threshold here is 67 %',
      electorate: { ...holdersOf('maintainer'), snapshot: 'atOpen' },
      scale: THREE_STEPS,
      tally: 'absolute',
      pass: { need: { num: 67, den: 100 }, of: 'electorate', strict: false },
      duration: { default: '7d' },
      close: { early: 'whenPassedAfter', minOpen: '1d', lateBallots: 'shown' },
    },
  ],
}
