import type { PackKind, RulePack } from '../rule-pack.ts'
import { holdersOf, MORE_THAN_HALF_CAST, PRIVATE, THREE_STEPS, USUAL } from './parts.ts'

const release: PackKind = {
  ...USUAL,
  id: 'release',
  title: 'Vote on a release',
  when: 'a release candidate is to be published',
  electorate: holdersOf('pmc'),
  scale: THREE_STEPS,
  tally: 'forAgainst',
  quorum: { of: 'positive', base: 'fixed', need: 3, round: 'ceil', failure: 'reject' },
  pass: MORE_THAN_HALF_CAST,
  duration: { min: '72h', default: '72h' },
  markers: { subject: '\\[vote\\]' },
}

const code: PackKind = {
  ...USUAL,
  id: 'code',
  title: 'Vote on a change of code',
  when: 'a change is voted on; a −1 with a technical reason is a veto',
  electorate: holdersOf('pmc'),
  scale: { ...THREE_STEPS, reasonRequired: [-1], reasonMissing: 'void' },
  tally: 'consensusBlock',
  pass: { need: 3, of: 'forPlusAgainst', strict: false },
  veto: { values: [-1], by: 'binding', justification: 'required', withdrawable: true },
  duration: { min: '72h', default: '72h' },
  markers: { subject: '\\[vote\\]' },
}

/** The Apache Software Foundation's ways of deciding. Nobody's vote is implied, the proposer's neither. */
export const APACHE: RulePack = {
  id: 'asf',
  title: 'Apache Software Foundation',
  version: '1',
  effective: ['1999-06-01'],
  source: ['https://www.apache.org/foundation/voting.html'],
  locked: [],
  kinds: [
    release,
    code,
    {
      ...USUAL,
      id: 'procedural',
      title: 'Vote on procedure',
      when: 'anything that is neither a release nor a change of code',
      electorate: holdersOf('pmc'),
      scale: THREE_STEPS,
      tally: 'forAgainst',
      pass: MORE_THAN_HALF_CAST,
      duration: { min: '72h', default: '72h' },
      markers: { subject: '\\[vote\\]' },
    },
    {
      ...USUAL,
      id: 'lazy',
      title: 'Lazy consensus',
      when: 'nobody is expected to object',
      electorate: holdersOf('anyone'),
      scale: { ...THREE_STEPS, reasonRequired: [-1] },
      tally: 'consensusBlock',
      pass: { need: 0, of: 'forPlusAgainst', strict: false },
      veto: { values: [-1], by: 'binding', justification: 'warn', withdrawable: true },
      silence: 'assent',
      duration: { min: '72h', default: '72h' },
      markers: { subject: '\\[lazy\\]', body: '\\blazy consensus\\b' },
    },
    {
      ...code,
      id: 'committer',
      title: 'Vote on a new committer',
      when: 'somebody is to become a committer; on the private list',
      electorate: { ...holdersOf('pmc'), exclude: ['emeritus', 'recused', 'subjectPerson'] },
      scale: { ...THREE_STEPS, reasonRequired: [-1] },
      duration: { min: '72h', default: '7d' },
      ballot: PRIVATE,
    },
  ],
}
