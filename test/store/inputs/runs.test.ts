import { describe, expect, test } from 'vitest'
import { listCursors, readCursor, saveCursor } from '../../../src/store/inputs/cursors.ts'
import { ensureProject, findProject, listProjects } from '../../../src/store/inputs/projects.ts'
import { finishRun, listRuns, saveProgress, startRun } from '../../../src/store/inputs/runs.ts'
import { engines } from '../../support/db.ts'

const at = (minute: number): string => `2026-03-02T09:${String(minute).padStart(2, '0')}:00Z`

describe.each(engines)('the book-keeping of syncing on $name', (engine) => {
  test('runs: the newest first, how far each is and how it ended', async () => {
    const { kysely: db } = await engine.open()
    const project = await ensureProject(db, 'test')
    const killed = await startRun(db, project, 'sync', at(1))
    await saveProgress(db, project, killed, { step: 'reading', done: 5 })
    const failed = await startRun(db, project, 'sync', at(2))
    const good = await startRun(db, project, 'rebuild', at(2))
    await finishRun(db, project, failed, at(3), { progress: { done: 7 }, error: 'a \0 in it' })
    await finishRun(db, project, good, at(4), { progress: { new: 3, troubles: 'nul \0' } })
    await startRun(db, await ensureProject(db, 'other'), 'sync', at(9))
    // Of another project: nothing happens.
    await finishRun(db, await ensureProject(db, 'other'), killed, at(9), { progress: {} })
    expect(await listRuns(db, project)).toEqual([
      {
        id: good,
        kind: 'rebuild',
        startedAt: at(2),
        finishedAt: at(4),
        error: undefined,
        progress: { new: 3, troubles: 'nul \0' },
      },
      {
        id: failed,
        kind: 'sync',
        startedAt: at(2),
        finishedAt: at(3),
        error: 'a \uFFFD in it',
        progress: { done: 7 },
      },
      {
        id: killed,
        kind: 'sync',
        startedAt: at(1),
        finishedAt: undefined,
        error: undefined,
        progress: { step: 'reading', done: 5 },
      },
    ])
    expect((await listRuns(db, project, 1)).map((one) => one.id)).toEqual([good])
  })

  test('cursors: one for each source of a list, the last one saved', async () => {
    const { kysely: db } = await engine.open()
    const project = await ensureProject(db, 'test')
    expect(await readCursor(db, project, 'b@x', 'mbox:b')).toBeUndefined()
    await saveCursor(db, project, 'b@x', 'mbox:b', '1', at(1))
    await saveCursor(db, project, 'b@x', 'imap:$USER@host/b', '{"uid":7}', at(1))
    await saveCursor(db, project, 'a@x', 'mbox:a', '3', at(2))
    await saveCursor(db, project, 'b@x', 'mbox:b', '2', at(3))
    await saveCursor(db, await ensureProject(db, 'other'), 'b@x', 'mbox:b', '9', at(4))
    expect(await readCursor(db, project, 'b@x', 'mbox:b')).toEqual({ cursor: '2', syncedAt: at(3) })
    expect((await listCursors(db, project)).map((one) => [one.list, one.source, one.cursor])).toEqual([
      ['a@x', 'mbox:a', '3'],
      ['b@x', 'imap:$USER@host/b', '{"uid":7}'],
      ['b@x', 'mbox:b', '2'],
    ])
  })

  test('projects: a number each, for ever', async () => {
    const { kysely: db } = await engine.open()
    expect(await findProject(db, 'a')).toBeUndefined()
    const made = await Promise.all(['a', 'b', 'a', 'a'].map((name) => ensureProject(db, name)))
    expect(new Set(made).size).toBe(2)
    expect(await findProject(db, 'a')).toBe(made[0])
    const listed = (await listProjects(db)).map((one) => one.name)
    expect([...listed].sort()).toEqual(['a', 'b'])
  })
})
