import type { Address } from '../mail/message.ts'
import type { Trailer } from '../patches/trailers.ts'
import type { FileOwners } from '../people/file-owners.ts'
import type { Instant } from '../time.ts'
import type { CheckInCase } from './check-in.ts'
import { readTagArea } from './tag-area.ts'

/** A commit, as far as the check-in policy is concerned. */
export interface LandedCommit {
  readonly author: Address
  /** Of its message, in order. */
  readonly trailers: readonly Trailer[]
  /** Who answered for its files before it. */
  readonly files: readonly FileOwners[]
  readonly authoredAt: Instant
}

/**
 * What a commit says of its own approval, for `checkIn`: time, objections, announcements and freezes are not in a
 * commit.
 *
 * Tags above an `Origin:` belong to the foreign patch that it was taken from. Some commits lack tags that were given
 * on the list: the mails are the better evidence.
 */
export function caseOfCommit(commit: LandedCommit, personOf: (address: Address) => string): CheckInCase {
  const origin = commit.trailers.findLastIndex((trailer) => trailer.key === 'Origin')
  const own = commit.trailers.slice(origin + 1).filter((trailer) => !trailer.typo)
  const author = personOf(commit.author)
  const people = (key: string): string[] => own.filter((trailer) => trailer.key === key).map(personOf)
  return {
    files: commit.files,
    authors: [author, ...people('Co-developed-by')],
    sender: author,
    signers: people('Signed-off-by'),
    approvals: own
      .filter((trailer) => trailer.key === 'Acked-by' || trailer.key === 'Reviewed-by')
      .map((trailer) => ({
        person: personOf(trailer),
        kind: trailer.key === 'Acked-by' ? ('acked' as const) : ('reviewed' as const),
        covers: readTagArea(trailer.note, commit.files).covers,
      })),
    objections: [],
    postedAt: commit.authoredAt,
    waitDays: 0,
    freeze: undefined,
    prerequisites: 0,
    announcedAt: commit.authoredAt,
  }
}
