import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../core/errors.ts'
import { checkAddress, localPath, maskUrl, nameOfUrl } from '../git/address.ts'
import { readGit, runGit } from '../git/git.ts'
import { findGitFolder, isRepository, mirrorUrl } from '../git/mirror.ts'
import type { SourceContext } from './source.ts'

/** One of the git repositories that an archive consists of. */
export interface Epoch {
  /** `0`, `1`, …; `repo` where an archive is one repository without number. */
  readonly name: string
  /** Its git directory. */
  readonly folder: string
}

/**
 * The repositories of an archive, oldest first, those of a URL copied or brought up to date. Throws `UserError` where
 * there are none.
 */
export async function findEpochs(location: string, context: SourceContext): Promise<readonly Epoch[]> {
  checkAddress(location, 'public-inbox archive')
  const path = localPath(location)
  if (path === undefined) return await mirrorEpochs(location.replace(/\/+$/, ''), context)
  if (!existsSync(path))
    throw new UserError('source', `the public-inbox archive ${path} is not there`, {
      hint: 'Give the path of the archive (its folder with git/0.git, or one repository), or a URL that git can clone.',
    })
  if (!statSync(path).isDirectory())
    throw new UserError('source', `${path} is a file, not a public-inbox archive`, {
      hint: `For a file of mails use "mbox:${path}".`,
    })
  for (const folder of [join(path, 'git'), path]) {
    const epochs = await epochsIn(folder, context)
    if (epochs.length > 0) return epochs
  }
  const single = await findGitFolder(path, context.signal)
  if (single === undefined) throw noArchive(path)
  return [{ name: 'repo', folder: single }]
}

async function epochsIn(folder: string, context: SourceContext): Promise<readonly Epoch[]> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return []
  const numbers = readdirSync(folder)
    .map((name) => ({ name, number: /^(\d{1,6})(\.git)?$/.exec(name)?.[1] }))
    .filter((entry) => entry.number !== undefined)
    .sort((a, b) => Number(a.number) - Number(b.number))
  const epochs: Epoch[] = []
  for (const { name, number } of numbers) {
    const git = await findGitFolder(join(folder, name), context.signal)
    if (git !== undefined) epochs.push({ name: String(Number(number)), folder: git })
  }
  return epochs
}

/**
 * Copies of the epochs of a URL: `URL/0`, `URL/1` … as lore serves them, `URL/git/0.git` … as they lie in a folder,
 * or the URL itself. Which of them it was shows in the cache, so that it is asked only once.
 */
async function mirrorEpochs(url: string, context: SourceContext): Promise<readonly Epoch[]> {
  const { signal } = context
  const folder = join(context.cacheFolder, 'public-inbox', nameOfUrl(url))
  const layouts = [
    { prefix: 'lore-', address: (n: number) => `${url}/${n}` },
    { prefix: 'folder-', address: (n: number) => `${url}/git/${n}.git` },
  ]
  const plain = join(folder, 'repo.git')
  if (!existsSync(plain)) {
    const known = layouts.filter(({ prefix }) => existsSync(join(folder, `${prefix}0.git`)))
    for (const { prefix, address } of known.length > 0 ? known : layouts) {
      const epochs: Epoch[] = []
      for (let n = 0; n < 10_000; n++) {
        const copy = join(folder, `${prefix}${n}.git`)
        if (!existsSync(copy) && !(await isRepository(address(n), signal))) break
        epochs.push({ name: String(n), folder: await mirrorUrl(address(n), copy, signal) })
      }
      if (epochs.length > 0) return epochs
    }
  }
  return [{ name: 'repo', folder: await mirrorUrl(url, plain, signal) }]
}

/** The newest commit of an epoch; `undefined` where it has none yet. */
export async function headOf(epoch: Epoch, context: SourceContext): Promise<string | undefined> {
  const at = { repository: epoch.folder, signal: context.signal }
  const head = await runGit(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], at)
  if (head.status === 0) return head.stdout.toString('latin1').trim()
  // HEAD may name a branch that is not there (a clone of an archive whose branch has another name).
  const refs = await readGit(['for-each-ref', '--format=%(objectname)', 'refs/heads'], at)
  const tips = refs.split('\n').filter((line) => line !== '')
  if (tips.length <= 1) return tips[0]
  throw new UserError('source', `${epoch.folder} has ${tips.length} branches and HEAD names none of them`, {
    hint: `Say which one holds the mails: git --git-dir=${epoch.folder} symbolic-ref HEAD refs/heads/…`,
  })
}

/** That a place is a repository perhaps, but no archive of mails. */
export function noArchive(location: string): UserError {
  return new UserError('source', `${maskUrl(location)} is no public-inbox archive`, {
    hint: 'It has neither epochs (git/0.git), nor blobs "m" (v2), nor files named by SHA-1 (v1). For other archives use "mbox:" or "maildir:".',
  })
}
