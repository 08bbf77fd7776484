/** Seconds since 1970. Metrics subtract and compare instants by the ten thousand, which text is too slow for. */
export type Seconds = number

/** A reply by a person to one version of a lineage. Replies of programs are in no fact. */
export interface ReplyFact {
  readonly at: Seconds
  /** Key of the person. */
  readonly sender: string
  /** Slot of the patch that it answers, from 0; `undefined`: the whole version. */
  readonly patch: number | undefined
  /** Its sender posted the version or wrote one of its patches. */
  readonly own: boolean
  /** By somebody else, with words, a diff or a review tag. */
  readonly review: boolean
  /** It asks, objects or wants changes. */
  readonly asks: boolean
  /** Its sender answers for a file of the version, by MAINTAINERS. */
  readonly maintainer: boolean
}

/** One version of a lineage. */
export interface VersionFact {
  /** Message-ID of its earliest mail. */
  readonly id: string
  readonly title: string
  readonly at: Seconds
  readonly version: number
  readonly sender: string
  readonly rfc: boolean
  readonly resend: boolean
  readonly pull: boolean
  /** For a stable branch. */
  readonly stable: boolean
  /** The release that it names: `4.20`. */
  readonly target: string | undefined
  /** The n of k/n. */
  readonly total: number
  /** Who wrote the patch in each slot; `undefined` for one that never reached the list. */
  readonly authors: readonly (string | undefined)[]
  readonly additions: number
  readonly deletions: number
  readonly files: number
  /** Parts of the code that it touches, sorted. */
  readonly areas: readonly string[]
  /** Maintainers and reviewers of the touched files, and how many of them it was addressed to. */
  readonly asked: { readonly all: number; readonly reached: number } | undefined
  /** By time. */
  readonly replies: readonly ReplyFact[]
}

/** A trailer that names a person. */
export interface TagFact {
  /** `Reviewed-by`, `Acked-by`, … */
  readonly key: string
  readonly person: string
  /** When its mail was sent. */
  readonly at: Seconds
  /** Index of the version. */
  readonly version: number
  /** Slot of the patch, from 0; `undefined`: every patch of the version. */
  readonly patch: number | undefined
  /**
   * `given`: in a reply, by the person named. `passed`: in a reply of somebody else. `own`: in the posted patch, put
   * there by its author. `carried`: in the posted patch, and given by the person to an older version.
   */
  readonly origin: 'given' | 'passed' | 'own' | 'carried'
}

/** A commit that a patch became. */
export interface LandedFact {
  readonly version: number
  /** Slot of the patch, from 0. */
  readonly patch: number
  readonly sha: string
  readonly at: Seconds
  /** On the development branch; others are backports. */
  readonly development: boolean
}

/** How a lineage stood from `from` up to, not including, `to` (`undefined`: still so). */
export interface FactInterval {
  readonly from: Seconds
  readonly to: Seconds | undefined
  readonly status: string
  readonly turn: string
  readonly lost: boolean
}

/** How one piece of work stood that a later version joined to another: then its course ends. */
export interface JoinedCourse {
  /** Index of its first version. */
  readonly first: number
  readonly intervals: readonly FactInterval[]
}

/** What metrics know of one lineage from its mails and commits alone. */
export interface BareFact {
  /** Message-ID of its earliest mail. */
  readonly lineage: string
  /** Oldest first, never empty. */
  readonly versions: readonly VersionFact[]
  readonly tags: readonly TagFact[]
  readonly landed: readonly LandedFact[]
  /** Without gaps, oldest first. */
  readonly intervals: readonly FactInterval[]
  /** Lineages that it was made of for a while, besides its own. */
  readonly joined: readonly JoinedCourse[]
  /** Version follows version, as indexes: kept where `joined` has something, to tell what belonged together when. */
  readonly links: readonly (readonly [newer: number, older: number])[]
}

/** Of what kind a lineage is: measured apart where that matters. */
export type SeriesKind = 'patch' | 'rfc' | 'stable' | 'pull'

/** What metrics know of one lineage. */
export interface SeriesFact extends BareFact {
  /** Of its newest version. */
  readonly title: string
  readonly kind: SeriesKind
  /** Who posted its first version, and for whom they worked then. */
  readonly sender: string
  readonly company: string
  readonly startedAt: Seconds
  /** It is one of the first things that its sender sent: see `completeFacts`. */
  readonly newcomer: boolean
  /** Addresses of the lists that its first version came by. */
  readonly lists: readonly string[]
  /** Of its newest version. */
  readonly patches: number
  readonly lines: number
  readonly areas: readonly string[]
  readonly status: string
  readonly turn: string
  readonly lost: boolean
  /** When the last of its patches came to the development branch, by a merge or a commit; `undefined` unless it is merged. */
  readonly mergedAt: Seconds | undefined
  /** When it was rejected or withdrawn; `undefined` unless it is so. */
  readonly droppedAt: Seconds | undefined
}
