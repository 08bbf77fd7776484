import type { RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_CAST, THREE_STEPS, USUAL } from './parts.ts'

/** Zephyr's technical steering committee, as many projects of the Linux Foundation have one. */
export const ZEPHYR: RulePack = {
  id: 'zephyr',
  title: 'Technical steering committee of a Linux Foundation project',
  version: '1',
  effective: ['2016-02-01'],
  source: ['https://docs.zephyrproject.org/latest/project/tsc.html'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'tsc',
      title: 'Vote of the committee',
      when: 'the committee decides; an objection in a meeting moves the vote to mail',
      electorate: holdersOf('voting-representative'),
      scale: THREE_STEPS,
      tally: 'forAgainst',
      abstain: 'countsForQuorum',
      quorum: {
        of: 'cast',
        base: 'members',
        need: { num: 3, den: 5 },
        round: 'ceil',
        failure: 'reject',
      },
      pass: MORE_THAN_HALF_CAST,
    },
  ],
}
