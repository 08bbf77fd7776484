import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../core/errors.ts'
import { type Instant, instantOf } from '../core/time.ts'
import { checkAddress, localPath, maskUrl, nameOfUrl } from '../git/address.ts'
import { readGit, runGit, streamGit } from '../git/git.ts'
import { findGitFolder, isRepository, mirrorUrl } from '../git/mirror.ts'
import { readObjects } from '../git/objects.ts'
import { MAIL_LIMIT, type Source, type SourceContext, type SourceEvent } from './source.ts'

interface Epoch {
  /** `0`, `1`, …; `v1` or `repo` where an archive is one repository without number. */
  readonly name: string
  readonly folder: string
}

/** Something that a commit of the archive brought: the name of its blob, and when it came. */
interface Entry {
  readonly commit: string
  readonly receivedAt: Instant | undefined
  /** What `git cat-file` is asked for. */
  readonly object: string
}

type Version = 'v1' | 'v2'

/**
 * A public-inbox archive in git: `v2` (one commit and one blob `m` for each mail, in epochs) or `v1` (a file for each
 * mail, named by a SHA-1). A local path, or any URL that git can clone; a copy of that is kept in the cache folder.
 *
 * The cursor is JSON, the last commit read of each epoch. A commit that is gone (a purge rewrites history) means that
 * this epoch is read again from its start.
 */
export const publicInboxSource: Source = {
  kind: 'public-inbox',
  async *read(location, since, context) {
    const epochs = await findEpochs(location, context)
    const cursor = parseCursor(since)
    const plans: { epoch: Epoch; head: string; after: string | undefined }[] = []
    let mails = 0
    for (const epoch of epochs) {
      const head = await headOf(epoch, context)
      if (head === undefined) continue
      const after = await usableCursor(epoch, head, cursor.get(epoch.name), context)
      if (after === head) continue
      plans.push({ epoch, head, after })
      mails += await countCommits(epoch, head, after, context)
    }
    yield { kind: 'total', mails }
    for (const { epoch, head, after } of plans) {
      const version = await detectVersion(epoch, head, context)
      const entries =
        version === 'v2'
          ? await listV2(epoch, head, after, context)
          : await listV1(epoch, head, after, context)
      if (version === 'v1' && after === undefined && entries.length === 0) throw noArchive(location)
      yield* readEntries(epoch, entries, cursor, context)
      cursor.set(epoch.name, head)
    }
    yield { kind: 'end', cursor: formatCursor(cursor) }
  },
}

async function* readEntries(
  epoch: Epoch,
  entries: readonly Entry[],
  cursor: ReadonlyMap<string, string>,
  context: SourceContext,
): AsyncGenerator<SourceEvent, void, void> {
  // Only the commit differs from mail to mail, so the text around it is made once.
  const placeholder = '@'
  const [before = '', behind = ''] = formatCursor(new Map(cursor).set(epoch.name, placeholder)).split(
    placeholder,
  )
  const names = entries.map((entry) => entry.object)
  let blobs: ReadonlyMap<string, string> | undefined
  let index = 0
  for await (const found of readObjects(epoch.folder, names, { limit: MAIL_LIMIT, signal: context.signal })) {
    const entry = entries[index++]
    if (entry === undefined) break
    context.signal.throwIfAborted()
    const at = `${before}${entry.commit}${behind}`
    const where = `commit ${entry.commit} of ${epoch.folder}`
    if (found.kind === 'object' && found.type === 'blob') {
      yield { kind: 'mail', mail: { bytes: found.bytes, receivedAt: entry.receivedAt, cursor: at } }
    } else if (found.kind === 'too-large') {
      const what = `blob ${found.oid} has ${found.size} octets: too large for a mail, left out`
      yield { kind: 'problem', where, what, cursor: at }
    } else {
      if (entry.object.includes(':')) blobs ??= await blobNames(epoch, entries.slice(index - 1), context)
      const blob = blobs === undefined ? entry.object : blobs.get(entry.commit)
      if (blob === undefined) continue
      yield { kind: 'problem', where, what: `blob ${blob} is missing in the repository`, cursor: at }
    }
  }
}

/**
 * Which blob each of these commits calls `m`. A commit that has none deletes a mail (it has `d`), which is no problem;
 * a blob that a tree names and that is not there is one. Asked once, at the first mail that is not found.
 */
async function blobNames(
  epoch: Epoch,
  entries: readonly Entry[],
  context: SourceContext,
): Promise<ReadonlyMap<string, string>> {
  const input = `${entries.map((entry) => entry.commit).join('\n')}\n`
  const at = { repository: epoch.folder, signal: context.signal, input }
  const listed = await runGit(['diff-tree', '--stdin', '--root', '--raw', '--no-abbrev', '--no-renames'], at)
  const names = new Map<string, string>()
  let commit = ''
  for (const line of listed.stdout.toString('latin1').split('\n')) {
    const blob = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]\tm$/.exec(line)?.[1]
    if (blob !== undefined) names.set(commit, blob)
    else if (!line.startsWith(':')) commit = line
  }
  // Where git broke off (a tree is missing too), the rest cannot be told apart from what is lost.
  if (listed.status !== 0)
    for (const entry of entries.slice(
      Math.max(
        0,
        entries.findIndex((e) => e.commit === commit),
      ),
    ))
      if (!names.has(entry.commit)) names.set(entry.commit, 'm (its tree is missing as well)')
  return names
}

// ---- where the epochs are ---------------------------------------------------------------------------------

async function findEpochs(location: string, context: SourceContext): Promise<readonly Epoch[]> {
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
  if (!existsSync(plain))
    for (const { prefix, address } of layouts) {
      const epochs: Epoch[] = []
      for (let n = 0; n < 10_000; n++) {
        const copy = join(folder, `${prefix}${n}.git`)
        if (!existsSync(copy) && !(await isRepository(address(n), signal))) break
        epochs.push({ name: String(n), folder: await mirrorUrl(address(n), copy, signal) })
      }
      if (epochs.length > 0) return epochs
    }
  return [{ name: 'repo', folder: await mirrorUrl(url, plain, signal) }]
}

function noArchive(location: string): UserError {
  return new UserError('source', `${maskUrl(location)} is no public-inbox archive`, {
    hint: 'It has neither epochs (git/0.git), nor blobs "m" (v2), nor files named by SHA-1 (v1). For other archives use "mbox:" or "maildir:".',
  })
}

// ---- what an epoch holds ----------------------------------------------------------------------------------

async function headOf(epoch: Epoch, context: SourceContext): Promise<string | undefined> {
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

async function usableCursor(
  epoch: Epoch,
  head: string,
  cursor: string | undefined,
  context: SourceContext,
): Promise<string | undefined> {
  if (cursor === undefined || cursor === head) return cursor
  const known = await runGit(['merge-base', '--is-ancestor', cursor, head], {
    repository: epoch.folder,
    signal: context.signal,
  })
  return known.status === 0 ? cursor : undefined
}

const range = (head: string, after: string | undefined) =>
  after === undefined ? [head] : [head, `^${after}`]

async function countCommits(
  epoch: Epoch,
  head: string,
  after: string | undefined,
  context: SourceContext,
): Promise<number> {
  const at = { repository: epoch.folder, signal: context.signal }
  return Number(await readGit(['rev-list', '--count', ...range(head, after)], at))
}

async function detectVersion(epoch: Epoch, head: string, context: SourceContext): Promise<Version> {
  const at = { repository: epoch.folder, signal: context.signal }
  const tree = await readGit(['ls-tree', head, 'm', 'd'], at)
  return tree === '' ? 'v1' : 'v2'
}

async function listV2(
  epoch: Epoch,
  head: string,
  after: string | undefined,
  context: SourceContext,
): Promise<readonly Entry[]> {
  const at = { repository: epoch.folder, signal: context.signal }
  const args = ['rev-list', '--reverse', '--topo-order', '--timestamp', ...range(head, after)]
  const entries: Entry[] = []
  for (const line of (await readGit(args, at)).split('\n')) {
    const space = line.indexOf(' ')
    if (space < 0) continue
    const commit = line.slice(space + 1)
    entries.push({ commit, receivedAt: instantOf(Number(line.slice(0, space))), object: `${commit}:m` })
  }
  return entries
}

async function listV1(
  epoch: Epoch,
  head: string,
  after: string | undefined,
  context: SourceContext,
): Promise<readonly Entry[]> {
  const args = [
    'log',
    '--reverse',
    '--topo-order',
    '--format=tformat:%H %ct',
    '--raw',
    '--no-renames',
    '--no-abbrev',
    '--root',
    '--no-color',
    ...range(head, after),
  ]
  const entries: Entry[] = []
  let commit = ''
  let receivedAt: Instant | undefined
  let rest = ''
  for await (const chunk of streamGit(args, { repository: epoch.folder, signal: context.signal })) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith(':')) {
        const added = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]\t([0-9a-f]{2}\/[0-9a-f]{38})$/.exec(line)
        if (added?.[1] !== undefined) entries.push({ commit, receivedAt, object: added[1] })
      } else if (line !== '') {
        const space = line.indexOf(' ')
        commit = line.slice(0, space)
        receivedAt = instantOf(Number(line.slice(space + 1)))
      }
    }
  }
  return entries
}

// ---- the cursor -------------------------------------------------------------------------------------------

function parseCursor(since: string | undefined): Map<string, string> {
  const cursor = new Map<string, string>()
  if (since === undefined) return cursor
  let value: unknown
  try {
    value = JSON.parse(since)
  } catch {
    return cursor // not ours: read everything again, which stores nothing twice
  }
  if (typeof value === 'object' && value !== null)
    for (const [epoch, commit] of Object.entries(value))
      if (typeof commit === 'string' && /^[0-9a-f]{40,64}$/.test(commit)) cursor.set(epoch, commit)
  return cursor
}

function formatCursor(cursor: ReadonlyMap<string, string>): string {
  return JSON.stringify(Object.fromEntries(cursor))
}
