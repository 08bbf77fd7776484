import { cpSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { dump } from '../../src/store/derived/dump.ts'
import { listMessages } from '../../src/store/inputs/messages.ts'
import { closeLater, engines, temporaryFolder } from '../support/db.ts'
import { chance } from './chance.ts'
import { runAndDie } from './run-and-die.ts'
import { syncStory, writeStory } from './story.ts'

/** Kill points on each engine: 10 in the gate, 200 by `npm run test:crash`. */
const POINTS = Number(process.env['PATCHMOOT_KILL_POINTS'] ?? 10)
const SEED = Number(process.env['PATCHMOOT_KILL_SEED'] ?? 20_260_501)

const shared = engines.filter((engine) => engine.shared && engine.name !== 'DATABASE_URL')

describe.each(shared)('a sync killed on $name', (engine) => {
  test(`at ${POINTS} seeded moments loses nothing, and the next one ends where an unkilled one does`, async () => {
    const folder = temporaryFolder()
    writeStory(folder)
    const newUrl = async (): Promise<string> => {
      const url = await engine.url()
      if (url === undefined) throw new TypeError('an engine that processes share has a URL')
      return url
    }
    const fresh = (): string => {
      // A folder of its own: clones of repositories are kept beside the configuration, and a kill may leave half of one.
      const copy = temporaryFolder()
      cpSync(folder, copy, { recursive: true })
      return copy
    }
    const whole = await newUrl()
    const steps = Number(await runAndDie('killed-sync.ts', fresh(), whole, 0))
    expect(steps).toBeGreaterThan(100)
    const reference = closeLater(await openDatabase(whole))
    const expected = await dump(reference.kysely, 1, { names: true })
    const mails = (await listMessages(reference.kysely, 1)).map((one) => one.messageId).sort()

    const next = chance(SEED)
    for (let point = 0; point < POINTS; point++) {
      const nth = 1 + Math.floor(next() * steps)
      const url = await newUrl()
      const place = fresh()
      const about = `killed at step ${nth} of ${steps}, seed ${SEED}`
      expect(await runAndDie('killed-sync.ts', place, url, nth), about).toBeUndefined()
      // Now and then a second one dies too.
      if (next() < 0.3) await runAndDie('killed-sync.ts', place, url, 1 + Math.floor(next() * steps))
      const database = closeLater(await openDatabase(url))
      const projectId = await syncStory(database, place)
      const kept = (await listMessages(database.kysely, projectId)).map((one) => one.messageId).sort()
      expect(kept, about).toEqual(mails)
      expect(await dump(database.kysely, projectId, { names: true }), about).toBe(expected)
      await database.close()
    }
  }, 1_800_000)
})
