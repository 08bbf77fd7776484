import { UserError } from '../core/errors.ts'
import { checkBranch } from './address.ts'
import { readGit, runGit, streamGit } from './git.ts'

/** A branch of a repository: its name without `refs/heads/`, and the commit that it stands on. */
export interface Branch {
  readonly name: string
  /** 40 hex. */
  readonly tip: string
}

/**
 * All branches, sorted by name. In a clone with a work tree, the branches of `origin` are there too under their plain
 * name where no local branch has it; a mirror has only plain ones.
 */
export async function listBranches(repository: string, signal?: AbortSignal): Promise<readonly Branch[]> {
  const format = '--format=%(objecttype) %(objectname) %(refname)'
  const text = await readGit(['for-each-ref', format, 'refs/heads', 'refs/remotes/origin'], {
    repository,
    signal,
  })
  const found = new Map<string, Branch>()
  for (const line of text.split('\n')) {
    const [type, tip, ref] = line.split(' ')
    if (type !== 'commit' || tip === undefined || ref === undefined) continue
    const name = ref.replace(/^refs\/(heads|remotes\/origin)\//, '')
    if (ref === 'refs/remotes/origin/HEAD' || found.has(name)) continue
    found.set(name, { name, tip })
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * The branch that HEAD names, else `main`, `master` or the only one; in a clone with a work tree the one that HEAD of its
 * origin names, since its own says what somebody works on. Throws `UserError` when there is none.
 */
export async function findDefaultBranch(
  repository: string,
  branches: readonly Branch[],
  signal?: AbortSignal,
): Promise<string> {
  const has = (name: string) => branches.some((branch) => branch.name === name)
  for (const ref of ['refs/remotes/origin/HEAD', 'HEAD']) {
    const head = await runGit(['symbolic-ref', '--quiet', ref], { repository, signal })
    const named = head.stdout
      .toString('utf8')
      .replace(/^refs\/(heads|remotes\/origin)\//, '')
      .trim()
    if (has(named)) return named
  }
  for (const name of ['main', 'master']) if (has(name)) return name
  const only = branches[0]
  if (only !== undefined && branches.length === 1) return only.name
  throw new UserError('source', `${repository} has no default branch`, {
    hint:
      branches.length === 0
        ? 'It has no branches at all: is it the right repository?'
        : `Name the branches to follow: "branches": ["${only?.name ?? 'main'}"].`,
  })
}

/**
 * The branches to follow, the development branch first, then in the order of `patterns` and by name.
 *
 * `patterns` are names in which `*` stands for any characters; without them: the default branch and every `stable-*`.
 * `development` overrides which is first (else the first of the patterns that names one branch, else the default one).
 * Throws `UserError` for a pattern without `*` that names nothing, naming what there is.
 */
export function selectBranches(
  repository: string,
  branches: readonly Branch[],
  wanted: {
    readonly patterns?: readonly string[] | undefined
    readonly development?: string | undefined
    readonly defaultBranch: string
  },
): readonly Branch[] {
  const patterns = wanted.patterns ?? [wanted.defaultBranch, 'stable-*']
  const chosen = new Map<string, Branch>()
  const take = (pattern: string) => {
    checkBranch(pattern.replaceAll('*', 'x'))
    const found = branches.filter((branch) => isLike(branch.name, pattern))
    if (found.length === 0 && !pattern.includes('*')) throw noBranch(repository, pattern, branches)
    for (const branch of found) chosen.set(branch.name, branch)
  }
  if (wanted.development !== undefined) take(wanted.development)
  else if (wanted.patterns === undefined || patterns[0]?.includes('*') === true)
    if (patterns.some((pattern) => isLike(wanted.defaultBranch, pattern))) take(wanted.defaultBranch)
  for (const pattern of patterns) take(pattern)
  if (chosen.size === 0) throw noBranch(repository, patterns.join(', '), branches)
  return [...chosen.values()]
}

/** Whether a name is meant by a pattern, in which `*` stands for any characters (also none, also `/`). */
export function isLike(name: string, pattern: string): boolean {
  const pieces = pattern.split('*')
  const first = pieces[0] ?? ''
  if (pieces.length === 1) return name === first
  const last = pieces.at(-1) ?? ''
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false
  let position = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, position)
    if (found < 0) return false
    position = found + piece.length
  }
  return position <= name.length - last.length
}

function noBranch(repository: string, name: string, branches: readonly Branch[]): UserError {
  const some = branches.slice(0, 8).map((branch) => branch.name)
  const more = branches.length > some.length ? ` and ${branches.length - some.length} more` : ''
  return new UserError('source', `${repository} has no branch "${name}"`, {
    hint: some.length === 0 ? 'It has no branches at all.' : `It has ${some.join(', ')}${more}.`,
  })
}

/**
 * On which branches each commit is: names in the order of `branches`, by sha, for all commits that any of them holds.
 *
 * One walk of git, tips first; each commit hands the set of its branches on to its parents. Equal sets are one array.
 */
export async function branchMembership(
  repository: string,
  branches: readonly Branch[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const result = new Map<string, readonly string[]>()
  if (branches.length === 0) return result
  const sets: { readonly members: readonly number[] }[] = [{ members: [] }]
  const ids = new Map<string, number>([['', 0]])
  const intern = (members: readonly number[]): number => {
    const key = members.join()
    const known = ids.get(key)
    if (known !== undefined) return known
    ids.set(key, sets.length)
    return sets.push({ members }) - 1
  }
  const unions = new Map<number, number>()
  const union = (a: number, b: number): number => {
    if (a === b || b === 0) return a
    if (a === 0) return b
    const key = a * 0x1_00_00_00 + b
    const known = unions.get(key)
    if (known !== undefined) return known
    const joined = new Set([...(sets[a]?.members ?? []), ...(sets[b]?.members ?? [])])
    const id = intern([...joined].sort((x, y) => x - y))
    unions.set(key, id)
    return id
  }

  const setOf = new Map<string, number>()
  branches.forEach((branch, index) => {
    setOf.set(branch.tip, union(setOf.get(branch.tip) ?? 0, intern([index])))
  })
  const tips = `${branches.map((branch) => branch.tip).join('\n')}\n`
  const names: (readonly string[])[] = []
  let rest = ''
  const args = ['rev-list', '--topo-order', '--parents', '--stdin']
  for await (const chunk of streamGit(args, { repository, signal, input: tips })) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [sha = '', ...parents] = line.split(' ')
      const own = setOf.get(sha) ?? 0
      setOf.delete(sha)
      for (const parent of parents) setOf.set(parent, union(setOf.get(parent) ?? 0, own))
      names[own] ??= (sets[own]?.members ?? []).map((index) => branches[index]?.name ?? '')
      result.set(sha, names[own])
    }
  }
  return result
}
