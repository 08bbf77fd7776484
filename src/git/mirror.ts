import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UserError } from '../core/errors.ts'
import { checkAddress, localPath, maskUrl, nameOfUrl } from './address.ts'
import { complaintOf, readGit, runGit } from './git.ts'

/** The git directory of a local repository, bare or not; `undefined` where there is none. */
export async function findGitFolder(given: string, signal?: AbortSignal): Promise<string | undefined> {
  const path = resolve(given)
  if (!existsSync(path) || !statSync(path).isDirectory()) return undefined
  for (const folder of [join(path, '.git'), path]) {
    if (!existsSync(folder)) continue
    // A `.git` file points to the real folder (worktrees, submodules); git follows it.
    const found = await runGit(['-C', path, `--git-dir=${folder}`, 'rev-parse', '--absolute-git-dir'], {
      signal,
    })
    if (found.status === 0) return found.stdout.toString('utf8').replace(/\n$/, '')
  }
  return undefined
}

/**
 * A folder in which git can read `url`, up to date.
 *
 * A local path is used as it is, never written to. Anything else is kept as a bare mirror below `cacheFolder`, cloned
 * the first time and fetched afterwards. Throws `UserError` that names the address (without password) and the remedy.
 */
export async function mirrorRepository(
  url: string,
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<string> {
  checkAddress(url)
  const path = localPath(url)
  if (path === undefined)
    return await mirrorUrl(url, join(cacheFolder, 'git', `${nameOfUrl(url)}.git`), signal)
  const folder = await findGitFolder(path, signal)
  if (folder !== undefined) return folder
  throw new UserError(
    'source',
    `repository ${path} is ${existsSync(path) ? 'no git repository' : 'not there'}`,
    {
      hint: 'Give the path of a clone (bare or not), or a URL that git can clone.',
    },
  )
}

/** The folder in which git can read `url`, as it is: nothing is fetched. `undefined` where there is none yet. */
export async function mirrorFolder(
  url: string,
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  checkAddress(url)
  const path = localPath(url)
  if (path !== undefined) return findGitFolder(path, signal)
  const folder = join(cacheFolder, 'git', `${nameOfUrl(url)}.git`)
  return existsSync(folder) ? folder : undefined
}

// Branches only: all refs would bring every pull request of a hosting service along.
const BRANCHES = '+refs/heads/*:refs/heads/*'

/**
 * Clones `url` into the bare mirror `folder`, or fetches what is new into it; gives `folder`. A password in `url` is not
 * written to disk.
 */
export async function mirrorUrl(url: string, folder: string, signal?: AbortSignal): Promise<string> {
  checkAddress(url)
  if (!existsSync(folder)) {
    // Cloned beside and then renamed, so that a killed clone is never taken for a whole one.
    const unfinished = `${resolve(folder)}.part`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { recursive: true })
    const args = ['clone', '--quiet', '--bare', '--template=', '--', url, unfinished]
    const cloned = await runGit(args, { network: true, signal })
    signal?.throwIfAborted()
    if (cloned.status !== 0) {
      rmSync(unfinished, { recursive: true, force: true })
      throw unreachable(url, cloned.stderr)
    }
    await readGit(['config', 'remote.origin.url', maskUrl(url)], { repository: unfinished, signal })
    renameSync(unfinished, folder)
    return folder
  }
  const fetched = await runGit(['fetch', '--quiet', '--prune', '--force', '--', url, BRANCHES], {
    repository: folder,
    network: true,
    signal,
  })
  signal?.throwIfAborted()
  if (fetched.status !== 0) throw unreachable(url, fetched.stderr)
  await followDefaultBranch(url, folder, signal)
  return folder
}

// `git fetch` leaves HEAD alone when the other side has renamed its default branch.
async function followDefaultBranch(
  url: string,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const remote = await runGit(['ls-remote', '--symref', '--', url, 'HEAD'], { network: true, signal })
  const branch = /^ref: (refs\/heads\/\S+)\tHEAD/m.exec(remote.stdout.toString('utf8'))?.[1]
  if (branch !== undefined) await runGit(['symbolic-ref', 'HEAD', branch], { repository: folder, signal })
}

/** Whether git finds a repository at `url`. Throws only when git is missing or the signal aborts. */
export async function isRepository(url: string, signal?: AbortSignal): Promise<boolean> {
  checkAddress(url)
  const result = await runGit(['ls-remote', '--heads', '--', url], { network: true, signal })
  signal?.throwIfAborted()
  return result.status === 0
}

function unreachable(url: string, stderr: string): UserError {
  return new UserError('source', `${maskUrl(url)} cannot be read by git: ${complaintOf(stderr)}`, {
    hint: 'See that the address is right and that `git ls-remote` of it works for the user that runs Patchmoot.',
  })
}
