/** The rows of the tables in `review-tables.ts` (see `schema.ts`). */

/** Where the review of a lineage is now. Key: project_id, lineage. */
export interface LineageReviewRow {
  project_id: number
  /** `id` of the lineage. */
  lineage: number
  /** Since when it is lost; null: it is not. */
  lost_at: string | null
  /** The period that ran out then, in days. */
  lost_days: number | null
  /** People who vouch for any of its live patches. */
  approvals: number
  /** It is the first work of its sender. */
  first: number
  /** It mends something. */
  fix: number
  /** Small enough for somebody new. */
  small: number
  patches: number
  /** Added and deleted lines of the live patches. */
  lines: number
  /** JSON array of Need. */
  needs: string
  /** JSON array of TagRecord. */
  tags: string
  /** JSON array of OpenItem. */
  items: string
  /** JSON array of what the check-in policy says, by live patch; empty without one. */
  checks: string
  /** JSON array of Remedy. */
  remedies: string
}

/** A line of somebody's inbox. Key: project_id, person, lineage. */
export interface TodoRow {
  project_id: number
  /** Person key. */
  person: string
  lineage: number
  /** `A` to `H`. */
  section: string
  why: string
  since: string
  /** Message-ID or commit. */
  evidence: string | null
}

/** Whether an open lineage still applies. Key: project_id, lineage. */
export interface ApplyCheckRow {
  project_id: number
  lineage: number
  /** Of its live patches: another one, and it has to be tried again. */
  print: string
  repository: string
  /** Commit of the development branch that it was tried on. */
  tip: string
  /** `applies`, `three-way`, `conflicts`, `gone`, `present`, `unknown`. */
  state: string
  /** Place of the first patch that does not fit, from 1. */
  patch: number | null
  /** JSON array of paths. */
  files: string
  /** Why it cannot be tried: `binary`, `damaged`, `submodule`, `empty`; null where it can. */
  problem: string | null
  /** JSON array of every path that it reads or writes: while none of them changes, neither does this row. */
  paths: string
  /** 1: it was looked for since when it does not apply, or there is nothing to look for. */
  sought: number
  /** When it stopped applying, and by which commit; null where it applies, never did, or is not looked for yet. */
  since_at: string | null
  since_sha: string | null
}

/** A lineage that ever was lost, or asked after: what the queue's own record is made of. Key: project_id, lineage. */
export interface QueueCaseRow {
  project_id: number
  /** Its number in `lineage_interval`: of a lineage that was joined to another one, too. */
  lineage: number
  /** When somebody last wrote about it, posted a version or committed one of its patches. */
  acted_at: string
  /** Since when it was settled, if a later mail says that it was and no commit tells; null: none does. */
  denied_at: string | null
  /** JSON array of QueuePing. */
  pings: string
}

/** A part of the code that a lineage touches. Key: project_id, area, lineage. */
export interface LineageAreaRow {
  project_id: number
  area: string
  lineage: number
}
