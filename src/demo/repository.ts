import { createHash } from 'node:crypto'
import { blobId, type Lines } from './line-diff.ts'

/** The files of a commit by path. */
export type Files = ReadonlyMap<string, Lines>

/** Name, address, and when, as git writes them into a commit. */
export interface Signature {
  readonly name: string
  readonly address: string
  /** Seconds since 1970. */
  readonly at: number
  /** Minutes east of UTC. */
  readonly zone: number
}

/** A commit of the made-up repository. */
export interface DemoCommit {
  /** What git will call it: 40 hex. */
  readonly sha: string
  readonly parents: readonly string[]
  readonly branch: string
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
  /** What it changes against its first parent; `undefined` for a file that goes. */
  readonly changes: ReadonlyMap<string, Lines | undefined>
}

/** The repository while it grows. */
export interface Repository {
  readonly branches: Map<string, { tip: string; files: Files }>
  /** Oldest first, parents before children. */
  readonly commits: DemoCommit[]
}

/** A repository without commits. */
export function makeRepository(): Repository {
  return { branches: new Map(), commits: [] }
}

/** Adds a commit to a branch (which begins with it if there was none); `merged` is a second parent. */
export function addCommit(
  repository: Repository,
  branch: string,
  files: Files,
  commit: {
    readonly author: Signature
    readonly committer: Signature
    readonly message: string
    readonly merged?: string
  },
): DemoCommit {
  const tip = repository.branches.get(branch)
  const before: Files = tip?.files ?? new Map<string, Lines>()
  const changes = new Map<string, Lines | undefined>()
  for (const [path, lines] of files) if (before.get(path) !== lines) changes.set(path, lines)
  for (const path of before.keys()) if (!files.has(path)) changes.set(path, undefined)
  const parents = [tip?.tip, commit.merged].filter((sha) => sha !== undefined)
  const made = {
    parents,
    branch,
    author: commit.author,
    committer: commit.committer,
    message: commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`,
    changes,
  }
  const sha = commitId(treeId(files), made)
  const added = { sha, ...made }
  repository.commits.push(added)
  repository.branches.set(branch, { tip: sha, files })
  return added
}

/** Begins a branch where another one stands. */
export function addBranch(repository: Repository, name: string, from: string): void {
  const tip = repository.branches.get(from)
  if (tip !== undefined) repository.branches.set(name, { ...tip })
}

/** The ref that the stream of `formatFastImport` writes to; to be deleted afterwards. */
export const IMPORT_REF = 'refs/import/line'

/** The repository as `git fast-import` reads it. */
export function* formatFastImport(repository: Pick<Repository, 'commits' | 'branches'>): Generator<Buffer> {
  const marks = new Map<string, number>()
  const text = (value: string) => Buffer.from(value, 'utf8')
  const data = (value: Buffer) => Buffer.concat([text(`data ${value.length}\n`), value, text('\n')])
  yield text('feature done\n')
  for (const commit of repository.commits) {
    marks.set(commit.sha, marks.size + 1)
    const [first, ...merged] = commit.parents.map((sha) => `:${marks.get(sha)}`)
    const parts = [
      // Written to a ref of its own: branches that come back to an older commit are set at the end.
      text(`commit ${IMPORT_REF}\nmark :${marks.size}\n`),
      text(`author ${signatureLine(commit.author)}\ncommitter ${signatureLine(commit.committer)}\n`),
      data(text(commit.message)),
      text(first === undefined ? '' : `from ${first}\n`),
      ...merged.map((mark) => text(`merge ${mark}\n`)),
    ]
    for (const [path, lines] of commit.changes) {
      if (lines === undefined) parts.push(text(`D ${path}\n`))
      else parts.push(text(`M 100644 inline ${path}\n`), data(text(`${lines.join('\n')}\n`)))
    }
    parts.push(text('\n'))
    if (first === undefined) parts.unshift(text(`reset ${IMPORT_REF}\n`))
    yield Buffer.concat(parts)
  }
  for (const [name, { tip }] of repository.branches)
    yield text(`reset refs/heads/${name}\nfrom :${marks.get(tip)}\n\n`)
  yield text('done\n')
}

const signatureLine = (who: Signature) => `${who.name} <${who.address}> ${who.at} ${formatZone(who.zone)}`

/** `+0130` of 90 minutes. */
export function formatZone(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
}

// ---- the ids that git will give ---------------------------------------------------------------------------

function objectId(type: string, content: Buffer): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex')
}

function commitId(tree: string, commit: Omit<DemoCommit, 'sha'>): string {
  const text = [
    `tree ${tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${signatureLine(commit.author)}`,
    `committer ${signatureLine(commit.committer)}`,
    '',
    commit.message,
  ].join('\n')
  return objectId('commit', Buffer.from(text))
}

function treeId(files: Files): string {
  const entries = [...files].map(([path, lines]) => ({ path, id: blobId(lines) }))
  return folderId(entries)
}

const folders = new Map<string, string>()

function folderId(entries: readonly { readonly path: string; readonly id: string }[]): string {
  const rows: { name: string; mode: string; id: string }[] = []
  const below = new Map<string, { path: string; id: string }[]>()
  for (const { path, id } of entries) {
    const slash = path.indexOf('/')
    if (slash < 0) {
      rows.push({ name: path, mode: '100644', id })
      continue
    }
    const name = path.slice(0, slash)
    const inside = below.get(name) ?? []
    below.set(name, inside)
    inside.push({ path: path.slice(slash + 1), id })
  }
  for (const [name, inside] of below) rows.push({ name, mode: '40000', id: cachedFolder(inside) })
  // git sorts a folder as if its name ended in a slash.
  const key = (row: { name: string; mode: string }) => (row.mode === '40000' ? `${row.name}/` : row.name)
  rows.sort((a, b) => Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b))))
  const parts = rows.flatMap((row) => [Buffer.from(`${row.mode} ${row.name}\0`), Buffer.from(row.id, 'hex')])
  return objectId('tree', Buffer.concat(parts))
}

// Nearly every commit leaves most folders alone.
function cachedFolder(entries: readonly { readonly path: string; readonly id: string }[]): string {
  const key = entries.map((entry) => `${entry.path} ${entry.id}`).join('\n')
  const known = folders.get(key)
  if (known !== undefined) return known
  if (folders.size > 5000) folders.clear()
  const id = folderId(entries)
  folders.set(key, id)
  return id
}
