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
