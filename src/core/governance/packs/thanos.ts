import type { PackKind, RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_CAST, THREE_STEPS, TWO_THIRDS_OF_ALL, USUAL } from './parts.ts'

const thanos: PackKind = {
  ...USUAL,
  id: 'majority',
  title: 'Majority vote',
  when: 'a vote is called by a mail with [VOTE]; approving a pull request is no vote',
  electorate: { ...holdersOf('maintainer'), orgCap: 2 },
  scale: THREE_STEPS,
  tally: 'forAgainst',
  pass: MORE_THAN_HALF_CAST,
  duration: { min: '7d', default: '7d' },
  close: { early: 'whenDecided', lateBallots: 'shown' },
  markers: { subject: '\\[vote\\]' },
}

/** Thanos: at most two votes of one organisation. */
export const THANOS: RulePack = {
  id: 'thanos',
  title: 'Thanos',
  version: '1',
  effective: ['2020-01-01'],
  source: ['https://thanos.io/tip/contributing/governance.md/'],
  locked: [],
  kinds: [
    thanos,
    {
      ...thanos,
      id: 'supermajority',
      title: 'Supermajority vote',
      when: 'maintainers join or leave, or the governance is changed',
      electorate: { ...thanos.electorate, exclude: ['emeritus', 'recused', 'subjectPerson'] },
      tally: 'absolute',
      pass: TWO_THIRDS_OF_ALL,
    },
  ],
}
