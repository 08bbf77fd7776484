import { rowsOf } from './truth-file.ts'

/** A pair of the truth: this mail became this commit. */
export interface TruePair {
  readonly commit: string
  readonly messageId: string
  /** Letters of the tiers that say so: T trailer, M Message-ID, D date and author, P patch-id; X: judged wrong. */
  readonly tiers: string
  readonly samePatchId: boolean
}

/** A pair that was predicted. */
export interface PredictedPair {
  readonly commit: string
  readonly messageId: string
  readonly counted: boolean
  readonly applied: boolean
}

/** A patch mail or a commit, as the closure sees it. */
export interface Change {
  /** Message-ID or hash. */
  readonly id: string
  readonly key: string
  /** Lower-case addresses and folded names of its author. */
  readonly authors: readonly string[]
  readonly patchId: string | undefined
}

/** A share as a count, so that it can be read and added up. */
export interface Share {
  readonly hits: number
  readonly of: number
}

/** How well patches and commits were matched (matching dossier, section 8), over commits with a tier T, M or D. */
export interface MatchScore {
  readonly commits: number
  /** Commits of which a counted patch is a true one. */
  readonly recall: Share
  /** The same over those of which no true patch has the commit's patch-id. */
  readonly hardRecall: Share
  /** Counted pairs of these commits that are true, or in one closure of equal patch-ids and subject+author. */
  readonly strictPrecision: Share
  readonly f1: number
  /** Commits of which the patch said to be applied is true, or the same as a true one (subject and patch-id). */
  readonly applied: Share
  readonly missed: readonly TruePair[]
  readonly outside: readonly PredictedPair[]
  readonly wrongVersion: readonly { readonly commit: string; readonly said: string; readonly truth: string }[]
}

/** The pairs of a truth file: commit, Message-ID, tiers, 1 or 0 for an equal patch-id, by tab; `#` begins a comment. */
export function parseTruth(text: string): readonly TruePair[] {
  return rowsOf(text).map(([commit = '', messageId = '', tiers = '', same = '']) => ({
    commit,
    messageId,
    tiers,
    samePatchId: same === '1',
  }))
}

/** Scores predicted pairs against the truth. */
export function scoreMatches(
  truth: readonly TruePair[],
  predicted: readonly PredictedPair[],
  patches: readonly Change[],
  commits: readonly Change[],
): MatchScore {
  const known = new Map(commits.map((commit) => [commit.id, commit]))
  const patchOf = new Map(patches.map((patch) => [patch.id, patch]))
  const pairs = truth.filter(({ tiers }) => /[TMD]/.test(tiers) && !tiers.includes('X'))
  const byCommit = groupBy(pairs, (pair) => pair.commit)
  const saidBy = groupBy(
    predicted.filter((pair) => pair.counted),
    (pair) => pair.commit,
  )
  const rootOf = closure([...patches, ...commits])
  const missed: TruePair[] = []
  const outside: PredictedPair[] = []
  const wrongVersion: { commit: string; said: string; truth: string }[] = []
  let hits = 0
  let hard = 0
  let hardHits = 0
  let pairCount = 0
  let applied = 0
  for (const [commit, own] of byCommit) {
    const said = saidBy.get(commit) ?? []
    const right = new Set(own.map((pair) => pair.messageId))
    const found = said.some((pair) => right.has(pair.messageId))
    const isHard = own.every((pair) => !pair.samePatchId)
    if (found) hits++
    else missed.push(...own)
    if (isHard) hard++
    if (isHard && found) hardHits++
    pairCount += said.length
    const root = known.has(commit) ? rootOf(commit) : undefined
    for (const pair of said)
      if (!right.has(pair.messageId) && (root === undefined || rootOf(pair.messageId) !== root))
        outside.push(pair)
    const top = said.find((pair) => pair.applied)
    const isResend = (id: string): boolean => {
      const [one, other] = [patchOf.get(id), patchOf.get(top?.messageId ?? '')]
      return (
        one !== undefined &&
        other !== undefined &&
        one.key === other.key &&
        one.patchId !== undefined &&
        one.patchId === other.patchId
      )
    }
    if (top !== undefined && (right.has(top.messageId) || [...right].some(isResend))) applied++
    else wrongVersion.push({ commit, said: top?.messageId ?? '', truth: [...right].join(' ') })
  }
  const recall = { hits, of: byCommit.size }
  const strictPrecision = { hits: pairCount - outside.length, of: pairCount }
  const [r, p] = [shareOf(recall), shareOf(strictPrecision)]
  return {
    commits: byCommit.size,
    recall,
    hardRecall: { hits: hardHits, of: hard },
    strictPrecision,
    f1: r + p === 0 ? 0 : (2 * r * p) / (r + p),
    applied: { hits: applied, of: byCommit.size },
    missed,
    outside,
    wrongVersion,
  }
}

/** A share as a number; 1 of nothing. */
export function shareOf(share: Share): number {
  return share.of === 0 ? 1 : share.hits / share.of
}

/** Changes joined by equal patch-ids and by equal subject and author, to the name of their group. */
function closure(changes: readonly Change[]): (id: string) => string {
  const parents = new Map<string, string>()
  const find = (id: string): string => {
    let root = id
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    for (let at = id; at !== root; ) {
      const next = parents.get(at) ?? root
      parents.set(at, root)
      at = next
    }
    return root
  }
  const join = (a: string, b: string): void => {
    const [one, other] = [find(a), find(b)]
    if (one !== other) parents.set(one, other)
  }
  for (const change of changes) {
    if (change.patchId !== undefined) join(`id ${change.id}`, `patch-id ${change.patchId}`)
    if (change.key !== '')
      for (const author of change.authors) join(`id ${change.id}`, `subject ${change.key}\0${author}`)
  }
  return (id) => find(`id ${id}`)
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const list = groups.get(keyOf(item))
    if (list) list.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
