import type { PackKind, RulePack } from '../rule-pack.ts'
import {
  holdersOf,
  MORE_THAN_HALF_CAST,
  MORE_THAN_HALF_OF_ALL,
  PRIVATE,
  THREE_STEPS,
  TWO_THIRDS_CAST,
  TWO_THIRDS_OF_ALL,
  USUAL,
} from './parts.ts'

/** Rust's final comment period, as its bot counts it. */
export const RUST: RulePack = {
  id: 'rust',
  title: 'Rust',
  version: '1',
  effective: ['2016-06-01'],
  source: ['https://github.com/rust-lang/rfcbot-rs'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'fcp',
      title: 'Final comment period',
      when: 'a change is proposed to be merged, closed or postponed',
      openBy: ['team'],
      electorate: holdersOf('team'),
      scale: { values: [1], reasonRequired: [], reasonMissing: 'warn' },
      tally: 'fcp',
      pass: { need: { num: 1, den: 2 }, of: 'electorate', strict: true },
      outstandingBelow: 3,
      duration: { default: '10d', restartOn: ['newConcern'] },
      readings: [
        {
          id: 'R1',
          question: 'How long is the final comment period?',
          chosen: 'A',
          options: [
            { id: 'A', text: '10 days, as the program counts', set: {} },
            { id: 'B', text: 'a week, as its README says', set: { duration: { default: '7d' } } },
          ],
        },
      ],
    },
  ],
}

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

const core: PackKind = {
  ...USUAL,
  id: 'promotion',
  title: 'Promotion to the core team',
  when: 'somebody is to join the core team; the steering council may veto',
  electorate: { ...holdersOf('core-team'), exclude: ['emeritus', 'recused', 'subjectPerson'] },
  scale: THREE_STEPS,
  tally: 'forAgainst',
  pass: TWO_THIRDS_CAST,
  duration: { min: '7d', default: '7d' },
  result: { tie: 'fail', overturnBy: 'council' },
}

/** Python, by PEP 13: the steering council and the core team. */
export const PYTHON: RulePack = {
  id: 'python',
  title: 'Python (PEP 13)',
  version: '1',
  effective: ['2018-12-16'],
  source: ['https://peps.python.org/pep-0013/'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'council',
      title: 'Vote of the steering council',
      when: 'the council decides; whoever has a conflict of interest abstains',
      electorate: holdersOf('steering-council'),
      scale: THREE_STEPS,
      tally: 'absolute',
      abstain: 'shrinksBase',
      pass: MORE_THAN_HALF_OF_ALL,
    },
    {
      ...USUAL,
      id: 'ejection',
      title: 'Ejection of a member',
      when: 'a member of the core team is to be removed',
      electorate: { ...holdersOf('steering-council'), exclude: ['recused', 'subjectPerson'] },
      scale: THREE_STEPS,
      tally: 'absolute',
      abstain: 'shrinksBase',
      pass: TWO_THIRDS_OF_ALL,
      ballot: PRIVATE,
    },
    core,
    {
      ...core,
      id: 'pep13-change',
      title: 'Change of PEP 13',
      when: 'the governance itself is to be changed',
      electorate: holdersOf('core-team'),
      duration: { min: '14d', default: '14d' },
      result: { tie: 'fail' },
    },
    {
      ...core,
      id: 'no-confidence',
      title: 'Vote of no confidence',
      when: 'a member of the council, or all of it, is to go; seconded within a week',
      duration: { min: '14d', default: '14d' },
      result: { tie: 'fail' },
    },
  ],
}

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
