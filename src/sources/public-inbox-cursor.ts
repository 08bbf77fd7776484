import type { Instant } from '../core/time.ts'

/** A mail that the history of an archive names and that the repository does not have. */
export interface MissingMail {
  readonly commit: string
  readonly blob: string
  readonly receivedAt: Instant | undefined
}

/** How far each epoch of an archive was read. */
export interface PublicInboxCursor {
  /** The last commit read, by name of the epoch. */
  readonly commits: ReadonlyMap<string, string>
  /** What was not there then, by name of the epoch; asked for again each time. */
  readonly missing: ReadonlyMap<string, readonly MissingMail[]>
}

/** The cursor as text: JSON, `{"0":COMMIT,"1":COMMIT,"missing":{"0":[[COMMIT,BLOB,TIME]]}}`. */
export function formatPublicInboxCursor(cursor: PublicInboxCursor): string {
  const missing = [...cursor.missing]
    .filter(([, mails]) => mails.length > 0)
    .map(([epoch, mails]) => [epoch, mails.map((mail) => [mail.commit, mail.blob, mail.receivedAt ?? null])])
  return JSON.stringify({
    ...Object.fromEntries(cursor.commits),
    ...(missing.length === 0 ? {} : { missing: Object.fromEntries(missing) }),
  })
}

/** What a cursor says; nothing read where it is none of ours. */
export function parsePublicInboxCursor(since: string | undefined): {
  readonly commits: Map<string, string>
  readonly missing: Map<string, readonly MissingMail[]>
} {
  const commits = new Map<string, string>()
  const missing = new Map<string, readonly MissingMail[]>()
  for (const [name, value] of entriesOf(parse(since))) {
    if (typeof value === 'string') {
      if (COMMIT.test(value)) commits.set(name, value)
    } else if (name === 'missing')
      for (const [epoch, mails] of entriesOf(value))
        if (Array.isArray(mails)) missing.set(epoch, mails.flatMap(parseMissing))
  }
  return { commits, missing }
}

const COMMIT = /^[0-9a-f]{40,64}$/
const BLOB = /^[0-9a-f]{40,64}(:m)?$/
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

function parseMissing(value: unknown): readonly MissingMail[] {
  if (!Array.isArray(value)) return []
  const [commit, blob, at]: unknown[] = value
  if (typeof commit !== 'string' || !COMMIT.test(commit) || typeof blob !== 'string' || !BLOB.test(blob))
    return []
  return [{ commit, blob, receivedAt: typeof at === 'string' && TIME.test(at) ? at : undefined }]
}

function parse(since: string | undefined): unknown {
  if (since === undefined) return undefined
  try {
    return JSON.parse(since)
  } catch {
    return undefined // not ours: read everything again, which stores nothing twice
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
