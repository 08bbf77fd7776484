import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { numbersOf } from '../read/json-columns.ts'
import { insertRows, readByKeys } from '../rows.ts'
import type { Row } from './lineages.ts'

/** An open lineage, as far as trying to apply it is concerned. */
export interface ApplyCandidate {
  readonly lineage: number
  /** Message numbers of its live patches that are not on the development branch, in order. */
  readonly patches: readonly number[]
  /** When its newest version was posted. */
  readonly postedAt: Instant
  readonly isLost: boolean
  /** How it was found last time; `undefined`: it was not tried yet. */
  readonly known: { readonly print: string; readonly repository: string; readonly tip: string } | undefined
}

const CLOSED = ['merged', 'rejected', 'withdrawn', 'deferred']

/** The open lineages that could be tried: those that are lost first, then by number. */
export async function listApplyCandidates(db: Db, projectId: number): Promise<readonly ApplyCandidate[]> {
  const rows = await db
    .selectFrom('lineage as l')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'l.project_id').onRef('s.id', '=', 'l.newest'),
    )
    .leftJoin('apply_check as a', (join) =>
      join.onRef('a.project_id', '=', 'l.project_id').onRef('a.lineage', '=', 'l.id'),
    )
    .select(['l.id', 'l.effective', 'l.lost', 's.at', 'a.print', 'a.repository', 'a.tip'])
    .where('l.project_id', '=', projectId)
    .where('l.status', 'not in', CLOSED)
    .where('s.pull', '=', 0)
    .orderBy('l.id')
    .execute()
  const live = rows.flatMap((row) => numbersOf(row.effective))
  const landed = await readByKeys(live, (chunk) =>
    db
      .selectFrom('patch')
      .select('message')
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .where('merged', '=', 1)
      .execute(),
  )
  const merged = new Set(landed.map((row) => row.message))
  return rows
    .map((row) => ({
      lineage: row.id,
      patches: numbersOf(row.effective).filter((patch) => !merged.has(patch)),
      postedAt: row.at,
      isLost: row.lost !== '',
      known:
        row.print === null || row.repository === null || row.tip === null
          ? undefined
          : { print: row.print, repository: row.repository, tip: row.tip },
    }))
    .filter((one) => one.patches.length > 0)
    .sort((a, b) => Number(b.isLost) - Number(a.isLost) || a.lineage - b.lineage)
}

/** Writes what was found of some lineages, in place of what was known of them. */
export async function putApplyChecks(
  db: Db,
  projectId: number,
  rows: readonly Row<'apply_check'>[],
): Promise<void> {
  needTransaction(db, 'putApplyChecks')
  await readByKeys(
    rows.map((row) => row.lineage),
    (chunk) =>
      db
        .deleteFrom('apply_check')
        .where('project_id', '=', projectId)
        .where('lineage', 'in', chunk)
        .execute(),
  )
  await insertRows(
    db,
    'apply_check',
    rows.map((row) => ({ project_id: projectId, ...row })),
  )
}

/** Forgets what was found of lineages that are not open any more. */
export async function removeApplyChecks(db: Db, projectId: number, open: ReadonlySet<number>): Promise<void> {
  needTransaction(db, 'removeApplyChecks')
  const rows = await db
    .selectFrom('apply_check')
    .select('lineage')
    .where('project_id', '=', projectId)
    .execute()
  const gone = rows.map((row) => row.lineage).filter((lineage) => !open.has(lineage))
  await readByKeys(gone, (chunk) =>
    db.deleteFrom('apply_check').where('project_id', '=', projectId).where('lineage', 'in', chunk).execute(),
  )
}
