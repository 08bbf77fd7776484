import { groupBy } from '../../core/group-by.ts'
import { joinChains } from '../../core/matching/chains.ts'
import type { Candidate, Commit, Match, MatchEdge } from '../../core/matching/match.ts'
import { matchQuarter } from '../../core/matching/match-commits.ts'
import { matchDocuments } from '../../core/matching/match-documents.ts'
import { matchPulls, type PullMail } from '../../core/matching/match-pulls.ts'
import { chooseRules } from '../../core/matching/match-rules.ts'
import { type Quarter, quarterOf } from '../../core/matching/quarter.ts'
import { candidatePrint, printQuarters } from '../../core/matching/quarter-prints.ts'
import { settle } from '../../core/matching/settle.ts'
import type { SyncJob } from '../with-run.ts'
import type { PlacedCommit, ProjectCommits } from './commits.ts'
import { type Corrections, correctMatches } from './corrections.ts'
import type { PrintedPatch } from './match-inputs.ts'
import type { Memo } from './memo.ts'
import type { Works } from './picture.ts'

/** The matches of a project, and what is new among their edges. */
export interface Matched {
  /** Corrected by what people decided. */
  readonly matches: readonly Match[]
  /** The edges of the quarters that were matched anew; those of quarters that are gone are empty. */
  readonly edges: ReadonlyMap<Quarter, readonly MatchEdge[]>
  readonly prints: Readonly<Record<Quarter, string>>
  /** Every candidate, to be known next time. */
  readonly patches: readonly PrintedPatch[]
}

/** Mails that can have become commits. */
export interface MatchInputs {
  /** In order of `at`, then Message-ID. */
  readonly candidates: readonly Candidate[]
  /** Pull requests that head a series. */
  readonly pulls: readonly PullMail[]
  /** A print of a mail: different octets, different print. */
  readonly printOf: (messageId: string) => string
}

/** What matching needs of the outside: the changes of commits, and the edges of last time. */
export interface MatchSources {
  readonly contentsOf: (commits: readonly PlacedCommit[]) => Promise<readonly Commit[]>
  readonly knownEdges: () => Promise<ReadonlyMap<Quarter, readonly MatchEdge[]>>
}

/**
 * Which patches became which commits. Quarters whose commits and candidates have the print of last time keep the edges
 * of last time; the others are matched anew.
 */
export async function deriveMatches(
  job: Pick<SyncJob, 'project' | 'onProgress' | 'signal'>,
  { candidates, pulls, printOf }: MatchInputs,
  commits: ProjectCommits,
  corrections: Corrections,
  memo: Pick<Memo, 'quarters'>,
  sources: MatchSources,
): Promise<Matched> {
  const patches = candidates.map((candidate) => ({
    candidate,
    at: candidate.at,
    print: candidatePrint(candidate, printOf(candidate.messageId)),
  }))
  const byQuarter = new Map(
    [...groupBy(commits.all, (commit) => quarterOf(commit.committedAt))].sort(([a], [b]) => order(a, b)),
  )
  const prints = printQuarters(patches, commits.all)
  const stale = [...byQuarter.keys()].filter((quarter) => memo.quarters[quarter] !== prints[quarter])
  const vanished = Object.keys(memo.quarters).filter((quarter) => !byQuarter.has(quarter))
  const edges = new Map<Quarter, readonly MatchEdge[]>(vanished.map((quarter) => [quarter, []]))
  // Without commits that are new there may be some that are gone, and their contents go with them.
  if (stale.length + vanished.length > 0) {
    const rules = chooseRules(job.project.matchRules)
    const texts = await sources.contentsOf(stale.flatMap((quarter) => byQuarter.get(quarter) ?? []))
    const documents = matchDocuments(candidates, texts)
    for (const [n, quarter] of stale.entries()) {
      job.signal.throwIfAborted()
      job.onProgress({ step: 'matching commits', unit: 'steps', done: n, total: stale.length })
      edges.set(quarter, matchQuarter(documents, quarter, { rules }))
    }
  }
  const known =
    stale.length === byQuarter.size ? new Map<Quarter, readonly MatchEdge[]>() : await sources.knownEdges()
  const all = [...byQuarter.keys()].flatMap((quarter) => edges.get(quarter) ?? known.get(quarter) ?? [])
  const matches = [...settle(all, joinChains(candidates)), ...pulledBy(job, pulls, commits)]
  return { matches: correctMatches(matches, corrections), edges, prints, patches }
}

/** What became of pull requests: a commit that names them, as a link does. */
function pulledBy(
  job: Pick<SyncJob, 'project'>,
  pulls: readonly PullMail[],
  commits: ProjectCommits,
): readonly Match[] {
  if (!job.project.matchRules.includes('link')) return []
  return matchPulls(
    pulls,
    commits.all.filter((commit) => commit.development),
  )
}

/** What of these works can have become commits. */
export function matchInputsOf(works: Works): MatchInputs {
  const pulls = works.lineages
    .flatMap((work) => work.series)
    .flatMap((series): readonly PullMail[] => {
      const facts = series.cover === undefined ? undefined : works.factsOf(series.cover)
      return facts?.pull === undefined
        ? []
        : [{ messageId: facts.messageId, at: facts.at, request: facts.pull }]
    })
  return { candidates: listCandidates(works), pulls, printOf: works.printOf }
}

/** Every patch of a series, and every proposal wherever it was made, in order of `at`, then Message-ID. */
export function listCandidates(works: Works): readonly Candidate[] {
  const candidates: Candidate[] = []
  const add = (id: string, more: Pick<Candidate, 'series' | 'index' | 'proposal' | 'older'>): void => {
    const facts = works.factsOf(id)
    if (facts?.patch === undefined) return
    candidates.push({
      messageId: id,
      at: facts.at,
      sentAt: facts.sentAt,
      sender: facts.sender,
      author: facts.author,
      key: facts.subject.key,
      content: facts.patch,
      ...more,
    })
  }
  for (const work of works.lineages) {
    const olderOf = chainsOf(work.patchLinks, works)
    for (const series of work.series) {
      for (const [n, id] of series.patches.entries())
        if (id !== undefined)
          add(id, { series: series.id, index: n + 1, proposal: false, older: olderOf(id) })
      for (const id of series.duplicates)
        add(id, { series: series.id, index: undefined, proposal: false, older: olderOf(id) })
      for (const reply of works.repliesTo(series.id)) add(reply.facts.messageId, PROPOSAL)
    }
  }
  for (const facts of works.otherDiffs) add(facts.messageId, PROPOSAL)
  return candidates.sort((a, b) => order(a.at, b.at) || order(a.messageId, b.messageId))
}

const PROPOSAL = { series: undefined, index: undefined, proposal: true, older: [] } as const

/** The patches before each patch in its chain of versions, newest first. */
function chainsOf(
  links: readonly { readonly newer: string; readonly older: string }[],
  works: Works,
): (messageId: string) => readonly string[] {
  const direct = new Map<string, string[]>()
  for (const link of links) direct.set(link.newer, [...(direct.get(link.newer) ?? []), link.older])
  return (messageId) => {
    const found = new Set<string>()
    const open = [messageId]
    for (let id = open.pop(); id !== undefined; id = open.pop())
      for (const older of direct.get(id) ?? [])
        if (older !== messageId && !found.has(older)) {
          found.add(older)
          open.push(older)
        }
    const at = (id: string): string => works.factsOf(id)?.at ?? ''
    return [...found].sort((a, b) => order(at(b), at(a)) || order(b, a))
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
