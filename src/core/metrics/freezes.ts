import { isOpenStatus } from './complete-facts.ts'
import { countBy, type Happening } from './counts.ts'
import { isIn } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'
import { nameOfStart } from './period.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'open', label: 'Open when it began' },
  { id: 'merged', label: 'Of these, merged until it ended' },
]

/** What was still to do for a release when its freeze began, and how much of it made it. */
export const freezes: Metric = {
  id: 'freezes',
  absent: 'Only where the configuration names freezes, and subjects a release.',
  title: 'Meant for a release when the freeze began',
  unit: 'series',
  axis: 'category',
  shape: 'table',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'By freeze of the configuration, named by its first day: series that were open then and of which the newest version named a release in its subject; and how many of these were merged until the freeze ended, or until now.',
  source: 'Release readiness, in what the Xen dashboard lacked.',
  compute(scope) {
    const begun = scope.freezes.filter((freeze) => isIn(scope, freeze.from) && freeze.from <= scope.asOf)
    return countBy(
      LINES,
      begun.map((freeze) => nameOfStart(freeze.from)),
      begun.flatMap((freeze) =>
        scope.facts
          .filter((fact) => isWanted(fact, freeze.from))
          .flatMap((fact): (Happening & { readonly x: string })[] => {
            const one = { x: nameOfStart(freeze.from), at: freeze.from, fact }
            const isMerged = fact.mergedAt !== undefined && fact.mergedAt < freeze.to
            return [{ ...one, line: 'open' }, ...(isMerged ? [{ ...one, line: 'merged' }] : [])]
          }),
      ),
    )
  },
}

/** Open at an instant, its newest version then meant for a release. */
function isWanted(fact: SeriesFact, at: Seconds): boolean {
  const standing = fact.intervals.findLast(
    (one) => one.from <= at && (one.to ?? Number.POSITIVE_INFINITY) > at,
  )
  if (standing === undefined || !isOpenStatus(standing.status)) return false
  return fact.versions.findLast((one) => one.at <= at)?.target !== undefined
}
