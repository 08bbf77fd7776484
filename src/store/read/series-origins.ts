import { listSeriesOrigins, type SeriesOrigin } from '../../core/hackathon/series-origins.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { listHackathons } from './hackathons.ts'

/**
 * From which items of events pieces of work came, by the number of the lineage, as people confirmed it: for the queue of
 * what is lost, and for the page of a series. A project without events is asked one question.
 */
export async function listOriginsByLineage(
  db: Db,
  projectId: number,
): Promise<ReadonlyMap<number, readonly SeriesOrigin[]>> {
  const byName = listSeriesOrigins(await listHackathons(db, projectId))
  const rows = await readByKeys([...byName.keys()], (chunk) =>
    db
      .selectFrom('series')
      .select(['name', 'lineage'])
      .where('project_id', '=', projectId)
      .where('name', 'in', chunk)
      .execute(),
  )
  const origins = new Map<number, SeriesOrigin[]>()
  for (const { name, lineage } of [...rows].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const list = origins.get(lineage) ?? []
    origins.set(lineage, list)
    for (const one of byName.get(name) ?? [])
      if (!list.some((known) => known.event === one.event && known.about === one.about)) list.push(one)
  }
  return origins
}
