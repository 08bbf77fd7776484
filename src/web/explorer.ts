import type { CommitFact } from '../core/metrics/commit-fact.ts'
import { isOpenStatus } from '../core/metrics/complete-facts.ts'
import { firstResponse, isApproval, isIn } from '../core/metrics/events.ts'
import { listLateComments } from '../core/metrics/late-comments.ts'
import type { Metric, Point } from '../core/metrics/metric.ts'
import type { ReplyFact, SeriesFact, TagFact, VersionFact } from '../core/metrics/series-fact.ts'
import { DAY } from '../core/time.ts'
import type { Board } from './board.ts'

/** What a table of the explorer has in its rows. */
export const EXPLORER_TABLES = ['series', 'patches', 'comments', 'tags'] as const
export type ExplorerTable = (typeof EXPLORER_TABLES)[number]

/** In which order the series stand. */
export const EXPLORER_ORDERS = ['started', 'merged', 'longest', 'comments', 'versions'] as const
export type ExplorerOrder = (typeof EXPLORER_ORDERS)[number]

/** A number whose series are listed: which, and what it was made of. */
export interface Behind {
  readonly metric: Metric
  readonly point: Point
}

/** A series in numbers. */
export interface SeriesNumbers {
  readonly fact: SeriesFact
  /** Days until the first answer; `undefined`: none yet. */
  readonly response: number | undefined
  /** Days until merged or dropped; until now while it is open. */
  readonly days: number
  readonly isOpen: boolean
  readonly comments: number
  readonly commenters: number
  /** Patches of the newest version with an approval by somebody else. */
  readonly approved: number
}

/** The numbers of a series, as of the day of the page. */
export function seriesNumbers(board: Board, fact: SeriesFact): SeriesNumbers {
  const answers = fact.versions.flatMap((one) => firstResponse(one)?.at ?? [])
  const others = fact.versions.flatMap((one) => one.replies.filter((reply) => !reply.own))
  const end = fact.mergedAt ?? fact.droppedAt ?? board.record.asOf
  return {
    fact,
    response: answers.length === 0 ? undefined : (Math.min(...answers) - fact.startedAt) / DAY,
    days: Math.max(0, end - fact.startedAt) / DAY,
    isOpen: isOpenStatus(fact.status),
    comments: others.length,
    commenters: new Set(others.map((reply) => reply.sender)).size,
    approved: approvedPatches(fact),
  }
}

function approvedPatches(fact: SeriesFact): number {
  const newest = fact.versions.length - 1
  const version = fact.versions[newest]
  const slots = new Set<number>()
  for (const tag of fact.tags) {
    if (tag.version !== newest || !isApproval(fact, tag)) continue
    for (const slot of tag.patch === undefined ? (version?.authors.keys() ?? []) : [tag.patch])
      slots.add(slot)
  }
  return slots.size
}

/** The series that are listed: those behind a number, else those that pass the filter and were posted in the period. */
export function listedSeries(
  board: Board,
  behind: Behind | undefined,
  order: ExplorerOrder,
): readonly SeriesFact[] {
  const series = behind
    ? (behind.point.series ?? [])
    : board.scope.facts.filter((fact) => isIn(board.scope, fact.startedAt))
  const value: Readonly<Record<ExplorerOrder, (fact: SeriesFact) => number>> = {
    started: (fact) => fact.startedAt,
    merged: (fact) => fact.mergedAt ?? 0,
    longest: (fact) => (fact.mergedAt ?? fact.droppedAt ?? board.record.asOf) - fact.startedAt,
    comments: (fact) => fact.versions.reduce((sum, one) => sum + one.replies.length, 0),
    versions: (fact) => fact.versions.length,
  }
  return [...series].sort(
    (a, b) =>
      value[order](b) - value[order](a) || b.startedAt - a.startedAt || (a.lineage < b.lineage ? -1 : 1),
  )
}

/** The commits behind a number, newest first. */
export function listedCommits(behind: Behind | undefined): readonly CommitFact[] {
  return [...(behind?.point.commits ?? [])].sort((a, b) => b.at - a.at || (a.sha < b.sha ? -1 : 1))
}

/** A posted patch. */
export interface PatchRow {
  readonly fact: SeriesFact
  readonly version: VersionFact
  /** From 0. */
  readonly slot: number
}

/** A comment on a version. */
export interface CommentRow {
  readonly fact: SeriesFact
  readonly version: VersionFact
  readonly reply: ReplyFact
  readonly isLate: boolean
}

/** A tag in a mail. */
export interface TagRow {
  readonly fact: SeriesFact
  readonly version: VersionFact
  readonly tag: TagFact
}

/** The patches of some series that were posted in the period, newest first. */
export function listedPatches(board: Board, series: readonly SeriesFact[]): readonly PatchRow[] {
  return series
    .flatMap((fact) =>
      fact.versions
        .filter((version) => isIn(board.scope, version.at))
        .flatMap((version) =>
          version.authors.flatMap((author, slot) => (author === undefined ? [] : [{ fact, version, slot }])),
        ),
    )
    .sort((a, b) => b.version.at - a.version.at || a.slot - b.slot)
}

/** The comments on some series in the period, newest first. */
export function listedComments(board: Board, series: readonly SeriesFact[]): readonly CommentRow[] {
  return series
    .flatMap((fact) => {
      const late = new Set(listLateComments(fact))
      return fact.versions.flatMap((version) =>
        version.replies
          .filter((reply) => isIn(board.scope, reply.at) && board.scope.isActor(reply.sender, reply.at))
          .map((reply) => ({ fact, version, reply, isLate: late.has(reply) })),
      )
    })
    .sort((a, b) => b.reply.at - a.reply.at)
}

/** The tags in mails of some series in the period, newest first; what authors sign off is left out. */
export function listedTags(board: Board, series: readonly SeriesFact[]): readonly TagRow[] {
  return series
    .flatMap((fact) =>
      fact.tags
        .filter(
          (tag) =>
            isIn(board.scope, tag.at) &&
            board.scope.isActor(tag.person, tag.at) &&
            tag.key !== 'Signed-off-by' &&
            tag.key !== 'Cc',
        )
        .flatMap((tag) => {
          const version = fact.versions[tag.version]
          return version === undefined ? [] : [{ fact, version, tag }]
        }),
    )
    .sort((a, b) => b.tag.at - a.tag.at)
}
