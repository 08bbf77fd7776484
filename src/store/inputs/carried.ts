import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows } from '../rows.ts'

/** A patch that somebody carries, as they have it. */
export interface CarriedPatch {
  /** Of its file, or of the commit. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Keeps the patches of a collection, in the order in which they are applied, in place of those kept before. */
export async function replaceCarried(
  db: Db,
  projectId: number,
  collection: string,
  patches: readonly CarriedPatch[],
  importedAt: Instant,
): Promise<void> {
  needTransaction(db, 'replaceCarried')
  await db
    .deleteFrom('carried_patch')
    .where('project_id', '=', projectId)
    .where('collection', '=', collection)
    .execute()
  await insertRows(
    db,
    'carried_patch',
    patches.map((patch, position) => ({
      project_id: projectId,
      collection,
      position,
      name: patch.name,
      imported_at: importedAt,
      bytes: patch.bytes,
    })),
  )
}

/** Every patch that is carried, by collection, in the order in which they are applied. */
export async function listCarried(
  db: Db,
  projectId: number,
): Promise<
  readonly (CarriedPatch & {
    readonly collection: string
    readonly position: number
    readonly importedAt: Instant
  })[]
> {
  const rows = await db
    .selectFrom('carried_patch')
    .select(['collection', 'position', 'name', 'imported_at', 'bytes'])
    .where('project_id', '=', projectId)
    .orderBy('collection')
    .orderBy('position')
    .execute()
  return rows.map(({ imported_at, ...row }) => ({ ...row, importedAt: imported_at }))
}
