import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkApplies } from '../../src/app/apply/check-applies.ts'
import { seekMissing } from '../../src/app/apply/seek-breaks.ts'
import { sync } from '../../src/app/sync.ts'
import { withRun } from '../../src/app/with-run.ts'
import { openDatabase } from '../../src/store/database.ts'
import { listApplyCandidates, putBreaks } from '../../src/store/derived/apply-checks.ts'
import { listRuns } from '../../src/store/inputs/runs.ts'
import { listApplyEntries } from '../../src/store/read/applies.ts'
import { readProjectState } from '../../src/store/read/project-state.ts'
import { BROKEN_PROJECT, brokenContext, writeBrokenPatches } from '../support/broken-patches.ts'
import { closeLater, engines, quickEngines, temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

const FOREVER = Number.POSITIVE_INFINITY
const COUNT = 5

describe.each(quickEngines)('since when patches do not apply, on $name', (engine) => {
  const begin = async () => {
    const folder = temporaryFolder()
    const breaks = writeBrokenPatches(folder, COUNT)
    const database = await engine.open()
    const context = await brokenContext(database, folder)
    await sync(context)
    await withRun(context, 'sync', async (job) => checkApplies(job, { tryMs: FOREVER, seekMs: FOREVER }))
    const forget = () =>
      database.kysely
        .updateTable('apply_check')
        .set({ sought: 0, since_at: null, since_sha: null })
        .where('project_id', '=', context.projectId)
        .execute()
    const read = async () => {
      const all = await listApplyEntries(database.kysely, context.projectId)
      return new Map(all.map((one) => [one.series, one.sought ? one.since?.sha : 'unknown']))
    }
    return { database, context, breaks, forget, read }
  }

  test('is found beside a run that has the lock, the newest first, so many at a time, and nothing twice', async () => {
    const { context, breaks, forget, read } = await begin()
    expect(await read()).toEqual(breaks)
    await forget()
    await withRun(context, 'sync', async () => {
      expect(await seekMissing(context, { most: 2, ms: FOREVER })).toMatchObject({
        bisected: 2,
        isComplete: false,
      })
      return {}
    })
    expect(await read()).toEqual(
      new Map([...breaks].map(([id, sha]) => [id, ['p4@x', 'p3@x'].includes(id) ? sha : 'unknown'])),
    )
    expect(await seekMissing(context, { most: FOREVER, ms: -1 })).toMatchObject({
      bisected: 0,
      isComplete: false,
    })
    expect(await seekMissing(context, { most: FOREVER, ms: FOREVER })).toMatchObject({
      bisected: COUNT - 2,
      isComplete: true,
    })
    expect(await read()).toEqual(breaks)
    expect(await seekMissing(context, { most: FOREVER, ms: FOREVER })).toMatchObject({
      bisected: 0,
      isComplete: true,
    })
  })

  test('is left alone by a sync with news, and found by one without', async () => {
    const folder = temporaryFolder()
    const breaks = writeBrokenPatches(folder, COUNT)
    const context = await brokenContext(await engine.open(), folder)
    const sought = async () =>
      (await listApplyEntries(context.database.kysely, context.projectId)).filter((one) => one.sought).length
    await sync(context)
    expect(await sought()).toBe(0)
    await sync(context)
    expect(await sought()).toBe(breaks.size)
  })

  test('is not written over what a sync found meanwhile', async () => {
    const { database, context, breaks, forget, read } = await begin()
    const { projectId } = context
    const write = (change: object) =>
      database.transaction(async (db) =>
        putBreaks(
          db,
          projectId,
          (await listApplyCandidates(db, projectId)).flatMap(({ known }) =>
            known === undefined
              ? []
              : [
                  {
                    row: { ...known.row, ...change },
                    since: { at: '2026-03-03T00:00:00Z', sha: 'f'.repeat(40) },
                  },
                ],
          ),
        ),
      )
    await write({})
    expect(await read()).toEqual(breaks)
    await forget()
    const unknown = new Map([...breaks.keys()].map((id) => [id, 'unknown']))
    for (const change of [
      { tip: 'e'.repeat(40) },
      { print: 'other patches' },
      { state: 'gone' },
      { repository: 'other' },
    ]) {
      await write(change)
      expect([change, await read()]).toEqual([change, unknown])
    }
    await write({})
    expect(new Set((await read()).values())).toEqual(new Set(['f'.repeat(40)]))
  })

  test('is not looked for on a tip that is not the one on which it was tried', async () => {
    const { database, context, forget, read } = await begin()
    await forget()
    await database.kysely
      .updateTable('apply_check')
      .set({ tip: 'e'.repeat(40) })
      .execute()
    expect(await seekMissing(context, { most: FOREVER, ms: FOREVER })).toMatchObject({ bisected: 0 })
    expect(new Set((await read()).values())).toEqual(new Set(['unknown']))
  })
})

test('the command is no sync, and finds what is missing of all projects', async () => {
  expect(engines.length).toBeGreaterThan(0)
  const folder = temporaryFolder()
  const breaks = writeBrokenPatches(folder, COUNT)
  writeFileSync(
    join(folder, 'patchmoot.json'),
    JSON.stringify({ projects: [{ id: 'test', ...BROKEN_PROJECT }] }),
  )
  await cli(folder, ['sync'])
  const database = closeLater(await openDatabase(`sqlite:${join(folder, 'patchmoot.sqlite')}`))
  await database.kysely
    .updateTable('apply_check')
    .set({ sought: 0, since_at: null, since_sha: null })
    .execute()
  const before = await readProjectState(database.kysely, 1)
  const { code, out } = await cli(folder, ['applies', '--missing', '--json'])
  expect([code, JSON.parse(out)]).toMatchObject([0, { project: 'test', summary: { bisected: COUNT } }])
  expect((await listRuns(database.kysely, 1)).map((run) => run.kind)).toEqual(['sync'])
  const whole = await cli(folder, ['applies', '--json'])
  const found: readonly { series: string; since?: { sha: string } }[] = JSON.parse(whole.out).entries
  expect(new Map(found.map((one) => [one.series, one.since?.sha]))).toEqual(breaks)
  expect((await listRuns(database.kysely, 1)).map((run) => run.kind)).toEqual(['applies', 'sync'])
  expect(await readProjectState(database.kysely, 1)).toEqual(before)
})
