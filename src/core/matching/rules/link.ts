import type { MatchRule, Proposal } from '../rule.ts'

/**
 * The commit names the mail (`Link:`, `Message-Id:`), or the mail's Message-ID begins with the commit's hash, as
 * git format-patch makes it.
 *
 * A trailer is evidence, not truth: one in seventy names a sibling or an older version, so one whose mail shares
 * nothing with the commit is only probable.
 */
export const link: MatchRule = {
  name: 'link',
  propose(commit, scope) {
    const proposals: Proposal[] = []
    const { documents } = scope
    for (const patch of documents.byNamedCommit.get(commit.commit.sha) ?? [])
      proposals.push({ patch, confidence: 0.995, why: 'its Message-ID names the commit' })
    for (const id of new Set(commit.commit.links)) {
      const patch = documents.byMessageId.get(id)
      const document = patch === undefined ? undefined : documents.patches[patch]
      if (patch === undefined || document === undefined) continue
      const like = scope.compare(document, commit)
      const shares = like.sameSubject || like.lines > 0.02 || like.samePatchId
      const confidence = shares ? 0.99 : like.basenames > 0 || like.subject > 0.5 ? 0.8 : 0.45
      proposals.push({ patch, confidence, why: 'the commit names this mail' })
    }
    return proposals
  },
}
