/** The rows of the tables in `match-tables.ts`. */

/**
 * What is known of a patch and a commit before all quarters are looked at together: kept so that only quarters with
 * something new are matched again. Key: project_id, quarter, message, repository, sha.
 */
export interface MatchEdgeRow {
  project_id: number
  /** Of the commit: `2026-Q1`. */
  quarter: string
  message: number
  repository: string
  sha: string
  /** Everything of MatchEdge that has no column, JSON. */
  edge: string
}

/** A patch that may have become a commit, with all that a commit can find it by. Key: project_id, message. */
export interface MatchCandidateRow {
  project_id: number
  message: number
  message_id: string
  at: string
  /** What its `Date:` header claims, else `at`. */
  sent_at: string
  title_key: string
  patch_id: string | null
  changed_lines_id: string | null
  /** The commit that its Message-ID begins with. */
  named_commit: string | null
  /** Name of its series; null for a proposal. */
  series: string | null
  /** 1-based slot in that series; null for a proposal, and for a patch that was sent twice. */
  position: number | null
  proposal: number
  /** Message-IDs of the patches before it in its chain of versions, newest first, JSON. */
  older: string
  /** Names its chain: the smallest Message-ID in it. */
  chain: string
  /** Print of all that matching sees of it (see `candidatePrint`). */
  print: string
}

/** A commit that was held by a branch when matches were last derived. Key: project_id, repository, sha. */
export interface MatchCommitRow {
  project_id: number
  repository: string
  sha: string
  /** In which it was committed: `2026-Q1`. */
  quarter: string
  /** As in `commit_branch`. */
  branches: string
}
