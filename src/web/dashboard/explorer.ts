import type { CommitFact } from '../../core/metrics/commit-fact.ts'
import { isOpenStatus } from '../../core/metrics/complete-facts.ts'
import { firstResponse, isApproval, isIn } from '../../core/metrics/events.ts'
import { listLateComments } from '../../core/metrics/late-comments.ts'
import type { CountedEvent, Metric, Point } from '../../core/metrics/metric.ts'
import type { ReplyFact, SeriesFact, TagFact, VersionFact } from '../../core/metrics/series-fact.ts'
import { DAY } from '../../core/time.ts'
import type { Board } from './board.ts'

/** What a table of the explorer has in its rows. */
export const EXPLORER_TABLES = ['series', 'versions', 'patches', 'comments', 'tags'] as const
export type ExplorerTable = (typeof EXPLORER_TABLES)[number]

/** In which order the series stand. */
export const EXPLORER_ORDERS = ['started', 'merged', 'longest', 'comments', 'versions'] as const
export type ExplorerOrder = (typeof EXPLORER_ORDERS)[number]

/** A number whose series are listed: which, and what it was made of. Without a `line`: of all lines at a place together. */
export interface Behind {
  readonly metric: Metric
  readonly line: string | undefined
  readonly point: Point
}

/** What a number of a metric is made of, at a place on its axis. */
export function findBehind(
  metric: Metric,
  points: readonly Point[],
  line: string | undefined,
  x: string | undefined,
): Behind | undefined {
  const found = points.filter((point) => point.x === x && (line === undefined || point.line === line))
  const [first] = found
  if (first === undefined) return undefined
  if (line !== undefined) return { metric, line, point: first }
  return {
    metric,
    line,
    point: {
      line: '',
      x: first.x,
      value: undefined,
      series: [...new Set(found.flatMap((point) => point.series ?? []))],
      commits: [...new Set(found.flatMap((point) => point.commits ?? []))],
    },
  }
}

/** The table that has what a number counts in its rows. */
export function tableBehind(behind: Behind | undefined): ExplorerTable {
  const event = behind?.point.events?.[0]
  if (behind === undefined || event === undefined) return 'series'
  const unit = behind.metric.lines.find((one) => one.id === behind.line)?.unit ?? behind.metric.unit
  if ('origin' in event) return 'tags'
  if ('review' in event) return 'comments'
  return unit === 'patches' ? 'patches' : 'versions'
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

/** A posted version. */
export interface VersionRow {
  readonly fact: SeriesFact
  readonly version: VersionFact
}

/** A posted patch. */
export interface PatchRow extends VersionRow {
  /** From 0. */
  readonly slot: number
}

/** A comment on a version. */
export interface CommentRow extends VersionRow {
  readonly reply: ReplyFact
  readonly isLate: boolean
}

/** A tag in a mail. */
export interface TagRow extends VersionRow {
  readonly tag: TagFact
}

/** What is listed: the series behind a number or a filter, and of them only what was counted, where that is known. */
export interface Listed {
  readonly series: readonly SeriesFact[]
  readonly events: ReadonlySet<CountedEvent> | undefined
}

/** The versions of some series that were counted, else those posted in the period; newest first. */
export function listedVersions(board: Board, { series, events }: Listed): readonly VersionRow[] {
  return series
    .flatMap((fact) =>
      fact.versions
        .filter((version) => (events === undefined ? isIn(board.scope, version.at) : events.has(version)))
        .map((version) => ({ fact, version })),
    )
    .sort((a, b) => b.version.at - a.version.at)
}

/** The patches of these versions that reached the list. */
export function listedPatches(board: Board, listed: Listed): readonly PatchRow[] {
  return listedVersions(board, listed).flatMap((row) =>
    row.version.authors.flatMap((author, slot) => (author === undefined ? [] : [{ ...row, slot }])),
  )
}

/** The comments on some series that were counted, else those in the period; newest first. */
export function listedComments(board: Board, { series, events }: Listed): readonly CommentRow[] {
  const { scope } = board
  return series
    .flatMap((fact) => {
      const late = new Set(listLateComments(fact))
      return fact.versions.flatMap((version) =>
        version.replies
          .filter((reply) =>
            events === undefined
              ? isIn(scope, reply.at) && scope.isActor(reply.sender, reply.at)
              : events.has(reply),
          )
          .map((reply) => ({ fact, version, reply, isLate: late.has(reply) })),
      )
    })
    .sort((a, b) => b.reply.at - a.reply.at)
}

/** The tags of some series that were counted, else those in mails of the period but what authors sign off; newest first. */
export function listedTags(board: Board, { series, events }: Listed): readonly TagRow[] {
  const { scope } = board
  const isMeant = (tag: TagFact): boolean =>
    events === undefined
      ? isIn(scope, tag.at) &&
        scope.isActor(tag.person, tag.at) &&
        tag.key !== 'Signed-off-by' &&
        tag.key !== 'Cc'
      : events.has(tag)
  return series
    .flatMap((fact) =>
      fact.tags.filter(isMeant).flatMap((tag) => {
        const version = fact.versions[tag.version]
        return version === undefined ? [] : [{ fact, version, tag }]
      }),
    )
    .sort((a, b) => b.tag.at - a.tag.at)
}
