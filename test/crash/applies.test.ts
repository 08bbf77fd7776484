import { describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { writeBrokenPatches } from '../support/broken-patches.ts'
import { closeLater, engines, temporaryFolder } from '../support/db.ts'
import { PATCHES, syncUntried, tryAndSeek } from './applies-story.ts'
import { chance } from './chance.ts'
import { runAndDie } from './run-and-die.ts'

/** Kill points: 10 in the gate, on SQLite; 200 on every engine by `npm run test:crash`. */
const POINTS = Number(process.env['PATCHMOOT_KILL_POINTS'] ?? 10)
const SEED = Number(process.env['PATCHMOOT_KILL_SEED'] ?? 20_260_502)

/** Every column of every row. */
async function rowsOf(database: Database): Promise<readonly object[]> {
  return database.kysely.selectFrom('apply_check').selectAll().orderBy('lineage').execute()
}

const shared = engines.filter((engine) => engine.shared && engine.name !== 'DATABASE_URL')
const tried = process.env['PATCHMOOT_KILL_POINTS'] === undefined ? shared.slice(0, 1) : shared

describe.each(tried)('whether patches apply and since when, killed on $name', (engine) => {
  test(`at ${POINTS} seeded moments, ends in the rows of a run that was not`, async () => {
    const folder = temporaryFolder()
    const breaks = writeBrokenPatches(folder, PATCHES)
    const begin = async (): Promise<{ readonly url: string; readonly database: Database }> => {
      const url = await engine.url()
      if (url === undefined) throw new TypeError('an engine that processes share has a URL')
      const database = closeLater(await openDatabase(url))
      await syncUntried(database, folder)
      return { url, database }
    }
    const whole = await begin()
    const steps = Number(await runAndDie('killed-applies.ts', folder, whole.url, 0))
    expect(steps).toBeGreaterThan(50)
    const expected = await rowsOf(whole.database)
    expect(expected.length).toBe(PATCHES)
    expect(new Set(expected.map((row) => ('since_sha' in row ? row.since_sha : '')))).toEqual(
      new Set(breaks.values()),
    )

    const next = chance(SEED)
    const halves = new Set<string>()
    for (let point = 0; point < POINTS; point++) {
      const nth = 1 + Math.floor(next() * steps)
      const about = `killed at step ${nth} of ${steps}, seed ${SEED}`
      const { url, database } = await begin()
      expect(await runAndDie('killed-applies.ts', folder, url, nth), about).toBeUndefined()
      const half = await rowsOf(database)
      const sought = half.filter((row) => 'sought' in row && row.sought === 1).length
      halves.add(`${half.length} ${sought}`)
      // Now and then a second one dies too.
      if (next() < 0.3) await runAndDie('killed-applies.ts', folder, url, 1 + Math.floor(next() * steps))
      await tryAndSeek(database, folder)
      expect(await rowsOf(database), about).toEqual(expected)
      await database.close()
    }
    // Some died before there was anything, some between two batches, some between two slices.
    expect(halves.size).toBeGreaterThan(2)
  }, 1_800_000)
})
