import type { PullRequest } from '../patches/pull-request.ts'
import type { Instant } from '../time.ts'
import type { Match } from './match.ts'

/** A mail that asks for a branch to be pulled. */
export interface PullMail {
  readonly messageId: string
  readonly at: Instant
  readonly request: PullRequest
}

/** A commit of the development branch. */
export interface PulledCommit {
  readonly repository: string
  readonly sha: string
  readonly committedAt: Instant
  readonly parents: number
  readonly message: string
}

/**
 * The commits by which pull requests were answered: the first merge after the request that names its branch or tag,
 * if the newest commit that it asks for is on the development branch; that commit itself where no merge names it (the
 * branch was fast-forwarded).
 *
 * `commits` are those of the development branches, in order of time. Source: the message that `git pull` writes
 * ("Merge tag 'x' of URL", git-fmt-merge-msg(1)).
 */
export function matchPulls(mails: readonly PullMail[], commits: readonly PulledCommit[]): readonly Match[] {
  if (mails.length === 0) return []
  const merges = commits.filter(isMerge)
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]))
  return mails.flatMap(({ messageId, at, request }) => {
    const tip = bySha.get(request.tip) ?? commits.find((commit) => commit.sha.startsWith(request.tip))
    if (tip === undefined) return []
    const { ref } = request
    const merge =
      ref === undefined
        ? undefined
        : merges.find(
            (commit) =>
              commit.repository === tip.repository && commit.committedAt >= at && isMergeOf(commit, ref),
          )
    const match: Match = {
      messageId,
      repository: tip.repository,
      commit: (merge ?? tip).sha,
      rules: ['link'],
      confidence: 1,
      counted: true,
      applied: true,
      evidence:
        merge === undefined
          ? 'It is the newest commit that the pull request asks for.'
          : `It merges what the pull request asks for, up to ${tip.sha.slice(0, 12)}.`,
    }
    return [match]
  })
}

/** Whether a commit that is new, or came to a branch or left it, can change what answers a request. */
export function concernsPull(commit: PulledCommit, { tip, ref }: PullRequest): boolean {
  return commit.sha.startsWith(tip) || (ref !== undefined && isMergeOf(commit, ref))
}

function isMergeOf(commit: PulledCommit, ref: string): boolean {
  return isMerge(commit) && subjectOf(commit).includes(`'${ref}'`)
}

function isMerge(commit: PulledCommit): boolean {
  return commit.parents > 1 && commit.message.startsWith('Merge ')
}

function subjectOf(commit: PulledCommit): string {
  return commit.message.slice(0, 500).split('\n', 1)[0] ?? ''
}
