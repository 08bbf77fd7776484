import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decide } from '../../../src/app/decide.ts'
import { readStanding } from '../../../src/app/hackathon/event-viewer.ts'
import { sync } from '../../../src/app/sync.ts'
import { contextFor, mbox, patchText, type TestMail } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'

const [engine] = quickEngines
const NOW = '2026-06-01T00:00:00Z'

/** So many patches of Bo, each reviewed by Ada, and a mail of Dee. */
function mails(count: number): readonly TestMail[] {
  const reviews = Array.from({ length: count }, (_, n): TestMail[] => [
    {
      id: `p${n}@x`,
      from: 'Bo',
      subject: `[PATCH] mm: bound slot ${n}`,
      day: n,
      text: patchText(`mm/${n}.c`, 'a', 'b'),
    },
    {
      id: `r${n}@x`,
      from: 'Ada',
      subject: `Re: [PATCH] mm: bound slot ${n}`,
      day: n + 0.5,
      answers: `p${n}@x`,
      text: 'Reviewed-by: Ada Example <ada@example.org>',
    },
  ])
  return [...reviews.flat(), { id: 'dee@x', from: 'Dee', subject: 'A question' }]
}

test('whoever is joined with a core member by decision is none for that', async () => {
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(mails(11)))
  const context = {
    ...(await contextFor(await engine.open(), folder, {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
      roles: [{ role: 'committer', person: 'ada@example.org' }],
    })),
    now: NOW,
    clock: () => NOW,
  }
  await sync(context)
  const standing = (address: string) =>
    readStanding(context.database.kysely, context.projectId, context.project, address, NOW)
  const nobody = { isCore: false, evidence: [] }
  expect(await standing('ada@example.org')).toEqual({
    isCore: true,
    evidence: ['committer', '11 reviews in the last year'],
  })
  expect(await standing('dee@example.org')).toEqual(nobody)
  await decide(context, {
    person: 'cli:test',
    action: 'join',
    subject: 'dee@example.org',
    payload: { person: 'ada@example.org' },
  })
  expect(await standing('dee@example.org')).toEqual(nobody)
})
