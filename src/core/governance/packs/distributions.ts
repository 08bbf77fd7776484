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

/** Debian's general resolutions: ranked options against "none of the above". */
export const DEBIAN: RulePack = {
  id: 'debian',
  title: 'Debian',
  version: '1.7',
  effective: ['2016-08-01'],
  source: ['https://www.debian.org/devel/constitution'],
  locked: [],
  kinds: [
    {
      ...USUAL,
      id: 'gr',
      title: 'General resolution',
      when: 'the developers decide together; 1 is the option liked best, the last option is the default',
      electorate: { ...holdersOf('developer'), nonBinding: 'reject' },
      scale: { values: [1, 2, 3, 4, 5, 6, 7, 8, 9], reasonRequired: [], reasonMissing: 'warn' },
      tally: 'condorcet',
      pass: { need: { num: 1, den: 2 }, of: 'electorate', strict: true },
      duration: { min: '14d', default: '14d' },
      ballot: { mode: 'public', revote: 'last', publish: 'names', channel: ['signedMail'], proof: 'dkim' },
    },
  ],
}
