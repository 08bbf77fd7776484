import type { PackKind, RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_CAST, THREE_STEPS, TWO_THIRDS_OF_ALL, USUAL } from './parts.ts'

const houseRule: PackKind = {
  ...USUAL,
  id: 'code-change',
  title: 'Change of code or documentation',
  when: 'two members agree, the owner of the change not among them',
  electorate: { ...holdersOf('technical-committee'), exclude: ['emeritus', 'recused', 'subjectPerson'] },
  scale: THREE_STEPS,
  tally: 'consensusBlock',
  pass: { need: 2, of: 'forPlusAgainst', strict: false },
  veto: { values: [-1], by: 'binding', justification: 'warn', withdrawable: true },
  duration: { default: '7d' },
  close: { early: 'whenPassedAfter', lateBallots: 'shown' },
}

/** OpenStack's technical committee. */
export const OPENSTACK: RulePack = {
  id: 'openstack',
  title: 'OpenStack technical committee',
  version: '1',
  effective: ['2012-09-01'],
  source: ['https://governance.openstack.org/tc/reference/house-rules.html'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'formal-vote',
      title: 'Formal vote',
      when: 'a motion of the technical committee',
      electorate: holdersOf('technical-committee'),
      scale: THREE_STEPS,
      tally: 'forAgainst',
      quorum: {
        of: 'positive',
        base: 'members',
        need: { num: 1, den: 3 },
        round: 'ceil',
        failure: 'reject',
      },
      pass: MORE_THAN_HALF_CAST,
      duration: { min: '7d', default: '7d', restartOn: ['newRevision'] },
    },
    {
      ...USUAL,
      id: 'charter',
      title: 'Change of the charter',
      when: 'the charter is to be changed',
      electorate: holdersOf('technical-committee'),
      scale: THREE_STEPS,
      tally: 'absolute',
      pass: TWO_THIRDS_OF_ALL,
      duration: { min: '7d', default: '30d', graceAfterThreshold: '3d', restartOn: ['newRevision'] },
    },
    {
      ...houseRule,
      id: 'typo-fix',
      title: 'Typing error',
      when: 'a typing error is put right',
      pass: { need: 1, of: 'forPlusAgainst', strict: false },
    },
    houseRule,
    {
      ...houseRule,
      id: 'goal-update',
      title: 'Update of a goal',
      when: 'a team reports on a goal',
      pass: { need: 0, of: 'forPlusAgainst', strict: false },
      silence: 'assent',
      duration: { min: '7d', default: '7d', restartOn: ['newRevision'] },
      close: { early: 'never', lateBallots: 'shown' },
    },
  ],
}
