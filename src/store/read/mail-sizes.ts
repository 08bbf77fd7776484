import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/** The octets of mails, by number; mails that are not known are left out. */
export async function listSizes(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await readByKeys(messages, (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'size'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map((row) => [row.message, row.size]))
}
