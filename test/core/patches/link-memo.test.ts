import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KnownLinks } from '../../../src/core/patches/link-memo.ts'
import { anyOrder, anyPosted } from '../../support/any-posted.ts'
import { derive, type Posted, posted } from '../../support/posted.ts'

const MONTH = 30

/** Any mails over some months, and the order in which they come to be known. */
const anyMonths = anyPosted.chain((mails) =>
  fc
    .array(fc.nat({ max: 4 }), { minLength: mails.length, maxLength: mails.length })
    .map((months) =>
      mails.map((mail, n): Posted => ({ ...mail, days: (mail.days ?? 0) + MONTH * (months[n] ?? 0) })),
    )
    .chain((spread) => fc.tuple(fc.constant(spread), anyOrder(spread))),
)

const anyDecision = fc.record({
  newer: fc.nat(),
  older: fc.nat(),
  linked: fc.boolean(),
  /** After so many batches. */
  after: fc.nat({ max: 3 }),
})

test('what is kept from batch to batch is what all mails together give', () => {
  fc.assert(
    fc.property(anyMonths, fc.array(anyDecision, { maxLength: 2 }), ([mails, arrived], decisions) => {
      const links = decisions.flatMap(({ newer, older, linked, after }) => {
        const [a, b] = [mails[newer % Math.max(1, mails.length)], mails[older % Math.max(1, mails.length)]]
        return a && b && a !== b ? [{ newer: a.id, older: b.id, linked, after }] : []
      })
      let known: readonly KnownLinks[] = []
      for (let batch = 0; batch < 4; batch++) {
        const here = arrived.slice(0, Math.ceil((arrived.length * (batch + 1)) / 4)).map(posted)
        const said = links.filter((link) => link.after <= batch)
        const step = derive(here, { links: said, known }).found
        expect(step).toEqual(derive(here, { links: said, known: [] }).found)
        const { known: next, ...found } = step
        expect({ ...found, known: [] }).toEqual(derive(here, { links: said }).found)
        known = JSON.parse(JSON.stringify(next))
      }
    }),
  )
})

test('what is new leaves the links of what came before as they are, without looking for them', () => {
  const first: Posted[] = [
    { id: 'a', subject: '[PATCH] wall', adds: { 'wall.c': ['one', 'two', 'three'] } },
    { id: 'b', subject: '[PATCH v2] wall', days: 2, adds: { 'wall.c': ['one', 'two', 'four'] } },
  ]
  // Something that only a memo can say: it was not found again.
  const known = derive(first.map(posted), { known: [] }).found.known.map(({ links, ...one }) => ({
    ...one,
    links: links && { ...links, seriesLinks: links.seriesLinks.map((link) => ({ ...link, score: 7 })) },
  }))
  const third: Posted = {
    id: 'c',
    subject: '[PATCH v3] wall',
    days: 40,
    adds: { 'wall.c': ['one', 'two', 'five'] },
  }
  const { found } = derive([...first, third].map(posted), { known })
  expect(found.seriesLinks.map(({ newer, older }) => [newer, older])).toEqual([
    ['b', 'a'],
    ['c', 'b'],
  ])
  expect(found.seriesLinks[0]?.score).toBe(7)
  // A mail between them: what comes after it is looked for again.
  const late: Posted = { id: 'x', subject: '[PATCH] roof', days: 1 }
  expect(derive([...first, late].map(posted), { known }).found.seriesLinks[0]?.score).not.toBe(7)
})
