import { keepRecords } from '../app/dashboard/record.ts'
import { scopeOf } from '../app/dashboard/scope.ts'
import type { MetricSettings } from '../app/dashboard/settings.ts'
import { findMetric } from '../app/metrics.ts'
import { PLAIN_CALENDAR } from '../core/metrics/calendar.ts'
import { parseFilter } from '../core/metrics/filter-text.ts'
import type { Db } from '../store/database.ts'
import { listPeople } from '../store/read/people.ts'
import type { Board, BoardPerson } from './board.ts'
import type { Figure } from './figure.ts'
import type { Asked } from './request.ts'
import type { SiteProject } from './site.ts'

/** Everything in the address could be read, and names somebody. */
export function isReadable(board: Board): boolean {
  return board.unread.length === 0 && (board.filter.person === undefined || board.person !== undefined)
}

/** A metric and its points for the filter of the page; `undefined`: there is none of that id. */
export function figureOf(board: Board, id: string): Figure | undefined {
  const metric = findMetric(id)
  return metric && { metric, points: isReadable(board) ? metric.compute(board.scope) : [] }
}

/** Makes what a page is made from. */
export type LoadBoard = (asked: Asked) => Promise<Board>

/** Records and names are kept until something new is written. */
export function keepBoards(): LoadBoard {
  const records = keepRecords()
  const names = new Map<number, { readonly asOf: string; readonly people: Board['people'] }>()
  const peopleOf = async (db: Db, projectId: number, asOf: string): Promise<Board['people']> => {
    const known = names.get(projectId)
    if (known?.asOf === asOf) return known.people
    const all = await listPeople(db, projectId)
    const people = new Map(
      all.map((one): [string, BoardPerson] => [one.key, { id: one.id, key: one.key, name: one.name }]),
    )
    names.set(projectId, { asOf, people })
    return people
  }
  return async ({ db, projectId, view, query }) => {
    const settings = settingsOf(view.project)
    const record = await records(db, projectId, settings, view.asOf)
    const people = await peopleOf(db, projectId, view.state.asOf ?? '')
    const { filter, unread } = parseFilter(query)
    const person = [...people.values()].find((one) => one.id === filter.person)
    return {
      view,
      filter,
      unread,
      record,
      people,
      person,
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
  }
}
