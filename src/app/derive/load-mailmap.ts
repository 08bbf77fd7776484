import { type MailmapEntry, parseMailmap } from '../../core/people/mailmap.ts'
import type { Db } from '../../store/database.ts'
import { listRepositoryFiles } from '../../store/inputs/repository-files.ts'

/** What the `.mailmap` files of a project's repositories say, as they are on the development branches. */
export async function loadMailmap(db: Db, projectId: number): Promise<readonly MailmapEntry[]> {
  const files = await listRepositoryFiles(db, projectId, '.mailmap')
  return files.flatMap((file) => parseMailmap(Buffer.from(file.bytes).toString('utf8')))
}
