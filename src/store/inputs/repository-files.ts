import { type Db, needTransaction } from '../database.ts'

/** A file of a repository, at the tip of its development branch. */
export interface RepositoryFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Keeps files of a repository in place of those that were kept before: those that are gone are gone here too. */
export async function replaceRepositoryFiles(
  db: Db,
  projectId: number,
  repository: string,
  files: readonly RepositoryFile[],
): Promise<void> {
  needTransaction(db, 'replaceRepositoryFiles')
  await db
    .deleteFrom('repository_file')
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .execute()
  for (const { path, bytes } of files)
    await db
      .insertInto('repository_file')
      .values({ project_id: projectId, repository, path, bytes })
      .execute()
}

/** The files with this path, of every repository of a project that has one, by the name of the repository. */
export async function listRepositoryFiles(
  db: Db,
  projectId: number,
  path: string,
): Promise<readonly { readonly repository: string; readonly bytes: Uint8Array }[]> {
  return db
    .selectFrom('repository_file')
    .select(['repository', 'bytes'])
    .where('project_id', '=', projectId)
    .where('path', '=', path)
    .orderBy('repository')
    .execute()
}
