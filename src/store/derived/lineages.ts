import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys } from '../rows.ts'
import type { Tables } from '../schema.ts'

/** A row without its project. */
export type Row<T extends keyof Tables> = Readonly<Omit<Tables[T], 'project_id'>>

/** Everything that is derived of some lineages. */
export interface LineageRows {
  readonly lineages: readonly Row<'lineage'>[]
  readonly intervals: readonly Row<'lineage_interval'>[]
  readonly facts: readonly Row<'lineage_fact'>[]
  readonly reviews: readonly Row<'lineage_review'>[]
  readonly todos: readonly Row<'todo'>[]
  readonly areas: readonly Row<'lineage_area'>[]
  readonly queueCases: readonly Row<'queue_case'>[]
  readonly series: readonly Row<'series'>[]
  readonly patches: readonly Row<'patch'>[]
  readonly replies: readonly Row<'reply'>[]
  readonly trailers: readonly Row<'trailer'>[]
  readonly seriesLinks: readonly Row<'series_link'>[]
  readonly patchLinks: readonly Row<'patch_link'>[]
}

/**
 * Writes the rows of lineages in place of those of the lineages named by `ids` (as they were before), or of all
 * of the project. A lineage that grew, split or vanished is named by its old number.
 */
export async function replaceLineages(
  db: Db,
  projectId: number,
  ids: readonly number[] | 'all',
  rows: LineageRows,
): Promise<void> {
  needTransaction(db, 'replaceLineages')
  if (ids === 'all') {
    for (const table of ALL) await db.deleteFrom(table).where('project_id', '=', projectId).execute()
  } else if (ids.length > 0) await removeLineages(db, projectId, ids)
  await put(db, projectId, 'lineage', rows.lineages)
  await put(db, projectId, 'lineage_interval', rows.intervals)
  await put(db, projectId, 'lineage_fact', rows.facts)
  await put(db, projectId, 'lineage_review', rows.reviews)
  await put(db, projectId, 'todo', rows.todos)
  await put(db, projectId, 'lineage_area', rows.areas)
  await put(db, projectId, 'queue_case', rows.queueCases)
  await put(db, projectId, 'series', rows.series)
  await put(db, projectId, 'patch', rows.patches)
  await put(db, projectId, 'reply', rows.replies)
  await put(db, projectId, 'trailer', rows.trailers)
  await put(db, projectId, 'series_link', rows.seriesLinks)
  await put(db, projectId, 'patch_link', rows.patchLinks)
}

const ALL = [
  'lineage',
  'lineage_interval',
  'lineage_fact',
  'lineage_review',
  'todo',
  'lineage_area',
  'queue_case',
  'series',
  'patch',
  'reply',
  'trailer',
  'series_link',
  'patch_link',
] as const

/** Which lineage each series is of, by number: to find what a change touches. */
export async function listSeriesLineages(db: Db, projectId: number): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('series')
    .select(['id', 'lineage'])
    .where('project_id', '=', projectId)
    .execute()
  return new Map(rows.map((row) => [row.id, row.lineage]))
}

/** Inserts rows of one derived table. */
export async function put<T extends keyof Tables>(
  db: Db,
  projectId: number,
  table: T,
  rows: readonly Row<T>[],
): Promise<void> {
  const whole = rows.map((row) => ({ project_id: projectId, ...row }))
  // Every derived table is its `Row` with the project: what the type checker cannot see through `T`.
  await insertRows(db, table, whole as unknown as Parameters<typeof insertRows<T>>[2])
}

async function removeLineages(db: Db, projectId: number, ids: readonly number[]): Promise<void> {
  const series = await readByKeys(ids, (chunk) =>
    db
      .selectFrom('series')
      .select('id')
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .execute(),
  )
  const members = series.map((row) => row.id)
  const patches = await readByKeys(members, (chunk) =>
    db
      .selectFrom('patch')
      .select('message')
      .where('project_id', '=', projectId)
      .where('series', 'in', chunk)
      .execute(),
  )
  for (const table of ['patch', 'reply', 'trailer'] as const)
    await readByKeys(members, (chunk) =>
      db.deleteFrom(table).where('project_id', '=', projectId).where('series', 'in', chunk).execute(),
    )
  await removeLinks(db, projectId, 'series_link', members)
  await removeLinks(
    db,
    projectId,
    'patch_link',
    patches.map((row) => row.message),
  )
  await readByKeys(members, (chunk) =>
    db.deleteFrom('series').where('project_id', '=', projectId).where('id', 'in', chunk).execute(),
  )
  // Intervals bear the number of a lineage's earliest series, which a join may have made part of another.
  for (const table of ['lineage_interval', 'queue_case'] as const)
    await readByKeys([...new Set([...ids, ...members])], (chunk) =>
      db.deleteFrom(table).where('project_id', '=', projectId).where('lineage', 'in', chunk).execute(),
    )
  // Whether it applies depends on nothing but its live patches: a reply leaves that as it is.
  for (const table of ['lineage_fact', 'lineage_review', 'todo', 'lineage_area'] as const)
    await readByKeys(ids, (chunk) =>
      db.deleteFrom(table).where('project_id', '=', projectId).where('lineage', 'in', chunk).execute(),
    )
  await readByKeys(ids, (chunk) =>
    db.deleteFrom('lineage').where('project_id', '=', projectId).where('id', 'in', chunk).execute(),
  )
}

/** A link is of the lineage of its newer end: one that leads here from other work stays. */
async function removeLinks(
  db: Db,
  projectId: number,
  table: 'series_link' | 'patch_link',
  members: readonly number[],
): Promise<void> {
  await readByKeys(members, (chunk) =>
    db.deleteFrom(table).where('project_id', '=', projectId).where('newer', 'in', chunk).execute(),
  )
}
