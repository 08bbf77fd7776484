import { loadConfig } from '../src/app/config.ts'
import { openDatabase } from '../src/store/database.ts'
import { findProject } from '../src/store/inputs/projects.ts'
import { readFactsState } from '../src/store/read/metric-record.ts'
import { createApp } from '../src/web/app.ts'
import { BOARD_PAGES } from '../src/web/dashboard/board-pages.ts'
import { pathOf } from '../src/web/pages/board.ts'

/** How long a page of the dashboard takes to answer, in milliseconds of server time. */
export interface BoardTime {
  readonly page: string
  /** Without a filter, as everybody sees it: it is computed when something new was derived. */
  readonly kept: number
  /** With a filter that nobody asked for before, by filter. */
  readonly fresh: Readonly<Record<string, number>>
}

/** Filters of every kind; `asOf` among them, which cuts every fact. `COMPANY` and `AREA` are those that are there most. */
const FILTERS: readonly string[] = [
  'period=all',
  'period=90d',
  'kind=patch',
  'newcomer=no&period=5y',
  'versions=2%2B&period=all',
  'size=m&by=month',
  'status=open&period=all',
  'patches=1&period=all',
  'COMPANY&period=all',
  'AREA&part=either&period=5y',
]
const ROUNDS = 3

/**
 * Server time of every page of the dashboard, without a network in between: the best of three rounds, each in a server of
 * its own that has kept nothing but what it shows without a filter. Source: the budgets are 50 and 300 ms.
 */
export async function timeBoard(
  configPath: string,
  filters: readonly string[] = FILTERS,
): Promise<readonly BoardTime[]> {
  const config = loadConfig(configPath, {})
  const database = await openDatabase(config.database)
  try {
    const [project] = config.projects
    if (project === undefined) return []
    const projectId = await findProject(database.kysely, project.id)
    const state = projectId === undefined ? undefined : await readFactsState(database.kysely, projectId)
    const now = (): string => state?.asOf ?? '2026-01-01T00:00:00Z'
    const paths = [
      ...BOARD_PAGES.flatMap((page) => page.views.map((view) => pathOf(page, view))),
      'explorer',
      'explorer?show=comments',
      'corrected',
      'tour',
    ]
    const best = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round++) {
      const app = createApp({ database, config, now })
      const ask = async (address: string): Promise<{ readonly ms: number; readonly text: string }> => {
        const started = performance.now()
        const response = await app.request(`http://localhost/p/${project.id}/${address}`)
        const text = await response.text()
        const ms = performance.now() - started
        if (response.status !== 200) throw new Error(`${address} answers ${response.status}`)
        return { ms, text }
      }
      const note = (key: string, ms: number): void => {
        best.set(key, Math.min(ms, best.get(key) ?? Number.POSITIVE_INFINITY))
      }
      const first = (await ask('community')).text
      for (const path of paths) await ask(path)
      for (const path of paths) note(`${path} kept`, (await ask(path)).ms)
      for (const path of paths)
        for (const filter of filters)
          note(
            `${path} ${filter}`,
            (await ask(`${path}${path.includes('?') ? '&' : '?'}${filled(filter, first)}`)).ms,
          )
    }
    return paths.map((page) => ({
      page,
      kept: best.get(`${page} kept`) ?? 0,
      fresh: Object.fromEntries(filters.map((filter) => [filter, best.get(`${page} ${filter}`) ?? 0])),
    }))
  } finally {
    await database.close()
  }
}

/** A filter with the first company and the first area that the form offers. */
function filled(filter: string, page: string): string {
  const option = (name: string): string =>
    new RegExp(`<select name="${name}"><option value="" selected>any</option><option value="([^"]*)"`).exec(
      page,
    )?.[1] ?? ''
  return filter
    .replace('COMPANY', `company=${encodeURIComponent(option('company'))}`)
    .replace('AREA', `area=${encodeURIComponent(option('area'))}`)
}

/** The times as a table, and how many are over the budgets. */
export function tellBoardTimes(times: readonly BoardTime[]): string {
  const ms = (value: number): string => value.toFixed(0).padStart(6)
  const fresh = times.flatMap((one) => Object.values(one.fresh))
  return [
    `${'dashboard, ms of server time'.padEnd(30)} kept   new filter: median   worst`,
    ...times.map((one) => {
      const values = Object.entries(one.fresh).sort(([, a], [, b]) => a - b)
      const [slowest, worst] = values.at(-1) ?? ['', 0]
      const [, median] = values[Math.floor(values.length / 2)] ?? ['', 0]
      return `${one.page.padEnd(28)} ${ms(one.kept)}              ${ms(median)}  ${ms(worst)}  ${slowest}`
    }),
    `${times.filter((one) => one.kept < 50).length} of ${times.length} pages are kept within 50 ms, ${fresh.filter((one) => one < 300).length} of ${fresh.length} new filters answered within 300 ms`,
    '',
  ].join('\n')
}
