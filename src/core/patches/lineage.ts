/** Series `newer` continues series `older` (ids of series), with the score of section 2.6 and what it rests on. */
export interface SeriesLink {
  readonly newer: string
  readonly older: string
  readonly score: number
  /** 0 to 1. Below 0.35 it is a guess, shown with a question mark. */
  readonly confidence: number
  readonly evidence: readonly string[]
}

/** Patch `newer` is the next version of patch `older` (Message-IDs of patch mails). */
export interface PatchLink {
  readonly newer: string
  readonly older: string
  readonly confidence: number
  readonly evidence: readonly string[]
}

/** All versions of one piece of work. */
export interface Lineage {
  /** The id of its earliest series. */
  readonly id: string
  /** Ids of its series, oldest first. */
  readonly series: readonly string[]
  /** Id of the series that stands for it now: the newest (by version, then `at`). */
  readonly newest: string
  /**
   * The patches that are live: slot by slot, the newest posting of each (the effective series, section 2.7),
   * in slot order. Message-IDs.
   */
  readonly effective: readonly string[]
  /** What became of each of its other patches. */
  readonly superseded: ReadonlyMap<string, Superseded>
}

/** What became of a patch that is not live any more. */
export interface Superseded {
  /** Message-ID of the patch that took its place; `undefined`: it was dropped. */
  readonly by: string | undefined
  /** Id of the series in which that happened. */
  readonly in: string
}
