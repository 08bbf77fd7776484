import type { PackKind, RulePack } from '../rule-pack.ts'
import {
  holdersOf,
  MORE_THAN_HALF_CAST,
  MORE_THAN_HALF_OF_ALL,
  THREE_STEPS,
  TWO_THIRDS_OF_ALL,
  USUAL,
} from './parts.ts'

/** The template that CNCF projects start from. */
export const CNCF: RulePack = {
  id: 'cncf',
  title: 'CNCF project template',
  version: '1',
  effective: ['2020-01-01'],
  source: ['https://github.com/cncf/project-template'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'majority',
      title: 'Vote of the maintainers',
      when: 'consensus was not reached',
      electorate: holdersOf('maintainer'),
      scale: THREE_STEPS,
      tally: 'absolute',
      pass: MORE_THAN_HALF_OF_ALL,
    },
    {
      ...USUAL,
      id: 'two-thirds',
      title: 'Charter or removal',
      when: 'the charter is changed, or a maintainer removed',
      electorate: { ...holdersOf('maintainer'), exclude: ['emeritus', 'recused', 'subjectPerson'] },
      scale: THREE_STEPS,
      tally: 'absolute',
      pass: TWO_THIRDS_OF_ALL,
    },
  ],
}

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
