import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/** The lineages that some mails belong to, as cover letter, patch or reply; by number. */
export async function findLineagesOf(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<readonly number[]> {
  const found = new Set<number>()
  const series = new Set<number>()
  for (const table of ['patch', 'reply'] as const) {
    const rows = await readByKeys(messages, (chunk) =>
      db
        .selectFrom(table)
        .select('series')
        .where('project_id', '=', projectId)
        .where('message', 'in', chunk)
        .execute(),
    )
    for (const row of rows) series.add(row.series)
  }
  // A series bears the number of its earliest mail, most often its cover letter.
  for (const message of messages) series.add(message)
  const rows = await readByKeys([...series], (chunk) =>
    db
      .selectFrom('series')
      .select('lineage')
      .where('project_id', '=', projectId)
      .where('id', 'in', chunk)
      .execute(),
  )
  for (const row of rows) found.add(row.lineage)
  return [...found].sort((a, b) => a - b)
}
