import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { textsOf } from './json-columns.ts'

/** A commit, and the mails that it came from. */
export interface CommitRecord {
  readonly repository: string
  readonly sha: string
  readonly author: Address
  readonly authoredAt: Instant
  readonly committer: Address
  readonly committedAt: Instant
  readonly message: string
  readonly branches: readonly string[]
  /** Patches and proposals that it is, most certain first. */
  readonly patches: readonly {
    readonly messageId: string
    readonly subject: string
    readonly at: Instant
    readonly sender: Address
    readonly confidence: number
    readonly counted: boolean
    readonly applied: boolean
    readonly rules: readonly string[]
    readonly evidence: string
  }[]
}

/** A commit by its whole hash, in each repository that has it; at most 10. Index: `git_commit_sha`. */
export async function readCommits(db: Db, projectId: number, sha: string): Promise<readonly CommitRecord[]> {
  const rows = await db
    .selectFrom('git_commit as c')
    .leftJoin('commit_branch as b', (join) =>
      join
        .onRef('b.project_id', '=', 'c.project_id')
        .onRef('b.repository', '=', 'c.repository')
        .onRef('b.sha', '=', 'c.sha'),
    )
    .select([
      'c.repository',
      'c.sha',
      'c.author_name',
      'c.author_address',
      'c.authored_at',
      'c.committer_name',
      'c.committer_address',
      'c.committed_at',
      'c.message',
      'b.branches',
    ])
    .where('c.project_id', '=', projectId)
    .where('c.sha', '=', sha)
    .limit(10)
    .execute()
  const matches = await db
    .selectFrom('patch_match as x')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'x.project_id').onRef('m.message', '=', 'x.message'),
    )
    .select([
      'x.repository',
      'x.confidence',
      'x.counted',
      'x.applied',
      'x.rules',
      'x.evidence',
      'm.message_id',
      'm.subject',
      'm.at',
      'm.sender_name',
      'm.sender_address',
    ])
    .where('x.project_id', '=', projectId)
    .where('x.sha', '=', sha)
    .execute()
  matches.sort((a, b) => b.applied - a.applied || b.confidence - a.confidence || (a.at < b.at ? 1 : -1))
  return rows.map((row) => ({
    repository: row.repository,
    sha: row.sha,
    author: { name: row.author_name, address: row.author_address },
    authoredAt: row.authored_at,
    committer: { name: row.committer_name, address: row.committer_address },
    committedAt: row.committed_at,
    message: row.message,
    branches: row.branches === null ? [] : textsOf(row.branches),
    patches: matches
      .filter((match) => match.repository === row.repository)
      .map((match) => ({
        messageId: match.message_id,
        subject: match.subject,
        at: match.at,
        sender: { name: match.sender_name, address: match.sender_address },
        confidence: match.confidence,
        counted: match.counted === 1,
        applied: match.applied === 1,
        rules: textsOf(match.rules),
        evidence: match.evidence,
      })),
  }))
}

/** The commits whose hash begins with at least 7 given digits, by hash and repository; at most 10. */
export async function findCommits(
  db: Db,
  projectId: number,
  prefix: string,
): Promise<readonly { readonly repository: string; readonly sha: string }[]> {
  const start = prefix.toLowerCase()
  if (!/^[0-9a-f]{7,40}$/.test(start)) return []
  return db
    .selectFrom('git_commit')
    .select(['repository', 'sha'])
    .where('project_id', '=', projectId)
    .where('sha', '>=', start)
    .where('sha', '<=', `${start}g`)
    .orderBy('sha')
    .orderBy('repository')
    .limit(10)
    .execute()
}

/** The whole hash of a commit that is given by at least 7 digits of it; `undefined` for none or several. */
export async function findCommit(db: Db, projectId: number, prefix: string): Promise<string | undefined> {
  const found = new Set((await findCommits(db, projectId, prefix)).map((row) => row.sha))
  const [only, ...others] = found
  return others.length === 0 ? only : undefined
}

/** The branches that are watched, the development branches first; at most 200. */
export async function listBranches(
  db: Db,
  projectId: number,
): Promise<readonly { readonly repository: string; readonly name: string; readonly development: boolean }[]> {
  const rows = await db
    .selectFrom('git_branch')
    .select(['repository', 'name', 'development', 'position'])
    .where('project_id', '=', projectId)
    .orderBy('position')
    .orderBy('repository')
    .orderBy('name')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    repository: row.repository,
    name: row.name,
    development: row.development === 1,
  }))
}
