import { sql } from 'kysely'
import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** A thread in the list of recent discussions. */
export interface ThreadEntry {
  /** Of its earliest mail here. */
  readonly messageId: string
  readonly subject: string
  readonly sender: Address
  readonly startedAt: Instant
  readonly activeAt: Instant
  readonly mails: number
}

/** Mails that are looked at to find the threads of one page. */
const WINDOW = 1500

/**
 * Threads by their newest mail, newest first; `before`: only those whose newest mail is earlier.
 * Index: at; only the newest mails are read. `next` is the `before` of the next page.
 */
export async function listThreads(
  db: Db,
  projectId: number,
  page: { readonly before?: Instant | undefined; readonly limit: number },
): Promise<{ readonly threads: readonly ThreadEntry[]; readonly next: Instant | undefined }> {
  let recent = db
    .selectFrom('message_fact')
    .select(['thread', 'at'])
    .where('project_id', '=', projectId)
    .orderBy('at', 'desc')
    .orderBy('message', 'desc')
    .limit(WINDOW)
  if (page.before !== undefined) recent = recent.where('at', '<', page.before)
  const mails = await recent.execute()
  const seen = [...new Set(mails.map((row) => row.thread))]
  if (seen.length === 0) return { threads: [], next: undefined }
  const sums = await db
    .selectFrom('message_fact')
    .select([
      'thread',
      sql<number>`cast(count(*) as integer)`.as('n'),
      sql<string>`min(at)`.as('first'),
      sql<string>`max(at)`.as('last'),
    ])
    .where('project_id', '=', projectId)
    .where('thread', 'in', seen)
    .groupBy('thread')
    .execute()
  // A thread whose newest mail is later stood on an earlier page.
  const before = page.before
  const fresh = sums
    .filter((row) => before === undefined || row.last < before)
    .sort((a, b) => (a.last === b.last ? b.thread - a.thread : a.last < b.last ? 1 : -1))
  const shown = fresh.slice(0, page.limit)
  const roots = await db
    .selectFrom('message_fact')
    .select(['thread', 'message', 'message_id', 'subject', 'sender_name', 'sender_address', 'at'])
    .where('project_id', '=', projectId)
    .where('thread', 'in', shown.length > 0 ? shown.map((row) => row.thread) : [0])
    .orderBy('thread')
    .orderBy('at')
    .orderBy('message')
    .execute()
  const rootOf = new Map<number, (typeof roots)[number]>()
  for (const row of roots) if (!rootOf.has(row.thread)) rootOf.set(row.thread, row)
  const threads = shown.flatMap((row) => {
    const root = rootOf.get(row.thread)
    if (root === undefined) return []
    return [
      {
        messageId: root.message_id,
        subject: root.subject,
        sender: { name: root.sender_name, address: root.sender_address },
        startedAt: row.first,
        activeAt: row.last,
        mails: row.n,
      },
    ]
  })
  const lastRead = mails[mails.length - 1]?.at
  const next =
    fresh.length > shown.length
      ? shown[shown.length - 1]?.last
      : mails.length === WINDOW
        ? lastRead
        : undefined
  return { threads, next }
}
