import { CompiledQuery } from 'kysely'
import type { MailCall } from '../../core/governance/mail-call.ts'
import type { Problem } from '../../core/mail/message.ts'
import type { PatchContent } from '../../core/patches/diff.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import { type Db, engineOf, needTransaction } from '../database.ts'
import { insertRows, readByKeys, storableText } from '../rows.ts'
import { contentColumns, contentOf, filesOf } from './content-rows.ts'
import { factsOf, formatFacts } from './fact-columns.ts'

/** The facts of one mail, with what only the database and the whole set of mails know. */
export interface FactRecord {
  readonly message: number
  /** Of the variant that the facts were read from. */
  readonly digest: string
  /** Octets. */
  readonly size: number
  /** Person keys (canonical addresses). */
  readonly senderKey: string
  readonly authorKey: string
  /** Number of its parent; `undefined` for a root, or below a mail that is not here. */
  readonly parent: number | undefined
  /** The smallest number in its thread. */
  readonly thread: number
  /** `patch` is left out where contents were not asked for. */
  readonly facts: MessageFacts
  /** What it calls for; `undefined` for nearly every mail, and in what is read back. */
  readonly call?: MailCall | undefined
  /** Of a patch: to whom it was sent, where roles are followed; else `undefined`, as in what is read back. */
  readonly recipients?: readonly string[] | undefined
}

/** Writes the facts of mails, in place of what was known of them: facts, contents and problems. */
export async function putFacts(db: Db, projectId: number, records: readonly FactRecord[]): Promise<void> {
  needTransaction(db, 'putFacts')
  await removeFacts(
    db,
    projectId,
    records.map((record) => record.message),
  )
  const facts = []
  const contents = []
  const calls = []
  const sentTo = []
  const problems = []
  for (const {
    message,
    digest,
    size,
    senderKey,
    authorKey,
    parent,
    thread,
    facts: one,
    call,
    recipients,
  } of records) {
    facts.push({
      project_id: projectId,
      message,
      message_id: storableText(one.messageId),
      digest,
      at: one.at,
      sent_at: one.sentAt ?? null,
      received_at: one.receivedAt ?? null,
      sender_name: one.sender.name,
      sender_address: one.sender.address,
      sender: senderKey,
      author_name: one.author.name,
      author_address: one.author.address,
      author: authorKey,
      subject: one.subject.raw,
      title_key: one.subject.key,
      kind: one.kind,
      parent: parent ?? null,
      thread,
      has_patch: one.patch ? 1 : 0,
      size,
      parents: JSON.stringify(one.parents),
      facts: formatFacts(one),
    })
    if (call !== undefined)
      calls.push({ project_id: projectId, message, call: storableText(JSON.stringify(call)) })
    if (recipients !== undefined)
      sentTo.push({ project_id: projectId, message, addresses: JSON.stringify(recipients) })
    if (one.patch) contents.push({ project_id: projectId, message, ...contentColumns(one.patch) })
    for (const [position, problem] of one.problems.entries())
      problems.push({ project_id: projectId, message, position, place: problem.where, what: problem.what })
  }
  await insertRows(db, 'message_fact', facts)
  await insertRows(db, 'patch_content', contents)
  await insertRows(db, 'problem', problems)
  await insertRows(db, 'mail_call', calls)
  await insertRows(db, 'patch_recipient', sentTo)
}

/** Forgets what was read from some mails. */
export async function removeFacts(db: Db, projectId: number, messages: readonly number[]): Promise<void> {
  for (const table of ['message_fact', 'patch_content', 'problem', 'mail_call', 'patch_recipient'] as const)
    await readByKeys(messages, (chunk) =>
      db.deleteFrom(table).where('project_id', '=', projectId).where('message', 'in', chunk).execute(),
    )
}

/**
 * Facts of mails, by `at`, then Message-ID: of all of the project, or of some mails, threads, or authors
 * (person keys); of the work (no replies, no bots) of some senders; of those that have no place in a thread yet.
 * `contents: false` leaves out `patch`, which is most of the octets.
 */
export async function listFacts(
  db: Db,
  projectId: number,
  only: {
    readonly messages?: readonly number[]
    readonly threads?: readonly number[]
    readonly authors?: readonly string[]
    readonly workOf?: readonly string[]
    readonly unplaced?: boolean
    readonly contents?: boolean
  } = {},
): Promise<readonly FactRecord[]> {
  const rows = await factRows(db, projectId, only)
  const isAll = Object.keys(only).every((key) => key === 'contents')
  const some = isAll ? undefined : rows.map((row) => row.message)
  const contents =
    only.contents === false
      ? new Map<number, PatchContent>()
      : await listContents(
          db,
          projectId,
          some && rows.filter((row) => row.has_patch === 1).map((row) => row.message),
        )
  const problems = await listProblems(db, projectId, some)
  return rows
    .map((row) => ({
      message: row.message,
      digest: row.digest,
      size: row.size,
      senderKey: row.sender,
      authorKey: row.author,
      parent: row.parent ?? undefined,
      thread: row.thread,
      facts: factsOf(row, contents.get(row.message), problems.get(row.message) ?? []),
    }))
    .sort((a, b) => order(a.facts.at, b.facts.at) || order(a.facts.messageId, b.facts.messageId))
}

async function factRows(db: Db, projectId: number, only: Parameters<typeof listFacts>[2] = {}) {
  const base = db.selectFrom('message_fact').select(COLUMNS).where('project_id', '=', projectId)
  const { messages, threads, authors, workOf, unplaced } = only
  if (messages) return readByKeys(messages, (chunk) => base.where('message', 'in', chunk).execute())
  if (threads) return readByKeys(threads, (chunk) => base.where('thread', 'in', chunk).execute())
  if (authors) return readByKeys(authors, (chunk) => base.where('author', 'in', chunk).execute())
  if (workOf)
    return readByKeys(workOf, (chunk) =>
      base.where('sender', 'in', chunk).where('kind', 'not in', ['reply', 'bot']).execute(),
    )
  return unplaced === true ? base.where('thread', '<', 0).execute() : base.execute()
}

/** The contents of patch mails, by number: all of the project, or of some mails. */
async function listContents(
  db: Db,
  projectId: number,
  messages?: readonly number[],
): Promise<Map<number, PatchContent>> {
  const base = db
    .selectFrom('patch_content')
    .select([
      'message',
      'patch_id',
      'changed_lines_id',
      'files',
      'additions',
      'deletions',
      'lines',
      'message_lines',
    ])
    .where('project_id', '=', projectId)
  const rows = messages
    ? await readByKeys(messages, (chunk) => base.where('message', 'in', chunk).execute())
    : await base.execute()
  return new Map(rows.map((row) => [row.message, contentOf(row)]))
}

/** The paths of the files that patches change, each once. */
export async function listPatchPaths(db: Db, projectId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('patch_content')
    .select('files')
    .where('project_id', '=', projectId)
    .execute()
  const paths = new Set<string>()
  for (const row of rows) for (const file of filesOf(row.files)) paths.add(file.path)
  return paths
}

/** The problems of mails, by number, in their order: all of the project, or of some mails. */
async function listProblems(
  db: Db,
  projectId: number,
  messages?: readonly number[],
): Promise<Map<number, readonly Problem[]>> {
  const base = db
    .selectFrom('problem')
    .select(['message', 'position', 'place', 'what'])
    .where('project_id', '=', projectId)
  const rows = messages
    ? await readByKeys(messages, (chunk) => base.where('message', 'in', chunk).execute())
    : await base.execute()
  rows.sort((a, b) => a.message - b.message || a.position - b.position)
  const found = new Map<number, Problem[]>()
  for (const row of rows) {
    const problem = { where: row.place, what: row.what }
    const others = found.get(row.message)
    if (others) others.push(problem)
    else found.set(row.message, [problem])
  }
  return found
}

/** Where a mail stands among the others, and whose it is. */
export interface MailPlace {
  readonly message: number
  /** The mail above; `undefined`: none that is here. */
  readonly parent: number | undefined
  readonly thread: number
  /** Person keys. */
  readonly senderKey: string
  readonly authorKey: string
}

/**
 * Sets what only all mails together tell of mails whose facts are stored. SQLite looks each one up by its key, 12 µs
 * for one: given a thousand rows as one JSON parameter, it would go through the whole table for each of them, half an
 * hour for 35,000 mails. A server gets a thousand at a time, because there each statement is a journey.
 */
export async function placeMails(db: Db, projectId: number, places: readonly MailPlace[]): Promise<void> {
  needTransaction(db, 'placeMails')
  if (engineOf(db) === 'sqlite') {
    const text = `update message_fact set parent = ?, thread = ?, sender = ?, author = ?
      where project_id = ? and message = ?`
    for (const { message, parent, thread, senderKey, authorKey } of places)
      await db.executeQuery(
        CompiledQuery.raw(text, [parent ?? null, thread, senderKey, authorKey, projectId, message]),
      )
    return
  }
  const text = `update message_fact
    set parent = j.parent, thread = j.thread, sender = j."senderKey", author = j."authorKey"
    from json_to_recordset($1::json)
      as j (message integer, parent integer, thread integer, "senderKey" text, "authorKey" text)
    where message_fact.project_id = $2 and message_fact.message = j.message`
  for (let at = 0; at < places.length; at += 1000)
    await db.executeQuery(CompiledQuery.raw(text, [JSON.stringify(places.slice(at, at + 1000)), projectId]))
}

const COLUMNS = [
  'message',
  'message_id',
  'digest',
  'at',
  'sent_at',
  'received_at',
  'sender_name',
  'sender_address',
  'sender',
  'author_name',
  'author_address',
  'author',
  'subject',
  'title_key',
  'kind',
  'parent',
  'thread',
  'has_patch',
  'size',
  'parents',
  'facts',
] as const

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
