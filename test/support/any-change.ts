import fc from 'fast-check'
import { edit } from './changes.ts'

/** Few words, few files, few people, many days: so that everything collides with everything. */
export const anyChange = fc
  .record({
    path: fc.constantFrom('a.c', 'b.c', 'lib/a.c'),
    before: fc.array(fc.constantFrom('one();', 'two();', 'three();', 'four();'), { maxLength: 3 }),
    after: fc.array(fc.constantFrom('five();', 'six();', 'seven();', 'eight();'), {
      minLength: 1,
      maxLength: 3,
    }),
    around: fc.constantFrom('here', 'there'),
  })
  .map(({ path, before, after, around }) => edit(path, before, after, around))

/** Titles that two people may give. */
export const anyTitle = fc.constantFrom(
  'a: call it',
  'a: call it twice',
  'b: mend',
  'Revert "b: mend"',
  'update',
)

/** First names. */
export const anyName = fc.constantFrom('Ada', 'Bo', 'Max')
