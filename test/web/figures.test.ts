import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { quickEngines } from '../support/db.ts'
import { fillLittleCommunity, NOW, SITE } from './little-community.ts'

async function open() {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const database = await engine.open()
  const project = await fillLittleCommunity(database)
  const app = createApp({ database, config: SITE, now: () => NOW })
  const text = async (path: string): Promise<string> =>
    (await app.request(`http://localhost/p/quarry/${path}`)).text()
  return { database, project, text }
}

describe('a picture', () => {
  // One of each shape and axis.
  test.each([
    'open-by-turn',
    'open-age',
    'reviews',
    'first-response',
    'merge-curve',
    'series-by-patches',
    'corrected-d12',
  ])('of %s is as it was looked at', async (id) => {
    const { text } = await open()
    const svg = await text(`figures/${id}.svg?by=month&period=all`)
    expect(svg).toMatch(/^<\?xml[^>]*\?>\n<svg /)
    await expect(svg).toMatchFileSnapshot(`../golden/web/figure-${id}.svg`)
  })
})

describe('figures are drawn once', () => {
  test('until something new is written', async () => {
    const { database, project, text } = await open()
    const first = await text('backlog')
    expect(await text('backlog')).toBe(first)
    expect(first).toContain('17 mails')
    await database.transaction(async (db) => {
      await db.deleteFrom('lineage_fact').where('project_id', '=', project).execute()
      await db
        .updateTable('derivation')
        .set({ as_of: '2026-04-30T13:00:00Z', written_at: '2026-04-30T13:00:00Z' })
        .execute()
    })
    const second = await text('backlog')
    expect(second).not.toBe(first)
    expect(second).not.toContain('figure=open-by-turn')
  })

  test('for each filter, each day, and each reader’s own row', async () => {
    const { text } = await open()
    const paths = ['community', 'community?person=1', 'community?asOf=2026-03-10', 'community?by=week']
    const before = []
    for (const path of paths) before.push(await text(path))
    expect(new Set(before).size).toBe(paths.length)
    const after = []
    for (const path of [...paths].reverse()) after.push(await text(path))
    expect(after.reverse()).toEqual(before)
  })
})
