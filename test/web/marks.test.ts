/**
 * Every mark of every figure is a link that narrows, every number leads to what it counts, and what is found there is as
 * many as the number says: followed as a reader would, address by address, on the whole demo.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { METRICS } from '../../src/app/metrics.ts'
import { CORRECTIONS } from '../../src/core/metrics/corrected.ts'
import { type DemoSite, openDemoSite } from '../support/demo-site.ts'

interface FigureFile {
  readonly lines: readonly { readonly id: string; readonly label: string; readonly unit: string }[]
  readonly points: readonly {
    readonly line: string
    readonly x: string
    readonly value: number | null
    readonly series: readonly string[]
    readonly commits?: readonly string[]
  }[]
}

type Line = FigureFile['lines'][number]

/** Units of what can be counted one by one. */
const COUNTS = new Set(['series', 'versions', 'patches', 'mails', 'reviews', 'tags', 'commits'])
/** Lines in such a unit that are no count of anything: quantiles, means, and what each of many adds to. */
const NO_COUNT = new Set([
  ...['patches', 'versions', 'comments', 'commenters'].flatMap((what) =>
    ['p50', 'p75', 'p95'].map((line) => `${what}-per-series ${line}`),
  ),
  'newcomers-and-others versions',
  'littles-law open',
  'littles-law expected',
])
/** Counts of what was until then: the pieces of a narrower page add up to no more than they do themselves. */
const NO_SUM = new Set(['cumulative-flow'])

let site: DemoSite
beforeAll(async () => {
  site = await openDemoSite({ seed: 'marks', until: '2026-06-30T18:00:00Z', mails: 1 })
}, 120_000)

const answers = new Map<string, Promise<{ readonly status: number; readonly text: string }>>()
function read(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const known = answers.get(path)
  if (known !== undefined) return known
  const answer = site
    .get(path)
    .then(async (response) => ({ status: response.status, text: await response.text() }))
  answers.set(path, answer)
  return answer
}

const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')

/** The same address, as JSON. */
function asFile(address: string): string {
  const url = new URL(address, 'http://localhost')
  return `${url.pathname}.json${url.search}`
}

async function figureAt(address: string): Promise<FigureFile> {
  return JSON.parse((await read(asFile(address))).text)
}

/** A number as it is written: `1,204`, `4.3 d`, `45 %`, or none at all. */
function numberIn(text: string): number | undefined {
  const found = /^-?[\d,]+(?:\.\d+)?/.exec(text)
  return found === null ? undefined : Number(found[0].replace(/,/g, ''))
}

interface Mark {
  readonly address: string
  readonly line: Line
  readonly x: string | undefined
  readonly text: string
}

/** The marks of the picture of a figure and the numbers of its table, each with the address that it leads to. */
function marksOf(page: string, figure: FigureFile): readonly Mark[] {
  const svg = /<svg.*?<\/svg>/s.exec(page)?.[0] ?? ''
  const drawn = [...svg.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].flatMap(
    ([, href = '', inner = '']) => {
      const title = plain(/<title>(.*?)<\/title>/s.exec(inner)?.[1] ?? '')
      return title.split('\n').map((told): Mark => {
        const bare = told.replace(/ \(n [^)]*\)$/, '')
        const [line] = figure.lines
          .filter((one) => bare.includes(`, ${one.label}: `))
          .sort((a, b) => b.label.length - a.label.length)
        if (line === undefined) throw new TypeError(`a mark says “${told}”, which names no line`)
        const text = bare.slice(bare.lastIndexOf(`, ${line.label}: `) + line.label.length + 4)
        return { address: plain(href), line, x: undefined, text }
      })
    },
  )
  const told = [...page.matchAll(/<td class="num"[^>]*><a href="([^"]*)">([^<]*)<\/a>/g)].map(
    ([, href = '', text = '']): Mark => {
      const query = new URL(plain(href), 'http://localhost').searchParams
      const line = figure.lines.find((one) => one.id === query.get('line'))
      if (line === undefined) throw new TypeError(`${href} names no line`)
      return { address: plain(href), line, x: query.get('x') ?? '', text }
    },
  )
  return [...drawn, ...told]
}

const ALL = [...METRICS, ...CORRECTIONS]
let followed = 0

describe('every mark and every number', () => {
  test.each(ALL.map((metric) => metric.id))(
    'of %s keeps its word',
    async (id) => {
      for (const query of ['', '?kind=patch&period=1y&by=quarter']) {
        const address = `/p/quarry/figures/${id}${query}`
        const page = await read(address)
        expect(page.status).toBe(200)
        const figure = await figureAt(address)
        const isCount = (line: Line): boolean => COUNTS.has(line.unit) && !NO_COUNT.has(`${id} ${line.id}`)
        for (const mark of marksOf(page.text, figure)) {
          const where = [id, mark.line.id, mark.text, mark.address].join(' ')
          const target = await read(mark.address)
          expect([where, target.status]).toEqual([where, 200])
          followed++
          const value = numberIn(mark.text)
          if (value === undefined) continue
          // Of a number that is no zero there is something to see.
          expect([where, value > 0 && target.text.includes('class="empty"')]).toEqual([where, false])
          if (!isCount(mark.line)) continue
          if (mark.address.includes('/explorer?')) {
            if (!mark.address.includes('line=')) continue
            expect([where, await countAt(mark.address, mark.line)]).toEqual([where, value])
          } else expect([where, await sumAt(mark, id)]).toEqual([where, value])
        }
      }
    },
    120_000,
  )

  test('there are thousands', () => {
    expect(followed).toBeGreaterThan(3000)
  })
})

/** How many rows an address of the explorer lists. */
async function countAt(address: string, line: Line): Promise<number> {
  if (line.unit === 'commits')
    return numberIn(/(?:and|made of) ([\d,]+) commits?/.exec((await read(address)).text)?.[1] ?? '0') ?? 0
  const rows: unknown = JSON.parse((await read(asFile(address))).text)
  const lists = Object.values(rows ?? {}).filter(Array.isArray)
  return lists.reduce((sum, list) => sum + list.length, 0)
}

/** What the figure on a narrowed page says of a line: in all its pieces together, or of its last day. */
async function sumAt({ address, line }: Mark, id: string): Promise<number | undefined> {
  const url = new URL(address, 'http://localhost')
  const { points } = await figureAt(address)
  const own = points.filter((point) => point.line === line.id)
  if (url.searchParams.has('asOf') || NO_SUM.has(id)) return own.at(-1)?.value ?? undefined
  return own.reduce((sum, point) => sum + (point.value ?? 0), 0)
}
