import { findForeignTrees } from '../../core/patches/foreign-trees.ts'
import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { numbersOf } from '../read/json-columns.ts'
import { insertRows, readByKeys } from '../rows.ts'
import type { Row } from './lineages.ts'

/** An open lineage, as far as trying to apply it is concerned. */
export interface ApplyCandidate {
  readonly lineage: number
  /** Message numbers of its live patches that are not on the development branch, in order; and their Message-IDs. */
  readonly patches: readonly number[]
  readonly messageIds: readonly string[]
  /** When its newest version was posted. */
  readonly postedAt: Instant
  readonly isLost: boolean
  /** Somebody says that it was applied, and it is on no branch. */
  readonly isClaimed: boolean
  /** Its subject names a tree of which nothing ever landed here. */
  readonly isForeign: boolean
  /** How it was found last time; `undefined`: it was not tried yet. */
  readonly known: KnownCheck | undefined
}

/** What was found of a lineage when it was tried last. */
export interface KnownCheck {
  readonly print: string
  readonly repository: string
  readonly tip: string
  /** It was looked for since when it does not apply, or it does. */
  readonly sought: boolean
  /** The commit that broke it then is still on the branch. */
  readonly keepsSince: boolean
  readonly row: Row<'apply_check'>
}

const CLOSED = ['merged', 'rejected', 'withdrawn', 'deferred']

/**
 * The open lineages that could be tried, and closed ones of which something is known, by number. `unsought`: only open ones that
 * fail, of which it is not known since when.
 */
export async function listApplyCandidates(
  db: Db,
  projectId: number,
  only: { readonly unsought?: boolean } = {},
): Promise<readonly ApplyCandidate[]> {
  const checks = (await listChecks(db, projectId)).filter((row) => only.unsought !== true || row.sought === 0)
  if (only.unsought === true && checks.length === 0) return []
  const known = new Map(checks.map((row) => [row.lineage, row]))
  const all = await db
    .selectFrom('lineage as l')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'l.project_id').onRef('s.id', '=', 'l.newest'),
    )
    .select(['l.id', 'l.effective', 'l.lost', 'l.status', 's.at'])
    .where('l.project_id', '=', projectId)
    .where('l.status', 'not in', CLOSED)
    .where('s.pull', '=', 0)
    .orderBy('l.id')
    .execute()
  const foreign = only.unsought === true ? new Set<number>() : await listForeign(db, projectId)
  const rows = only.unsought === true ? all.filter((row) => known.has(row.id)) : all
  const mails = new Map(
    (
      await readByKeys(
        rows.flatMap((row) => numbersOf(row.effective)),
        (chunk) =>
          db
            .selectFrom('patch as p')
            .innerJoin('message_fact as f', (join) =>
              join.onRef('f.project_id', '=', 'p.project_id').onRef('f.message', '=', 'p.message'),
            )
            .select(['p.message', 'p.merged', 'f.message_id'])
            .where('p.project_id', '=', projectId)
            .where('p.message', 'in', chunk)
            .execute(),
      )
    ).map((mail) => [mail.message, mail]),
  )
  const open = rows.map((row): ApplyCandidate => {
    const left = numbersOf(row.effective).flatMap((patch) => {
      const mail = mails.get(patch)
      return mail === undefined || mail.merged === 1 ? [] : [mail]
    })
    const check = known.get(row.id)
    known.delete(row.id)
    return {
      lineage: row.id,
      patches: left.map((mail) => mail.message),
      messageIds: left.map((mail) => mail.message_id),
      postedAt: row.at,
      isLost: row.lost !== '',
      isClaimed: row.status === 'queued',
      isForeign: foreign.has(row.id),
      known: check && knownOf(check),
    }
  })
  if (only.unsought === true) return open
  const closed = [...known.values()].map(
    (check): ApplyCandidate => ({
      lineage: check.lineage,
      patches: [],
      messageIds: [],
      postedAt: '',
      isLost: false,
      isClaimed: false,
      isForeign: false,
      known: knownOf(check),
    }),
  )
  return [...open, ...closed]
}

/** How the column of a series ends of which the subject names no tree, as nearly all do. */
const NO_TREES = '"trees":[]}'

function treesOf(tags: string): readonly string[] {
  const json: { readonly trees: readonly string[] } = JSON.parse(tags)
  return json.trees
}

/** The lineages whose subject names only trees that nobody follows here, by number. */
async function listForeign(db: Db, projectId: number): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('patch as p')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'p.project_id').onRef('s.id', '=', 'p.series'),
    )
    .select(({ fn }) => ['s.id', 's.lineage', 's.sender', 's.tags', fn.max('p.merged').as('merged')])
    .where('p.project_id', '=', projectId)
    .groupBy(['s.id', 's.lineage', 's.sender', 's.tags'])
    .execute()
  const postings = rows.map((row) => ({
    lineage: row.lineage,
    trees: row.tags.endsWith(NO_TREES) ? [] : treesOf(row.tags),
    sender: row.sender,
    landed: Number(row.merged) === 1,
  }))
  const foreign = findForeignTrees(postings)
  if (foreign.size === 0) return new Set()
  const isForeign = (trees: readonly string[]): boolean =>
    trees.length > 0 && trees.every((one) => foreign.has(one))
  return new Set(postings.filter((one) => isForeign(one.trees)).map((one) => one.lineage))
}

function knownOf(row: Row<'apply_check'>): KnownCheck {
  const { print, repository, tip } = row
  return { print, repository, tip, sought: row.sought === 1, keepsSince: true, row }
}

async function listChecks(db: Db, projectId: number): Promise<readonly Row<'apply_check'>[]> {
  return db
    .selectFrom('apply_check')
    .select([
      'lineage',
      'print',
      'repository',
      'tip',
      'state',
      'patch',
      'files',
      'problem',
      'paths',
      'sought',
      'since_at',
      'since_sha',
    ])
    .where('project_id', '=', projectId)
    .execute()
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

/** Since when a lineage does not apply: the row that it was looked for, and what was found; `undefined`: it never did. */
export interface FoundBreak {
  readonly row: Row<'apply_check'>
  readonly since: { readonly at: Instant; readonly sha: string } | undefined
}

/**
 * Writes since when lineages do not apply, each only where its row is still the one that it was looked for: of the same
 * patches, on the same tip, and not answered. So whoever searches needs no lock.
 */
export async function putBreaks(db: Db, projectId: number, found: readonly FoundBreak[]): Promise<void> {
  needTransaction(db, 'putBreaks')
  for (const { row, since } of found)
    await db
      .updateTable('apply_check')
      .set({ sought: 1, since_at: since?.at ?? null, since_sha: since?.sha ?? null })
      .where('project_id', '=', projectId)
      .where('lineage', '=', row.lineage)
      .where('print', '=', row.print)
      .where('repository', '=', row.repository)
      .where('tip', '=', row.tip)
      .where('state', '=', row.state)
      .where('sought', '=', 0)
      .execute()
}

/** Notes that what was found of some lineages holds on a newer tip, too. */
export async function moveApplyTips(
  db: Db,
  projectId: number,
  lineages: readonly number[],
  tip: string,
): Promise<void> {
  needTransaction(db, 'moveApplyTips')
  await readByKeys(lineages, async (chunk) => {
    await db
      .updateTable('apply_check')
      .set({ tip })
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .execute()
    return []
  })
}

/** Forgets what was found of some lineages. */
export async function removeApplyChecks(
  db: Db,
  projectId: number,
  lineages: readonly number[],
): Promise<void> {
  needTransaction(db, 'removeApplyChecks')
  await readByKeys(lineages, (chunk) =>
    db.deleteFrom('apply_check').where('project_id', '=', projectId).where('lineage', 'in', chunk).execute(),
  )
}
