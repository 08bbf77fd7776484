import type { FileOwners } from '../people/file-owners.ts'
import type { Instant } from '../time.ts'

/** What a project asks for before a change may be committed (governance dossier, section 3.4). */
export interface ReviewPolicy {
  /** Who answers for a path, by the MAINTAINERS file as it was then; `undefined`: there was none. */
  readonly ownersAt: (path: string, at: Instant) => FileOwners | undefined
  /** The instants, after the first and up to the second, at which that changed for any of some paths; ascending. */
  readonly changesOf: (paths: readonly string[], from: Instant, to: Instant) => readonly Instant[]
  /** Days that people are given to answer after a version was posted. */
  readonly waitDays: number
  /** The release manager while the project is frozen. */
  readonly freezeAt: (at: Instant) => { readonly releaseManager: string } | undefined
}
