import { closedAt } from './events.ts'
import type { Seconds, SeriesFact } from './series-fact.ts'

/** Who had to act. */
export type BallHolder = 'reviewers' | 'discussion' | 'author' | 'committers'

/** The holders, in the order of a series' life. */
export const BALL_HOLDERS: readonly BallHolder[] = ['reviewers', 'discussion', 'author', 'committers']

/** A stretch of time during which one of them had to act. */
export interface BallStretch {
  readonly holder: BallHolder
  readonly from: Seconds
  readonly to: Seconds
  /** Index of the version. */
  readonly version: number
}

/**
 * Who held the ball, from the first version until the series was closed, or up to now: stretches without gap or overlap,
 * so that they add up to the whole.
 *
 * Within each version: reviewers, until the first review; discussion, until the last; the author, until the next version.
 * From when it is ready the committers hold it, whatever else is said, until a new version or an objection ends that.
 * After the last review of the last version it is whose turn the standing says: of one that was merged, the committers.
 */
export function whoHeldTheBall(fact: SeriesFact, asOf: Seconds): readonly BallStretch[] {
  const end = Math.min(closedAt(fact) ?? asOf, asOf)
  const stretches: BallStretch[] = []
  const add = (holder: BallHolder, from: Seconds, to: Seconds, version: number): void => {
    if (to <= from) return
    const last = stretches.at(-1)
    if (last !== undefined && last.holder === holder && last.version === version && last.to === from)
      stretches[stretches.length - 1] = { ...last, to }
    else stretches.push({ holder, from, to, version })
  }
  for (const [index, version] of fact.versions.entries()) {
    const from = Math.min(version.at, end)
    const next = fact.versions[index + 1]
    const to = Math.min(next?.at ?? end, end)
    // Two versions can bear one date, or the wrong order: what is over before it begins is empty.
    if (to <= from) continue
    const reviews = version.replies.filter((one) => one.review && one.at >= from && one.at < to)
    const first = reviews[0]?.at ?? to
    const last = reviews.at(-1)?.at ?? to
    const cuts = [...new Set([from, first, last, to, ...readyBounds(fact, from, to)])].sort((a, b) => a - b)
    for (const [n, at] of cuts.entries()) {
      const until = cuts[n + 1]
      if (until === undefined || at < from || until > to) continue
      const holder = isReady(fact, at)
        ? 'committers'
        : at < first
          ? 'reviewers'
          : at < last
            ? 'discussion'
            : next === undefined
              ? lastHolder(fact, at)
              : 'author'
      add(holder, at, until, index)
    }
  }
  return stretches
}

/** Days by holder; they add up to the days from the first version to the end. */
export function ballDays(stretches: readonly BallStretch[]): Readonly<Record<BallHolder, number>> {
  const days = { reviewers: 0, discussion: 0, author: 0, committers: 0 }
  for (const one of stretches) days[one.holder] += (one.to - one.from) / 86_400
  return days
}

const READY: ReadonlySet<string> = new Set(['ready', 'queued'])

function isReady(fact: SeriesFact, at: Seconds): boolean {
  return fact.intervals.some(
    (one) => READY.has(one.status) && one.from <= at && (one.to === undefined || one.to > at),
  )
}

/** Where, between two instants, it became ready or ceased to be; and where the turn changed. */
function readyBounds(fact: SeriesFact, from: Seconds, to: Seconds): readonly Seconds[] {
  return fact.intervals.flatMap((one) => (one.from > from && one.from < to ? [one.from] : []))
}

/** After the last review of the last version. */
function lastHolder(fact: SeriesFact, at: Seconds): BallHolder {
  // Nobody asked for more: it only had to be committed.
  if (fact.mergedAt !== undefined) return 'committers'
  const now = fact.intervals.find((one) => one.from <= at && (one.to === undefined || one.to > at))
  if (now?.turn === 'reviewers') return 'reviewers'
  return now?.turn === 'committers' || now?.turn === 'claimant' ? 'committers' : 'author'
}
