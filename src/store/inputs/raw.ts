import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys, storableText } from '../rows.ts'
import { decompressMail } from './mail-bytes.ts'

/** One sequence of octets under a Message-ID, and when the first source saw it. */
export interface Variant {
  readonly message: number
  readonly messageId: string
  readonly digest: string
  /** Octets. */
  readonly size: number
  /** The earliest that any list's source saw; `undefined` where none could tell. */
  readonly receivedAt: Instant | undefined
  /** The lists that delivered it, sorted. */
  readonly lists: readonly string[]
}

/** A mail as stored, its octets decompressed. */
export interface RawMessage extends Variant {
  readonly bytes: Uint8Array
}

/**
 * The variants of mails: by message, then the earliest received, then by digest. The first of a message is its
 * canonical one, whatever arrived first here. Of all mails of the project when `messages` is left out.
 */
export async function listVariants(
  db: Db,
  projectId: number,
  messages?: readonly number[],
): Promise<readonly Variant[]> {
  const base = db
    .selectFrom('message_raw as r')
    .innerJoin('message as m', 'm.id', 'r.message')
    .innerJoin('delivery as d', (join) =>
      join
        .onRef('d.project_id', '=', 'r.project_id')
        .onRef('d.message', '=', 'r.message')
        .onRef('d.digest', '=', 'r.digest'),
    )
    .select(['r.message', 'm.message_id', 'r.digest', 'r.size', 'd.list', 'd.received_at'])
    .where('r.project_id', '=', projectId)
  const rows = messages
    ? await readByKeys(messages, (chunk) => base.where('r.message', 'in', chunk).execute())
    : await base.execute()
  const found = new Map<string, { variant: Variant; lists: Set<string> }>()
  for (const row of rows) {
    const key = `${row.message} ${row.digest}`
    const before = found.get(key)
    const lists = (before?.lists ?? new Set()).add(row.list)
    const receivedAt = earlier(before?.variant.receivedAt, row.received_at ?? undefined)
    const { message, digest, size } = row
    found.set(key, {
      lists,
      variant: { message, messageId: row.message_id, digest, size, receivedAt, lists: [] },
    })
  }
  return [...found.values()]
    .map(({ variant, lists }) => ({ ...variant, lists: [...lists].sort() }))
    .sort(compareVariants)
}

/**
 * The octets of a mail, exactly as its source held them: the variant asked for, else the canonical one.
 * `undefined` for a mail that is not known, or was removed.
 */
export async function readRaw(
  db: Db,
  projectId: number,
  message: number | string,
  digest?: string,
): Promise<RawMessage | undefined> {
  const number = typeof message === 'number' ? message : await numberOf(db, projectId, message)
  if (number === undefined) return undefined
  const variants = await listVariants(db, projectId, [number])
  const variant = digest === undefined ? variants[0] : variants.find((one) => one.digest === digest)
  return variant && { ...variant, bytes: await readBytes(db, projectId, variant) }
}

/**
 * All mails of a project in order of their number, canonical variants only, in batches of at most 500 mails or
 * 16 MiB; from the one after `afterMessage`. `variants` of an entry counts all of them.
 */
export async function* iterateRaw(
  db: Db,
  projectId: number,
  afterMessage = 0,
): AsyncGenerator<readonly (RawMessage & { readonly variants: number })[]> {
  let after = afterMessage
  for (;;) {
    const thin = await db
      .selectFrom('message_raw')
      .select(['message', 'size'])
      .where('project_id', '=', projectId)
      .where('message', '>', after)
      .orderBy('message')
      .limit(BATCH_MAILS)
      .execute()
    const messages: number[] = []
    let size = 0
    for (const row of thin) {
      if (messages.length > 0 && size + row.size > BATCH_BYTES) break
      size += row.size
      if (messages[messages.length - 1] !== row.message) messages.push(row.message)
    }
    const last = messages[messages.length - 1]
    if (last === undefined) return
    yield await readBatch(db, projectId, messages)
    after = last
  }
}

/** The canonical variants of some mails, by number, with their octets. */
export async function readBatch(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<readonly (RawMessage & { readonly variants: number })[]> {
  const byMessage = new Map<number, Variant[]>()
  for (const variant of await listVariants(db, projectId, messages)) {
    const others = byMessage.get(variant.message)
    if (others) others.push(variant)
    else byMessage.set(variant.message, [variant])
  }
  const rows = await readByKeys([...byMessage.keys()], (chunk) =>
    db
      .selectFrom('message_raw')
      .select(['message', 'digest', 'encoding', 'size', 'bytes'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  const batch = []
  for (const row of rows) {
    const variants = byMessage.get(row.message)
    const canonical = variants?.[0]
    if (!variants || !canonical || canonical.digest !== row.digest) continue
    batch.push({ ...canonical, bytes: decompressMail(row), variants: variants.length })
  }
  return batch.sort((a, b) => a.message - b.message)
}

const BATCH_MAILS = 500
const BATCH_BYTES = 16 << 20

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined) return b
  return b === undefined || a < b ? a : b
}

function compareVariants(a: Variant, b: Variant): number {
  if (a.message !== b.message) return a.message - b.message
  if (a.receivedAt !== b.receivedAt) {
    if (a.receivedAt === undefined) return 1
    if (b.receivedAt === undefined) return -1
    return a.receivedAt < b.receivedAt ? -1 : 1
  }
  return a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0
}

async function numberOf(db: Db, projectId: number, messageId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('project_id', '=', projectId)
    .where('message_id', '=', storableText(messageId))
    .executeTakeFirst()
  return row?.id
}

async function readBytes(db: Db, projectId: number, variant: Variant): Promise<Uint8Array> {
  const row = await db
    .selectFrom('message_raw')
    .select(['encoding', 'size', 'bytes'])
    .where('project_id', '=', projectId)
    .where('message', '=', variant.message)
    .where('digest', '=', variant.digest)
    .executeTakeFirstOrThrow()
  return decompressMail(row)
}
