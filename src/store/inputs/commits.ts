import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys } from '../rows.ts'

/** A commit as git has it. */
export interface StoredCommit {
  readonly repository: string
  /** 40 hex. */
  readonly sha: string
  readonly author: Address
  readonly authoredAt: Instant
  readonly committer: Address
  readonly committedAt: Instant
  /** How many parents: two or more for a merge. */
  readonly parents: number
  readonly message: string
}

/** A commit to be kept. `diff` is the text of `git log -p`; `undefined` for merges and the like. */
export interface IncomingCommit extends StoredCommit {
  readonly diff: string | Uint8Array | undefined
}

/** A branch as last seen. */
export interface Branch {
  readonly name: string
  /** 40 hex. */
  readonly tip: string
  /** It is the one that decides "merged". */
  readonly development: boolean
  /** The commits at which the shallow clone ends that it was read from, joined by spaces; `''`: a whole one. */
  readonly boundary?: string | undefined
}

const OPTIONS = { level: 3, windowBits: 13, memLevel: 7 } as const

/** Keeps commits. Idempotent: what is there already stays as it is. */
export async function appendCommits(
  db: Db,
  projectId: number,
  commits: readonly IncomingCommit[],
): Promise<void> {
  await insertRows(
    db,
    'git_commit',
    commits.map((commit) => ({
      project_id: projectId,
      repository: commit.repository,
      sha: commit.sha,
      author_name: commit.author.name,
      author_address: commit.author.address,
      authored_at: commit.authoredAt,
      committer_name: commit.committer.name,
      committer_address: commit.committer.address,
      committed_at: commit.committedAt,
      parents: commit.parents,
      message: commit.message,
      diff: commit.diff === undefined ? null : deflateRawSync(commit.diff, OPTIONS),
    })),
    'ignore',
  )
}

/**
 * The commits of a project without their diffs, by `committedAt`, then hash; of one repository, or only some
 * hashes, if asked.
 */
export async function listCommits(
  db: Db,
  projectId: number,
  only: { readonly repository?: string; readonly shas?: readonly string[] } = {},
): Promise<readonly StoredCommit[]> {
  let query = db
    .selectFrom('git_commit')
    .select([
      'repository',
      'sha',
      'author_name',
      'author_address',
      'authored_at',
      'committer_name',
      'committer_address',
      'committed_at',
      'parents',
      'message',
    ])
    .where('project_id', '=', projectId)
  if (only.repository !== undefined) query = query.where('repository', '=', only.repository)
  const rows = only.shas
    ? await readByKeys(only.shas, (chunk) => query.where('sha', 'in', chunk).execute())
    : await query.execute()
  return rows
    .map((row) => ({
      repository: row.repository,
      sha: row.sha,
      author: { name: row.author_name, address: row.author_address },
      authoredAt: row.authored_at,
      committer: { name: row.committer_name, address: row.committer_address },
      committedAt: row.committed_at,
      parents: row.parents,
      message: row.message,
    }))
    .sort(
      (a, b) =>
        order(a.committedAt, b.committedAt) || order(a.sha, b.sha) || order(a.repository, b.repository),
    )
}

/** The hashes of a repository that are stored already. */
export async function listCommitShas(
  db: Db,
  projectId: number,
  repository: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('git_commit')
    .select('sha')
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .execute()
  return new Set(rows.map((row) => row.sha))
}

/** Whether some stored commit has a hash that begins so. */
export async function hasCommit(db: Db, projectId: number, prefix: string): Promise<boolean> {
  const row = await db
    .selectFrom('git_commit')
    .select('sha')
    .where('project_id', '=', projectId)
    .where('sha', '>=', prefix)
    // No digit comes after f.
    .where('sha', '<', `${prefix}g`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The diffs of some commits of a repository, by hash, as `git log -p` printed them. Those without are left out. */
export async function readDiffs(
  db: Db,
  projectId: number,
  repository: string,
  shas: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await readByKeys(shas, (chunk) =>
    db
      .selectFrom('git_commit')
      .select(['sha', 'diff'])
      .where('project_id', '=', projectId)
      .where('repository', '=', repository)
      .where('sha', 'in', chunk)
      .where('diff', 'is not', null)
      .execute(),
  )
  const diffs = new Map<string, Uint8Array>()
  for (const row of rows) if (row.diff !== null) diffs.set(row.sha, inflateRawSync(row.diff))
  return diffs
}

/** Replaces what is known of a repository's branches, in the order of the configuration. */
export async function replaceBranches(
  db: Db,
  projectId: number,
  repository: string,
  branches: readonly Branch[],
): Promise<void> {
  needTransaction(db, 'replaceBranches')
  await db
    .deleteFrom('git_branch')
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .execute()
  await insertRows(
    db,
    'git_branch',
    branches.map((branch, position) => ({
      project_id: projectId,
      repository,
      name: branch.name,
      tip: branch.tip,
      development: branch.development ? 1 : 0,
      position,
      boundary: branch.boundary ?? '',
    })),
  )
}

/** The branches of a repository as last seen, in the order of the configuration. */
export async function listBranches(
  db: Db,
  projectId: number,
  repository: string,
): Promise<readonly Branch[]> {
  const rows = await db
    .selectFrom('git_branch')
    .select(['name', 'tip', 'development', 'boundary'])
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .orderBy('position')
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    name: row.name,
    tip: row.tip,
    development: row.development === 1,
    ...(row.boundary === '' ? {} : { boundary: row.boundary }),
  }))
}

/**
 * Replaces, for one repository, on which branches each commit is (names, the development branch first), and when those
 * came to the development branch that a merge brought there.
 */
export async function replaceCommitBranches(
  db: Db,
  projectId: number,
  repository: string,
  branchesOf: ReadonlyMap<string, readonly string[]>,
  landedAt: ReadonlyMap<string, Instant> = new Map(),
): Promise<void> {
  needTransaction(db, 'replaceCommitBranches')
  await db
    .deleteFrom('commit_branch')
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .execute()
  await insertRows(
    db,
    'commit_branch',
    [...branchesOf].map(([sha, branches]) => ({
      project_id: projectId,
      repository,
      sha,
      branches: JSON.stringify(branches),
      landed_at: landedAt.get(sha) ?? null,
    })),
  )
}

/** On which branches each commit of a repository is, by hash; or only of some. */
export async function listCommitBranches(
  db: Db,
  projectId: number,
  repository: string,
  shas?: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const base = db
    .selectFrom('commit_branch')
    .select(['sha', 'branches'])
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
  const rows = shas
    ? await readByKeys(shas, (chunk) => base.where('sha', 'in', chunk).execute())
    : await base.execute()
  // Few different lists, many commits.
  const parsed = new Map<string, readonly string[]>()
  const found = new Map<string, readonly string[]>()
  for (const row of rows) {
    const branches = parsed.get(row.branches) ?? (JSON.parse(row.branches) as readonly string[])
    parsed.set(row.branches, branches)
    found.set(row.sha, branches)
  }
  return found
}

/** When merges brought commits of a repository to its development branch, by hash; others were committed there. Of all, or only of some. */
export async function listLandings(
  db: Db,
  projectId: number,
  repository: string,
  shas?: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  const base = db
    .selectFrom('commit_branch')
    .select(['sha', 'landed_at'])
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .where('landed_at', 'is not', null)
  const rows = shas
    ? await readByKeys(shas, (chunk) => base.where('sha', 'in', chunk).execute())
    : await base.execute()
  return new Map(rows.flatMap((row) => (row.landed_at === null ? [] : [[row.sha, row.landed_at] as const])))
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
