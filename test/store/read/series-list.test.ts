import { describe, expect, test } from 'vitest'
import { findLineagesOf } from '../../../src/store/read/found-lineages.ts'
import { countLostReasons } from '../../../src/store/read/lost-reasons.ts'
import { countSeriesAsOf, listSeriesAsOf } from '../../../src/store/read/series-as-of.ts'
import {
  countSeries,
  cursorAfter,
  listSeries,
  type SeriesEntry,
  type SeriesFilter,
  type SeriesSort,
} from '../../../src/store/read/series-list.ts'
import { searchMessages } from '../../../src/store/search.ts'
import { engines } from '../../support/db.ts'
import { fillLittleCommunity } from '../../web/little-community.ts'
import { LIST } from '../../web/little-octets.ts'

/** The beginnings of the titles, which are enough to tell the little community's series apart. */
const names = (entries: readonly { readonly title: string }[]): string[] =>
  entries.map((one) => one.title.split('/')[0] ?? '')

describe.each(engines)('the list of series on $name', (engine) => {
  const open = async () => {
    const database = await engine.open()
    // A second project must never show.
    await fillLittleCommunity(database, 'other')
    const project = await fillLittleCommunity(database)
    const list = async (filter: SeriesFilter, sort: SeriesSort = 'active'): Promise<string[]> => {
      const entries = await listSeries(database.kysely, project, filter, { sort, limit: 100 })
      expect(await countSeries(database.kysely, project, filter)).toBe(entries.length)
      return names(entries)
    }
    return { database, project, list }
  }

  test('filters by everything that an address can ask for', async () => {
    const { list } = await open()
    const all = ['<script>alert("title")<', 'tools', 'core', 'x86', 'mm']
    expect(await list({})).toEqual(all)
    expect(await list({ statuses: ['new', 'merged'] })).toEqual([all[0], 'core', 'mm'])
    expect(await list({ turn: 'author' })).toEqual(['tools', 'x86'])
    expect(await list({ sender: 'dag@example.org' })).toEqual(['tools', 'mm'])
    expect(await list({ from: 'DAG' })).toEqual(['tools', 'mm'])
    expect(await list({ from: '%' })).toEqual([])
    expect(await list({ list: LIST })).toEqual(all)
    expect(await list({ list: 'other@lists.example.org' })).toEqual([])
    expect(await list({ version: { least: 2 } })).toEqual(['core'])
    expect(await list({ version: { least: 1, most: 1 } })).toHaveLength(4)
    expect(await list({ waitingSince: '2026-03-31T00:00:00Z' })).toEqual(['mm'])
    expect(await list({ activeSince: '2026-04-15T00:00:00Z' })).toEqual([all[0], 'tools'])
    expect(await list({ quietSince: '2026-04-13T00:00:00Z' })).toEqual(['x86', 'mm'])
    expect(await list({ mergedSince: '2026-04-01T00:00:00Z' })).toEqual(['core'])
    expect(await list({ lost: 'any' })).toEqual(['tools', 'mm'])
    expect(await list({ lost: 'L8' })).toEqual(['tools'])
    expect(await list({ patches: 1 })).toEqual(all.filter((one) => one !== 'core'))
    expect(await list({ holder: ['bo@example.org'] })).toEqual(['x86'])
    expect(await list({ holder: ['o@example.org', '%'] })).toEqual([])
  })

  test('sorts by activity, waiting and age', async () => {
    const { list } = await open()
    expect(await list({ statuses: ['new', 'incomplete', 'changes-requested'] }, 'waiting')).toEqual([
      'mm',
      'x86',
      'tools',
      '<script>alert("title")<',
    ])
    expect((await list({}, 'started')).at(-1)).toBe('core')
  })

  test('finds words in titles or through a search of the mails', async () => {
    const { database, project, list } = await open()
    expect(await list({ words: ['SLOTS', 'order'] })).toEqual(['core'])
    expect(await list({ words: ['slots', 'nowhere'] })).toEqual([])
    const found = await searchMessages(database.kysely, project, 'lock', { limit: 100 })
    const lineages = await findLineagesOf(
      database.kysely,
      project,
      found.hits.map((hit) => hit.message),
    )
    expect(await list({ words: ['lock'], found: lineages })).toEqual(['core'])
    expect(await list({ words: ['superpages'], found: lineages })).toEqual(['core', 'mm'])
  })

  test.each(['active', 'waiting', 'started'] as const)(
    'has the same rows by pages, sorted by %s',
    async (sort) => {
      const { database, project } = await open()
      const whole = await listSeries(database.kysely, project, {}, { sort, limit: 100 })
      const paged: SeriesEntry[] = []
      for (;;) {
        const last = paged.at(-1)
        const page = await listSeries(
          database.kysely,
          project,
          {},
          {
            sort,
            limit: 2,
            after: last && cursorAfter(last, sort),
          },
        )
        if (page.length === 0) break
        paged.push(...page)
      }
      expect(paged).toEqual(whole)
    },
  )

  test('counts the reasons for being lost', async () => {
    const { database, project } = await open()
    expect(await countLostReasons(database.kysely, project, undefined)).toEqual([
      { reason: 'L1', n: 1 },
      { reason: 'L8', n: 1 },
    ])
    expect(await countLostReasons(database.kysely, project, '2026-04-01T00:00:00Z')).toEqual([
      { reason: 'L8', n: 1 },
    ])
  })

  test('of a past day shows what was so then', async () => {
    const { database, project } = await open()
    const past = async (day: string, filter = {}) => {
      const at = `${day}T23:59:59Z`
      const entries = await listSeriesAsOf(database.kysely, project, at, filter, { limit: 100 })
      expect(await countSeriesAsOf(database.kysely, project, at, filter)).toBe(entries.length)
      return entries.map((one) => `${names([one])[0]} ${one.status} ${one.lost}`.trim())
    }
    expect(await past('2026-02-01')).toEqual([])
    expect(await past('2026-02-05')).toEqual(['core changes-requested'])
    expect(await past('2026-03-10')).toEqual(['mm new', 'core ready'])
    expect(await past('2026-04-01')).toEqual(['mm new L1', 'core ready'])
    expect(await past('2026-04-01', { lost: 'any' })).toEqual(['mm new L1'])
    expect(await past('2026-04-01', { turn: 'committers' })).toEqual(['core ready'])
    expect(await past('2026-04-15', { mergedSince: '2026-04-01T00:00:00Z' })).toEqual(['core merged'])
    expect(await past('2026-04-15', { words: ['superpages'] })).toEqual(['mm new L1'])
  })
})
