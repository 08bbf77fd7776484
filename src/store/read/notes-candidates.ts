import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { searchMessages } from '../search.ts'

/** A mail that may carry notes, by its subject. */
export interface NotesCandidate {
  readonly message: number
  readonly messageId: string
  readonly at: Instant
}

const WORDS = ['notes', 'minutes', 'session', 'discussion', 'bof'] as const
/** For each of these words, the newest so many mails are looked at. */
const MOST = 1000

/** The mails that are no answers and no patches, under a subject with a word of notes; by the index of words. */
export async function listNotesCandidates(db: Db, projectId: number): Promise<readonly NotesCandidate[]> {
  const found = new Set<number>()
  for (const word of WORDS) {
    const { hits } = await searchMessages(db, projectId, `subject:${word}`, { limit: MOST, order: 'time' })
    for (const hit of hits) found.add(hit.message)
  }
  const rows = await readByKeys([...found], (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'message_id', 'at'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .where('kind', 'in', ['other', 'cover'])
      .execute(),
  )
  return [...new Map(rows.map((row) => [row.message, row])).values()]
    .map((row) => ({ message: row.message, messageId: row.message_id, at: row.at }))
    .sort((a, b) => (a.at === b.at ? (a.messageId < b.messageId ? -1 : 1) : a.at < b.at ? -1 : 1))
}

/** A mail that answers one of some others, oldest first. */
export interface Answer {
  readonly message: number
  readonly messageId: string
  readonly at: Instant
  readonly sender: string
  readonly senderName: string
}

/** The direct answers to some mails (by Message-ID), by time, then Message-ID. */
export async function listAnswers(
  db: Db,
  projectId: number,
  messageIds: readonly string[],
): Promise<readonly Answer[]> {
  const parents = await readByKeys([...new Set(messageIds)], (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'thread'])
      .where('project_id', '=', projectId)
      .where('message_id', 'in', chunk)
      .execute(),
  )
  const numbers = new Set(parents.map((row) => row.message))
  const rows = await readByKeys([...new Set(parents.map((row) => row.thread))], (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'message_id', 'at', 'sender', 'sender_name', 'parent'])
      .where('project_id', '=', projectId)
      .where('thread', 'in', chunk)
      .execute(),
  )
  return [...new Map(rows.map((row) => [row.message, row])).values()]
    .filter((row) => row.parent !== null && numbers.has(row.parent))
    .map((row) => ({
      message: row.message,
      messageId: row.message_id,
      at: row.at,
      sender: row.sender,
      senderName: row.sender_name,
    }))
    .sort((a, b) => (a.at === b.at ? (a.messageId < b.messageId ? -1 : 1) : a.at < b.at ? -1 : 1))
}

/** The mails that begin a thread under exactly this subject, but for blanks and case, oldest first. */
export async function findFirstMails(db: Db, projectId: number, subject: string): Promise<readonly string[]> {
  const words = subject.match(/[\p{L}\p{N}]+/gu) ?? []
  const query = words
    .slice(0, 12)
    .map((word) => `subject:${word}`)
    .join(' ')
  const { hits } = await searchMessages(db, projectId, query, { limit: 100, order: 'time' })
  const rows = await readByKeys(
    hits.map((hit) => hit.message),
    (chunk) =>
      db
        .selectFrom('message_fact')
        .select(['message', 'message_id', 'subject', 'at'])
        .where('project_id', '=', projectId)
        .where('message', 'in', chunk)
        .where('parent', 'is', null)
        .execute(),
  )
  const fold = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()
  return [...new Map(rows.map((row) => [row.message, row])).values()]
    .filter((row) => fold(row.subject) === fold(subject))
    .sort((a, b) => (a.at === b.at ? (a.message_id < b.message_id ? -1 : 1) : a.at < b.at ? -1 : 1))
    .map((row) => row.message_id)
}
