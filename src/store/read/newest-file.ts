import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { decompressMail } from '../inputs/mail-bytes.ts'

/** A file as it was at an instant: of several repositories, of the one that changed it last. `undefined`: there was none. */
export async function readFileAt(
  db: Db,
  projectId: number,
  path: string,
  at: Instant,
): Promise<string | undefined> {
  return (await findFileAt(db, projectId, path, at))?.text
}

/** The same with the commit that left it so, and when. */
export async function findFileAt(
  db: Db,
  projectId: number,
  path: string,
  at: Instant,
): Promise<{ readonly sha: string; readonly at: Instant; readonly text: string } | undefined> {
  const row = await db
    .selectFrom('file_revision')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('path', '=', path)
    .where('at', '<=', at)
    .orderBy('at', 'desc')
    .orderBy('repository')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined || row.size === 0
    ? undefined
    : { sha: row.sha, at: row.at, text: Buffer.from(decompressMail(row)).toString('utf8') }
}
