import { UserError } from '../core/errors.ts'
import type { Instant } from '../core/time.ts'
import type { Source, SourceEvent } from '../sources/source.ts'
import type { Db } from '../store/database.ts'
import { putFacts } from '../store/derived/facts.ts'
import { readCursor, saveCursor } from '../store/inputs/cursors.ts'
import { compressMail, digestOfMail, type StoredBytes } from '../store/inputs/mail-bytes.ts'
import { appendMessages } from '../store/inputs/messages.ts'
import { appendPrivateMails } from '../store/inputs/private.ts'
import { indexMessages } from '../store/search.ts'
import { readCanonical } from './canonical.ts'
import { SOURCES } from './catalog.ts'
import type { ListConfig } from './config.ts'
import { factRecord, type ReadMail, searchable } from './read-mail.ts'
import type { SyncJob } from './with-run.ts'

/** What reading one list brought. */
export interface ListCounts {
  read: number
  new: number
  variants: number
  duplicates: number
  removed: number
  withProblems: number
}

/** Something of a source that could not be read, and where. */
export interface SourceTrouble {
  readonly list: string
  readonly where: string
  readonly what: string
}

/** Mails, and octets of them, in one transaction. */
const BATCH_MAILS = 500
const BATCH_BYTES = 16 << 20

interface Prepared {
  readonly read: ReadMail
  readonly bytes: Uint8Array
  readonly digest: string
  readonly compressed: Promise<StoredBytes>
  readonly receivedAt: Instant | undefined
}

interface Batch {
  readonly mails: readonly Prepared[]
  readonly cursor: string
}

/**
 * Reads what is new in a list, or in a private mailbox, and keeps it, 500 mails to a transaction, the cursor among
 * them. While one batch is compressed and written, the next one is read: two batches are in memory at most.
 */
export async function readList(
  job: SyncJob,
  list: ListConfig,
  options: { readonly private: boolean },
): Promise<{ readonly counts: ListCounts; readonly troubles: readonly SourceTrouble[] }> {
  const counts: ListCounts = { read: 0, new: 0, variants: 0, duplicates: 0, removed: 0, withProblems: 0 }
  const troubles: SourceTrouble[] = []
  const step = `reading ${list.address}`
  const key = { list: list.address, source: list.source.label }
  const before = await readCursor(job.database.kysely, job.projectId, key.list, key.source)
  const context = { cacheFolder: job.config.cacheFolder, signal: job.signal }
  let total: number | undefined
  let mails: Prepared[] = []
  let octets = 0
  // Some sources work their cursor out only when it is asked for.
  let cursor = (): string | undefined => before?.cursor
  let writing: Promise<void> = Promise.resolve()

  const write = async (batch: Batch): Promise<void> => {
    const stored = await Promise.all(batch.mails.map((mail) => mail.compressed))
    await job.database.transaction(async (db) => {
      await job.lock.keep(db)
      const incoming = batch.mails.map((mail, n) => ({
        messageId: mail.read.messageId,
        bytes: mail.bytes,
        compressed: stored[n],
        digest: mail.digest,
        receivedAt: mail.receivedAt,
      }))
      if (options.private) {
        const added = await appendPrivateMails(db, job.projectId, list.address, incoming)
        counts.new += added
        counts.duplicates += incoming.length - added
      } else await keepMails(db, job, list.address, batch.mails, incoming, counts)
      await saveCursor(db, job.projectId, key.list, key.source, batch.cursor, job.clock())
    })
    counts.read += batch.mails.length
    job.onProgress({ step, unit: 'mails', done: counts.read, total })
  }
  const flush = async (): Promise<void> => {
    const batch = { mails, cursor: cursor() ?? '' }
    mails = []
    octets = 0
    await writing
    job.signal.throwIfAborted()
    writing = write(batch)
    // Awaited before the next batch; until then nobody is there to see it fail.
    writing.catch(() => undefined)
  }

  try {
    for await (const event of sourceOf(list).read(list.source.location, before?.cursor, context)) {
      job.signal.throwIfAborted()
      if (event.kind === 'total') total = event.mails
      else cursor = () => cursorOf(event)
      if (event.kind === 'problem')
        troubles.push({ list: list.address, where: event.where, what: event.what })
      if (event.kind !== 'mail') continue
      mails.push(prepare(job, event.mail.bytes, event.mail.receivedAt))
      octets += event.mail.bytes.length
      if (mails.length >= BATCH_MAILS || octets >= BATCH_BYTES) await flush()
    }
    if (mails.length > 0 || cursor() !== before?.cursor) await flush()
  } finally {
    // Whatever ended the reading: what is being written is finished first.
    await writing
  }
  return { counts, troubles }
}

function sourceOf(list: ListConfig): Source {
  const source = SOURCES.find((one) => one.kind === list.source.kind)
  if (source === undefined)
    throw new UserError('config', `the source ${list.source.label} is of no known kind`, {
      hint: `Known are ${SOURCES.map((one) => one.kind).join(', ')}.`,
    })
  return source
}

function cursorOf(event: Exclude<SourceEvent, { kind: 'total' }>): string {
  return event.kind === 'mail' ? event.mail.cursor : event.cursor
}

function prepare(job: SyncJob, bytes: Uint8Array, receivedAt: Instant | undefined): Prepared {
  return {
    read: job.reader.read(bytes),
    bytes,
    digest: digestOfMail(bytes),
    compressed: compressMail(bytes),
    receivedAt,
  }
}

/** Keeps mails of a public list with what they say: facts and words, in the same transaction. */
async function keepMails(
  db: Db,
  job: SyncJob,
  list: string,
  mails: readonly Prepared[],
  incoming: Parameters<typeof appendMessages>[3],
  counts: ListCounts,
): Promise<void> {
  const kept = await appendMessages(db, job.projectId, list, incoming)
  const fresh = new Map<number, { readonly mail: Prepared; readonly digest: string }>()
  const unsure = new Set<number>()
  for (const [n, result] of kept.entries()) {
    const mail = mails[n]
    if (mail === undefined) continue
    if (result.status === 'removed' || result.message === undefined) counts.removed++
    else if (result.status === 'new') {
      counts.new++
      fresh.set(result.message, { mail, digest: result.digest })
    } else {
      if (result.status === 'variant') counts.variants++
      else counts.duplicates++
      // Other octets, or the same seen earlier: which copy is read, and when it was received, may be different now.
      if (result.status === 'variant' || result.delivered) unsure.add(result.message)
    }
  }
  const records = []
  const words = []
  for (const [message, { mail, digest }] of fresh) {
    if (unsure.has(message)) continue
    const facts = mail.read.facts(mail.receivedAt)
    const place = { message, digest, size: mail.bytes.length }
    records.push(factRecord(job.reader, facts, place, mail.read))
    words.push(searchable(message, mail.read.message))
  }
  for (const one of await readCanonical(db, job.projectId, job.reader, [...unsure])) {
    records.push(one.record)
    words.push(searchable(one.record.message, one.message))
  }
  counts.withProblems += records.filter((record) => record.facts.problems.length > 0).length
  await putFacts(db, job.projectId, records)
  await indexMessages(db, job.projectId, words)
}
