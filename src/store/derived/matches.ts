import type { PatchContent } from '../../core/patches/diff.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys } from '../rows.ts'
import { contentColumns, contentOf } from './content-rows.ts'
import { put, type Row } from './lineages.ts'

/** Writes which commit each patch became, in place of what was known of these mails, or of all. */
export async function replaceMatches(
  db: Db,
  projectId: number,
  messages: readonly number[] | 'all',
  rows: readonly Row<'patch_match'>[],
): Promise<void> {
  needTransaction(db, 'replaceMatches')
  if (messages === 'all') await db.deleteFrom('patch_match').where('project_id', '=', projectId).execute()
  else
    await readByKeys(messages, (chunk) =>
      db
        .deleteFrom('patch_match')
        .where('project_id', '=', projectId)
        .where('message', 'in', chunk)
        .execute(),
    )
  await put(db, projectId, 'patch_match', rows)
}

/** Every match of a project, by mail, repository and commit; or those of some mails. */
export async function listMatches(
  db: Db,
  projectId: number,
  messages?: readonly number[],
): Promise<readonly Row<'patch_match'>[]> {
  const base = db
    .selectFrom('patch_match')
    .select([
      'message',
      'repository',
      'sha',
      'confidence',
      'counted',
      'applied',
      'rules',
      'evidence',
      'development',
      'branch',
      'branches',
      'committed_at',
    ])
    .where('project_id', '=', projectId)
    .orderBy('message')
    .orderBy('repository')
    .orderBy('sha')
  return messages
    ? readByKeys(messages, (chunk) => base.where('message', 'in', chunk).execute())
    : base.execute()
}

/** Which mails match commits with these hashes. */
export async function listMatchesOf(
  db: Db,
  projectId: number,
  shas: readonly string[],
): Promise<readonly Pick<Row<'patch_match'>, 'message' | 'repository' | 'sha'>[]> {
  return readByKeys(shas, (chunk) =>
    db
      .selectFrom('patch_match')
      .select(['message', 'repository', 'sha'])
      .where('project_id', '=', projectId)
      .where('sha', 'in', chunk)
      .execute(),
  )
}

/** Writes the contents of commits of a repository, in place of what was known of them. */
export async function putCommitContents(
  db: Db,
  projectId: number,
  repository: string,
  contents: ReadonlyMap<string, PatchContent>,
): Promise<void> {
  needTransaction(db, 'putCommitContents')
  await insertRows(
    db,
    'commit_content',
    [...contents].map(([sha, content]) => ({
      project_id: projectId,
      repository,
      sha,
      ...contentColumns(content),
    })),
    {
      key: ['project_id', 'repository', 'sha'],
      update: ['patch_id', 'changed_lines_id', 'files', 'additions', 'deletions', 'lines', 'message_lines'],
    },
  )
}

/** Forgets the contents of commits of a repository: those that a history which was rewritten left behind. */
export async function removeCommitContents(
  db: Db,
  projectId: number,
  repository: string,
  shas: readonly string[],
): Promise<void> {
  needTransaction(db, 'removeCommitContents')
  await readByKeys(shas, (chunk) =>
    db
      .deleteFrom('commit_content')
      .where('project_id', '=', projectId)
      .where('repository', '=', repository)
      .where('sha', 'in', chunk)
      .execute(),
  )
}

/** The contents of the commits of a repository, by hash. */
export async function listCommitContents(
  db: Db,
  projectId: number,
  repository: string,
): Promise<ReadonlyMap<string, PatchContent>> {
  const rows = await db
    .selectFrom('commit_content')
    .select([
      'sha',
      'patch_id',
      'changed_lines_id',
      'files',
      'additions',
      'deletions',
      'lines',
      'message_lines',
    ])
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .execute()
  return new Map(rows.map((row) => [row.sha, contentOf(row)]))
}
