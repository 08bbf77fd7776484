import { NO_COMPANY } from '../people/affiliations.ts'
import { percentOf, rounded } from './cohorts.ts'
import { isIn } from './events.ts'
import { SIZES, sizeOf } from './filter.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { isMet } from './response-levels.ts'
import { listFirstResponses, type Response } from './responses.ts'
import { shareInterval } from './share-interval.ts'

const LINES: readonly MetricLine[] = [
  { id: 'answered', label: 'Answered within 5 business days' },
  { id: 'adjusted', label: 'The same, sizes made equal' },
  { id: 'accepted', label: 'Merged so far' },
]
const DAYS = 5
/** Companies with fewer versions than this are one group: their shares would be those of single people. */
const FEWEST = 10

/** Whether who sends a thing, and when, makes a difference to how it fares. */
export const equity: Metric = {
  id: 'equity',
  title: 'Is everybody answered alike?',
  unit: 'percent',
  axis: 'category',
  shape: 'table',
  countedBy: 'opened',
  lines: LINES,
  definition:
    'First versions posted in the period, by newcomers and others, by company (of ten series or more; others together), and by the hour in UTC: the share that somebody else answered within five business days, with its 95 % interval (Wilson); the same share if each group posted series of the sizes that all of them together post (direct standardisation over the classes of changed lines); and the share that is merged so far. Those that cannot be judged yet are left out of the first two. Intervals that overlap show no difference.',
  source: 'Equity of response, in what the Xen dashboard lacked; standardisation as in epidemiology.',
  compute(scope) {
    const responses = listFirstResponses(scope)
      .filter((one) => one.index === 0)
      .filter((one) => isIn(scope, one.version.at) && one.fact.kind === 'patch')
    // Everybody is in three groups, and judged once.
    const answers = new Map(
      responses.map((one) => [one, isMet(scope.calendar.businessDays, one, DAYS)] as const),
    )
    const isAnswered = (one: Response): boolean | undefined => answers.get(one)
    const groups = groupsOf(responses).map(([x, group]) => ({ x, group, judged: judge(group, isAnswered) }))
    const weights = sizeWeights(responses)
    return LINES.flatMap(({ id }) =>
      groups.map(({ x, group, judged }): Point => {
        const series = group.map((one) => one.fact)
        if (id === 'accepted') {
          const merged = series.filter((fact) => fact.mergedAt !== undefined).length
          return {
            line: id,
            x,
            value: percentOf(merged, series.length),
            n: series.length,
            ...shareInterval(merged, series.length),
            series,
          }
        }
        const met = judged.filter((one) => one.met).length
        return id === 'answered'
          ? {
              line: id,
              x,
              value: percentOf(met, judged.length),
              n: judged.length,
              ...shareInterval(met, judged.length),
              series,
            }
          : { line: id, x, value: standardised(judged, weights), n: judged.length, series }
      }),
    )
  },
}

interface Judged {
  readonly size: string
  readonly met: boolean
}

function judge(
  group: readonly Response[],
  isAnswered: (one: Response) => boolean | undefined,
): readonly Judged[] {
  return group.flatMap((one) => {
    const met = isAnswered(one)
    return met === undefined ? [] : [{ size: sizeOf(one.version.additions + one.version.deletions), met }]
  })
}

function sizeWeights(all: readonly Response[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const { version } of all) {
    const size = sizeOf(version.additions + version.deletions)
    weights.set(size, (weights.get(size) ?? 0) + 1 / all.length)
  }
  return weights
}

/** The share if sizes were those of everybody; over the sizes that the group has. */
function standardised(judged: readonly Judged[], weights: ReadonlyMap<string, number>): number | undefined {
  let sum = 0
  let covered = 0
  for (const { id } of SIZES) {
    const group = judged.filter((one) => one.size === id)
    if (group.length === 0) continue
    const weight = weights.get(id) ?? 0
    sum += (weight * group.filter((one) => one.met).length) / group.length
    covered += weight
  }
  return covered === 0 ? undefined : rounded((sum / covered) * 100, 1)
}

function groupsOf(all: readonly Response[]): readonly (readonly [string, readonly Response[]])[] {
  const groups = new Map<string, Response[]>([
    ['newcomers', []],
    ['others', []],
  ])
  const add = (x: string, one: Response): void => {
    const group = groups.get(x)
    if (group) group.push(one)
    else groups.set(x, [one])
  }
  const sizes = new Map<string, number>()
  for (const { fact } of all) sizes.set(fact.company, (sizes.get(fact.company) ?? 0) + 1)
  const companies = new Set(
    [...sizes].filter(([name, n]) => name !== NO_COMPANY && n >= FEWEST).map(([name]) => name),
  )
  for (const one of all) add(one.fact.newcomer ? 'newcomers' : 'others', one)
  for (const name of [...companies].sort()) groups.set(`company: ${name}`, [])
  for (const one of all)
    add(companies.has(one.fact.company) ? `company: ${one.fact.company}` : 'company: smaller, or none', one)
  for (let hour = 0; hour < 24; hour += 6) groups.set(hoursFrom(hour), [])
  for (const one of all) add(hoursFrom(Math.floor((one.version.at % 86_400) / 3600 / 6) * 6), one)
  return [...groups].filter(([, group]) => group.length > 0)
}

function hoursFrom(hour: number): string {
  return `posted ${String(hour).padStart(2, '0')}:00 to ${String(hour + 5).padStart(2, '0')}:59 UTC`
}
