import { lostPriority } from '../../core/status/lost-weight.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import {
  arrangeLost,
  type LostEntry,
  type LostFilter,
  type LostQueue,
  type LostSort,
  listElsewhere,
  type ThinLost,
} from '../../store/read/lost-queue.ts'
import { listPastEntries, listPastStandings } from '../../store/read/past-standings.ts'
import { type PastProject, reviewsAsOf } from './reviews-as-of.ts'

/** The lost queue of a past instant, and how many lines of it were left out: they are for a repository that is not followed. */
export interface PastLostQueue extends LostQueue {
  readonly elsewhere: number
}

/**
 * The lost queue of a past instant: what was lost then, why, since when, how urgent it was and what would have brought it
 * back, with the approvals, sizes and areas of then. Whether it applied, and what was offered, is not known of the past;
 * that it is for another repository is, of what is open still.
 */
export async function readLostQueueAsOf(
  db: Db,
  projectId: number,
  project: PastProject,
  at: Instant,
  filter: LostFilter,
  page: { readonly sort: LostSort; readonly offset: number; readonly limit: number },
): Promise<PastLostQueue> {
  const lost = await listPastStandings(db, projectId, at, { lost: true })
  const elsewhere = await listElsewhere(db, projectId)
  const standings = lost.filter((one) => !elsewhere.has(one.joined))
  const reviews = await reviewsAsOf(db, projectId, project, at, standings)
  const thin = standings.flatMap((one): ThinLost[] => {
    const past = reviews.get(one.lineage)
    if (past === undefined) return []
    const { weight, lost } = past.review
    if (filter.activeSince !== undefined && past.activeAt < filter.activeSince) return []
    if (filter.lines !== undefined && weight.lines > filter.lines) return []
    if (filter.patches !== undefined && weight.patches > filter.patches) return []
    if (filter.small === true && !weight.isSmall) return []
    if (filter.fix === true && !weight.isFix) return []
    if (filter.first === true && !weight.isFirst) return []
    const lostAt = lost[0]?.at ?? one.lostAt ?? one.since
    return [
      {
        lineage: one.lineage,
        lostAt,
        activeAt: past.activeAt,
        reasons: one.lost,
        areas: past.areas,
        applies: undefined,
        priority: lostPriority(weight, lostAt, lost[0]?.days ?? 1, at),
      },
    ]
  })
  const queue = await arrangeLost(thin, filter, page, async (shown) => {
    const wanted = new Set(shown.map((one) => one.lineage))
    const entries = await listPastEntries(
      db,
      projectId,
      standings.filter((one) => wanted.has(one.lineage)),
      (lineage) => reviews.get(lineage),
    )
    const byId = new Map(entries.map((one) => [one.id, one]))
    return shown.flatMap((one): LostEntry[] => {
      const [entry, past] = [byId.get(one.lineage), reviews.get(one.lineage)]
      if (entry === undefined || past === undefined) return []
      const { weight, remedies, items } = past.review
      return [
        {
          entry,
          lostAt: one.lostAt,
          priority: one.priority,
          approvals: weight.approvals,
          isFirst: weight.isFirst,
          isFix: weight.isFix,
          isSmall: weight.isSmall,
          remedies,
          items,
          areas: one.areas,
          applies: undefined,
          offer: undefined,
        },
      ]
    })
  })
  return { ...queue, elsewhere: lost.length - standings.length }
}
