import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { pathsOf, textsOf } from './json-columns.ts'

/** A patch that was posted: where, what it touches, and to whom it was sent. */
export interface SentPatch {
  readonly thread: number
  readonly at: Instant
  readonly sender: string
  readonly paths: readonly string[]
  readonly recipients: readonly string[]
}

/** Every patch of a project whose recipients are known, by time, then Message-ID. */
export async function listSentPatches(db: Db, projectId: number): Promise<readonly SentPatch[]> {
  const rows = await db
    .selectFrom('patch_recipient as r')
    .innerJoin('message_fact as f', (join) =>
      join.onRef('f.project_id', '=', 'r.project_id').onRef('f.message', '=', 'r.message'),
    )
    .innerJoin('patch_content as p', (join) =>
      join.onRef('p.project_id', '=', 'r.project_id').onRef('p.message', '=', 'r.message'),
    )
    .select(['f.thread', 'f.at', 'f.sender', 'p.files', 'r.addresses'])
    .where('r.project_id', '=', projectId)
    .orderBy('f.at')
    .orderBy('f.message_id')
    .execute()
  return rows.map((row) => ({
    thread: row.thread,
    at: row.at,
    sender: row.sender,
    paths: pathsOf(row.files),
    recipients: textsOf(row.addresses),
  }))
}

/** Who wrote in each thread of a project and when, programs left out; by time, then Message-ID. */
export async function listPosts(
  db: Db,
  projectId: number,
): Promise<readonly { readonly thread: number; readonly at: Instant; readonly sender: string }[]> {
  return db
    .selectFrom('message_fact')
    .select(['thread', 'at', 'sender'])
    .where('project_id', '=', projectId)
    .where('kind', '!=', 'bot')
    .orderBy('at')
    .orderBy('message_id')
    .execute()
}

/** Every reply in which somebody asks what has become of a series, by time, then message. */
export async function listPings(
  db: Db,
  projectId: number,
): Promise<readonly { readonly thread: number; readonly at: Instant; readonly sender: string }[]> {
  const rows = await db
    .selectFrom('reply as r')
    .innerJoin('message_fact as f', (join) =>
      join.onRef('f.project_id', '=', 'r.project_id').onRef('f.message', '=', 'r.message'),
    )
    .select(['f.thread', 'r.at', 'f.sender', 'r.signals'])
    .where('r.project_id', '=', projectId)
    .orderBy('r.at')
    .orderBy('f.message_id')
    .execute()
  return rows.filter((row) => isPing(row.signals)).map(({ thread, at, sender }) => ({ thread, at, sender }))
}

/** Most signals are nobody's ping: those that do not say the word are not read. */
function isPing(signals: string): boolean {
  if (!signals.includes('"ping"')) return false
  const read: readonly { readonly kind?: unknown }[] = JSON.parse(signals)
  return read.some((signal) => signal.kind === 'ping')
}

/** A commit on a followed branch: whose work it names, and what it touches. */
export interface NamedCommit {
  readonly at: Instant
  readonly authorName: string
  readonly author: string
  readonly message: string
  readonly paths: readonly string[]
}

/** Every commit whose change is known, by time, then hash. */
export async function listNamedCommits(db: Db, projectId: number): Promise<readonly NamedCommit[]> {
  const rows = await db
    .selectFrom('git_commit as g')
    .innerJoin('commit_content as c', (join) =>
      join
        .onRef('c.project_id', '=', 'g.project_id')
        .onRef('c.repository', '=', 'g.repository')
        .onRef('c.sha', '=', 'g.sha'),
    )
    .select(['g.committed_at', 'g.author_name', 'g.author_address', 'g.message', 'c.files'])
    .where('g.project_id', '=', projectId)
    .orderBy('g.committed_at')
    .orderBy('g.sha')
    .execute()
  return rows.map((row) => ({
    at: row.committed_at,
    authorName: row.author_name,
    author: row.author_address,
    message: row.message,
    paths: pathsOf(row.files),
  }))
}
