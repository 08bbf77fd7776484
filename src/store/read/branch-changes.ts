import type { Selectable } from 'kysely'
import {
  BRANCH_CHANGE_KINDS,
  type BranchChange,
  type UnsettledSeries,
} from '../../core/matching/branch-change.ts'
import type { Db } from '../database.ts'
import type { BranchChangeRow } from '../input-rows.ts'
import { readByKeys } from '../rows.ts'

/** The number of the newest change of history that is kept; 0: there was none. */
export async function newestBranchChange(db: Db, projectId: number): Promise<number> {
  const row = await db
    .selectFrom('branch_change')
    .select('id')
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? 0
}

/** How many changes of history are kept. */
export async function countBranchChanges(db: Db, projectId: number): Promise<number> {
  const row = await db
    .selectFrom('branch_change')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/**
 * The changes of history, newest first, each with the series that rested on what went, as they are now: the patch of one may
 * have become another commit since. `after`: only those kept after that number.
 */
export async function listBranchChanges(
  db: Db,
  projectId: number,
  page: { readonly after?: number | undefined; readonly limit: number },
): Promise<readonly BranchChange[]> {
  const rows = await db
    .selectFrom('branch_change')
    .select(COLUMNS)
    .where('project_id', '=', projectId)
    .where('id', '>', page.after ?? 0)
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
  return withSeries(db, projectId, rows)
}

/** Changes of history that one lineage is told of: more have not been seen of any. */
const MOST_OF_ONE = 20

/**
 * The changes of history by which commits went that patches of this lineage were, newest first, each with this lineage alone.
 * By index from its patches; almost always none.
 */
export async function listBranchChangesOf(
  db: Db,
  projectId: number,
  lineage: number,
): Promise<readonly BranchChange[]> {
  const rows = await db
    .selectFrom('branch_change')
    .select(COLUMNS)
    .where('project_id', '=', projectId)
    .where('id', 'in', (of) =>
      of
        .selectFrom('branch_change_patch as c')
        .innerJoin('patch as p', (join) =>
          join.onRef('p.project_id', '=', 'c.project_id').onRef('p.message', '=', 'c.message'),
        )
        .innerJoin('series as s', (join) =>
          join.onRef('s.project_id', '=', 'p.project_id').onRef('s.id', '=', 'p.series'),
        )
        .select('c.branch_change')
        .where('c.project_id', '=', projectId)
        .where('s.lineage', '=', lineage),
    )
    .orderBy('id', 'desc')
    .limit(MOST_OF_ONE)
    .execute()
  return rows.length === 0 ? [] : withSeries(db, projectId, rows, lineage)
}

const COLUMNS = [
  'id',
  'repository',
  'branch',
  'kind',
  'seen_at',
  'before_tip',
  'after_tip',
  'gone',
  'nowhere',
] as const

/** The changes of some rows, each with the series that rested on what went; with `lineage` that one alone. */
async function withSeries(
  db: Db,
  projectId: number,
  rows: readonly Pick<Selectable<BranchChangeRow>, (typeof COLUMNS)[number]>[],
  lineage?: number,
): Promise<readonly BranchChange[]> {
  const ids = rows.map((row) => row.id)
  const series = await listUnsettled(db, projectId, ids, lineage)
  return rows.flatMap((row): BranchChange[] => {
    const kind = BRANCH_CHANGE_KINDS.find((one) => one === row.kind)
    if (kind === undefined) return []
    return [
      {
        repository: row.repository,
        branch: row.branch,
        kind,
        seenAt: row.seen_at,
        before: row.before_tip,
        after: row.after_tip ?? undefined,
        gone: row.gone,
        nowhere: row.nowhere,
        series: series.get(row.id) ?? [],
      },
    ]
  })
}

interface Gathered extends UnsettledSeries {
  readonly was: string[]
  readonly now: string[]
  isSettled: boolean
}

/** By change: the lineages whose patches were its commits, by title; with `lineage` that one alone. */
async function listUnsettled(
  db: Db,
  projectId: number,
  changes: readonly number[],
  lineage?: number,
): Promise<ReadonlyMap<number, readonly UnsettledSeries[]>> {
  const rows = await readByKeys(changes, (chunk) =>
    db
      .selectFrom('branch_change_patch as c')
      .innerJoin('patch as p', (join) =>
        join.onRef('p.project_id', '=', 'c.project_id').onRef('p.message', '=', 'c.message'),
      )
      .innerJoin('series as s', (join) =>
        join.onRef('s.project_id', '=', 'p.project_id').onRef('s.id', '=', 'p.series'),
      )
      .innerJoin('lineage as l', (join) =>
        join.onRef('l.project_id', '=', 's.project_id').onRef('l.id', '=', 's.lineage'),
      )
      .select(['c.branch_change', 'c.message', 'c.sha', 'l.id', 'l.name', 'l.title', 'l.status'])
      .where('c.project_id', '=', projectId)
      .where('c.branch_change', 'in', chunk)
      .$if(lineage !== undefined, (query) => query.where('l.id', '=', lineage ?? 0))
      .orderBy('c.branch_change')
      .orderBy('c.message')
      .orderBy('c.sha')
      .execute(),
  )
  const commits = await commitsNow(
    db,
    projectId,
    rows.map((row) => row.message),
  )
  const found = new Map<number, Map<number, Gathered>>()
  for (const row of rows) {
    const own = found.get(row.branch_change) ?? new Map<number, Gathered>()
    found.set(row.branch_change, own)
    const { name, title, status } = row
    const one = own.get(row.id) ?? { name, title, status, was: [], now: [], isSettled: true }
    own.set(row.id, one)
    const now = commits.get(row.message) ?? []
    if (!one.was.includes(row.sha)) one.was.push(row.sha)
    for (const sha of now) if (!one.now.includes(sha)) one.now.push(sha)
    if (now.length === 0) one.isSettled = false
  }
  return new Map(
    [...found].map(([change, own]) => [
      change,
      [...own.values()].sort((a, b) => order(a.title, b.title) || order(a.name, b.name)),
    ]),
  )
}

/** The commits on a development branch that patches are now, by mail. */
async function commitsNow(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await readByKeys([...new Set(messages)], (chunk) =>
    db
      .selectFrom('patch_match')
      .select(['message', 'sha'])
      .where('project_id', '=', projectId)
      .where('counted', '=', 1)
      .where('development', '=', 1)
      .where('message', 'in', chunk)
      .execute(),
  )
  const found = new Map<number, Set<string>>()
  for (const row of rows) found.set(row.message, (found.get(row.message) ?? new Set()).add(row.sha))
  return new Map([...found].map(([message, shas]) => [message, [...shas].sort()]))
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
