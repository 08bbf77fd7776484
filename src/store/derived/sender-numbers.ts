import type { SenderNumber } from '../../core/patches/lineage-people.ts'
import { type Db, needTransaction } from '../database.ts'
import { storableText } from '../rows.ts'
import { put } from './lineages.ts'

/** What linking knows of senders and authors, in the order in which it came to know it. */
export async function listSenderNumbers(db: Db, projectId: number): Promise<readonly SenderNumber[]> {
  const rows = await db
    .selectFrom('sender_number')
    .select(['sender', 'number', 'since'])
    .where('project_id', '=', projectId)
    .execute()
  return rows.map(({ sender, number, since }) => ({ key: sender, number, since }))
}

/** Writes it, where anything differs from what was known before. */
export async function replaceSenderNumbers(
  db: Db,
  projectId: number,
  before: readonly SenderNumber[],
  all: readonly SenderNumber[],
): Promise<void> {
  needTransaction(db, 'replaceSenderNumbers')
  const text = (one: SenderNumber): string => JSON.stringify([storableText(one.key), one.number, one.since])
  const known = new Set(before.map(text))
  if (known.size === all.length && all.every((one) => known.has(text(one)))) return
  await db.deleteFrom('sender_number').where('project_id', '=', projectId).execute()
  // Two keys can be one as they are kept: the first holds, as it does in the book.
  const rows = new Map<string, { sender: string; number: number; since: string }>()
  for (const { key, number, since } of all) {
    const sender = storableText(key)
    if (!rows.has(sender)) rows.set(sender, { sender, number, since })
  }
  await put(db, projectId, 'sender_number', [...rows.values()])
}
