import { lostPriority } from '../../core/status/lost-weight.ts'
import { daysBetween, type Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import {
  areasOf,
  arrangeLost,
  type LostEntry,
  type LostFilter,
  type LostQueue,
  type LostSort,
  type ThinLost,
} from './lost-queue.ts'
import { listPastEntries, listPastStandings } from './past-standings.ts'

/**
 * The lost queue of a past instant: what was lost then, why, and since when, told from how each lineage stood. Areas, sizes and
 * approvals are those of today; whether it applied, and what was offered, is not known of the past.
 */
export async function readLostQueueAsOf(
  db: Db,
  projectId: number,
  at: Instant,
  filter: LostFilter,
  page: { readonly sort: LostSort; readonly offset: number; readonly limit: number },
): Promise<LostQueue> {
  const standings = await listPastStandings(db, projectId, at, { lost: true })
  const ids = standings.map((one) => one.lineage)
  const areas = await areasOf(db, projectId, ids)
  const rows = await readByKeys(ids, (chunk) =>
    db
      .selectFrom('lineage_review')
      .select(['lineage', 'approvals', 'first', 'fix', 'small', 'patches', 'lines'])
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .execute(),
  )
  const weights = new Map(rows.map((row) => [row.lineage, row]))
  const thin = standings.flatMap((one): ThinLost[] => {
    const weight = weights.get(one.lineage)
    if (weight === undefined) return []
    if (filter.activeSince !== undefined && one.since < filter.activeSince) return []
    if (filter.lines !== undefined && weight.lines > filter.lines) return []
    if (filter.patches !== undefined && weight.patches > filter.patches) return []
    if (filter.small === true && weight.small !== 1) return []
    if (filter.fix === true && weight.fix !== 1) return []
    if (filter.first === true && weight.first !== 1) return []
    const lostAt = one.lostAt ?? one.since
    return [
      {
        lineage: one.lineage,
        lostAt,
        activeAt: one.since,
        reasons: one.lost,
        areas: areas.get(one.lineage) ?? [],
        applies: undefined,
        priority: lostPriority(
          {
            approvals: weight.approvals,
            isFirst: weight.first === 1,
            isFix: weight.fix === 1,
            patches: weight.patches,
          },
          lostAt,
          // The period ran out when it became lost.
          daysBetween(one.since, lostAt),
          at,
        ),
      },
    ]
  })
  return arrangeLost(thin, filter, page, async (shown) => {
    const wanted = new Set(shown.map((one) => one.lineage))
    const entries = new Map(
      (
        await listPastEntries(
          db,
          projectId,
          at,
          standings.filter((one) => wanted.has(one.lineage)),
        )
      ).map((one) => [one.id, one]),
    )
    return shown.flatMap((one): LostEntry[] => {
      const [entry, weight] = [entries.get(one.lineage), weights.get(one.lineage)]
      if (entry === undefined || weight === undefined) return []
      return [
        {
          entry,
          lostAt: one.lostAt,
          priority: one.priority,
          approvals: weight.approvals,
          isFirst: weight.first === 1,
          isFix: weight.fix === 1,
          isSmall: weight.small === 1,
          remedies: [],
          areas: [...one.areas].sort(),
          applies: undefined,
          offer: undefined,
        },
      ]
    })
  })
}
