import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { quickEngines } from '../support/db.ts'
import { fillLittleCommunity, NOW, SITE } from './little-community.ts'

let app: ReturnType<typeof createApp>

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const database = await engine.open()
  await fillLittleCommunity(database)
  app = createApp({ database, config: SITE, now: () => NOW })
})

async function feedAt(path: string) {
  const response = await app.request(`http://localhost/p/quarry/${path}`)
  expect([path, response.status, response.headers.get('content-type')]).toEqual([
    path,
    200,
    'application/atom+xml; charset=utf-8',
  ])
  const { DOMParser } = parseHTML('<html></html>')
  return new DOMParser().parseFromString(await response.text(), 'text/xml')
}

const textOf = (of: Pick<Awaited<ReturnType<typeof feedAt>>, 'querySelector'>, name: string): string =>
  of.querySelector(name)?.textContent ?? ''

const FEEDS = [
  'lost.atom',
  'lost.atom?reason=L1',
  'lost.atom?area=no-such-area',
  'series.atom',
  'areas/no-such-area/lost.atom',
  'people/1/todo.atom',
]

describe('feeds, as whoever subscribes reads them', () => {
  test.each(FEEDS)('%s is named by its own address, newest first, each entry a sentence', async (path) => {
    const feed = await feedAt(path)
    expect(textOf(feed, 'feed > id')).toBe(`${SITE.baseUrl}/p/quarry/${path}`)
    expect(feed.querySelector('link[rel="self"]')?.getAttribute('href')).toBe(textOf(feed, 'feed > id'))
    expect(textOf(feed, 'feed > title')).not.toBe('')
    const entries = [...feed.querySelectorAll('entry')]
    const times = entries.map((one) => textOf(one, 'updated'))
    expect(times).toEqual([...times].sort().reverse())
    expect(new Set(entries.map((one) => textOf(one, 'id'))).size).toBe(entries.length)
    for (const one of entries) expect(textOf(one, 'summary')).toMatch(/^(?:[A-Z0-9]|\S*@).*[.!?]$/s)
  })

  test('two filters are two feeds, and the page that each is of has its filter', async () => {
    const ids = new Set<string>()
    for (const path of FEEDS) ids.add(textOf(await feedAt(path), 'feed > id'))
    expect(ids.size).toBe(FEEDS.length)
    const one = await feedAt('lost.atom?reason=L1&tz=Europe/Berlin')
    expect(one.querySelector('link[rel="alternate"]')?.getAttribute('href')).toBe(
      `${SITE.baseUrl}/p/quarry/lost?reason=L1`,
    )
    expect((await feedAt('lost.atom')).querySelectorAll('entry').length).toBeGreaterThan(0)
  })
})
