import { activeIn } from './events.ts'
import type { CountedEvent, MetricLine, Point, Scope } from './metric.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

/** What else is known of something that somebody did. */
export interface DeedDetail {
  /** The reply, tag or version that is counted. */
  readonly event?: CountedEvent
  /** How much it counts for; 1 unless told. */
  readonly weight?: number
  /**
   * What is counted, a series or a version: it counts once in a row, however many people of a company did it. All deeds of
   * one thing are told one after another.
   */
  readonly thing?: object
}

/** Tells of something that somebody did, on a line of the table. */
export type Tell = (line: string, person: string, at: Seconds, detail?: DeedDetail) => void

/** By person, or by the company that somebody worked for when they did it. */
export type RowAxis = 'person' | 'company'

/**
 * What each did in the period, as a table: a row for everybody who did anything; by name of the row. `deedsOf` tells what
 * was done in one series; no list of all deeds is made, which would be hundreds of thousands.
 */
export function tableOf(
  scope: Scope,
  axis: RowAxis,
  lines: readonly MetricLine[],
  deedsOf: (fact: SeriesFact, tell: Tell) => void,
  more: (line: string, value: (line: string) => number) => number | undefined = () => undefined,
): readonly Point[] {
  const rows = new Map<string, Map<string, Cell>>()
  const { from, to } = scope.period
  const { isActor, people } = scope
  let fact: SeriesFact | undefined
  const tell: Tell = (line, person, at, detail) => {
    if (at < from || at >= to || !isActor(person, at) || fact === undefined) return
    const key = axis === 'person' ? person : people.companyOf(person, at)
    let row = rows.get(key)
    if (row === undefined) {
      row = new Map()
      rows.set(key, row)
    }
    let cell = row.get(line)
    if (cell === undefined) {
      cell = { value: 0, series: [], events: [], thing: undefined }
      row.set(line, cell)
    }
    const thing = detail?.thing
    if (thing !== undefined) {
      if (cell.thing === thing) return
      cell.thing = thing
    }
    cell.value += detail?.weight ?? 1
    if (cell.series.at(-1) !== fact) cell.series.push(fact)
    if (detail?.event) cell.events.push(detail.event)
  }
  for (const one of activeIn(scope)) {
    fact = one
    deedsOf(one, tell)
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
  return lines.flatMap(({ id }) =>
    sorted.map(([x, row]): Point => {
      const cell = row.get(id)
      const derived = more(id, (line) => row.get(line)?.value ?? 0)
      return {
        line: id,
        x,
        value: derived ?? cell?.value ?? 0,
        series: cell?.series ?? NOTHING,
        ...(cell === undefined || cell.events.length === 0 ? {} : { events: cell.events }),
      }
    }),
  )
}

const NOTHING: readonly SeriesFact[] = []

interface Cell {
  value: number
  readonly series: SeriesFact[]
  readonly events: CountedEvent[]
  /** What was counted last. */
  thing: object | undefined
}
