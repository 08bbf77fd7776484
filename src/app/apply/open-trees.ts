import { runGit } from '../../git/git.ts'
import { mirrorFolder } from '../../git/mirror.ts'
import { listBranches } from '../../store/inputs/commits.ts'
import type { SyncContext } from '../with-run.ts'
import { type BranchTree, openBranchTree } from './branch-tree.ts'

/** The development branch of each repository whose copy is here and has its tip, ready to be read. */
export async function openTrees(job: SyncContext): Promise<readonly BranchTree[]> {
  const trees: BranchTree[] = []
  for (const { name, url } of job.project.repositories) {
    const tip = (await listBranches(job.database.kysely, job.projectId, name)).find(
      (one) => one.development,
    )?.tip
    if (tip === undefined) continue
    const folder = await mirrorFolder(url, job.config.cacheFolder, job.signal)
    if (folder === undefined) continue
    // Rewritten by force since it was read: without its commit every file would seem to be gone.
    const found = await runGit(['cat-file', '-e', `${tip}^{commit}`], {
      repository: folder,
      signal: job.signal,
    })
    if (found.status === 0) trees.push(openBranchTree(name, folder, tip, job.signal))
  }
  return trees
}
