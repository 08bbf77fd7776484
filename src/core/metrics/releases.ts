import { countBy, type Happening } from './counts.ts'
import type { Metric, MetricLine } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'merged', label: 'Merged' },
  { id: 'open', label: 'Open' },
  { id: 'dropped', label: 'Rejected or withdrawn' },
  { id: 'released', label: 'With Release-Acked-by' },
]

/** What was meant for which release, and what came of it. */
export const releases: Metric = {
  id: 'releases',
  absent: 'Only where subjects name a release, as in “[PATCH for-4.20]”.',
  title: 'Meant for a release',
  unit: 'series',
  axis: 'category',
  shape: 'table',
  countedBy: 'now',
  lines: LINES,
  definition:
    'Series whose newest version names a release in its subject ("for-4.20"), by release and by what has become of them; and how many of them the release manager has given a Release-Acked-by.',
  source: 'Release readiness, in what the Xen dashboard lacked; the tags are Xen’s.',
  compute(scope) {
    const targeted = scope.facts.flatMap((fact) => {
      const target = fact.versions.at(-1)?.target
      return target === undefined ? [] : [{ fact, target }]
    })
    const xs = [...new Set(targeted.map((one) => one.target))].sort((a, b) =>
      a.localeCompare(b, 'en', { numeric: true }),
    )
    return countBy(
      LINES,
      xs,
      targeted.flatMap(({ fact, target }): (Happening & { readonly x: string })[] => [
        { line: lineOf(fact), x: target, at: fact.startedAt, fact },
        ...(fact.tags.some((tag) => tag.key === 'Release-Acked-by' && tag.origin !== 'own')
          ? [{ line: 'released', x: target, at: fact.startedAt, fact }]
          : []),
      ]),
    )
  },
}

function lineOf(fact: SeriesFact): string {
  if (fact.mergedAt !== undefined) return 'merged'
  return fact.droppedAt === undefined ? 'open' : 'dropped'
}
