import { sql } from 'kysely'
import { CLOSED, STATUSES } from '../../core/status/status.ts'
import { addDays, type Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { isHere } from '../is-here.ts'

/** How many lineages stand where. `lively` of a count: those with a mail or commit within 90 days. */
export interface StandingCounts {
  readonly open: Count
  /** Open, and the reviewers' turn. */
  readonly waitingForReview: Count
  /** Open, and the author's turn. */
  readonly waitingForAuthor: Count
  readonly ready: Count
  /** Merged within 30 days. */
  readonly mergedLately: number
  readonly lost: number
  /** By status, every status present. */
  readonly byStatus: Readonly<Record<string, number>>
}

/** A number of lineages; `lively` is `undefined` where it is not known (a past day). */
export interface Count {
  readonly all: number
  readonly lively: number | undefined
}

/** Days without mail or commit after which a lineage is called stalled. */
export const STALLED_DAYS = 90
/** What "merged lately" means. */
export const LATELY_DAYS = 30

/**
 * Where the lineages of a project stand now: one scan of `lineage`, one of its `merged_at` index. Lost are those of the queue:
 * not what is for another repository.
 */
export async function readStandingCounts(db: Db, projectId: number, asOf: Instant): Promise<StandingCounts> {
  const lively = addDays(asOf, -STALLED_DAYS)
  const rows = await db
    .selectFrom('lineage')
    .select([
      'status',
      'turn',
      sql<number>`cast(count(*) as integer)`.as('n'),
      sql<number>`cast(sum(case when active_at >= ${lively} then 1 else 0 end) as integer)`.as('lively'),
      sql<number>`cast(sum(case when lost <> '' and ${isHere('lineage')} then 1 else 0 end) as integer)`.as(
        'lost',
      ),
    ])
    .where('project_id', '=', projectId)
    .groupBy(['status', 'turn'])
    .execute()
  const merged = await db
    .selectFrom('lineage')
    .select(sql<number>`cast(count(*) as integer)`.as('n'))
    .where('project_id', '=', projectId)
    .where('merged_at', '>=', addDays(asOf, -LATELY_DAYS))
    .executeTakeFirst()
  return sumUp(rows, merged?.n ?? 0)
}

/** Where they stood on a past day, from the intervals. */
export async function readStandingCountsAsOf(
  db: Db,
  projectId: number,
  asOf: Instant,
): Promise<StandingCounts> {
  const rows = await db
    .selectFrom('lineage_interval')
    .select([
      'status',
      'turn',
      sql<number>`cast(count(*) as integer)`.as('n'),
      sql<number>`cast(sum(case when lost <> '' then 1 else 0 end) as integer)`.as('lost'),
      sql<number>`cast(sum(case when status = 'merged' and since >= ${addDays(asOf, -LATELY_DAYS)} then 1 else 0 end) as integer)`.as(
        'merged',
      ),
    ])
    .where('project_id', '=', projectId)
    .where('from_at', '<=', asOf)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', asOf)]))
    .groupBy(['status', 'turn'])
    .execute()
  const merged = rows.reduce((sum, row) => sum + row.merged, 0)
  return sumUp(
    rows.map((row) => ({ ...row, lively: undefined })),
    merged,
  )
}

interface Row {
  readonly status: string
  readonly turn: string
  readonly n: number
  readonly lively: number | undefined
  readonly lost: number
}

function sumUp(rows: readonly Row[], mergedLately: number): StandingCounts {
  const open = rows.filter((row) => !isClosed(row.status))
  const byStatus = Object.fromEntries(STATUSES.map((status) => [status, 0]))
  for (const row of rows) byStatus[row.status] = (byStatus[row.status] ?? 0) + row.n
  return {
    open: total(open),
    waitingForReview: total(open.filter((row) => row.turn === 'reviewers')),
    waitingForAuthor: total(open.filter((row) => row.turn === 'author')),
    ready: total(open.filter((row) => row.status === 'ready')),
    mergedLately,
    lost: rows.reduce((sum, row) => sum + row.lost, 0),
    byStatus,
  }
}

function total(rows: readonly Row[]): Count {
  let all = 0
  let lively: number | undefined = 0
  for (const row of rows) {
    all += row.n
    lively = lively === undefined || row.lively === undefined ? undefined : lively + row.lively
  }
  // Without rows there is nothing to tell a past day from today; zero is true on both.
  return { all, lively }
}

function isClosed(status: string): boolean {
  return STATUSES.some((one) => one === status && CLOSED.has(one))
}
