import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { METRICS } from '../../src/app/metrics.ts'
import { parseCsv } from '../../src/exports/csv.ts'
import type { Database } from '../../src/store/database.ts'
import { createApp } from '../../src/web/app.ts'
import { BOARD_PAGES } from '../../src/web/dashboard/board-pages.ts'
import { pathOf } from '../../src/web/pages/board.ts'
import { findStatic } from '../../src/web/static-files.ts'
import { quickEngines } from '../support/db.ts'
import { fillLittleCommunity, NOW, SITE } from './little-community.ts'

const css = findStatic('style.css')?.body ?? ''

let database: Database

const [project] = SITE.projects
const RANKED = { ...SITE, projects: [{ ...project, rankings: true }] }

function app(more: Partial<Parameters<typeof createApp>[0]> = {}) {
  return createApp({ database, config: SITE, now: () => NOW, ...more })
}
let shared: ReturnType<typeof createApp>
const get = async (path: string): Promise<Response> =>
  shared.request(path.startsWith('http') ? path : `http://localhost/p/quarry/${path}`)
const text = async (path: string): Promise<string> => (await get(path)).text()

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  database = await engine.open()
  await fillLittleCommunity(database)
  shared = app()
})

/** Every address that a page links to, within the project. */
function linksOf(page: string): readonly string[] {
  const found = [...page.matchAll(/\shref="(\/p\/quarry\/[^"]*)"/g)].map((one) =>
    (one[1] ?? '').replace(/&amp;/g, '&'),
  )
  return [...new Set(found)]
}

describe('the pages', () => {
  test('show every metric, each once', () => {
    const shown = BOARD_PAGES.flatMap((page) => page.views.flatMap((view) => view.figures))
    expect([...shown].sort()).toEqual(METRICS.map((metric) => metric.id).sort())
  })

  test('open with a question', () => {
    for (const page of BOARD_PAGES) expect(page.question).toMatch(/\?$/)
  })

  test('lead nowhere in vain', async () => {
    const paths = BOARD_PAGES.flatMap((page) =>
      page.views.map((view) => (view.id === '' ? page.id : `${page.id}/${view.id}`)),
    )
    const seen = new Map<string, string>()
    for (const path of [...paths, 'explorer', 'corrected', 'tour'])
      for (const link of linksOf(await text(path))) {
        const url = new URL(link, 'http://localhost')
        // One of each kind: the same page with the same figure, line, and names of filters.
        const kind = [
          url.pathname,
          url.searchParams.get('figure'),
          url.searchParams.get('line'),
          [...url.searchParams.keys()].join(),
        ].join(' ')
        if (!seen.has(kind)) seen.set(kind, link)
      }
    expect(seen.size).toBeGreaterThan(150)
    const wrong: string[] = []
    for (const link of seen.values()) {
      const answer = await get(`http://localhost${link}`)
      if (answer.status !== 200) wrong.push(`${answer.status} ${link}`)
      await answer.text()
    }
    expect(wrong).toEqual([])
  }, 60_000)

  test('of a hand-edited address never fail', async () => {
    const strange = [
      'period=%00',
      'period=0000-00-00..9999-99-99',
      'period=9999',
      'person=0',
      'person=999999999',
      'patches=9999-1',
      'area=%22%3E%3Cscript%3E',
      'company=%ff',
      'status=open&status=open&status=nonsense',
      'by=second',
      'asOf=1970-01-02',
      'asOf=2026-02-02&period=2026',
      `list=${'x'.repeat(3000)}`,
      'figure=ball&line=x&x=y',
      'figure=reviewers&line=reviews&x=999',
      'page=99999&order=none&show=none',
      `${'area=a&'.repeat(500)}area=b`,
    ]
    for (const query of strange)
      for (const path of [
        'backlog',
        'performance/merging',
        'community/reviewing',
        'quality',
        'explorer',
        'explorer.csv',
        'figures/ball',
        'figures/ball.csv',
        'figures/ball.json',
        'figures/ball.svg',
        'corrected',
        'tour',
        'wrong/ball',
      ]) {
        const answer = await get(`${path}?${query}`)
        expect([path, query, answer.status]).toEqual([path, query, 200])
        const body = await answer.text()
        if (!/csv|json/.test(path)) expect(body).not.toContain('<script>')
      }
    for (const path of [
      'figures/none',
      'figures/none.csv',
      'figures/reviewers.svg',
      'figures/..%2fx',
      'wrong/none',
      'explorer/none%40x',
      'backlog/none',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404])
  }, 60_000)

  test('of any address at all answer, and never with a failure of ours', async () => {
    const names = fc.constantFrom(
      ...[
        'period',
        'by',
        'person',
        'company',
        'part',
        'list',
        'area',
        'patches',
        'versions',
        'size',
        'status',
      ],
      ...['newcomer', 'kind', 'asOf', 'figure', 'line', 'x', 'show', 'order', 'page', 'sort', 'who', 'tz'],
      ...['from', 'to', 'recorded', 'Äß\u202e'],
    )
    const values = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('x'.repeat(10_000), '\u202e\u0000', '٢٠٢٦', '🙂'.repeat(500), '2026-05-01..2026-04-01'),
      fc.constantFrom(
        '2026',
        '2026Q1',
        '2026-03',
        '2026-02-30..2026-01-01',
        '1970-01-01',
        '9999-12-31',
        '-1',
        '0',
      ),
      fc.constantFrom(
        'ball',
        'reviews',
        'median',
        'all',
        'open',
        'patch',
        'tags',
        'NaN',
        '1e9',
        '%',
        '<b>',
        '__proto__',
      ),
    )
    const paths = fc.constantFrom(
      ...BOARD_PAGES.flatMap((page) => page.views.map((view) => pathOf(page, view))),
      ...[
        'explorer',
        'explorer.csv',
        'explorer.json',
        'figures/reviewers',
        'figures/ball.json',
        'figures/open-age.svg',
      ],
      ...['corrected', 'tour', 'wrong/ball', 'quality/identities', 'quality/reports'],
    )
    await fc.assert(
      fc.asyncProperty(paths, fc.array(fc.tuple(names, values), { maxLength: 5 }), async (path, pairs) => {
        const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]))
        const answer = await get(`${path}?${query}`)
        await answer.text()
        expect(answer.status).toBeLessThan(500)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('say what a filter names that there is not, and how to go on', async () => {
    const page = await text('backlog?period=2026-13')
    expect(page).toContain('“2026-13” is no period.')
    expect(page).not.toContain('<figure')
    expect(linksOf(page.slice(page.indexOf('class="empty"')))).toContain('/p/quarry/backlog')
    expect(await text('backlog?person=9999')).toContain('Nobody here has the number 9999.')
    expect(await text('backlog?company=nobody')).toContain('No series passes these filters.')
    expect(await text('backlog?period=2031')).toContain('Nothing lies in this period.')
    expect(await text('backlog?asOf=2001-01-01')).toContain('No series yet.')
  })

  test('lead from a typed name to the number of a person', async () => {
    const answer = await get('community/reviewing?who=Bo+Example&period=1y')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      '/p/quarry/community/reviewing?period=1y&person=4',
    ])
    expect((await get('community?who=bo@example.org')).headers.get('location')).toBe(
      '/p/quarry/community?person=4',
    )
    expect((await get('community?who=nobody+at+all')).headers.get('location')).toBe(
      '/p/quarry/people?q=nobody%20at%20all',
    )
    expect((await get('community?who=&person=4')).headers.get('location')).toBe('/p/quarry/community')
    // What means nothing is not dropped on the way: the page says so.
    expect((await get('community?who=bo@example.org&period=2026-13')).headers.get('location')).toBe(
      '/p/quarry/community?person=4&period=2026-13',
    )
    const turned = (await get('community?who=&from=2026-03-20&to=2026-03-01')).headers.get('location')
    expect(turned).toBe('/p/quarry/community?period=2026-03-20..2026-03-01')
    expect(await text('community?period=2026-03-20..2026-03-01')).toContain(
      '“2026-03-20..2026-03-01” is no period.',
    )
  })
})

describe('a number', () => {
  test('of series leads to as many of them, whatever figure it stands in', async () => {
    const counts = METRICS.filter(
      (metric) => metric.unit === 'series' && metric.axis !== 'person' && metric.id !== 'littles-law',
    )
    let checked = 0
    for (const metric of counts) {
      const figure: {
        lines: { id: string; unit: string }[]
        points: { line: string; x: string; value: number | null; series: string[] }[]
      } = JSON.parse(await text(`figures/${metric.id}.json`))
      const lines = new Set(figure.lines.filter((line) => line.unit === 'series').map((line) => line.id))
      const told = figure.points.filter((point) => lines.has(point.line) && (point.value ?? 0) > 0)
      // A cumulative number stands for what came last, and one line is counted by days.
      if (metric.id !== 'cumulative-flow')
        for (const point of told)
          expect([metric.id, point.line, point.series.length]).toEqual([metric.id, point.line, point.value])
      const point = told[0]
      if (point === undefined) continue
      const query = new URLSearchParams({ figure: metric.id, line: point.line, x: point.x })
      const behind: { series: { series: string }[] } = JSON.parse(await text(`explorer.json?${query}`))
      expect(behind.series.map((one) => one.series).sort()).toEqual([...point.series].sort())
      checked++
    }
    expect(checked).toBeGreaterThan(10)
  })

  test('narrows: the marks of a chart lead to the page of what they stand for', async () => {
    const page = await text('performance/size')
    expect(linksOf(page)).toContain('/p/quarry/performance/size?patches=2')
    expect(linksOf(await text('backlog/outcomes'))).toContain(
      '/p/quarry/backlog/outcomes?period=2026-02-02..2026-02-28',
    )
    // A stock is of a day: its mark leads to the past as it looked then.
    expect(linksOf(await text('backlog?by=month'))).toContain('/p/quarry/backlog?by=month&asOf=2026-02-28')
  })
})

describe('tables of people', () => {
  const table = (page: string, id: string): string => {
    const start = page.indexOf(`id="${id}"`)
    return page.slice(start, page.indexOf('</figure>', start))
  }
  const names = (part: string): readonly string[] =>
    [...part.matchAll(/<a class="person"[^>]*>([^<]*)</g)].map((found) => found[1] ?? '')

  test('are in order of names and cannot be sorted by what people did, unless the project wants it', async () => {
    const plain = table(await text('community/reviewing'), 'reviewers')
    expect(plain).not.toContain('data-sortable')
    expect(names(plain).length).toBeGreaterThan(1)
    expect(names(plain)).toEqual([...names(plain)].sort((a, b) => a.localeCompare(b, 'en')))
    expect(plain).not.toMatch(/rank/i)
    const ranked = await app({ config: RANKED }).request('http://localhost/p/quarry/community/reviewing')
    expect(table(await ranked.text(), 'reviewers')).toContain('data-sortable')
  })

  test('of companies can be sorted always', async () => {
    expect(table(await text('community/reviewing'), 'reviewing-companies')).toContain('data-sortable')
  })

  test('are sorted by a link, without a script; those of people only where the project wants it', async () => {
    const values = (part: string): readonly number[] =>
      [...part.matchAll(/<\/th><td class="num" data-sort="([^"]*)"/g)].map((found) => Number(found[1]))
    const sorted = table(await text('figures/series-by-patches?sort=series&period=all'), 'series-by-patches')
    expect(sorted).toContain('aria-sort="descending"')
    expect(values(sorted).length).toBeGreaterThan(1)
    expect(values(sorted)).toEqual([...values(sorted)].sort((a, b) => b - a))
    const people = await text('figures/reviewers?sort=series&period=all')
    expect(people).not.toContain('aria-sort')
    expect(people).not.toContain('?sort=')
    expect(names(table(people, 'reviewers'))).toEqual(
      [...names(table(people, 'reviewers'))].sort((a, b) => a.localeCompare(b, 'en')),
    )
    expect((await get('figures/reviewing-companies?sort=%3Cb%3E')).status).toBe(200)
  })

  test('show somebody who is asked for first', async () => {
    const page = table(await text('community/reviewing?person=5&part=either'), 'reviewers')
    expect(names(page)[0]).toBe('Cy Example')
  })
})

describe('what can be taken away', () => {
  test('says at its head what it is, how it is counted, and which address gives it', async () => {
    const csv = await text('figures/first-response.csv?by=month&period=all')
    const metric = METRICS.find((one) => one.id === 'first-response')
    expect(csv).toContain(`# definition: ${metric?.definition}\r\n`)
    expect(csv).toContain(
      '# query: https://patches.example.org/p/quarry/figures/first-response?period=all&by=month\r\n',
    )
    expect(csv).toContain('# asOf: 2026-04-30T12:00:00Z\r\n')
    const [head, ...rows] = parseCsv(csv.slice(csv.indexOf('\r\nfrom') + 2))
    expect(head?.slice(0, 4)).toEqual(['from', 'median', 'median.n', 'median.open'])
    expect(rows.length).toBeGreaterThan(0)
    const json: { definition: string; points: unknown[] } = JSON.parse(
      await text('figures/first-response.json'),
    )
    expect(json.definition).toBe(metric?.definition)
  })

  test('as a picture is XML that stands on its own', async () => {
    for (const metric of METRICS.filter((one) => one.shape !== 'table')) {
      const answer = await get(`figures/${metric.id}.svg?company=example.org`)
      const svg = await answer.text()
      expect(svg).toMatch(
        /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/,
      )
      expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#\d+;)/)
      expect(svg).toContain('company=example.org')
      for (const colour of css.match(/--chart-[1-5]: #[0-9a-f]{6}/g)?.slice(0, 5) ?? [])
        expect(svg).toContain(colour.replace(' ', ''))
    }
  })

  test('of the explorer has all rows', async () => {
    const rows = parseCsv((await text('explorer.csv?period=all')).replace(/^#[^\r]*\r\n/gm, ''))
    expect(rows).toHaveLength(6)
    const tags: { tags: { origin: string }[] } = JSON.parse(await text('explorer.json?show=tags&period=all'))
    expect(new Set(tags.tags.map((tag) => tag.origin))).toEqual(new Set(['given', 'carried']))
  })
})
