import type { ImapFlow } from 'imapflow'
import { UserError } from '../core/errors.ts'
import { type Instant, instantOf } from '../core/time.ts'
import { type ImapAddress, isLoopback, readImapAddress } from './imap-address.ts'
import { complaintOf, explainImapError, missingFolder } from './imap-errors.ts'
import { MAIL_LIMIT, type Source, type SourceContext, type SourceEvent } from './source.ts'

/** Mails, and octets of them, that are asked for at once; what is in memory is two such batches at most. */
const BATCH_MAILS = 200
const BATCH_BYTES = 8 << 20
/** Sizes are asked for in longer runs: they are small. */
const SIZES = 2000

interface ImapCursor {
  /** UIDVALIDITY: when it changes, the server has given every mail a new number. */
  readonly validity: string
  /** The highest UID read. */
  readonly uid: number
}

/**
 * Mails in one folder of an IMAP server, by UID, `receivedAt` being the server's INTERNALDATE.
 *
 * The folder is opened read-only (EXAMINE), and fetched with PEEK: no mail is marked as seen. UIDs only grow, so mail after
 * the cursor is mail with a higher UID. Where UIDVALIDITY has changed all is read again, which stores nothing twice.
 * MODSEQ is not needed: it tells of changed flags, and a mail itself never changes.
 */
export const imapSource: Source = {
  kind: 'imap',
  async *read(location, since, context) {
    const address = readImapAddress(location)
    context.signal.throwIfAborted()
    const client = await connectionTo(address)
    const abort = () => client.close()
    context.signal.addEventListener('abort', abort, { once: true })
    try {
      yield* readFolder(client, address, parseCursor(since), context)
      await client.logout().catch(() => undefined)
    } catch (cause) {
      context.signal.throwIfAborted()
      throw explainImapError(cause, address)
    } finally {
      context.signal.removeEventListener('abort', abort)
      client.close()
    }
  },
}

async function connectionTo(address: ImapAddress): Promise<ImapFlow> {
  // Loaded by whoever has a list on a server alone: it is a third of what starting a command costs.
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host: address.host,
    port: address.port,
    secure: address.tls === 'on',
    doSTARTTLS: address.tls === 'starttls',
    // Nobody sits between this machine and itself, and its certificate is usually its own.
    tls: { rejectUnauthorized: !isLoopback(address.host) },
    auth: { user: address.user, pass: address.password },
    clientInfo: { name: 'Patchmoot' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 30_000,
    maxLiteralSize: MAIL_LIMIT + 1024,
  })
  // Every failure also fails the command that is under way, which is where it is told.
  client.on('error', () => undefined)
  return client
}

async function* readFolder(
  client: ImapFlow,
  address: ImapAddress,
  cursor: ImapCursor | undefined,
  context: SourceContext,
): AsyncGenerator<SourceEvent, void, void> {
  await client.connect()
  const folder = await openFolder(client, address)
  // A server that gives no UIDVALIDITY promises nothing about its UIDs.
  const validity = folder.uidValidity ? String(folder.uidValidity) : ''
  let uid = validity !== '' && cursor?.validity === validity ? cursor.uid : 0
  const cursorAt = (number: number) => formatCursor({ validity, uid: number })
  const uids = folder.exists === 0 ? [] : await uidsAfter(client, address, uid)
  if (uids.length > 0) yield { kind: 'total', mails: uids.length }
  for (let start = 0; start < uids.length; start += SIZES) {
    const run = uids.slice(start, start + SIZES)
    for (const batch of batchesOf(run, await sizesOf(client, run))) {
      context.signal.throwIfAborted()
      if (batch.size <= MAIL_LIMIT) yield* readBatch(client, address, batch.uids, cursorAt, context.signal)
      else {
        const what = `it has ${batch.size} octets: too large for a mail, left out`
        const first = batch.uids[0] ?? 0
        yield { kind: 'problem', where: placeOf(address, first), what, cursor: cursorAt(first) }
      }
    }
    uid = run.at(-1) ?? uid
  }
  context.signal.throwIfAborted()
  yield { kind: 'end', cursor: cursorAt(uid) }
}

async function openFolder(client: ImapFlow, address: ImapAddress) {
  try {
    return await client.mailboxOpen(address.folder, { readOnly: true })
  } catch (cause) {
    if (!client.usable) throw cause
    const listed = await client.list({ listOnly: true })
    const names = listed.filter((one) => !one.flags.has('\\Noselect')).map((one) => one.path)
    // "Lists/devel" is what people write; the server may say "Lists.devel", or put all below INBOX.
    const wanted = address.folder.split('/')
    const other = listed.find((one) => one.path === wanted.join(one.delimiter))
    if (other !== undefined && other.path !== address.folder)
      return await client.mailboxOpen(other.path, { readOnly: true })
    if (names.includes(address.folder)) throw cause
    throw missingFolder(address, names, cause)
  }
}

async function uidsAfter(client: ImapFlow, address: ImapAddress, uid: number): Promise<readonly number[]> {
  const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true })
  // The library answers a refusal with `false`, which must not be taken for "nothing new".
  if (!found)
    throw new UserError(
      'source',
      `the IMAP server ${address.host} does not list the mails of ${address.folder}`,
      {
        hint: 'Try again later; the next sync goes on from where this one stopped.',
      },
    )
  // "n:*" always holds the last mail, even where that is before n.
  return found.filter((one) => one > uid).sort((a, b) => a - b)
}

async function sizesOf(client: ImapFlow, uids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const sizes = new Map<number, number>()
  for await (const one of client.fetch(rangeOf(uids), { uid: true, size: true }, { uid: true }))
    sizes.set(one.uid, one.size ?? 0)
  return sizes
}

/** A run of mails with nothing between them, so that two numbers name it. */
function rangeOf(uids: readonly number[]): string {
  return `${uids[0] ?? 0}:${uids.at(-1) ?? 0}`
}

interface Batch {
  readonly uids: readonly number[]
  readonly size: number
}

function* batchesOf(
  uids: readonly number[],
  sizes: ReadonlyMap<number, number>,
): Generator<Batch, void, void> {
  let batch: number[] = []
  let size = 0
  for (const uid of uids) {
    const own = sizes.get(uid)
    if (own === undefined) continue // deleted since it was listed
    if (batch.length > 0 && (batch.length >= BATCH_MAILS || size + own > BATCH_BYTES)) {
      yield { uids: batch, size }
      batch = []
      size = 0
    }
    batch.push(uid)
    size += own
  }
  if (batch.length > 0) yield { uids: batch, size }
}

interface Fetched {
  readonly bytes: Buffer | undefined
  readonly receivedAt: Instant | undefined
}

async function* readBatch(
  client: ImapFlow,
  address: ImapAddress,
  uids: readonly number[],
  cursorAt: (uid: number) => string,
  signal: AbortSignal,
): AsyncGenerator<SourceEvent, void, void> {
  const found = new Map<number, Fetched>()
  const refused = new Map<number, string>()
  try {
    await fetchInto(found, client, rangeOf(uids))
  } catch (cause) {
    if (!client.usable) throw cause
    // Servers refuse a whole answer for the sake of one mail that they cannot read: ask for each alone.
    for (const uid of uids) {
      if (found.has(uid)) continue
      try {
        await fetchInto(found, client, String(uid))
      } catch (alone) {
        if (!client.usable) throw alone
        refused.set(uid, complaintOf(alone))
      }
    }
    // Where nothing came at all it is the server, not the mails, and the next sync tries again.
    if (found.size === 0) throw cause
  }
  for (const uid of uids) {
    signal.throwIfAborted()
    const one = found.get(uid)
    const cursor = cursorAt(uid)
    if (one?.bytes !== undefined) {
      yield { kind: 'mail', mail: { bytes: one.bytes, receivedAt: one.receivedAt, cursor } }
      found.delete(uid)
    } else if (one !== undefined || refused.has(uid)) {
      const what = `the server does not give it: ${refused.get(uid) ?? 'it has no text'}`
      yield { kind: 'problem', where: placeOf(address, uid), what, cursor }
    }
  }
}

async function fetchInto(found: Map<number, Fetched>, client: ImapFlow, range: string): Promise<void> {
  const wanted = { uid: true, source: true, internalDate: true }
  for await (const one of client.fetch(range, wanted, { uid: true })) {
    const at = one.internalDate === undefined ? Number.NaN : new Date(one.internalDate).getTime()
    found.set(one.uid, { bytes: one.source, receivedAt: instantOf(at / 1000) })
  }
}

function placeOf(address: ImapAddress, uid: number): string {
  return `mail ${uid} of ${address.folder} at ${address.host}`
}

// ---- the cursor -------------------------------------------------------------------------------------------

function formatCursor(cursor: ImapCursor): string {
  return JSON.stringify(cursor)
}

function parseCursor(since: string | undefined): ImapCursor | undefined {
  if (since === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(since)
  } catch {
    return undefined // not ours: read everything again, which stores nothing twice
  }
  if (typeof value !== 'object' || value === null || !('validity' in value) || !('uid' in value))
    return undefined
  const { validity, uid } = value
  if (typeof validity !== 'string' || typeof uid !== 'number' || !Number.isSafeInteger(uid)) return undefined
  return { validity, uid }
}
