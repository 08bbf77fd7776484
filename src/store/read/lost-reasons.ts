import { sql } from 'kysely'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** How many lineages are lost for each reason, by reason; one can be lost for several. */
export async function countLostReasons(
  db: Db,
  projectId: number,
  activeSince: Instant | undefined,
): Promise<readonly { readonly reason: string; readonly n: number }[]> {
  let query = db
    .selectFrom('lineage')
    .select(['lost', sql<number>`cast(count(*) as integer)`.as('n')])
    .where('project_id', '=', projectId)
    .where('lost', '<>', '')
    .groupBy('lost')
  if (activeSince !== undefined) query = query.where('active_at', '>=', activeSince)
  const sums = new Map<string, number>()
  for (const row of await query.execute())
    for (const reason of row.lost.split(' ').filter((one) => one !== ''))
      sums.set(reason, (sums.get(reason) ?? 0) + row.n)
  return [...sums].map(([reason, n]) => ({ reason, n })).sort((a, b) => (a.reason < b.reason ? -1 : 1))
}
