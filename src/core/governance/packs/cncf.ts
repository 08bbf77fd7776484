import type { RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_OF_ALL, THREE_STEPS, TWO_THIRDS_OF_ALL, USUAL } from './parts.ts'

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
