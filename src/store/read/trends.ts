import { sql } from 'kysely'
import { CLOSED, STATUSES } from '../../core/status/status.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** One month of a project. */
export interface MonthPoint {
  /** `2026-05`. */
  readonly month: string
  /** First versions posted, versions posted in all, lineages merged, reviews given. */
  readonly started: number
  readonly posted: number
  readonly merged: number
  readonly reviews: number
  /** Open lineages at the month's end (or now, in the last one), by whose turn it was. */
  readonly openReviewers: number
  readonly openAuthor: number
  readonly openOthers: number
}

/**
 * Month by month up to an instant, oldest first, without gaps, at most `months` of them.
 *
 * Open lineages are counted from what entered and left each state, so that no month asks all intervals anew.
 * Five grouped scans: 20 ms for the 35,000 mails of a large list; the caller keeps the result until the next
 * derivation.
 */
export async function listTrends(
  db: Db,
  projectId: number,
  until: Instant,
  months: number,
): Promise<readonly MonthPoint[]> {
  const count = sql<number>`cast(count(*) as integer)`.as('n')
  const posted = await db
    .selectFrom('series')
    .select([sql<string>`substr(at, 1, 7)`.as('month'), 'position', count])
    .where('project_id', '=', projectId)
    .where('at', '<=', until)
    .groupBy([sql`substr(at, 1, 7)`, 'position'])
    .execute()
  const merged = await db
    .selectFrom('lineage')
    .select([sql<string>`substr(merged_at, 1, 7)`.as('month'), count])
    .where('project_id', '=', projectId)
    .where('merged_at', '<=', until)
    .groupBy(sql`substr(merged_at, 1, 7)`)
    .execute()
  const reviews = await db
    .selectFrom('reply')
    .select([sql<string>`substr(at, 1, 7)`.as('month'), count])
    .where('project_id', '=', projectId)
    .where('review', '=', 1)
    .where('at', '<=', until)
    .groupBy(sql`substr(at, 1, 7)`)
    .execute()
  const open = STATUSES.filter((status) => !CLOSED.has(status))
  const moves = (column: 'from_at' | 'to_at') =>
    db
      .selectFrom('lineage_interval')
      .select([sql<string>`substr(${sql.ref(column)}, 1, 7)`.as('month'), 'turn', count])
      .where('project_id', '=', projectId)
      .where('status', 'in', open)
      .where(column, '<=', until)
      .groupBy([sql`substr(${sql.ref(column)}, 1, 7)`, 'turn'])
      .execute()
  const entered = await moves('from_at')
  const left = await moves('to_at')

  const first = [...posted, ...entered].reduce(
    (min, row) => (row.month < min ? row.month : min),
    until.slice(0, 7),
  )
  const sums = { reviewers: 0, author: 0, others: 0 }
  const points = listMonths(first, until.slice(0, 7)).map((month) => {
    for (const row of entered) if (row.month === month) sums[holderOf(row.turn)] += row.n
    for (const row of left) if (row.month === month) sums[holderOf(row.turn)] -= row.n
    return {
      month,
      started: sum(posted, month, (row) => row.position === 1),
      posted: sum(posted, month),
      merged: sum(merged, month),
      reviews: sum(reviews, month),
      openReviewers: sums.reviewers,
      openAuthor: sums.author,
      openOthers: sums.others,
    }
  })
  return points.slice(-months)
}

function holderOf(turn: string): 'reviewers' | 'author' | 'others' {
  return turn === 'reviewers' || turn === 'author' ? turn : 'others'
}

function sum<T extends { readonly month: string; readonly n: number }>(
  rows: readonly T[],
  month: string,
  only: (row: T) => boolean = () => true,
): number {
  let n = 0
  for (const row of rows) if (row.month === month && only(row)) n += row.n
  return n
}

/** Every month from one to another, both included; at most 100 years. */
function listMonths(first: string, last: string): string[] {
  const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
  const end = number(last)
  const start = Math.max(number(first), end - 1200)
  return Array.from({ length: end - start + 1 }, (_, i) => {
    const year = Math.floor((start + i) / 12)
    return `${String(year).padStart(4, '0')}-${String(((start + i) % 12) + 1).padStart(2, '0')}`
  })
}
