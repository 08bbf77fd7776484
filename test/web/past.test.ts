import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/core/time.ts'
import { listAreas, listAreasAsOf, listOpenIn, listOpenInAsOf } from '../../src/store/read/areas.ts'
import { readLostQueueAsOf } from '../../src/store/read/lost-as-of.ts'
import { readLostQueue } from '../../src/store/read/lost-queue.ts'
import { listTodosAsOf } from '../../src/store/read/todo-as-of.ts'
import { engines } from '../support/db.ts'
import { fillLittleCommunity, NOW } from './little-community.ts'

const PAGE = { sort: 'new', offset: 0, limit: 100 } as const

describe.each(engines)('the past on $name', (engine) => {
  test('of this moment is the present', async () => {
    const database = await engine.open()
    const project = await fillLittleCommunity(database)
    const db = database.kysely
    const [now, then] = [
      await readLostQueue(db, project, NOW, {}, PAGE),
      await readLostQueueAsOf(db, project, NOW, {}, PAGE),
    ]
    const thin = (queue: typeof now) => queue.entries.map(({ entry }) => [entry.id, entry.status, entry.lost])
    expect(thin(then).sort()).toEqual(thin(now).sort())
    expect(now.entries.length).toBeGreaterThan(0)
    const year = addDays(NOW, -365)
    expect(await listAreasAsOf(db, project, NOW, year)).toEqual(await listAreas(db, project, year))
    const open = await listOpenInAsOf(db, project, 'X86 ARCHITECTURE', NOW, year)
    expect(open.map((one) => one.id)).toEqual(await listOpenIn(db, project, 'X86 ARCHITECTURE', year))
  })

  test('knows nothing of what came later', async () => {
    const database = await engine.open()
    const project = await fillLittleCommunity(database)
    const db = database.kysely
    const at = '2026-02-05T00:00:00Z'
    const ada = { key: 'ada@example.org', addresses: ['ada@example.org'] }
    const todos = await listTodosAsOf(db, project, ada, at, undefined)
    expect(todos.map((one) => [one.section, one.entry.series, one.entry.version, one.why])).toEqual([
      ['E', 'ring-v1-0@example.org', 1, 'Cy Example asked a question'],
    ])
    expect((await readLostQueueAsOf(db, project, at, {}, PAGE)).total).toBe(0)
    const areas = await listAreasAsOf(db, project, at, addDays(at, -365))
    expect(areas.map((one) => [one.area, one.open, one.all])).toEqual([['CORE', 1, 1]])
    // It became lost on the 29th of March, and had been so for three days.
    const queue = await readLostQueueAsOf(db, project, '2026-04-01T00:00:00Z', {}, PAGE)
    expect(queue.entries.map((one) => [one.entry.series, one.lostAt, one.entry.lost])).toEqual([
      ['mm-lost@example.org', '2026-03-29T09:00:00Z', ['L1']],
    ])
  })
})
