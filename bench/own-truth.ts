import { sameAuthor } from '../src/core/matching/document.ts'
import type { Candidate, Commit } from '../src/core/matching/match.ts'
import { matchDocuments } from '../src/core/matching/match-documents.ts'
import type { TruePair } from './matching-score.ts'

/**
 * Pairs that a project tells by itself, whatever its patches contain: the commit was written at the second of the mail
 * by its author (D), the Message-ID begins with its hash (M), or, where neither tells a mail, a trailer names it (T).
 *
 * `since` and `until` bound the day of committing, `until` excluded.
 */
export function findOwnTruth(
  candidates: readonly Candidate[],
  commits: readonly Commit[],
  days: { readonly since?: string | undefined; readonly until?: string | undefined } = {},
): readonly TruePair[] {
  const documents = matchDocuments(candidates, commits)
  const pairs: TruePair[] = []
  for (const document of documents.commits) {
    const { commit } = document
    if (commit.committedAt < (days.since ?? '') || commit.committedAt >= (days.until ?? '9999')) continue
    const tiers = new Map<number, string>()
    for (const position of documents.byInstant.get(document.authoredAt) ?? []) {
      const patch = documents.patches[position]
      if (patch !== undefined && sameAuthor(patch, document)) tiers.set(position, 'D')
    }
    for (const position of documents.byNamedCommit.get(commit.sha) ?? []) tiers.set(position, 'M')
    if (tiers.size === 0)
      for (const id of commit.links) {
        const position = documents.byMessageId.get(id)
        if (position !== undefined) tiers.set(position, 'T')
      }
    for (const [position, tier] of tiers) {
      const candidate = documents.patches[position]?.candidate
      if (candidate === undefined) continue
      const { patchId } = candidate.content
      const samePatchId = patchId !== undefined && patchId === commit.content?.patchId
      pairs.push({ commit: commit.sha, messageId: candidate.messageId, tiers: tier, samePatchId })
    }
  }
  return pairs
}
