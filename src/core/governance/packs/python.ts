import type { PackKind, RulePack } from '../rule-pack.ts'
import {
  holdersOf,
  MORE_THAN_HALF_OF_ALL,
  PRIVATE,
  THREE_STEPS,
  TWO_THIRDS_CAST,
  TWO_THIRDS_OF_ALL,
  USUAL,
} from './parts.ts'

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
