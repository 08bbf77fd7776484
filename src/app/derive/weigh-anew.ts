import { groupBy } from '../../core/group-by.ts'
import { type CommitDocument, commitDocument, keysOf, sharesKey } from '../../core/matching/document.ts'
import type { MatchEdge } from '../../core/matching/match.ts'
import { matchQuarter } from '../../core/matching/match-commits.ts'
import { matchDocuments } from '../../core/matching/match-documents.ts'
import { chooseRules } from '../../core/matching/match-rules.ts'
import { type Quarter, quarterOf, reachOf, windowOf } from '../../core/matching/quarter.ts'
import { type Instant, instantOf, secondsOf } from '../../core/time.ts'
import type { Row } from '../../store/derived/lineages.ts'
import {
  findCandidates,
  listCandidatesBetween,
  listPatchKeys,
  type StoredCandidate,
} from '../../store/derived/match-candidates.ts'
import { listKnownCommits } from '../../store/derived/match-commits.ts'
import { edgeText, listEdgeRows } from '../../store/derived/match-edges.ts'
import type { SyncJob } from '../with-run.ts'
import type { CandidateChanges } from './candidate-changes.ts'
import { loadContents, readContents } from './commit-contents.ts'
import { loadPlaced, type PlacedCommit } from './commits.ts'

/** The edges of the commits that were weighed anew. */
export interface WeighedAnew {
  /** Names of these commits (see `commitName`). */
  readonly commits: ReadonlySet<string>
  /** Those edges that are not as they were: as they were, and as they are. */
  readonly gone: readonly Row<'match_edge'>[]
  readonly come: readonly Row<'match_edge'>[]
  /** All of them, as they are. */
  readonly edges: readonly Row<'match_edge'>[]
}

/** More quarters than these are left to a derivation of everything. */
const MOST_QUARTERS = 4

/** Names a commit: the same hash in two repositories is two. */
export function commitName({ repository, sha }: { repository: string; sha: string }): string {
  return `${repository} ${sha}`
}

/**
 * Weighs those commits anew of which the edges can have changed: all of a quarter in which commits are new or in the
 * window of which patches have changed, and in others those that share an exact key with a patch that has changed. Text
 * says why that is too much.
 */
export async function weighAnew(
  job: SyncJob,
  changes: CandidateChanges,
  fresh: readonly PlacedCommit[],
  quarters: readonly Quarter[],
): Promise<WeighedAnew | string> {
  const db = job.database.kysely
  const posted = [...changes.come.map((one) => one.candidate), ...changes.gone].map((one) =>
    secondsOf(one.at),
  )
  const freshIn = new Set(fresh.map((commit) => quarterOf(commit.committedAt)))
  const reached = quarters.filter(
    (quarter) => freshIn.has(quarter) || posted.some((at) => at < reachOf(quarter)),
  )
  if (reached.length > MOST_QUARTERS) return 'the patches are old'
  const whole = new Set(
    reached.filter((quarter) => {
      const { from, to } = windowOf(quarter)
      return freshIn.has(quarter) || posted.some((at) => at >= from && at < to)
    }),
  )
  const known = await listKnownCommits(db, job.projectId, reached)
  if (fresh.length > 0) await readContents(job, fresh, undefined)
  const placed = [...(await loadPlaced(job, shasByRepository(known))), ...fresh]
  const contents = await loadContents(job, placed)
  const keys = [
    ...changes.come.map((one) => keysOf(one.candidate)),
    ...(await listPatchKeys(
      db,
      job.projectId,
      changes.gone.map((one) => one.message),
    )),
  ]
  const anew = contents
    .map(commitDocument)
    .filter(
      (document) =>
        whole.has(quarterOf(document.commit.committedAt)) || keys.some((one) => sharesKey(one, document)),
    )
  const commits = new Set(anew.map((one) => commitName(one.commit)))
  const matched = [...new Set(anew.map((one) => quarterOf(one.commit.committedAt)))].sort()
  const stored = await loadCandidates(job, changes, anew, matched)
  const numbers = new Map(stored.map((one) => [one.candidate.messageId, one.message]))
  const documents = matchDocuments(
    stored.map((one) => one.candidate),
    contents,
  )
  const rules = chooseRules(job.project.matchRules)
  const edges = matched.flatMap((quarter) =>
    matchQuarter(documents, quarter, { rules }, (commit) => commits.has(commitName(commit))).map((edge) =>
      rowOf(edge, quarter, numbers),
    ),
  )
  const before = (await listEdgeRows(db, job.projectId, { shas: anew.map((one) => one.commit.sha) })).filter(
    (row) => commits.has(commitName(row)),
  )
  return { commits, edges, ...differences(before, edges) }
}

/** What the commits can be compared with: all of the windows of their quarters, and what they find by a key. */
async function loadCandidates(
  job: SyncJob,
  changes: CandidateChanges,
  commits: readonly CommitDocument[],
  quarters: readonly Quarter[],
): Promise<readonly StoredCandidate[]> {
  if (quarters.length === 0) return []
  const db = job.database.kysely
  const windows = quarters.map(windowOf)
  const from = instantAt(Math.min(...windows.map((one) => one.from)))
  const to = instantAt(Math.max(...windows.map((one) => one.to)))
  const near = await listCandidatesBetween(db, job.projectId, from, to)
  const far = await findCandidates(
    db,
    job.projectId,
    {
      titleKeys: unique(commits.map((one) => one.key)),
      patchIds: unique(commits.map(({ commit }) => commit.content?.patchId)),
      changedLinesIds: unique(commits.map(({ commit }) => commit.content?.changedLinesId)),
      sentAt: unique(commits.map(({ commit }) => commit.authoredAt)),
      messageIds: unique(commits.flatMap(({ commit }) => commit.links)),
      namedCommits: unique(commits.map(({ commit }) => commit.sha)),
    },
    from,
    to,
  )
  return [
    ...[...near, ...far].filter((one) => !changes.given.has(one.candidate.messageId)),
    ...[...changes.given.values()].flatMap((one) => one ?? []),
  ]
}

function differences(
  before: readonly Row<'match_edge'>[],
  after: readonly Row<'match_edge'>[],
): Pick<WeighedAnew, 'gone' | 'come'> {
  const keyOf = (row: Row<'match_edge'>): string => `${row.message} ${commitName(row)} ${row.edge}`
  const old = new Set(before.map(keyOf))
  const now = new Set(after.map(keyOf))
  return {
    gone: before.filter((row) => !now.has(keyOf(row))),
    come: after.filter((row) => !old.has(keyOf(row))),
  }
}

function rowOf(edge: MatchEdge, quarter: Quarter, numbers: ReadonlyMap<string, number>): Row<'match_edge'> {
  const message = numbers.get(edge.messageId)
  if (message === undefined) throw new TypeError(`no mail ${edge.messageId} was loaded`)
  return { quarter, message, repository: edge.repository, sha: edge.commit, edge: edgeText(edge) }
}

/** Hashes by repository. */
export function shasByRepository(
  commits: readonly { readonly repository: string; readonly sha: string }[],
): ReadonlyMap<string, readonly string[]> {
  const groups = groupBy(commits, (one) => one.repository)
  return new Map([...groups].map(([repository, some]) => [repository, some.map((one) => one.sha)]))
}

function unique(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((one) => (one === undefined || one === '' ? [] : one)))]
}

function instantAt(seconds: number): Instant {
  return instantOf(Math.max(seconds, 0)) ?? '9999'
}
