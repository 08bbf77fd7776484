import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readGit } from './git.ts'

/**
 * The commits at which a shallow clone ends, sorted; none in a whole one. Git shows them without parents, as if each had
 * made every file.
 *
 * Source: gitrepository-layout(5), `shallow`: one hash a line, in the common directory of all work trees.
 */
export async function listBoundary(repository: string, signal?: AbortSignal): Promise<readonly string[]> {
  const options = { repository, signal }
  if ((await readGit(['rev-parse', '--is-shallow-repository'], options)).trim() !== 'true') return []
  const common = (await readGit(['rev-parse', '--git-common-dir'], options)).trim()
  const text = await readFile(resolve(repository, common, 'shallow'), 'latin1').catch((error: unknown) => {
    // Made whole since it was asked.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => /^[0-9a-f]{40,64}$/.test(line))
    .sort()
}
