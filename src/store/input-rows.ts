/** The rows of the input tables (see `schema.ts`). */
import type { Generated } from 'kysely'

/** A project of the configuration. */
export interface ProjectRow {
  id: Generated<number>
  /** The `id` of the configuration. Unique. */
  name: string
}

/** The one allocated number: a mail's, once per project and Message-ID. */
export interface MessageRow {
  id: Generated<number>
  project_id: number
  /** Without brackets. Unique with `project_id`. */
  message_id: string
}

/** The octets of a mail, one row for each distinct sequence of them ("variant"). Key: message, digest. */
export interface MessageRawRow {
  project_id: number
  message: number
  /** First 32 hex of the SHA-256 of the octets. */
  digest: string
  /** Octets before compression. */
  size: number
  /** `deflate-raw`, or `none` where compression gains nothing. */
  encoding: string
  bytes: Uint8Array
}

/** Which list delivered which variant, and when its source saw it. Key: project_id, list, message, digest. */
export interface DeliveryRow {
  project_id: number
  /** The list's address. */
  list: string
  message: number
  digest: string
  /** What the source saw (public-inbox commit time, INTERNALDATE); null where it cannot tell. */
  received_at: string | null
}

/** A mail that was removed on request: its octets are gone and never come back. Key: project_id, message_id. */
export interface TombstoneRow {
  project_id: number
  message_id: string
  removed_at: string
  reason: string
}

/** Mail of a `mailboxes` entry: read like a list, stored apart, on no page, feed, search or export. */
export interface PrivateMessageRow {
  id: Generated<number>
  project_id: number
  mailbox: string
  message_id: string
  digest: string
  received_at: string | null
  size: number
  encoding: string
  bytes: Uint8Array
}

/** Where a source stopped reading. Key: project_id, list, source. */
export interface SourceCursorRow {
  project_id: number
  list: string
  source: string
  cursor: string
  synced_at: string
}

/** A commit as copied from git, with the text of its change. Key: project_id, repository, sha. */
export interface GitCommitRow {
  project_id: number
  repository: string
  sha: string
  author_name: string
  author_address: string
  authored_at: string
  committer_name: string
  committer_address: string
  committed_at: string
  /** Number of parents. */
  parents: number
  message: string
  /** The text of `git log -p`, compressed (deflate-raw); null for merges, empty commits and those before the first mail. */
  diff: Uint8Array | null
}

/** A branch as last seen. Key: project_id, repository, name. */
export interface GitBranchRow {
  project_id: number
  repository: string
  name: string
  tip: string
  /** 1 for the branch that decides "merged". */
  development: number
  /** Order of the configuration; the development branch is 0. */
  position: number
  /** Of the shallow clone it was read from: the commits at which it ends, joined by spaces; '' for a whole one. */
  boundary: Generated<string>
}

/** A branch that was found to hold less than before: rewritten by force, replaced, deleted, or cut. */
export interface BranchChangeRow {
  id: Generated<number>
  project_id: number
  repository: string
  branch: string
  /** One of `BranchChangeKind`. */
  kind: string
  seen_at: string
  before_tip: string
  /** null: there is no such branch any more. */
  after_tip: string | null
  /** Commits that were on it and are not any more, and how many of these are on no followed branch. */
  gone: number
  nowhere: number
}

/** A mail whose patch was a commit that a change of history took away. Key: project_id, branch_change, message, sha. */
export interface BranchChangePatchRow {
  project_id: number
  branch_change: number
  message: number
  sha: string
}

/** On which branches a commit is, as last seen: JSON array of names, development branch first. Key: project_id, repository, sha. */
export interface CommitBranchRow {
  project_id: number
  repository: string
  sha: string
  branches: string
  /** When a merge brought it to the development branch; null: it was committed there, or is not on it. */
  landed_at: string | null
}

/** A file at the tip of the development branch that derivation depends on. Key: project_id, repository, path. */
export interface RepositoryFileRow {
  project_id: number
  repository: string
  path: string
  bytes: Uint8Array
}

/** A file as a commit of the development branch left it; 0 is the oldest. Key: project_id, repository, path, position. */
export interface FileRevisionRow {
  project_id: number
  repository: string
  path: string
  position: number
  sha: string
  /** When it was committed. */
  at: string
  /** Octets before compression; none where the file was removed. */
  size: number
  encoding: string
  bytes: Uint8Array
}

/** A ballot without a name. Who voted is in the log; nothing joins the two. Key: project_id, motion, receipt. */
export interface SealedBallotRow {
  project_id: number
  motion: string
  /** Random; its voter alone was told it. */
  receipt: string
  /** JSON: what was voted. */
  content: string
}

/** A link that signs somebody in, once. Only a digest of its secret is kept. Key: digest. */
export interface SignInLinkRow {
  digest: string
  address: string
  expires_at: string
  /** The path to go on to. */
  target: string
}

/** Somebody who is signed in, or a token of theirs. Only a digest of its secret is kept. Key: digest. */
export interface SessionRow {
  digest: string
  /** Names it where it is listed and ended; no secret. */
  name: string
  address: string
  kind: 'browser' | 'token'
  /** What its owner calls it, or the browser that it was made with. */
  label: string
  created_at: string
  seen_at: string
  expires_at: string
}

/** A human's recorded act. A chain: `previous` is the digest of the decision before it in the project. */
export interface DecisionRow {
  id: Generated<number>
  project_id: number
  /** 1, 2, 3 … within the project. Unique with `project_id`. */
  sequence: number
  at: string
  /** Who: an address, or `cli:<user>` for the command line. */
  person: string
  /** `group`, `link`, `unlink`, `state`, `erase`, … */
  action: string
  /** The Message-ID that it is about. */
  subject: string
  /** SHA-256 (hex) over salt and payload; outlives the payload. */
  payload_digest: string
  /** SHA-256 (hex) over the fields of this row and `previous`. */
  digest: string
  /** 64 zeros for the first. */
  previous: string
}

/** What was decided; erasable, which is itself a decision. Key: decision. */
export interface DecisionPayloadRow {
  decision: number
  project_id: number
  salt: string
  /** JSON. */
  payload: string
}

/** The single writer of a project. Key: project_id. */
export interface SyncLockRow {
  project_id: number
  /** Random token of the holder. */
  holder: string
  pid: number
  host: string
  taken_at: string
  /** Renewed every few seconds; a lock whose beat is old may be taken over. */
  beat_at: string
}

/** One run of sync or rebuild: what it did, how far it is, how it ended. */
export interface SyncRunRow {
  id: Generated<number>
  project_id: number
  kind: string
  started_at: string
  finished_at: string | null
  /** The error's sentence; null while it runs and when it went well. */
  error: string | null
  /** JSON: counts while it runs and at its end. */
  progress: string
}

/** A patch that somebody carries, as they have it. Key: project_id, collection, position. */
export interface CarriedPatchRow {
  project_id: number
  /** What its carrier calls their patches: `debian`. */
  collection: string
  /** From 0, in the order in which they are applied. */
  position: number
  /** Of its file, or of the commit. */
  name: string
  imported_at: string
  bytes: Uint8Array
}
