import { joinChains } from '../../core/matching/chains.ts'
import { namedCommit } from '../../core/matching/document.ts'
import type { Candidate } from '../../core/matching/match.ts'
import { quarterOf } from '../../core/matching/quarter.ts'
import type { Db } from '../../store/database.ts'
import type { Row } from '../../store/derived/lineages.ts'
import { listKnownCandidates, replaceCandidates } from '../../store/derived/match-candidates.ts'
import { type KnownCommit, listKnownCommits, putKnownCommits } from '../../store/derived/match-commits.ts'
import type { PlacedCommit } from './commits.ts'

/** A candidate with its print. */
export interface PrintedPatch {
  readonly candidate: Candidate
  /** See `candidatePrint`. */
  readonly print: string
}

/** The row of a candidate: what a scoped derivation finds it by. `chain` names its chain of versions. */
export function candidateRow(
  { candidate, print }: PrintedPatch,
  message: number,
  chain: string,
): Row<'match_candidate'> {
  return {
    message,
    message_id: candidate.messageId,
    at: candidate.at,
    sent_at: candidate.sentAt ?? candidate.at,
    title_key: candidate.key,
    patch_id: candidate.content.patchId ?? null,
    changed_lines_id: candidate.content.changedLinesId ?? null,
    named_commit: namedCommit(candidate.messageId) ?? null,
    series: candidate.series ?? null,
    position: candidate.index ?? null,
    proposal: candidate.proposal ? 1 : 0,
    older: JSON.stringify(candidate.older),
    chain,
    print,
  }
}

/** A commit as the next derivation wants to know it. */
export function knownCommit({ repository, sha, committedAt, branches }: PlacedCommit): KnownCommit {
  return { repository, sha, quarter: quarterOf(committedAt), branches: JSON.stringify(branches) }
}

/** Brings the rows of all candidates and commits up to date; only those that are not as they were are written. */
export async function writeMatchInputs(
  db: Db,
  projectId: number,
  patches: readonly PrintedPatch[],
  commits: readonly PlacedCommit[],
  messageOf: (messageId: string) => number,
): Promise<void> {
  const chainOf = joinChains(patches.map((one) => one.candidate))
  const known = await listKnownCandidates(db, projectId)
  const before = new Map(known.map((one) => [one.messageId, one]))
  const rows = patches.flatMap((patch) => {
    const { messageId } = patch.candidate
    const chain = chainOf(messageId)
    const one = before.get(messageId)
    before.delete(messageId)
    return one?.print === patch.print && one.chain === chain
      ? []
      : [candidateRow(patch, messageOf(messageId), chain)]
  })
  const gone = [...before.values()].map((one) => one.message)
  await replaceCandidates(db, projectId, gone, rows)

  const keyOf = (one: { repository: string; sha: string }): string => `${one.repository} ${one.sha}`
  const left = new Map((await listKnownCommits(db, projectId)).map((one) => [keyOf(one), one]))
  const changed = commits.map(knownCommit).filter((commit) => {
    const one = left.get(keyOf(commit))
    left.delete(keyOf(commit))
    return one?.branches !== commit.branches || one.quarter !== commit.quarter
  })
  await putKnownCommits(db, projectId, changed, [...left.values()])
}
