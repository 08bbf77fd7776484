import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { textsOf } from './json-columns.ts'

/** A path that patches touch, and how many of them do. */
export interface TouchedFile {
  readonly path: string
  readonly patches: number
}

/** Patches that are looked through. */
const MOST = 5000

/** The paths that patches posted between two instants touch, most often touched first; the newest 5,000 patches of them. */
export async function listTouchedFiles(
  db: Db,
  projectId: number,
  from: Instant,
  to: Instant,
): Promise<readonly TouchedFile[]> {
  const rows = await db
    .selectFrom('patch')
    .select('files')
    .where('project_id', '=', projectId)
    .where('at', '>=', from)
    .where('at', '<=', to)
    .orderBy('at', 'desc')
    .orderBy('message', 'desc')
    .limit(MOST)
    .execute()
  const counts = new Map<string, number>()
  for (const row of rows) for (const path of textsOf(row.files)) counts.set(path, (counts.get(path) ?? 0) + 1)
  return [...counts]
    .map(([path, patches]) => ({ path, patches }))
    .sort((a, b) => b.patches - a.patches || (a.path < b.path ? -1 : 1))
}
