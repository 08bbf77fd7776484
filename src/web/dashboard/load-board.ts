import { keepRecords, type MetricRecord } from '../../app/dashboard/record.ts'
import { scopeOf } from '../../app/dashboard/scope.ts'
import type { MetricSettings } from '../../app/dashboard/settings.ts'
import { findMetric } from '../../app/metrics.ts'
import { PLAIN_CALENDAR } from '../../core/metrics/calendar.ts'
import { formatFilter, parseFilter } from '../../core/metrics/filter-text.ts'
import type { Db } from '../../store/database.ts'
import { type DataHealth, readDataHealth } from '../../store/read/data-health.ts'
import { listPeople } from '../../store/read/people.ts'
import type { Asked } from '../request.ts'
import type { SiteProject } from '../site.ts'
import type { Board, BoardPerson } from './board.ts'
import type { Figure } from './figure.ts'

/** Everything in the address could be read, and names somebody. */
export function isReadable(board: Board): boolean {
  return board.unread.length === 0 && (board.filter.person === undefined || board.person !== undefined)
}

const figures = new WeakMap<MetricRecord, Map<string, Figure>>()
/** Figures that are kept of one record. */
const MOST_FIGURES = 600

/**
 * A metric and its points for the filter of the page; `undefined`: there is none of that id. Computed once for each
 * filter, as long as the record is the newest: what stands behind a number is asked for right after the number.
 */
export function figureOf(board: Board, id: string): Figure | undefined {
  const metric = findMetric(id)
  if (metric === undefined || !isReadable(board)) return metric && { metric, points: [] }
  const kept = figures.get(board.record) ?? new Map<string, Figure>()
  figures.set(board.record, kept)
  const key = `${id} ${new URLSearchParams(formatFilter(board.filter).map(([name, value]): [string, string] => [name, value]))}`
  const known = kept.get(key)
  if (known !== undefined) {
    // Those asked for the longest ago go first.
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const made = { metric, points: metric.compute(board.scope) }
  if (kept.size >= MOST_FIGURES) kept.delete(kept.keys().next().value ?? '')
  kept.set(key, made)
  return made
}

/** What is read once after a sync: people by key, keys by address, and how good the record is. */
interface Known {
  readonly people: Board['people']
  readonly keys: ReadonlyMap<string, string>
  readonly health: DataHealth
}

/** Makes what a page is made from. */
export type LoadBoard = (asked: Asked) => Promise<Board>

/** Records, names and counts over whole tables are kept until something new is written. */
export function keepBoards(): LoadBoard {
  const records = keepRecords()
  const kept = new Map<number, Known & { readonly asOf: string }>()
  const knownOf = async (db: Db, projectId: number, asOf: string): Promise<Known> => {
    const known = kept.get(projectId)
    if (known?.asOf === asOf) return known
    const all = await listPeople(db, projectId)
    const people = new Map(
      all.map((one): [string, BoardPerson] => [one.key, { id: one.id, key: one.key, name: one.name }]),
    )
    const keys = new Map(all.flatMap((one) => one.addresses.map((address) => [address, one.key] as const)))
    const made = { asOf, people, keys, health: await readDataHealth(db, projectId) }
    if (asOf !== '') kept.set(projectId, made)
    return made
  }
  return async ({ db, projectId, view, query }) => {
    const settings = settingsOf(view.project)
    const record = await records(db, projectId, settings, view.asOf)
    const { people, keys, health } = await knownOf(db, projectId, view.state.asOf ?? '')
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
