import type { RulePack } from '../rule-pack.ts'
import { holdersOf, USUAL } from './parts.ts'

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
      when: 'the developers decide together; 1 is the option liked best, the last option is the default; one that needs more than a majority says so at its end, [3:1]',
      electorate: { ...holdersOf('developer'), nonBinding: 'reject' },
      scale: { values: [1, 2, 3, 4, 5, 6, 7, 8, 9], reasonRequired: [], reasonMissing: 'warn' },
      tally: 'condorcet',
      pass: { need: { num: 1, den: 2 }, of: 'electorate', strict: true },
      duration: { min: '14d', default: '14d' },
      ballot: { mode: 'public', revote: 'last', publish: 'names', channel: ['signedMail'], proof: 'dkim' },
    },
  ],
}
