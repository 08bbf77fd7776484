import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys, storableText } from '../rows.ts'
import { textsOf } from './json-columns.ts'

/** A mail among others: in a thread, a search result, a list of problems. */
export interface MailEntry {
  readonly message: number
  readonly messageId: string
  readonly at: Instant
  readonly sender: Address
  readonly subject: string
  readonly kind: string
  readonly parent: number | undefined
}

/** One mail, without its text, which is read from its octets. */
export interface MailRecord extends MailEntry {
  /** Number of the sender. */
  readonly senderId: number | undefined
  readonly digest: string
  readonly sentAt: Instant | undefined
  readonly receivedAt: Instant | undefined
  readonly author: Address
  /** Number of its thread. */
  readonly thread: number
  readonly size: number
  /** Message-IDs that it answers, best first; they need not be here. */
  readonly parents: readonly string[]
  readonly problems: readonly { readonly place: string; readonly what: string }[]
  /** The lists that delivered it, sorted. */
  readonly lists: readonly string[]
  /** The series that it is a cover letter, patch or reply of. */
  readonly series: { readonly name: string; readonly title: string } | undefined
}

/** One mail by its Message-ID; `undefined` if it is not known, or was removed. By index. */
export async function readMail(
  db: Db,
  projectId: number,
  messageId: string,
): Promise<MailRecord | undefined> {
  const row = await db
    .selectFrom('message_fact as m')
    .leftJoin('person as w', (join) =>
      join.onRef('w.project_id', '=', 'm.project_id').onRef('w.person', '=', 'm.sender'),
    )
    .select([
      'm.message',
      'm.message_id',
      'm.at',
      'm.sender_name',
      'm.sender_address',
      'w.id as sender_id',
      'm.subject',
      'm.kind',
      'm.parent',
      'm.digest',
      'm.sent_at',
      'm.received_at',
      'm.author_name',
      'm.author_address',
      'm.thread',
      'm.size',
      'm.parents',
    ])
    .where('m.project_id', '=', projectId)
    .where('m.message_id', '=', storableText(messageId))
    .executeTakeFirst()
  if (row === undefined) return undefined
  const problems = await db
    .selectFrom('problem')
    .select(['place', 'what'])
    .where('project_id', '=', projectId)
    .where('message', '=', row.message)
    .orderBy('position')
    .execute()
  const deliveries = await db
    .selectFrom('delivery')
    .select('list')
    .distinct()
    .where('project_id', '=', projectId)
    .where('message', '=', row.message)
    .execute()
  return {
    ...entryOf(row),
    senderId: row.sender_id ?? undefined,
    digest: row.digest,
    sentAt: row.sent_at ?? undefined,
    receivedAt: row.received_at ?? undefined,
    author: { name: row.author_name, address: row.author_address },
    thread: row.thread,
    size: row.size,
    parents: textsOf(row.parents),
    problems,
    lists: deliveries.map((one) => one.list).sort(),
    series: await findSeriesOf(db, projectId, row.message),
  }
}

async function findSeriesOf(db: Db, projectId: number, message: number) {
  for (const table of ['patch', 'reply'] as const) {
    const found = await db
      .selectFrom(table)
      .innerJoin('series as s', (join) =>
        join.onRef('s.project_id', '=', `${table}.project_id`).onRef('s.id', '=', `${table}.series`),
      )
      .select(['s.name', 's.title'])
      .where(`${table}.project_id`, '=', projectId)
      .where(`${table}.message`, '=', message)
      .executeTakeFirst()
    if (found) return found
  }
  // A cover letter is most often the earliest mail, whose number the series bears; else it is in the thread.
  const byNumber = await db
    .selectFrom('series')
    .select(['name', 'title'])
    .where('project_id', '=', projectId)
    .where('id', '=', message)
    .executeTakeFirst()
  return (
    byNumber ??
    (await db
      .selectFrom('series')
      .select(['name', 'title'])
      .where('project_id', '=', projectId)
      .where('cover', '=', message)
      .executeTakeFirst())
  )
}

/** The mails of a thread, by time; at most `limit`. Index: thread, at. */
export async function listThread(
  db: Db,
  projectId: number,
  thread: number,
  limit: number,
): Promise<readonly MailEntry[]> {
  const rows = await db
    .selectFrom('message_fact')
    .select(['message', 'message_id', 'at', 'sender_name', 'sender_address', 'subject', 'kind', 'parent'])
    .where('project_id', '=', projectId)
    .where('thread', '=', thread)
    .orderBy('at')
    .orderBy('message')
    .limit(limit)
    .execute()
  return rows.map(entryOf)
}

/** Some mails by number, in no order; those that are not known are left out. */
export async function listMails(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<readonly MailEntry[]> {
  const rows = await readByKeys([...new Set(messages)], (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'message_id', 'at', 'sender_name', 'sender_address', 'subject', 'kind', 'parent'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  return rows.map(entryOf)
}

/** A removed mail's tombstone; `undefined` for any other. */
export async function readTombstone(
  db: Db,
  projectId: number,
  messageId: string,
): Promise<{ readonly removedAt: Instant; readonly reason: string } | undefined> {
  const row = await db
    .selectFrom('tombstone')
    .select(['removed_at', 'reason'])
    .where('project_id', '=', projectId)
    .where('message_id', '=', storableText(messageId))
    .executeTakeFirst()
  return row && { removedAt: row.removed_at, reason: row.reason }
}

function entryOf(row: {
  readonly message: number
  readonly message_id: string
  readonly at: string
  readonly sender_name: string
  readonly sender_address: string
  readonly subject: string
  readonly kind: string
  readonly parent: number | null
}): MailEntry {
  return {
    message: row.message,
    messageId: row.message_id,
    at: row.at,
    sender: { name: row.sender_name, address: row.sender_address },
    subject: row.subject,
    kind: row.kind,
    parent: row.parent ?? undefined,
  }
}
