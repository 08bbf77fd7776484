import type { Db } from '../database.ts'

/** The numbers of the mails at the head of series that contain a pull request. */
export async function listPullCovers(db: Db, projectId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('series')
    .select('cover')
    .where('project_id', '=', projectId)
    .where('pull', '=', 1)
    .execute()
  return rows.flatMap((row) => row.cover ?? [])
}
