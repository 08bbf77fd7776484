/** The rows of the derived tables (see `schema.ts`). */

/** What one mail says (its canonical variant). Key: project_id, message. */
export interface MessageFactRow {
  project_id: number
  message: number
  message_id: string
  digest: string
  at: string
  sent_at: string | null
  received_at: string | null
  sender_name: string
  sender_address: string
  /** Key of the person who sent it (canonical address). */
  sender: string
  author_name: string
  author_address: string
  author: string
  /** The whole subject line. */
  subject: string
  title_key: string
  kind: string
  /** MessageFacts.parents: JSON array of Message-IDs. */
  parents: string
  /** Number of its parent mail, null for a root or below a ghost. */
  parent: number | null
  /** Number that names the thread: the smallest message number in it. */
  thread: number
  /** Everything of MessageFacts that has no column, JSON. */
  facts: string
  /** 1 when its own diff is in `patch_content`. */
  has_patch: number
  size: number
}

/** PatchContent of a mail. Key: project_id, message. */
export interface PatchContentRow {
  project_id: number
  message: number
  patch_id: string | null
  changed_lines_id: string | null
  /** JSON array of FileChange. */
  files: string
  additions: number
  deletions: number
  /** Little-endian unsigned 32-bit integers. */
  lines: Uint8Array
  message_lines: Uint8Array
}

/** PatchContent of a commit. Key: project_id, repository, sha. */
export interface CommitContentRow {
  project_id: number
  repository: string
  sha: string
  patch_id: string | null
  changed_lines_id: string | null
  files: string
  additions: number
  deletions: number
  lines: Uint8Array
  message_lines: Uint8Array
}

/** A mail that could not be read whole, or that has variants. Key: project_id, message, position. */
export interface ProblemRow {
  project_id: number
  message: number
  position: number
  place: string
  what: string
}

/** One version. Key: project_id, id. */
export interface SeriesRow {
  project_id: number
  /** The smallest message number in it. */
  id: number
  /** Message-ID of its earliest mail: its name in URLs and exports. */
  name: string
  /** `id` of its lineage. */
  lineage: number
  /** 1, 2, 3 … within the lineage, oldest first. */
  position: number
  version: number
  revision: string | null
  title: string
  sender_name: string
  sender_address: string
  sender: string
  at: string
  /** Message number of the cover letter. */
  cover: number | null
  total: number | null
  complete: number
  rfc: number
  resend: number
  pull: number
  confidence: number
  /** JSON array of strings. */
  evidence: string
  /** Series status: the lineage's, or `superseded`. */
  status: string
  /** JSON: target, stable, trees. */
  tags: string
  patch_count: number
  reply_count: number
  additions: number
  deletions: number
}

/** A patch of a series. Key: project_id, message. */
export interface PatchRow {
  project_id: number
  message: number
  series: number
  /** 1-based slot. */
  position: number
  title: string
  author_name: string
  author_address: string
  author: string
  at: string
  patch_id: string | null
  additions: number
  deletions: number
  /** JSON array of paths. */
  files: string
  /** 1 for a mail that claims a slot which a later one holds. */
  duplicate: number
  /** `live`, `superseded` or `dropped`. */
  state: string
  /** Message number of the patch that supersedes it. */
  superseded_by: number | null
  /** 1 when a counted match puts it on a development branch. */
  merged: number
}

/** A reply to a series. Key: project_id, message. */
export interface ReplyRow {
  project_id: number
  message: number
  series: number
  /** Message number of the patch that it answers; null where it answers the cover letter. */
  patch: number | null
  at: string
  sender: string
  /** 1 when it counts as a review: somebody else's, with substance or a review trailer. */
  review: number
  /** 1 when it carries a diff of its own. */
  proposal: number
  /** JSON array of Signal. */
  signals: string
}

/** A trailer, and whom it is from. Key: project_id, message, position. */
export interface TrailerRow {
  project_id: number
  /** The mail that it stands in. */
  message: number
  position: number
  series: number
  /** Message number of the patch that it is for; null: the whole series. */
  patch: number | null
  key: string
  name: string
  address: string
  /** Person key; null for trailers that name nobody. */
  person: string | null
  value: string
  note: string | null
  /** JSON array of the Message-IDs of patches, where its words name several; else null. */
  patches: string | null
  /** The words that narrow it; null where none do. */
  scope: string | null
  /** The words that make it depend on something. */
  condition: string | null
  /** `reply` (given in a reply), `own` (in the posted patch), `carried` (in the posted patch, and given to an older version). */
  origin: string
  /** Message number of the mail in which a carried trailer was given. */
  given_in: number | null
  typo: number
}

/** A lineage as it stands now. Key: project_id, id. */
export interface LineageRow {
  project_id: number
  /** `id` of its earliest series. */
  id: number
  /** Message-ID of its earliest mail. */
  name: string
  title: string
  /** `id` of the newest series. */
  newest: number
  versions: number
  started_at: string
  /** The newest mail or commit that is about it. */
  active_at: string
  sender: string
  status: string
  /** The derived status where a decision set another; else null. */
  derived_status: string | null
  turn: string
  /** JSON array of Address. */
  holders: string
  since: string
  why: string
  evidence: string | null
  /** "L1 L8", or empty. */
  lost: string
  /** When it was merged (its last patch), else null. */
  merged_at: string | null
  /** JSON array of message numbers: the effective series in slot order. */
  effective: string
}

/** How a lineage stood over time. Key: project_id, lineage, from_at. */
export interface LineageIntervalRow {
  project_id: number
  /** Number of its earliest series, even where that lineage was later joined to an older one. */
  lineage: number
  from_at: string
  /** Null: still so. */
  to_at: string | null
  status: string
  turn: string
  lost: string
  why: string
  evidence: string | null
  holders: string
  since: string
}

/** What metrics know of a lineage, in one text. Key: project_id, lineage. */
export interface LineageFactRow {
  project_id: number
  lineage: number
  /** BareFact, as `formatFact` writes it. */
  fact: string
}

/** What metrics know of a commit on a branch that is followed. Key: project_id, repository, sha. */
export interface CommitFactRow {
  project_id: number
  repository: string
  sha: string
  /** When it came to its branch: by a merge, or when it was committed there. */
  committed_at: string
  /** 1 on the development branch. */
  development: number
  /** The rest of CommitFact, as `formatCommitFact` writes it. */
  fact: string
}

/** Series `newer` continues `older`. Key: project_id, newer, older. */
export interface SeriesLinkRow {
  project_id: number
  newer: number
  older: number
  score: number
  confidence: number
  evidence: string
}

/** Patch `newer` is the next version of patch `older` (message numbers). Key: project_id, newer, older. */
export interface PatchLinkRow {
  project_id: number
  newer: number
  older: number
  confidence: number
  evidence: string
}

/** A patch and the commit that it became. Key: project_id, message, repository, sha. */
export interface PatchMatchRow {
  project_id: number
  message: number
  repository: string
  sha: string
  confidence: number
  counted: number
  applied: number
  /** JSON array of rule names. */
  rules: string
  evidence: string
  /** 1 when that commit is on the development branch of its repository. */
  development: number
  branch: string
  /** JSON array. */
  branches: string
  committed_at: string
}

/** Somebody. Key: project_id, person. */
export interface PersonRow {
  project_id: number
  /** The smallest message number from that person. */
  id: number
  /** Canonical address. */
  person: string
  name: string
  /** JSON array of addresses seen. */
  addresses: string
  first_at: string
  last_at: string
  message_count: number
  series_count: number
  review_count: number
}

/** What the derived tables were made from. Key: project_id. */
export interface DerivationRow {
  project_id: number
  /** DERIVED_VERSION that made them. */
  version: number
  /** Digest of the configuration that derivation depends on (rules, people, bots, branches). */
  configuration: string
  /** Highest message number and decision that are in them; anything newer is still to be derived. */
  message: number
  decision: number
  /** `now` of that derivation: what "as of" the pages show. */
  as_of: string
  /** `now` of the last derivation that wrote any row but this: whoever has read them since need not read them again. */
  written_at: string
}
