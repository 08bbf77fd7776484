import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readAreasAsOf } from '../../src/app/past/areas-as-of.ts'
import { readLostQueueAsOf } from '../../src/app/past/lost-queue-as-of.ts'
import { readStoryAsOf } from '../../src/app/past/story-as-of.ts'
import { listTodosAsOf } from '../../src/app/past/todos-as-of.ts'
import { sync } from '../../src/app/sync.ts'
import { addDays } from '../../src/core/time.ts'
import { makeCommunity } from '../../src/demo/community.ts'
import { writeCommunity } from '../../src/demo/write-community.ts'
import type { Database } from '../../src/store/database.ts'
import { listAreas } from '../../src/store/read/areas.ts'
import { readLineageStory } from '../../src/store/read/lineage.ts'
import { readLostQueue } from '../../src/store/read/lost-queue.ts'
import { listTodos } from '../../src/store/read/todo.ts'
import { contextFor, mbox, patchText, type TestMail } from '../support/archive.ts'
import { engines, temporaryFolder } from '../support/db.ts'

const END = '2026-06-30T23:59:59Z'
const PAGE = { sort: 'priority', offset: 0, limit: 1000 } as const

async function filled(database: Database) {
  const folder = temporaryFolder()
  const community = makeCommunity({ seed: 'past', until: '2026-06-30T18:00:00Z', mails: 1 })
  const { lists, repository } = await writeCommunity(community, folder)
  const context = await contextFor(
    database,
    folder,
    {
      lists: lists.map(({ address, mbox: file }) => ({ address, source: `mbox:${file}` })),
      repositories: [{ name: 'quarry', url: repository }],
    },
    { now: END, clock: () => END },
  )
  await sync(context)
  return { db: database.kysely, projectId: context.projectId, project: context.project }
}

describe.each(engines)('the past on $name', (engine) => {
  test('of this moment is the present', async () => {
    const { db, projectId, project } = await filled(await engine.open())
    const now = await readLostQueue(db, projectId, END, {}, PAGE)
    const then = await readLostQueueAsOf(db, projectId, project, END, {}, PAGE)
    expect(now.total).toBeGreaterThan(5)
    // Whether it applies is not known of the past, and makes what is stale come last today.
    const told = (queue: typeof now) =>
      queue.entries
        .map(({ entry, lostAt, approvals, isFirst, isFix, isSmall, remedies, areas }) => ({
          entry: { ...entry, holders: entry.holders.map(({ address }) => address) },
          lostAt,
          approvals,
          isFirst,
          isFix,
          isSmall,
          remedies,
          areas,
        }))
        .sort((a, b) => a.entry.id - b.entry.id)
    expect(told(then)).toEqual(told(now))
    expect([then.total, then.byReason, then.byArea]).toEqual([now.total, now.byReason, now.byArea])

    // What is for another repository is left out of both.
    const [first] = now.entries
    await db
      .insertInto('apply_check')
      .values({
        project_id: projectId,
        lineage: first?.entry.id ?? 0,
        print: '',
        repository: 'quarry',
        tip: '',
        state: 'elsewhere',
        files: '[]',
        paths: '[]',
        sought: 1,
      })
      .onConflict((conflict) =>
        conflict.columns(['project_id', 'lineage']).doUpdateSet({ state: 'elsewhere' }),
      )
      .execute()
    const without = await readLostQueueAsOf(db, projectId, project, END, {}, PAGE)
    expect([without.total, without.elsewhere]).toEqual([then.total - 1, 1])
    expect((await readLostQueue(db, projectId, END, {}, PAGE)).total).toBe(then.total - 1)
    await db.deleteFrom('apply_check').where('project_id', '=', projectId).execute()

    const year = addDays(END, -365)
    const bare = (some: Awaited<ReturnType<typeof listAreas>>) =>
      some.filter((one) => one.open + one.lost > 0).map((one) => ({ ...one, all: 0 }))
    const areas = await readAreasAsOf(db, projectId, project, END, year)
    expect(bare(areas.areas)).toEqual(bare(await listAreas(db, projectId, year)))
    const [area] = bare(areas.areas)
    expect(await areas.listOpen(area?.area ?? '')).toHaveLength(area?.open ?? -1)

    const people = await db.selectFrom('todo').select('person').distinct().orderBy('person').execute()
    for (const { person } of people.slice(0, 8)) {
      const today = await listTodos(db, projectId, person, { committer: true, activeSince: year })
      const whose = { key: person, committer: true, days: 365 }
      const past = await listTodosAsOf(db, projectId, project, END, whose)
      const thin = (some: typeof today) =>
        some.map(({ entry, ...todo }) => ({ ...todo, series: entry.series, activeAt: entry.activeAt }))
      expect(thin(past)).toEqual(thin(today))
    }
  })

  test('two pieces of work were two until a version joined them', async () => {
    const database = await engine.open()
    const folder = temporaryFolder()
    const mails: readonly TestMail[] = [
      {
        id: 'red@x',
        subject: '[PATCH 1/1] wall: paint the wall red',
        day: 0,
        text: patchText('a', 'grey', 'red'),
      },
      {
        id: 'ask@x',
        from: 'Bo',
        subject: 'Re: [PATCH 1/1] wall: paint the wall red',
        day: 1,
        answers: 'red@x',
        text: 'Why red?',
      },
      {
        id: 'red2@x',
        subject: '[PATCH v2 1/1] wall: paint the wall red',
        day: 40,
        text: patchText('a', 'grey', 'redder'),
      },
    ]
    writeFileSync(`${folder}/list.mbox`, mbox(mails))
    const context = await contextFor(database, folder, {
      lists: [{ address: 'list@example.org', source: `mbox:${folder}/list.mbox` }],
      repositories: [],
    })
    await sync(context)
    const { projectId } = context
    const db = database.kysely
    const rows = await db.selectFrom('series').select(['id', 'name', 'at', 'lineage']).orderBy('at').execute()
    const [first, second] = rows
    const whole = await readLineageStory(db, projectId, first?.id ?? 0)
    if (whole === undefined || first === undefined || second === undefined)
      throw new TypeError('two versions')
    const early = await readStoryAsOf(db, projectId, whole, first.id, addDays(first.at, 5))
    expect(early.story.versions.map((one) => one.name)).toEqual(['red@x'])
    expect([early.story.status, early.story.effective.length]).toEqual(['changes-requested', 1])
    expect(early.superseded.size).toBe(0)
    const late = await readStoryAsOf(db, projectId, whole, first.id, addDays(second.at, 1))
    expect(late.story.versions.map((one) => one.status)).toEqual(['superseded', 'discussion'])
    expect(late.superseded.size).toBe(1)
    await expect(readStoryAsOf(db, projectId, whole, second.id, addDays(first.at, 5))).rejects.toThrow(
      'had not been posted',
    )
  })
})
