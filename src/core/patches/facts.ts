import type { Address, Problem } from '../mail/message.ts'
import type { Instant } from '../time.ts'
import type { PatchContent } from './diff.ts'
import type { Subject } from './subject.ts'
import type { Trailer } from './trailers.ts'

/**
 * What a mail is, as far as the mail alone tells (patch-trackers dossier, section 2.4).
 *
 * A mail of kind `other` can still turn out to be a cover letter when patches of its sender hang below it
 * (a naked cover letter): only the thread shows that, and `findSeries` decides it.
 */
export type MessageKind = 'patch' | 'cover' | 'pull' | 'reply' | 'bot' | 'other'

/**
 * Something that a mail's own, unquoted text does, with the words that say so (at most 200 characters).
 *
 * `request`, `question`, `objection` are open items for the author of the patch; `promise` and `agreement`
 * answer them; `applied`, `withdrawn`, `deferred`, `ping` are claims about the whole patch or series;
 * `approval` is free-text praise ("LGTM", "+1"), shown and never counted.
 */
export interface Signal {
  readonly kind:
    | 'request'
    | 'question'
    | 'objection'
    | 'promise'
    | 'agreement'
    | 'applied'
    | 'withdrawn'
    | 'deferred'
    | 'ping'
    | 'approval'
  readonly excerpt: string
}

/**
 * Everything that later steps need of one mail: computed once per mail, from that mail alone, and stored.
 *
 * Later steps (threads, series, lineages, matching, status) read only this, never the mail again.
 */
export interface MessageFacts {
  readonly messageId: string
  /** The instant that derivation uses (law 3): `sentAt`, unless it is implausible against `receivedAt`. */
  readonly at: Instant
  readonly sentAt: Instant | undefined
  readonly receivedAt: Instant | undefined
  /** Who sent it, with what DMARC rewriting did to `From:` undone. */
  readonly sender: Address
  /** Who wrote the change: the in-body `From:` of a patch, else the sender. */
  readonly author: Address
  readonly to: readonly Address[]
  readonly subject: Subject
  readonly kind: MessageKind
  /** Possible parents, best first: In-Reply-To, then References from new to old; without itself. */
  readonly parents: readonly string[]
  /** Trailers in its own, unquoted text, in order. */
  readonly trailers: readonly Trailer[]
  /** Its own diff. Present on a reply too (a proposal). */
  readonly patch: PatchContent | undefined
  readonly changeId: string | undefined
  /** Message-IDs named by `Supersedes:`, `Obsoletes:` or a "v1:"/"Changes since v1" link. */
  readonly supersedes: readonly string[]
  /** Other Message-IDs that its own text names, by archive URL or in angle brackets. */
  readonly links: readonly string[]
  readonly signals: readonly Signal[]
  /** It holds words of its own: a reply without any (only quotes) is no review. */
  readonly hasText: boolean
  readonly problems: readonly Problem[]
}
