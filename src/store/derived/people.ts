import { type Db, needTransaction } from '../database.ts'
import { put, type Row } from './lineages.ts'

/** Writes the people of a project in place of those that were known. */
export async function replacePersons(
  db: Db,
  projectId: number,
  rows: readonly Row<'person'>[],
): Promise<void> {
  needTransaction(db, 'replacePersons')
  await db.deleteFrom('person').where('project_id', '=', projectId).execute()
  await put(db, projectId, 'person', rows)
}

/** Writes the points of metrics in place of those of the same metrics, or of all. */
export async function replaceMetricPoints(
  db: Db,
  projectId: number,
  metrics: readonly string[] | 'all',
  rows: readonly Row<'metric_point'>[],
): Promise<void> {
  needTransaction(db, 'replaceMetricPoints')
  const old = db.deleteFrom('metric_point').where('project_id', '=', projectId)
  if (metrics === 'all') await old.execute()
  else if (metrics.length > 0) await old.where('metric', 'in', metrics).execute()
  await put(db, projectId, 'metric_point', rows)
}
