import { NO_FILTER } from '../../core/metrics/filter.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { replaceMetricPoints } from '../../store/derived/people.ts'
import type { ProjectConfig } from '../config.ts'
import { completeRecord, loadBareRecord } from '../dashboard/record.ts'
import { scopeOf } from '../dashboard/scope.ts'
import { METRICS } from '../metrics.ts'

/**
 * Computes every metric over the whole project from the facts that are stored, and writes its points in place of the old
 * ones: the common view, ready to be read. What stands for a person is left out: nobody is ranked by a table that
 * nobody asked for.
 */
export async function writeMetrics(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  asOf: Instant,
): Promise<void> {
  const record = completeRecord(await loadBareRecord(db, projectId, project), asOf, true)
  const scope = scopeOf(record, { ...NO_FILTER, period: 'all' }, undefined, project)
  const points = METRICS.filter((metric) => metric.axis !== 'person').flatMap((metric) =>
    metric.compute(scope).map((point) => ({
      metric: metric.id,
      line: point.line,
      x: point.x,
      value: point.value ?? null,
      n: point.n ?? null,
      open: point.open ?? null,
    })),
  )
  await replaceMetricPoints(db, projectId, 'all', points)
}
