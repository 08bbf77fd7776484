import type { Instant } from '../core/time.ts'

/** Where a source stopped reading; opaque to everyone but the source that wrote it. */
export type Cursor = string

/** One mail as a source holds it. */
export interface RawMail {
  /** RFC 5322 message, octet for octet as the source holds it (no mbox "From " line). */
  readonly bytes: Uint8Array
  /** When the source saw it (public-inbox commit time, IMAP INTERNALDATE); `undefined` where it cannot tell. */
  readonly receivedAt: Instant | undefined
  /** Resume point once this mail is stored. */
  readonly cursor: Cursor
}

/** Something of the source that is no mail: a missing blob, a mail that was deleted upstream, how far reading is. */
export type SourceEvent =
  | { readonly kind: 'mail'; readonly mail: RawMail }
  | { readonly kind: 'problem'; readonly where: string; readonly what: string; readonly cursor: Cursor }
  | { readonly kind: 'total'; readonly mails: number }
  | { readonly kind: 'end'; readonly cursor: Cursor }

/** Octets above which a mail is not read: it becomes a problem. */
export const MAIL_LIMIT = 256 * 1024 * 1024

/** What reading needs from outside. */
export interface SourceContext {
  /** A folder that the source may keep copies in (clones of remote archives); made when needed. */
  readonly cacheFolder: string
  readonly signal: AbortSignal
}

/** A kind of place that mail comes from. */
export interface Source {
  /** The word before the colon in the configuration: `public-inbox`, `mbox`, `maildir`, `imap`. */
  readonly kind: string
  /**
   * Mail after `since` (or all of it), oldest first, then `end` with the cursor to start from next time
   * (also when there was nothing new). `total` may come at any point. Throws `UserError` when the place cannot be read.
   */
  read(location: string, since: Cursor | undefined, context: SourceContext): AsyncIterable<SourceEvent>
}
