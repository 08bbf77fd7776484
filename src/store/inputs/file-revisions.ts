import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows } from '../rows.ts'
import { compressMailNow, decompressMail } from './mail-bytes.ts'

/** A file as a commit left it; without octets where the commit removed it. */
export interface FileRevision {
  readonly sha: string
  readonly at: Instant
  readonly bytes: Uint8Array
}

/** Keeps the revisions of a file of a repository, oldest first, in place of those that were kept before. */
export async function replaceFileRevisions(
  db: Db,
  projectId: number,
  repository: string,
  path: string,
  revisions: readonly FileRevision[],
): Promise<void> {
  needTransaction(db, 'replaceFileRevisions')
  await db
    .deleteFrom('file_revision')
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .where('path', '=', path)
    .execute()
  await insertRows(
    db,
    'file_revision',
    revisions.map((one, position) => ({
      project_id: projectId,
      repository,
      path,
      position,
      sha: one.sha,
      at: one.at,
      size: one.bytes.length,
      ...compressMailNow(one.bytes),
    })),
  )
}

/** The revisions of a file, oldest first, of every repository of the project that has one. */
export async function listFileRevisions(
  db: Db,
  projectId: number,
  path: string,
): Promise<readonly (FileRevision & { readonly repository: string })[]> {
  const rows = await db
    .selectFrom('file_revision')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('path', '=', path)
    .orderBy('repository')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    repository: row.repository,
    sha: row.sha,
    at: row.at,
    bytes: decompressMail(row),
  }))
}

/**
 * The revision of a file that was in force at an instant, in every repository of the project that had one: the last of
 * those that began by then; where clocks were wrong, a revision begins at the latest time of any before it.
 */
export async function listRevisionsAt(
  db: Db,
  projectId: number,
  path: string,
  at: Instant,
): Promise<readonly (FileRevision & { readonly repository: string })[]> {
  const all = await db
    .selectFrom('file_revision')
    .select(['repository', 'position', 'at'])
    .where('project_id', '=', projectId)
    .where('path', '=', path)
    .orderBy('repository')
    .orderBy('position')
    .execute()
  const over = new Set<string>()
  const last = new Map<string, number>()
  for (const row of all) {
    if (row.at > at) over.add(row.repository)
    if (!over.has(row.repository)) last.set(row.repository, row.position)
  }
  const found: (FileRevision & { readonly repository: string })[] = []
  for (const [repository, position] of last) {
    const row = await db
      .selectFrom('file_revision')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('repository', '=', repository)
      .where('path', '=', path)
      .where('position', '=', position)
      .executeTakeFirst()
    if (row !== undefined) found.push({ repository, sha: row.sha, at: row.at, bytes: decompressMail(row) })
  }
  return found
}

/** The commit of the newest revision that is kept; `undefined` where none is. */
export async function findNewestRevision(
  db: Db,
  projectId: number,
  repository: string,
  path: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('file_revision')
    .select('sha')
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .where('path', '=', path)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.sha
}

/** A file of a repository as the newest revision of it left it; `undefined` where there is none, or it was removed. */
export async function readNewestFile(
  db: Db,
  projectId: number,
  repository: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('file_revision')
    .select(['size', 'encoding', 'bytes'])
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .where('path', '=', path)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined || row.size === 0 ? undefined : decompressMail(row)
}
