import {
  type ChainHealth,
  type CommitMail,
  scoreChains,
  scoreVersions,
  type TrueVersion,
  type VersionScore,
} from './chain-score.ts'
import type { MatchingData } from './matching-data.ts'
import { type MatchScore, type Share, scoreMatches, shareOf, type TruePair } from './matching-score.ts'

/** Everything that can be said of one project. */
export interface Scores {
  readonly patches: number
  readonly commits: number
  readonly matchSeconds: number
  /** Pairs that cannot be found, because the mail or the commit is not in the database: they are left out. */
  readonly absent: { readonly commits: number; readonly versions: number }
  readonly matching: MatchScore | undefined
  /** Chains against the commits that the truth names, and against those that were matched. */
  readonly trueChains: ChainHealth | undefined
  readonly chains: ChainHealth
  /** As they are derived, and without what mails say of their older versions. */
  readonly versions: VersionScore | undefined
  readonly blindVersions: VersionScore | undefined
}

/** Scores matches and versions against what is known to be true. */
export function scoreAll(
  data: MatchingData,
  known: {
    readonly truth: readonly TruePair[] | undefined
    readonly versions: readonly TrueVersion[] | undefined
  },
): Scores {
  const subjects = new Map(data.commits.map((commit) => [commit.id, commit.key]))
  const mails = new Set(data.patches.map((patch) => patch.id))
  const truth = known.truth?.filter((pair) => subjects.has(pair.commit))
  const versions = known.versions?.filter((pair) => mails.has(pair.newer) && mails.has(pair.older))
  const chainsOf = (pairs: readonly CommitMail[]): ChainHealth =>
    scoreChains(
      pairs.filter((pair) => data.inSeries.has(pair.messageId)),
      data.links,
      (commit) => subjects.get(commit) ?? commit,
    )
  return {
    patches: data.patches.length,
    commits: data.commits.length,
    matchSeconds: data.matchSeconds,
    absent: {
      commits:
        new Set(known.truth?.map((pair) => pair.commit)).size -
        new Set(truth?.map((pair) => pair.commit)).size,
      versions: (known.versions?.length ?? 0) - (versions?.length ?? 0),
    },
    matching: truth && scoreMatches(truth, data.matches, data.patches, data.commits),
    trueChains: truth && chainsOf(truth.filter((pair) => !pair.tiers.includes('X'))),
    chains: chainsOf(data.matches.filter((match) => match.counted)),
    versions: versions && scoreVersions(versions, data.links),
    blindVersions: versions && scoreVersions(versions, data.blindLinks),
  }
}

interface About {
  readonly project: string
  readonly rules: readonly string[]
}

/** The scores as lines for people. */
export function textReport(about: About, scores: Scores): string {
  const { matching, absent } = scores
  const lines = [
    `${about.project}: ${scores.patches} patches, ${scores.commits} commits, rules ${about.rules.join(', ')}`,
    `matched in ${scores.matchSeconds.toFixed(1)} s of CPU time`,
  ]
  if (matching) {
    lines.push('', `Patches and commits (${matching.commits} commits of which the patch is known)`)
    if (absent.commits > 0) lines.push(`  ${absent.commits} more commits are on no branch that is followed`)
    lines.push(
      lineOf('recall', matching.recall),
      lineOf('  patch-id differs', matching.hardRecall),
      lineOf('strict precision', matching.strictPrecision),
      `  ${'F1'.padEnd(LABEL)}${matching.f1.toFixed(4)}`,
      lineOf('applied version', matching.applied),
    )
  }
  const chains = (title: string, health: ChainHealth): void => {
    lines.push(
      '',
      title,
      lineOf('over-merged chains', health.overMerged),
      lineOf('fragmented commits', health.fragmented),
    )
  }
  if (scores.trueChains) chains('Chains of versions, by the commits that are known', scores.trueChains)
  chains('Chains of versions, by the commits that were matched', scores.chains)
  const versions = (title: string, score: VersionScore): void => {
    lines.push(
      '',
      title,
      lineOf('in one chain', score.inOneChain),
      lineOf('direct predecessor', score.directPredecessor),
      lineOf('  retitled: in one chain', score.retitledInOneChain),
      lineOf('  retitled: predecessor', score.retitledPredecessor),
    )
  }
  if (scores.versions) versions('Pairs of versions', scores.versions)
  if (scores.blindVersions)
    versions('The same, without what mails say of their older versions', scores.blindVersions)
  if (absent.versions > 0) lines.push(`  ${absent.versions} more pairs are not in the archive`)
  return `${lines.join('\n')}\n`
}

const LABEL = 26

function lineOf(label: string, share: Share): string {
  return `  ${label.padEnd(LABEL)}${shareOf(share).toFixed(4)}  ${share.hits} of ${share.of}`
}

/** The scores for programs. */
export function jsonReport(about: About, scores: Scores): string {
  const { matching, trueChains, versions, blindVersions } = scores
  const health = (one: ChainHealth) => ({
    overMerged: share(one.overMerged),
    fragmented: share(one.fragmented),
  })
  const pairs = (one: VersionScore) => ({
    inOneChain: share(one.inOneChain),
    directPredecessor: share(one.directPredecessor),
    retitledInOneChain: share(one.retitledInOneChain),
    retitledPredecessor: share(one.retitledPredecessor),
  })
  const report = {
    ...about,
    patches: scores.patches,
    commits: scores.commits,
    matchSeconds: Math.round(scores.matchSeconds * 100) / 100,
    absent: scores.absent,
    matching: matching
      ? {
          commits: matching.commits,
          recall: share(matching.recall),
          hardRecall: share(matching.hardRecall),
          strictPrecision: share(matching.strictPrecision),
          f1: round(matching.f1),
          appliedVersion: share(matching.applied),
        }
      : null,
    trueChains: trueChains ? health(trueChains) : null,
    chains: health(scores.chains),
    versions: versions ? pairs(versions) : null,
    blindVersions: blindVersions ? pairs(blindVersions) : null,
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function share(one: Share) {
  return { hits: one.hits, of: one.of, share: round(shareOf(one)) }
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** What was missed, and what is outside, one a line: for people to read one by one. */
export function listReport(scores: Scores): string {
  const { matching, trueChains, versions, blindVersions } = scores
  const lines: string[] = []
  for (const pair of matching?.missed ?? [])
    lines.push(`missed ${pair.tiers} ${pair.commit} ${pair.messageId}`)
  for (const pair of matching?.outside ?? []) lines.push(`outside ${pair.commit} ${pair.messageId}`)
  for (const one of matching?.wrongVersion ?? [])
    lines.push(`version ${one.commit} ${one.said || '-'} (true: ${one.truth})`)
  for (const one of trueChains?.merged ?? [])
    lines.push(`merged ${one.commits.join(' ')}: ${one.chain.join(' ')}`)
  for (const one of trueChains?.split ?? []) lines.push(`split ${one.commit}: ${one.mails.join(' ')}`)
  for (const [name, score] of [['', versions] as const, ['blind ', blindVersions] as const]) {
    for (const pair of score?.apart ?? []) lines.push(`${name}apart ${pair.newer} ${pair.older}`)
    for (const pair of score?.wrongPredecessor ?? [])
      lines.push(`${name}predecessor ${pair.newer} ${pair.older}`)
  }
  return `\n${lines.join('\n')}\n`
}
