import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sync } from '../../src/app/sync.ts'
import { dump } from '../../src/store/derived/dump.ts'
import { contextFor, mbox, patchText, type TestMail } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

/** Versions in one thread, a partial re-roll, a lost root, a late cover letter, a resend, a proposal, a double. */
const MAILS: readonly TestMail[] = [
  { id: 'a0@x', subject: '[PATCH 0/2] walls', day: 0 },
  { id: 'a1@x', subject: '[PATCH 1/2] wall: a', day: 0.001, answers: 'a0@x', text: patchText('a', '1', '2') },
  { id: 'a2@x', subject: '[PATCH 2/2] wall: b', day: 0.002, answers: 'a0@x', text: patchText('b', '1', '2') },
  { id: 'a3@x', from: 'Bo', subject: 'Re: [PATCH 1/2] wall: a', day: 1, answers: 'a1@x', text: 'Why?' },
  { id: 'a4@x', subject: '[PATCH v2 2/2] wall: b', day: 2, answers: 'a2@x', text: patchText('b', '1', '3') },
  {
    id: 'a5@x',
    from: 'Bo',
    subject: 'Re: [PATCH v2 2/2] wall: b',
    day: 3,
    answers: 'a4@x',
    text: 'Acked-by: Bo Example <bo@example.org>',
  },
  {
    id: 'b1@x',
    from: 'Cy',
    subject: '[PATCH 1/2] floor: a',
    day: 4,
    answers: 'lost@x',
    text: patchText('c', '1', '2'),
  },
  {
    id: 'b2@x',
    from: 'Cy',
    subject: '[PATCH 2/2] floor: b',
    day: 4.001,
    answers: 'lost@x',
    text: patchText('d', '1', '2'),
  },
  { id: 'b0@x', from: 'Cy', subject: '[PATCH 0/2] floors', day: 4.01, answers: 'b1@x' },
  {
    id: 'b3@x',
    from: 'Bo',
    subject: 'Re: [PATCH 1/2] floor: a',
    day: 5,
    answers: 'b1@x',
    text: patchText('c', '1', '9'),
  },
  { id: 'c1@x', from: 'Cy', subject: '[PATCH RESEND] door', day: 9, text: patchText('e', '1', '2') },
  { id: 'c0@x', from: 'Cy', subject: '[PATCH] door', day: 6, text: patchText('e', '1', '2') },
  { id: 'c0@x', from: 'Cy', subject: '[PATCH] door', day: 6, text: 'something else' },
]

test('the rows depend on the set of mails, not on their order or on batches', async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new Error('there is an engine')
  let parts = 0
  const derive = async (batches: readonly (readonly TestMail[])[]): Promise<string> => {
    const folder = temporaryFolder()
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    })
    writeFileSync(join(folder, 'mails'), '')
    const all: TestMail[] = []
    for (const batch of batches) {
      all.push(...batch)
      writeFileSync(join(folder, 'mails'), mbox(all))
      if (all.length > 0) {
        const { whole } = (await sync(context)).derived
        if (whole === undefined) parts++
      }
    }
    const text = await dump(database.kysely, context.projectId, { names: true })
    await database.close()
    return text
  }
  const expected = await derive([MAILS])
  const shuffled = fc.shuffledSubarray([...MAILS], { minLength: MAILS.length })
  const cuts = fc.subarray(MAILS.map((_, n) => n).slice(1), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(shuffled, cuts, async (mails, at) => {
      const ends = [...at, mails.length]
      const batches = ends.map((end, n) => mails.slice(ends[n - 1] ?? 0, end))
      expect(await derive(batches)).toBe(expected)
    }),
    { numRuns: Number(process.env['PATCHMOOT_RUNS'] ?? 12) },
  )
  // Some batches were derived from the part that they touch.
  expect(parts).toBeGreaterThan(0)
})
