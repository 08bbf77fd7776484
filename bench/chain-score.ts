import type { Share } from './matching-score.ts'
import { rowsOf } from './truth-file.ts'

/** A true pair of versions: `newer` is a later version of `older`. */
export interface TrueVersion {
  readonly newer: string
  readonly older: string
  readonly sameSubject: boolean
  /** The version right before it: v3 of v2. */
  readonly direct: boolean
}

/** A patch and its direct predecessor, as they were found. */
export interface VersionLink {
  readonly newer: string
  readonly older: string
}

/** A mail that became a commit. */
export interface CommitMail {
  readonly messageId: string
  readonly commit: string
}

/** How well versions of one patch were found (matching dossier, section 8). */
export interface VersionScore {
  /** Pairs in one chain. */
  readonly inOneChain: Share
  readonly directPredecessor: Share
  /** The same over pairs whose subjects differ. */
  readonly retitledInOneChain: Share
  readonly retitledPredecessor: Share
  readonly apart: readonly TrueVersion[]
  readonly wrongPredecessor: readonly TrueVersion[]
}

/** How chains of versions and commits fit together. */
export interface ChainHealth {
  /** Chains whose patches became two or more commits of different subjects, by all chains with a commit. */
  readonly overMerged: Share
  /** Commits whose patches stand in more than one chain, by all commits with a patch. */
  readonly fragmented: Share
  readonly merged: readonly { readonly chain: readonly string[]; readonly commits: readonly string[] }[]
  readonly split: readonly { readonly commit: string; readonly mails: readonly string[] }[]
}

/** The pairs of a file of versions: newer, older, kind, evidence, their two numbers, 1 or 0 for an equal subject. */
export function parseVersions(text: string): readonly TrueVersion[] {
  return rowsOf(text).map(([newer = '', older = '', , , now = '', before = '', same = '']) => ({
    newer,
    older,
    sameSubject: same === '1',
    direct: Number(now) - Number(before) === 1,
  }))
}

/** Scores links between patches against true pairs of versions. */
export function scoreVersions(truth: readonly TrueVersion[], links: readonly VersionLink[]): VersionScore {
  const rootOf = joinChains(links)
  const linked = new Set(links.map(({ newer, older }) => `${newer} ${older}`))
  const isTogether = (pair: TrueVersion): boolean => rootOf(pair.newer) === rootOf(pair.older)
  const isLinked = (pair: TrueVersion): boolean => linked.has(`${pair.newer} ${pair.older}`)
  const retitled = truth.filter((pair) => !pair.sameSubject)
  const direct = truth.filter((pair) => pair.direct)
  return {
    inOneChain: countOf(truth, isTogether),
    directPredecessor: countOf(direct, isLinked),
    retitledInOneChain: countOf(retitled, isTogether),
    retitledPredecessor: countOf(
      retitled.filter((pair) => pair.direct),
      isLinked,
    ),
    apart: truth.filter((pair) => !isTogether(pair)),
    wrongPredecessor: direct.filter((pair) => !isLinked(pair)),
  }
}

/**
 * Scores chains by the commits that their patches became. `subjectOf` gives what tells commits of different changes
 * apart: a change that was committed to two branches is one.
 */
export function scoreChains(
  pairs: readonly CommitMail[],
  links: readonly VersionLink[],
  subjectOf: (commit: string) => string,
): ChainHealth {
  const rootOf = joinChains(links)
  const commitsOf = new Map<string, Set<string>>()
  const mailsOf = new Map<string, Set<string>>()
  const note = (map: Map<string, Set<string>>, key: string, value: string): void => {
    const values = map.get(key)
    if (values) values.add(value)
    else map.set(key, new Set([value]))
  }
  for (const { messageId, commit } of pairs) {
    note(commitsOf, rootOf(messageId), commit)
    note(mailsOf, commit, messageId)
  }
  const merged = [...commitsOf].filter(([, commits]) => new Set([...commits].map(subjectOf)).size > 1)
  const split = [...mailsOf].filter(([, mails]) => new Set([...mails].map(rootOf)).size > 1)
  return {
    overMerged: { hits: merged.length, of: commitsOf.size },
    fragmented: { hits: split.length, of: mailsOf.size },
    merged: merged.map(([root, commits]) => ({
      chain: [...new Set(pairs.map((pair) => pair.messageId))].filter((id) => rootOf(id) === root),
      commits: [...commits],
    })),
    split: split.map(([commit, mails]) => ({ commit, mails: [...mails] })),
  }
}

function countOf<T>(items: readonly T[], holds: (item: T) => boolean): Share {
  return { hits: items.filter(holds).length, of: items.length }
}

/** Patches joined by links, each to the name of its chain: a patch without any is a chain of its own. */
function joinChains(links: readonly VersionLink[]): (messageId: string) => string {
  const parents = new Map<string, string>()
  const find = (id: string): string => {
    let root = id
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    return root
  }
  for (const { newer, older } of links) {
    const [one, other] = [find(newer), find(older)]
    if (one !== other) parents.set(one, other)
  }
  return find
}
