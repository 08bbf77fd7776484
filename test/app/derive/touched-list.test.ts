import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rebuild } from '../../../src/app/rebuild.ts'
import { sync } from '../../../src/app/sync.ts'
import { dump } from '../../../src/store/derived/dump.ts'
import { contextFor } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'
import { findRealData } from '../../support/real-data.ts'

const archive = findRealData('jailhouse-dev.mbox.gz')
const BATCH = 60
const BATCHES = 6

test.skipIf(archive === undefined)(
  'a real list that grows by batches has the rows of one that is read at once',
  { timeout: 600_000 },
  async () => {
    const text = gunzipSync(readFileSync(archive ?? '')).toString('latin1')
    const starts = [...text.matchAll(/^From /gm)].map((found) => found.index)
    const folder = temporaryFolder()
    const [engine] = quickEngines
    const database = await engine?.open()
    if (database === undefined) throw new Error('there is an engine')
    const base = await contextFor(database, folder, {
      lists: [{ address: 'jailhouse-dev@googlegroups.com', source: 'mbox:mails' }],
    })
    const first = Math.floor(starts.length / 2)
    let parts = 0
    for (let batch = 0; batch <= BATCHES; batch++) {
      const end = starts[first + batch * BATCH]
      writeFileSync(join(folder, 'mails'), text.slice(0, end), 'latin1')
      // All within a week: once a week, everything is derived.
      const now = `2026-06-0${batch + 1}T12:00:00Z`
      const context = { ...base, now, clock: () => now }
      if ((await sync(context)).derived.whole === undefined) parts++
      if (batch < BATCHES) continue
      const grown = await dump(database.kysely, base.projectId, { names: false })
      await rebuild(context)
      expect(grown.split('\n')).toEqual(
        (await dump(database.kysely, base.projectId, { names: false })).split('\n'),
      )
    }
    await database.close()
    expect(parts).toBeGreaterThanOrEqual(BATCHES - 1)
  },
)
