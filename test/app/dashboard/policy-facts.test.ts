/** What MAINTAINERS says of patches and commits, from mails and a repository to the facts that numbers are made of. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sync } from '../../../src/app/sync.ts'
import { listCommitFacts, listLineageFacts } from '../../../src/store/derived/metric-facts.ts'
import { contextFor, makeRepository, mbox, patchText } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'

const MAINTAINERS = `DRIVERS
M: Bo Example <bo@example.org>
R: Cy Example <cy@example.org>
S: Supported
F: driver

THE REST
M: Eve Example <eve@example.org>
S: Supported
F: *
F: */
`

test.each(quickEngines)('who was asked, and whose approval a commit lacks, on $name', async (engine) => {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'list.mbox'),
    mbox([
      // Before there was a MAINTAINERS file nobody could be asked.
      { id: 'early@x', subject: '[PATCH] core: early', text: patchText('core', 'one', 'two') },
      {
        id: 'v1@x',
        subject: '[PATCH] driver: move',
        day: 3,
        headers: ['Cc: Bo Example <bo@example.org>, Zoe <zoe@example.org>'],
        text: patchText('driver', 'one', 'two'),
      },
      {
        id: 'v2@x',
        subject: '[PATCH v2] driver: move',
        day: 4,
        answers: 'v1@x',
        headers: ['Cc: cy@example.org, bo@example.org'],
        text: patchText('driver', 'one', 'three'),
      },
      // Whose file it is needs no asking.
      { id: 'own@x', from: 'Eve', subject: '[PATCH] docs: own', day: 5, text: patchText('docs', 'a', 'b') },
    ]),
  )
  const url = makeRepository(join(folder, 'repo'), [
    { message: 'MAINTAINERS: begin', files: { MAINTAINERS, driver: 'one\n', docs: 'a\n' } },
    { message: 'driver: alone', files: { driver: 'two\n' } },
    {
      message: 'driver: acked\n\nAcked-by: Bo Example <bo@example.org>',
      files: { driver: 'three\n' },
    },
    { message: 'docs: reviewed\n\nReviewed-by: Cy Example <cy@example.org>', files: { docs: 'b\n' } },
  ])
  const database = await engine.open()
  const context = await contextFor(database, folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
    repositories: [{ name: 'repo', url }],
  })
  await sync(context)
  const facts = await listLineageFacts(database.kysely, context.projectId)
  const asked = Object.fromEntries(
    facts.flatMap((one) => one.versions.map((version) => [version.id, version.asked])),
  )
  expect(asked).toEqual({
    'early@x': undefined,
    'v1@x': { all: 2, reached: 1 },
    'v2@x': { all: 2, reached: 2 },
    'own@x': undefined,
  })
  const commits = await listCommitFacts(database.kysely, context.projectId)
  expect(commits.map((one) => [one.subject, one.checkIn?.lacks, one.checkIn?.alone])).toEqual([
    // The file came with it: before, there was none.
    ['MAINTAINERS: begin', undefined, undefined],
    ['driver: alone', [['bo@example.org']], true],
    ['driver: acked', [], false],
    ['docs: reviewed', [['eve@example.org']], false],
  ])
  expect(commits.map((one) => one.checkIn?.responsible)).toEqual([undefined, false, false, false])
})
