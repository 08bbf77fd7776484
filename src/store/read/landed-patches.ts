import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/**
 * Of some patches, by message number, those whose change is on the development branch: whoever applies the rest has
 * them. By the key of `patch`.
 */
export async function findLandedPatches(
  db: Db,
  projectId: number,
  patches: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await readByKeys(patches, (chunk) =>
    db
      .selectFrom('patch')
      .select('message')
      .where('project_id', '=', projectId)
      .where('merged', '=', 1)
      .where('message', 'in', chunk)
      .execute(),
  )
  return new Set(rows.map((row) => row.message))
}
