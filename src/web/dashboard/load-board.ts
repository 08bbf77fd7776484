import { keepRecords } from '../../app/dashboard/keep-records.ts'
import type { MetricRecord } from '../../app/dashboard/record.ts'
import { scopeOf } from '../../app/dashboard/scope.ts'
import type { MetricSettings } from '../../app/dashboard/settings.ts'
import { findMetric } from '../../app/metrics.ts'
import { PLAIN_CALENDAR } from '../../core/metrics/calendar.ts'
import { formatFilter, parseFilter } from '../../core/metrics/filter-text.ts'
import { remember } from '../../core/metrics/remember.ts'
import type { Db } from '../../store/database.ts'
import { type DataHealth, readDataHealth } from '../../store/read/data-health.ts'
import { listPeople } from '../../store/read/people.ts'
import type { Asked } from '../request.ts'
import type { SiteProject } from '../site.ts'
import type { Board, BoardPerson } from './board.ts'
import type { Figure } from './figure.ts'
import { makeWeighed } from './weighed.ts'

/** Everything in the address could be read, and names somebody. */
export function isReadable(board: Board): boolean {
  return board.unread.length === 0 && (board.filter.person === undefined || board.person !== undefined)
}

const figures = remember((_record: MetricRecord) => makeWeighed<Figure>(MOST_WEIGHT))
/** Some 25 MB of one record. */
const MOST_WEIGHT = 3_000_000
/** A point with its line, place and value weighs as much as so many series behind it. */
const POINT_WEIGHT = 16

function weightOf({ points }: Figure): number {
  let weight = POINT_WEIGHT
  for (const point of points)
    weight +=
      POINT_WEIGHT +
      (point.behind === undefined ? (point.series?.length ?? 0) : 0) +
      (point.commits?.length ?? 0) +
      (point.events?.length ?? 0)
  return weight
}

/**
 * A metric and its points for the filter of the page; `undefined`: there is none of that id. Computed once for each
 * filter, as long as the record is the newest: what stands behind a number is asked for right after the number.
 */
export function figureOf(board: Board, id: string): Figure | undefined {
  const metric = findMetric(id)
  if (metric === undefined || !isReadable(board)) return metric && { metric, points: [] }
  const kept = figures(board.record)
  const key = `${id} ${new URLSearchParams(formatFilter(board.filter).map(([name, value]): [string, string] => [name, value]))}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const figure = { metric, points: metric.compute(board.scope) }
  kept.put(key, figure, weightOf(figure))
  return figure
}

/** What is read together with a record: people by key, keys by address, and how good the record is. */
interface Known {
  readonly people: Board['people']
  readonly keys: ReadonlyMap<string, string>
  readonly health: DataHealth
}

/** Makes what a page is made from. */
export type LoadBoard = (asked: Asked) => Promise<Board>

/** What the pages of the dashboard are made from, kept until something new is written. */
export interface KeptBoards {
  readonly load: LoadBoard
  /** The newest record of a project was made ready: it is shown from now on. */
  show(projectId: number): void
}

/**
 * Keeps records, names and counts over whole tables. `background`: somebody asks for the pages of a newer record before it
 * is shown, and says so; until then everybody else sees the one before.
 */
export function keepBoards(options: { readonly background?: boolean } = {}): KeptBoards {
  const records = keepRecords(readKnown)
  const load: LoadBoard = async ({ db, projectId, view, query, isWarming }) => {
    const settings = settingsOf(view.project)
    const which = options.background === true && !isWarming ? 'shown' : 'newest'
    const { record, more } = await records.read(db, projectId, settings, view.asOf, which)
    const { people, keys, health } = more
    const { filter, unread } = parseFilter(query)
    const person = [...people.values()].find((one) => one.id === filter.person)
    return {
      view,
      filter,
      unread,
      record,
      health,
      people,
      person,
      me: keys.get(view.account?.user?.address ?? ''),
      scope: scopeOf(record, filter, person?.key, settings),
      rankings: view.project.rankings ?? false,
    }
  }
  return { load, show: records.show }
}

async function readKnown(db: Db, projectId: number): Promise<Known> {
  const all = await listPeople(db, projectId)
  const people = new Map(
    all.map((one): [string, BoardPerson] => [one.key, { id: one.id, key: one.key, name: one.name }]),
  )
  const keys = new Map(all.flatMap((one) => one.addresses.map((address) => [address, one.key] as const)))
  return { people, keys, health: await readDataHealth(db, projectId) }
}

function settingsOf(project: SiteProject): MetricSettings {
  return {
    lists: project.lists,
    people: project.people ?? [],
    companies: project.companies ?? [],
    calendar: project.calendar ?? PLAIN_CALENDAR,
    review: { freezes: project.review?.freezes ?? [] },
  }
}
