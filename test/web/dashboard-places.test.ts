import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { METRICS } from '../../src/app/metrics.ts'
import type { Database } from '../../src/store/database.ts'
import { createApp } from '../../src/web/app.ts'
import { quickEngines } from '../support/db.ts'
import { fillLittleCommunity, NOW, SITE } from './little-community.ts'

// docs/dashboard.md says where everything of the dashboard of 2016 is; here each of these places is gone to.

const DOCS = readFileSync(new URL('../../docs/dashboard.md', import.meta.url), 'utf8')
const SECTIONS = DOCS.split(/^## /m)

/** The cells of the table of a section, without its head. */
function rowsOf(title: string): readonly (readonly string[])[] {
  const section = SECTIONS.find((one) => one.startsWith(title)) ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

/** Addresses below the project in a text. */
function placesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([a-z][a-z/.-]*(?:\?[^`#]*)?(?:#[a-z0-9-]+)?)`/g)].map((one) => one[1] ?? '')
}

let get: (path: string) => Promise<{ readonly status: number; readonly text: string }>

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const database: Database = await engine.open()
  await fillLittleCommunity(database)
  const app = createApp({ database, config: SITE, now: () => NOW })
  get = async (path) => {
    const response = await app.request(`http://localhost/p/quarry/${path}`)
    return { status: response.status, text: await response.text() }
  }
})

const then = rowsOf('Where the 37')
const lacked = rowsOf('What it lacked')
const asked = rowsOf('What its users')
const defects = rowsOf('The defects')

describe('docs/dashboard.md', () => {
  test('has all 37 visualisations, every metric that was lacking, ten wishes and 23 defects', () => {
    expect(then.map(([number]) => Number(number))).toEqual(Array.from({ length: 37 }, (_, n) => n + 1))
    expect(lacked).toHaveLength(37)
    expect(asked).toHaveLength(10)
    expect(defects.map(([defect]) => defect?.split(' ')[0])).toEqual(
      Array.from({ length: 23 }, (_, n) => `D${n + 1}`),
    )
  })

  test('knows a place for each of them', () => {
    for (const [, name, now] of then) expect([name, placesIn(now ?? '').length > 0]).toEqual([name, true])
    for (const [name, now] of lacked) expect([name, placesIn(now ?? '').length > 0]).toEqual([name, true])
  })

  test('names every metric somewhere', () => {
    const named = new Set(placesIn(DOCS).map((place) => place.split('#')[1]))
    const missing = METRICS.filter((metric) => !named.has(metric.id)).map((metric) => metric.id)
    expect(missing).toEqual([
      // No part of the old dashboard and none of what it lacked: what stands beside these on the pages.
      ...['open-by-turn', 'lost', 'comments-per-series', 'commenters-per-series', 'series-by-patches'],
    ])
  })

  test('every place is there, and has the figure', async () => {
    const places = [
      ...new Set([...then, ...lacked, ...asked].flatMap((row) => row.flatMap(placesIn))),
    ].filter((place) => place.includes('#') || !['lost.atom', 'area', 'asOf='].includes(place))
    expect(places.length).toBeGreaterThan(70)
    for (const place of places) {
      const [path = '', figure] = place.split('#')
      const { status, text } = await get(path)
      expect([place, status]).toEqual([place, 200])
      if (figure !== undefined) expect([place, text.includes(`id="${figure}"`)]).toEqual([place, true])
    }
  })

  test.each(defects)('%s: has a test of that name', (_, held = '') => {
    const [, file = '', name = ''] = /^`([^`]+)`: (.*)$/.exec(held) ?? []
    const path = new URL(`../../${file}`, import.meta.url)
    expect(existsSync(path)).toBe(true)
    expect(readFileSync(path, 'utf8')).toContain(`'${name}'`)
  })
})

test('D22: what is reviewed in private is said to be in no number', async () => {
  expect((await get('quality/data')).text).toContain('What was reviewed in private')
})

test('D23: every file of a figure has its definition, its query and its day', async () => {
  for (const { id } of METRICS) {
    const csv = (await get(`figures/${id}.csv`)).text
    for (const part of ['title', 'unit', 'definition', 'source', 'query', 'asOf'])
      expect([id, part, csv.includes(`# ${part}: `)]).toEqual([id, part, true])
    const json = JSON.parse((await get(`figures/${id}.json`)).text)
    expect([id, typeof json.definition, typeof json.query, typeof json.asOf]).toEqual([
      id,
      'string',
      'string',
      'string',
    ])
  }
})

test('every figure can be doubted, also one of which nothing is counted', async () => {
  for (const { id } of METRICS) {
    const { text } = await get(`figures/${id}?period=2031`)
    const full = (await get(`figures/${id}`)).text
    expect([id, full.includes(`/wrong/${id}`), text.includes('Nothing lies in this period')]).toEqual([
      id,
      true,
      true,
    ])
    const form = await get(`wrong/${id}`)
    expect([id, form.status, form.text.includes('mailto:') || form.text.includes('<form')]).toEqual([
      id,
      200,
      true,
    ])
  }
})
