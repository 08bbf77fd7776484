import { expect, test } from 'vitest'
import { keepRecords } from '../../../src/app/dashboard/keep-records.ts'
import { PLAIN_CALENDAR } from '../../../src/core/metrics/calendar.ts'
import { quickEngines } from '../../support/db.ts'
import { fillLittleCommunity } from '../../web/little-community.ts'

const SETTINGS = {
  lists: [{ address: 'quarry@lists.example.org' }],
  people: [],
  companies: [],
  calendar: PLAIN_CALENDAR,
  review: { freezes: [] },
}

async function open() {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const database = await engine.open()
  const project = await fillLittleCommunity(database)
  const db = database.kysely
  const write = async (at: string): Promise<void> => {
    await database.transaction(async (inside) => {
      await inside.deleteFrom('lineage_fact').where('project_id', '=', project).execute()
      await inside.updateTable('derivation').set({ as_of: at, written_at: at }).execute()
    })
  }
  return { database, db, project, write }
}

test('what is new is shown when it is ready, and until then what was there before', async () => {
  const { db, project, write } = await open()
  let read = 0
  const records = keepRecords(async () => ++read)
  const ask = (which: 'shown' | 'newest', asOf = '2026-04-30T13:00:00Z') =>
    records.read(db, project, SETTINGS, asOf, which)
  const before = await ask('shown', '2026-04-30T12:00:00Z')
  expect(before.record.facts.length).toBeGreaterThan(0)
  await write('2026-04-30T13:00:00Z')
  expect((await ask('shown')).record).toBe(before.record)
  const newest = await ask('newest')
  expect([newest.record.facts.length, newest.more]).toEqual([0, 2])
  expect(await ask('shown')).toEqual(before)
  records.show(project)
  expect((await ask('shown')).record).toBe(newest.record)
  // Asked again, nothing is read again.
  expect((await ask('newest')).record).toBe(newest.record)
  expect(read).toBe(2)
})

test('where nothing was written, only the clock of a record goes on; the past shares what has not changed since', async () => {
  const { db, project } = await open()
  const records = keepRecords(async () => undefined)
  const ask = (asOf: string) => records.read(db, project, SETTINGS, asOf, 'newest')
  const { record } = await ask('2026-04-30T12:00:00Z')
  const later = (await ask('2026-05-02T12:00:00Z')).record
  expect(later.facts).toBe(record.facts)
  expect(later.asOf - record.asOf).toBe(2 * 86_400)
  const past = (await ask('2026-04-01T23:59:59Z')).record
  expect(past.facts.length).toBeGreaterThan(0)
  expect(past.facts.length).toBeLessThan(record.facts.length + 1)
  const shared = past.facts.filter((fact) => record.facts.includes(fact))
  const cut = past.facts.filter((fact) => !record.facts.includes(fact))
  expect(shared.length).toBeGreaterThan(0)
  for (const fact of shared) expect(fact.intervals.at(-1)?.to).toBeUndefined()
  for (const fact of cut)
    for (const version of fact.versions) expect(version.at).toBeLessThanOrEqual(past.asOf)
  expect((await ask('2026-04-01T23:59:59Z')).record).toBe(past)
})
