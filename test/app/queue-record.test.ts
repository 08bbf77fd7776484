import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rebuild } from '../../src/app/rebuild.ts'
import { sync } from '../../src/app/sync.ts'
import { countLeftOut, type LostFilter, readLostQueue } from '../../src/store/read/lost-queue.ts'
import { readQueueRecord } from '../../src/store/read/queue-record.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { engines, temporaryFolder } from '../support/db.ts'

const LIST = 'devel@lists.example.org'

/** Three years of a quiet list: what was taken up late, what was settled unseen, what nobody has touched. */
const MAILS: readonly TestMail[] = [
  { id: 'first@x', subject: '[PATCH] first: of all', day: -1100, text: patchText('z', 'old', 'new') },
  { id: 'late@x', subject: '[PATCH] wall: paint', day: -600, text: patchText('a', 'one', 'two') },
  {
    id: 'ping@x',
    subject: 'Re: [PATCH] wall: paint',
    day: -500,
    answers: 'late@x',
    text: 'Ping.\n',
  },
  {
    id: 'soon@x',
    from: 'Cy',
    subject: '[PATCH] roof: tiles',
    day: -400,
    text: patchText('r', 'clay', 'slate'),
  },
  {
    id: 'impatient@x',
    from: 'Cy',
    subject: 'Re: [PATCH] roof: tiles',
    day: -397,
    answers: 'soon@x',
    text: 'Gentle ping.\n',
  },
  {
    id: 'answer@x',
    from: 'Bo',
    subject: 'Re: [PATCH] roof: tiles',
    day: -396,
    answers: 'impatient@x',
    text: 'Reviewed-by: Bo Example <bo@example.org>\n',
  },
  {
    id: 'done@x',
    from: 'Di',
    subject: '[PATCH] door: hinge',
    day: -500,
    text: patchText('d', 'iron', 'brass'),
  },
  {
    id: 'word@x',
    from: 'Bo',
    subject: 'Re: [PATCH] door: hinge',
    day: -300,
    answers: 'done@x',
    text: 'This was fixed by 1234567abcdef in the meantime.\n',
  },
  { id: 'last@x', from: 'Ed', subject: '[PATCH] last: one', day: 0, text: patchText('l', 'x', 'y') },
]

describe.each(engines)('the record of the lost queue, on $name', (engine) => {
  test('is told from what happened later, and is the same after a rebuild', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'list.mbox'), mbox(MAILS))
    makeRepository(join(folder, 'repository'), [{ message: 'start', files: { a: 'one\n' } }])
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      lists: [{ address: LIST, source: 'mbox:list.mbox' }],
      repositories: [{ name: 'project', url: 'repository' }],
    })
    expect(await readQueueRecord(database.kysely, context.projectId)).toMatchObject({ days: [], pings: [] })
    await sync(context)
    const record = await readQueueRecord(database.kysely, context.projectId)
    expect(record.days[0]?.day).toBe('2024-03-01T00:00:00Z')
    expect(record.days.at(-1)?.day).toBe('2025-12-01T00:00:00Z')
    expect(record.pings.map((ping) => [ping.messageId, ping.found])).toEqual([
      ['ping@x', 'listed'],
      ['impatient@x', 'asked'],
    ])
    // Of the first patch nobody has ever spoken; the hinge had been mended before anybody said so.
    expect(record.lineages).toEqual({ listed: 4, right: 1, wrong: 1, open: 2 })
    expect(record).toMatchObject({ precision: 0.5, recall: 1, recallUnasked: 0.5 })
    const recent = await readQueueRecord(database.kysely, context.projectId, '2025-06-01T00:00:00Z')
    expect(recent.days).toHaveLength(6)
    expect(recent.pings).toEqual([])
    await rebuild(context)
    expect(await readQueueRecord(database.kysely, context.projectId)).toEqual(record)
    // What is for another repository is in no queue, and so in no record of it.
    const { id } = await database.kysely
      .selectFrom('lineage')
      .select('id')
      .where('name', '=', 'late@x')
      .executeTakeFirstOrThrow()
    await database.kysely
      .updateTable('apply_check')
      .set({ state: 'elsewhere' })
      .where('project_id', '=', context.projectId)
      .where('lineage', '=', id)
      .execute()
    const here = await readQueueRecord(database.kysely, context.projectId)
    expect(here.lineages.listed).toBe(3)
    expect(here.pings.map((ping) => ping.messageId)).toEqual(['impatient@x'])
    // What is on the branch already is not shown today either; on a past day it was not there yet, for all that is known.
    await database.kysely
      .updateTable('apply_check')
      .set({ state: 'present' })
      .where('project_id', '=', context.projectId)
      .where('lineage', '=', id)
      .execute()
    expect((await readQueueRecord(database.kysely, context.projectId)).lineages.listed).toBe(4)
    expect(await countLeftOut(database.kysely, context.projectId)).toEqual({ elsewhere: 0, present: 1 })
    const listed = async (filter: LostFilter): Promise<readonly number[]> =>
      (
        await readLostQueue(database.kysely, context.projectId, context.now, filter, {
          sort: 'age',
          offset: 0,
          limit: 9,
        })
      ).entries.map((one) => one.entry.id)
    expect(await listed({})).not.toContain(id)
    expect(await listed({ applies: 'present' })).toEqual([id])
  })
})
