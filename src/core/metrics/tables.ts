import type { CountedEvent, MetricLine, Point, Scope } from './metric.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

/** Something that somebody did. */
export interface Deed {
  readonly line: string
  readonly person: string
  readonly at: Seconds
  readonly fact: SeriesFact
  /** How much it counts for; 1 unless told. */
  readonly weight?: number
  /** The reply, tag or version that is counted. */
  readonly event?: CountedEvent
  /** What is counted: the same thing counts once in a row, however many people of a company did it. */
  readonly thing?: string
}

/** By person, or by the company that somebody worked for when they did it. */
export type RowAxis = 'person' | 'company'

/** What each did in the period, as a table: a row for everybody who did anything; by name of the row. */
export function tableOf(
  scope: Scope,
  axis: RowAxis,
  lines: readonly MetricLine[],
  deeds: readonly Deed[],
  more: (line: string, value: (line: string) => number) => number | undefined = () => undefined,
): readonly Point[] {
  const rows = new Map<string, Map<string, Cell>>()
  const seen = new Map<string, Map<string, Set<string>>>()
  for (const deed of deeds) {
    if (deed.at < scope.period.from || deed.at >= scope.period.to) continue
    if (!scope.isActor(deed.person, deed.at)) continue
    const key = axis === 'person' ? deed.person : scope.people.companyOf(deed.person, deed.at)
    if (deed.thing !== undefined) {
      const things = seen.get(deed.line)?.get(key)
      if (things === undefined) addThing(seen, deed.line, key, deed.thing)
      else if (things.has(deed.thing)) continue
      else things.add(deed.thing)
    }
    const row = rows.get(key) ?? new Map<string, Cell>()
    rows.set(key, row)
    const cell = row.get(deed.line) ?? { value: 0, series: new Set<SeriesFact>(), events: [] }
    row.set(deed.line, cell)
    cell.value += deed.weight ?? 1
    cell.series.add(deed.fact)
    if (deed.event) cell.events.push(deed.event)
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
        series: cell === undefined ? [] : [...cell.series],
        ...(cell === undefined || cell.events.length === 0 ? {} : { events: cell.events }),
      }
    }),
  )
}

interface Cell {
  value: number
  readonly series: Set<SeriesFact>
  readonly events: CountedEvent[]
}

function addThing(
  seen: Map<string, Map<string, Set<string>>>,
  line: string,
  key: string,
  thing: string,
): void {
  const rows = seen.get(line) ?? new Map<string, Set<string>>()
  seen.set(line, rows)
  rows.set(key, new Set([thing]))
}
