import fc from 'fast-check'
import type { Posted } from './posted.ts'

/** What a random mail is made of; whom it answers is a number of a mail before or behind it. */
const recipe = fc.record({
  from: fc.constantFrom('Ada', 'Bo'),
  prefix: fc.constantFrom('PATCH', 'PATCH', 'PATCH v2', 'PATCH v3', 'RFC PATCH', 'PATCH RESEND'),
  slot: fc.nat({ max: 3 }),
  total: fc.integer({ min: 2, max: 3 }),
  numbered: fc.boolean(),
  minutes: fc.nat({ max: 240 }),
  answers: fc.option(fc.nat({ max: 9 }), { freq: 2 }),
  stem: fc.option(fc.constantFrom('20260302090000.11', '20260302090005.12'), { freq: 2 }),
  change: fc.nat({ max: 3 }),
  isReply: fc.boolean(),
})

/** Some mails of two people who patch the same few files, post several versions and answer anything. */
export const anyPosted: fc.Arbitrary<readonly Posted[]> = fc
  .array(recipe, { minLength: 1, maxLength: 10 })
  .map((recipes) => {
    const ids = recipes.map(({ stem, from }, n) =>
      stem === null ? `m${n}` : `${stem}-${n}-${from.toLowerCase()}@example.org`,
    )
    return recipes.map((one, n): Posted => {
      const counter = one.numbered ? ` ${one.slot}/${one.total}` : ''
      const answers = one.answers === null ? undefined : (ids[one.answers] ?? 'lost')
      const isReply = one.isReply && answers !== undefined
      return {
        id: ids[n] ?? '',
        from: one.from,
        minutes: one.minutes,
        subject: `${isReply ? 'Re: ' : ''}[${one.prefix}${counter}] change ${one.change}`,
        ...(answers === undefined || answers === ids[n] ? {} : { answers }),
        ...(isReply
          ? { text: 'Why?' }
          : { adds: { [`${one.change}.c`]: [`line of ${one.change}`, `another`, `by ${n % 3}`] } }),
      }
    })
  })

/** The same mails in another order. */
export function anyOrder<T>(list: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length })
}
