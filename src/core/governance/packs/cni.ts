import type { RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_OF_ALL, THREE_STEPS, USUAL } from './parts.ts'

/** CNI: one vote of an organisation; those without one have a vote each. */
export const CNI: RulePack = {
  id: 'cni',
  title: 'CNI',
  version: '1',
  effective: ['2017-01-01'],
  source: ['https://github.com/containernetworking/cni/blob/main/GOVERNANCE.md'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'vote',
      title: 'Vote of the organisations',
      when: 'consensus was not reached',
      electorate: { ...holdersOf('maintainer'), units: 'organisation' },
      scale: THREE_STEPS,
      tally: 'absolute',
      pass: MORE_THAN_HALF_OF_ALL,
    },
  ],
}
