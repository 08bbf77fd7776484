import type { MailCall } from '../../core/governance/mail-call.ts'
import type { Ballot } from '../../core/governance/motion.ts'
import type { MotionRecord } from '../../core/governance/motion-record.ts'
import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys, storableText } from '../rows.ts'

/** Where a ballot was cast: in the list, on a page, by private mail, or without a name. */
export type BallotChannel = 'list' | 'web' | 'mailbox' | 'box'

/** A ballot, and where it was cast. */
export interface StoredBallot {
  readonly channel: BallotChannel
  readonly ballot: Ballot
  /** Digest of the octets of the mail that it was cast by; `undefined` for one that was cast on a page. */
  readonly mail: string | undefined
}

/** A mail that is a call, with its place among the others. */
export interface StoredCall {
  readonly message: number
  readonly thread: number
  readonly sender: string
  readonly senderName: string
  readonly senderAddress: string
  readonly digest: string
  readonly call: MailCall
}

/** Every mail of a project that is a call, by arrival, then Message-ID. */
export async function listCalls(db: Db, projectId: number): Promise<readonly StoredCall[]> {
  const rows = await db
    .selectFrom('mail_call as c')
    .innerJoin('message_fact as f', (join) =>
      join.onRef('f.project_id', '=', 'c.project_id').onRef('f.message', '=', 'c.message'),
    )
    .select(['c.message', 'c.call', 'f.thread', 'f.sender', 'f.sender_name', 'f.sender_address', 'f.digest'])
    .where('c.project_id', '=', projectId)
    .execute()
  return rows
    .map((row) => ({
      message: row.message,
      thread: row.thread,
      sender: row.sender,
      senderName: row.sender_name,
      senderAddress: row.sender_address,
      digest: row.digest,
      call: JSON.parse(row.call) as MailCall,
    }))
    .sort((a, b) => order(a.call.arrivedAt, b.call.arrivedAt) || order(a.call.messageId, b.call.messageId))
}

/** A mail in the thread of a call, or under its subject. */
export interface ThreadMail {
  readonly message: number
  readonly messageId: string
  readonly digest: string
  readonly parent: number | undefined
  readonly thread: number
  readonly sender: string
  readonly senderName: string
  readonly senderAddress: string
  readonly receivedAt: Instant
}

/** The mails of some threads, by receipt, then Message-ID. */
export async function listThreadMails(
  db: Db,
  projectId: number,
  threads: readonly number[],
): Promise<readonly ThreadMail[]> {
  const rows = await readByKeys([...new Set(threads)], (chunk) =>
    threadMails(db, projectId).where('thread', 'in', chunk).execute(),
  )
  return inOrder(rows)
}

/** The mails from an instant on whose subjects fold to a key, by receipt, then Message-ID. */
export async function listSubjectMails(
  db: Db,
  projectId: number,
  key: string,
  from: Instant,
): Promise<readonly ThreadMail[]> {
  const rows = await threadMails(db, projectId).where('title_key', '=', key).where('at', '>=', from).execute()
  return inOrder(rows)
}

function threadMails(db: Db, projectId: number) {
  return db
    .selectFrom('message_fact')
    .select([
      'message',
      'message_id',
      'digest',
      'parent',
      'thread',
      'sender',
      'sender_name',
      'sender_address',
      'received_at',
      'at',
    ])
    .where('project_id', '=', projectId)
}

function inOrder(
  rows: Awaited<ReturnType<ReturnType<typeof threadMails>['execute']>>,
): readonly ThreadMail[] {
  return rows
    .map((row) => ({
      message: row.message,
      messageId: row.message_id,
      digest: row.digest,
      parent: row.parent ?? undefined,
      thread: row.thread,
      sender: row.sender,
      senderName: row.sender_name,
      senderAddress: row.sender_address,
      receivedAt: row.received_at ?? row.at,
    }))
    .sort((a, b) => order(a.receivedAt, b.receivedAt) || order(a.messageId, b.messageId))
}

/** The print of every motion, by its id. */
export async function listMotionPrints(db: Db, projectId: number): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('motion')
    .select(['id', 'print'])
    .where('project_id', '=', projectId)
    .execute()
  return new Map(rows.map((row) => [row.id, row.print]))
}

/** Writes a motion and its ballots in place of what was known of it. */
export async function replaceMotion(
  db: Db,
  projectId: number,
  motion: MotionRecord,
  ballots: readonly StoredBallot[],
  print: string,
): Promise<void> {
  await removeMotions(db, projectId, [motion.id])
  await insertRows(db, 'motion', [
    {
      project_id: projectId,
      id: storableText(motion.id),
      message_id: motion.messageId === undefined ? null : storableText(motion.messageId),
      opened_at: motion.events.length === 0 ? null : (motion.arrivedAt ?? null),
      print,
      motion: storableText(JSON.stringify(motion)),
    },
  ])
  await insertRows(
    db,
    'ballot',
    ballots.map(({ channel, ballot, mail }) => ({
      project_id: projectId,
      motion: storableText(motion.id),
      id: storableText(ballot.id),
      channel,
      ballot: storableText(JSON.stringify(ballot)),
      mail: mail ?? null,
    })),
  )
}

/** Forgets motions that no longer follow from anything. */
export async function removeMotions(db: Db, projectId: number, ids: readonly string[]): Promise<void> {
  needTransaction(db, 'removeMotions')
  for (const id of ids) {
    await db.deleteFrom('motion').where('project_id', '=', projectId).where('id', '=', id).execute()
    await db.deleteFrom('ballot').where('project_id', '=', projectId).where('motion', '=', id).execute()
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
