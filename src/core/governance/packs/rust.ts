import type { RulePack } from '../rule-pack.ts'
import { holdersOf, USUAL } from './parts.ts'

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
