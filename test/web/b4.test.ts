import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sync } from '../../src/app/sync.ts'
import { makeCommunity } from '../../src/demo/community.ts'
import { writeCommunity } from '../../src/demo/write-community.ts'
import type { Db } from '../../src/store/database.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

const NOW = '2026-06-30T23:59:59Z'
/** b4 is not a part of this project: where it is not there, only what it asks for is looked at. */
const hasB4 = spawnSync('b4', ['--version']).status === 0

let folder = ''
let base = ''
let db: Db
let clone = ''
let close: () => void = () => {}

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  folder = temporaryFolder()
  const community = makeCommunity({ seed: 'b4', until: '2026-06-30T18:00:00Z', mails: 1 })
  const { lists, repository } = await writeCommunity(community, folder)
  const database = await engine.open()
  db = database.kysely
  const context = await contextFor(
    database,
    folder,
    {
      lists: lists.map(({ address, mbox }) => ({ address, source: `mbox:${mbox}` })),
      repositories: [{ name: 'quarry', url: repository }],
    },
    { now: NOW, clock: () => NOW },
  )
  await sync(context)
  const app = createApp({
    database,
    config: { maskAddresses: false, projects: [context.project] },
    now: () => NOW,
  })
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((done) => server.once('listening', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('a port')
  base = `http://127.0.0.1:${address.port}/p/${context.project.id}`
  close = () => server.close()
  clone = join(folder, 'clone')
  execFileSync('git', ['clone', '-q', repository, clone])
})

afterAll(() => close())

/** Series that were taken as they are: most have a cover letter, replies and tags. */
async function mergedSeries(count: number) {
  return db
    .selectFrom('lineage as l')
    .innerJoin('series as s', (join) => join.onRef('s.id', '=', 'l.newest'))
    .select(['s.name', 's.patch_count'])
    .where('l.status', '=', 'merged')
    .where('s.patch_count', '>', 1)
    .where('s.complete', '=', 1)
    .orderBy('s.name')
    .limit(count)
    .execute()
}

describe('as b4 asks for it', () => {
  test('a Message-ID leads to a whole address with a slash, and its thread is there, packed', async () => {
    const [one] = await mergedSeries(1)
    const asked = `${base}/r/${encodeURIComponent(one?.name ?? '')}`
    const first = await fetch(asked, { method: 'HEAD', redirect: 'manual' })
    expect([first.status, first.headers.get('location')]).toEqual([302, `${asked}/`])
    const page = await fetch(`${asked}/`)
    expect([page.status, new URL(page.url).pathname.includes('/m/')]).toEqual([200, true])
    const packed = await fetch(`${asked}/t.mbox.gz`)
    const plain = await fetch(`${asked}/t.mbox`)
    const text = gunzipSync(Buffer.from(await packed.arrayBuffer())).toString('latin1')
    expect(text).toBe(Buffer.from(await plain.arrayBuffer()).toString('latin1'))
    expect(text.match(/^From mboxrd@z /gm)?.length).toBeGreaterThan(one?.patch_count ?? 0)
    for (const path of ['', '/', '/t.mbox.gz'])
      expect((await fetch(`${base}/r/nothing%40example.org${path}`)).status).toBe(404)
  })

  test.skipIf(!hasB4)('b4 am finds series by Message-ID and makes of them what git am takes', async () => {
    const home = join(folder, 'home')
    mkdirSync(home, { recursive: true })
    const env = { ...process.env, HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home }
    execFileSync('git', ['-C', clone, 'config', 'b4.midmask', `${base}/r/%s`])
    for (const { name, patch_count: count } of await mergedSeries(5)) {
      const out = join(folder, `out-${name.replace(/[^a-z0-9]/gi, '')}`)
      mkdirSync(out)
      await promisify(execFile)('b4', ['am', '-C', '-T', '-o', out, name], {
        cwd: clone,
        env,
      })
      const made = readdirSync(out).find((file) => file.endsWith('.mbx'))
      const text = readFileSync(join(out, made ?? ''), 'utf8')
      expect(text.match(/^From /gm), name).toHaveLength(count)
    }
  })
})
