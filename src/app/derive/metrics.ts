import type { SeriesFact } from '../../core/metrics/metric.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listThinIntervals, listThinLineages } from '../../store/derived/overview.ts'
import { replaceMetricPoints } from '../../store/derived/people.ts'
import { METRICS } from '../catalog.ts'

/**
 * Computes every metric from the standings that are stored, and writes its points in place of the old ones.
 * `firstReplies`: when somebody else first answered each lineage, by its name.
 */
export async function writeMetrics(
  db: Db,
  projectId: number,
  firstReplies: ReadonlyMap<string, Instant>,
  asOf: Instant,
): Promise<void> {
  const intervals = new Map<number, SeriesFact['intervals'][number][]>()
  for (const one of await listThinIntervals(db, projectId)) {
    const group = intervals.get(one.lineage)
    if (group) group.push(one)
    else intervals.set(one.lineage, [one])
  }
  const facts: SeriesFact[] = []
  for (const lineage of await listThinLineages(db, projectId)) {
    facts.push({
      lineage: lineage.name,
      startedAt: lineage.startedAt,
      firstReplyAt: firstReplies.get(lineage.name),
      mergedAt: lineage.mergedAt,
      intervals: intervals.get(lineage.id) ?? [],
    })
    intervals.delete(lineage.id)
  }
  // What is left are lineages that were joined to older ones: for a while they stood on their own.
  for (const [lineage, own] of intervals)
    facts.push({
      lineage: String(lineage),
      startedAt: undefined,
      firstReplyAt: undefined,
      mergedAt: undefined,
      intervals: own,
    })
  const points = METRICS.flatMap((metric) =>
    metric
      .compute(facts, asOf)
      .map((point) => ({ metric: metric.id, line: point.line, at: point.at, value: point.value })),
  )
  await replaceMetricPoints(db, projectId, 'all', points)
}
