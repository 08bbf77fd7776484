import type { PackKind, RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_OF_ALL, THREE_STEPS, USUAL } from './parts.ts'

const ticket: PackKind = {
  ...USUAL,
  id: 'ticket',
  title: 'Ticket',
  when: 'a proposal is made in a ticket: three in favour within a week, nobody against',
  electorate: holdersOf('fesco'),
  scale: THREE_STEPS,
  tally: 'consensusBlock',
  pass: { need: 3, of: 'forPlusAgainst', strict: false },
  veto: { values: [-1], by: 'binding', justification: 'warn', withdrawable: true },
  duration: { min: '7d', default: '7d' },
  result: { tie: 'fail', appealTo: 'ticket-second-week' },
}

/** The engineering steering committee of Fedora, by the proposal of May 2020. */
export const FEDORA: RulePack = {
  id: 'fedora',
  title: 'Fedora engineering steering committee',
  version: '1',
  effective: ['2020-05-11'],
  source: ['fedora-devel, May 2020'],
  locked: [],
  kinds: [
    ticket,
    {
      ...ticket,
      id: 'ticket-second-week',
      title: 'Ticket, second week',
      when: 'the first week brought fewer than three votes and none against',
      pass: { need: 1, of: 'forPlusAgainst', strict: false },
      result: { tie: 'fail', appealTo: 'meeting' },
    },
    {
      ...USUAL,
      id: 'meeting',
      title: 'Vote in a meeting',
      when: 'somebody was against it in the ticket; who abstains leaves the count',
      electorate: holdersOf('fesco'),
      scale: THREE_STEPS,
      tally: 'absolute',
      abstain: 'shrinksBase',
      pass: MORE_THAN_HALF_OF_ALL,
      ballot: { ...USUAL.ballot, channel: ['meeting', 'list'] },
    },
  ],
}
