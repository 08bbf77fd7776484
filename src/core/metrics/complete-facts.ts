import { CLOSED, type SeriesStatus } from '../status/status.ts'
import { DAY } from '../time.ts'
import type { BareFact, Seconds, SeriesFact, SeriesKind, VersionFact } from './series-fact.ts'

/** What is known of people beside the mails of one lineage. */
export interface PeopleBook {
  /** For whom somebody worked at an instant; `NO_COMPANY` where nothing tells. */
  readonly companyOf: (person: string, at: Seconds) => string
  /** When somebody first wrote a commit on a development branch; `undefined`: never, as far as is known. */
  readonly firstCommitAt: (person: string) => Seconds | undefined
}

/** A sender is new for so many days after their first series. */
export const NEWCOMER_DAYS = 90

/**
 * Facts with what only all of them together tell, by start, then Message-ID.
 *
 * A newcomer's are the series that somebody starts within 90 days of their first one, unless a commit of theirs is
 * older than that: whoever was there before the archive begins is not new. What it depends on is the set, not its order.
 * `known`: a fact that was completed before, of a larger set, and looks the same in this one.
 */
export function completeFacts(
  bare: readonly BareFact[],
  book: PeopleBook,
  listsOf: (lineage: string) => readonly string[] = () => [],
  known: (fact: BareFact) => SeriesFact | undefined = () => undefined,
): readonly SeriesFact[] {
  const firstOf = new Map<string, Seconds>()
  for (const { versions } of bare)
    for (const { sender, at } of versions) {
      const known = firstOf.get(sender)
      if (known === undefined || at < known) firstOf.set(sender, at)
    }
  return bare
    .flatMap((fact): SeriesFact[] => {
      const same = known(fact)
      if (same !== undefined) return [same]
      const first = fact.versions[0]
      const newest = newestOf(fact.versions)
      if (first === undefined || newest === undefined) return []
      const now = fact.intervals.at(-1)
      const joinedAt = firstOf.get(first.sender) ?? first.at
      const commitAt = book.firstCommitAt(first.sender)
      return [
        {
          // Written out: of objects made by spreading each has a shape of its own, and reading them is ten times slower.
          lineage: fact.lineage,
          versions: fact.versions,
          tags: fact.tags,
          landed: fact.landed,
          intervals: fact.intervals,
          joined: fact.joined,
          links: fact.links,
          title: newest.title,
          kind: kindOf(fact.versions, newest),
          sender: first.sender,
          company: book.companyOf(first.sender, first.at),
          startedAt: first.at,
          newcomer:
            first.at - joinedAt <= NEWCOMER_DAYS * DAY && (commitAt === undefined || commitAt >= joinedAt),
          lists: listsOf(fact.lineage),
          patches: newest.total,
          lines: newest.additions + newest.deletions,
          areas: newest.areas,
          status: now?.status ?? 'new',
          turn: now?.turn ?? 'nobody',
          lost: now?.lost ?? false,
          mergedAt: now?.status === 'merged' ? lastRun(fact, 'merged') : undefined,
          droppedAt:
            now?.status === 'rejected' || now?.status === 'withdrawn' ? lastRun(fact, now.status) : undefined,
        },
      ]
    })
    .sort((a, b) => a.startedAt - b.startedAt || (a.lineage < b.lineage ? -1 : 1))
}

/** Whether a status leaves something to be done. */
export function isOpenStatus(status: string): boolean {
  // What is no known status is closed to nobody's knowledge: open.
  return !CLOSED.has(status as SeriesStatus)
}

function newestOf(versions: readonly VersionFact[]): VersionFact | undefined {
  return versions.at(-1)
}

function kindOf(versions: readonly VersionFact[], newest: VersionFact): SeriesKind {
  if (versions.every((one) => one.pull)) return 'pull'
  if (newest.stable) return 'stable'
  return versions.every((one) => one.rfc) ? 'rfc' : 'patch'
}

/** Since when it has been so without a break. */
function lastRun(fact: BareFact, status: string): Seconds | undefined {
  let from: Seconds | undefined
  for (let n = fact.intervals.length - 1; n >= 0; n--) {
    const one = fact.intervals[n]
    if (one?.status !== status) break
    from = one.from
  }
  return from
}
