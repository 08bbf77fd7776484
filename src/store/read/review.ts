import type { Address } from '../../core/mail/message.ts'
import type { CheckIn } from '../../core/status/check-in.ts'
import type { Need } from '../../core/status/needs.ts'
import type { OpenItem } from '../../core/status/open-items.ts'
import type { Remedy } from '../../core/status/remedy.ts'
import type { TagRecord } from '../../core/status/tags.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { listOf } from './json-columns.ts'

/** What the check-in policy says of one live patch. */
export interface PatchCheck {
  /** Message-ID. */
  readonly patch: string
  /** Place among the live patches, from 1. */
  readonly position: number
  readonly verdict: CheckIn['verdict']
  readonly rules: CheckIn['rules']
  readonly files: readonly {
    readonly path: string
    readonly by: 'specific' | 'nested' | 'missing'
    /** The section of MAINTAINERS that answers for it; absent where none does. */
    readonly area?: string
    readonly pool: readonly Address[]
  }[]
}

/** Where the review of a lineage is. */
export interface ReviewEntry {
  readonly needs: readonly Need[]
  readonly tags: readonly TagRecord[]
  readonly items: readonly OpenItem[]
  readonly checks: readonly PatchCheck[]
  readonly remedies: readonly Remedy[]
  readonly lostAt: Instant | undefined
  readonly isFirst: boolean
  readonly isSmall: boolean
}

/** The review of a lineage, by its number; `undefined` where nothing was derived of it. By primary key. */
export async function readReview(
  db: Db,
  projectId: number,
  lineage: number,
): Promise<ReviewEntry | undefined> {
  const row = await db
    .selectFrom('lineage_review')
    .select(['needs', 'tags', 'items', 'checks', 'remedies', 'lost_at', 'first', 'small'])
    .where('project_id', '=', projectId)
    .where('lineage', '=', lineage)
    .executeTakeFirst()
  return (
    row && {
      needs: listOf<Need>(row.needs),
      tags: listOf<TagRecord>(row.tags),
      items: listOf<OpenItem>(row.items),
      checks: listOf<PatchCheck>(row.checks),
      remedies: listOf<Remedy>(row.remedies),
      lostAt: row.lost_at ?? undefined,
      isFirst: row.first === 1,
      isSmall: row.small === 1,
    }
  )
}

/** The parts of the code that a lineage touches, in order. */
export async function listAreasOf(db: Db, projectId: number, lineage: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('lineage_area')
    .select('area')
    .where('project_id', '=', projectId)
    .where('lineage', '=', lineage)
    .execute()
  return rows.map((row) => row.area).sort()
}

/** What reviewers still wait for in some lineages, by number; only those of which anything is open. By primary key. */
export async function listItemsOf(
  db: Db,
  projectId: number,
  lineages: readonly number[],
): Promise<ReadonlyMap<number, readonly OpenItem[]>> {
  const rows = await readByKeys([...new Set(lineages)], (chunk) =>
    db
      .selectFrom('lineage_review')
      .select(['lineage', 'items'])
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .where('items', '<>', '[]')
      .execute(),
  )
  return new Map(rows.map((row) => [row.lineage, listOf<OpenItem>(row.items)]))
}
