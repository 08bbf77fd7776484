import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { textsOf } from './json-columns.ts'

/** Whether an open lineage still applies to the development branch. */
export interface ApplyEntry {
  readonly lineage: number
  /** Name and title of the newest version. */
  readonly series: string
  readonly title: string
  readonly repository: string
  readonly tip: string
  /** `applies`, `three-way`, `conflicts`, `gone`, `present`, `unknown`. */
  readonly state: string
  /** Place of the first patch that does not fit, from 1. */
  readonly patch: number | undefined
  readonly files: readonly string[]
  /** Why it cannot be tried: `binary`, `damaged`, `submodule`, `empty`; `undefined` where it can. */
  readonly problem: string | undefined
  /** `false`: it does not apply, and it is not known yet since when. Where it is `true` and `since` is absent, it never did. */
  readonly sought: boolean
  /** When it stopped applying, and by which commit. */
  readonly since: { readonly at: Instant; readonly sha: string } | undefined
}

/** What was found of the open lineages, or of some of them, by number. */
export async function listApplyEntries(
  db: Db,
  projectId: number,
  lineages?: readonly number[],
): Promise<readonly ApplyEntry[]> {
  const base = db
    .selectFrom('apply_check as a')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 'a.project_id').onRef('l.id', '=', 'a.lineage'),
    )
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'l.project_id').onRef('s.id', '=', 'l.newest'),
    )
    .select([
      'a.lineage',
      's.name',
      's.title',
      'a.repository',
      'a.tip',
      'a.state',
      'a.patch',
      'a.files',
      'a.problem',
      'a.sought',
      'a.since_at',
      'a.since_sha',
    ])
    .where('a.project_id', '=', projectId)
    .orderBy('a.lineage')
  const rows = lineages
    ? await readByKeys(lineages, (chunk) => base.where('a.lineage', 'in', chunk).execute())
    : await base.execute()
  return rows.map((row) => ({
    lineage: row.lineage,
    series: row.name,
    title: row.title,
    repository: row.repository,
    tip: row.tip,
    state: row.state,
    patch: row.patch ?? undefined,
    files: textsOf(row.files),
    problem: row.problem ?? undefined,
    sought: row.sought === 1,
    since:
      row.since_at === null || row.since_sha === null ? undefined : { at: row.since_at, sha: row.since_sha },
  }))
}
