import type { RoleActivity } from '../../core/governance/lapse.ts'
import type { RoleHolding } from '../../core/people/roles.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, storableText } from '../rows.ts'

/** Somebody's role for a time, and what is seen of their work in it. */
export interface HoldingEntry {
  readonly holding: RoleHolding
  /** `undefined` for a role that is over, or that no work in list or repository belongs to. */
  readonly activity: RoleActivity | undefined
}

/** Writes the roles of a project in place of those that were known. */
export async function replaceHoldings(
  db: Db,
  projectId: number,
  entries: readonly HoldingEntry[],
): Promise<void> {
  needTransaction(db, 'replaceHoldings')
  await db.deleteFrom('role_holding').where('project_id', '=', projectId).execute()
  await insertRows(
    db,
    'role_holding',
    entries.map(({ holding, activity }, position) => ({
      project_id: projectId,
      position,
      holding: storableText(JSON.stringify(holding)),
      activity: activity === undefined ? null : storableText(JSON.stringify(activity)),
    })),
  )
}

/** Who had which role, in the order of persons, roles and scopes. */
export async function listHoldings(db: Db, projectId: number): Promise<readonly HoldingEntry[]> {
  const rows = await db
    .selectFrom('role_holding')
    .select(['holding', 'activity'])
    .where('project_id', '=', projectId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    holding: JSON.parse(row.holding) as RoleHolding,
    activity: row.activity === null ? undefined : (JSON.parse(row.activity) as RoleActivity),
  }))
}
