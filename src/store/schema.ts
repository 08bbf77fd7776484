/**
 * Every table by name; their rows are in `input-rows.ts` and `derived-rows.ts`. Two kinds, and the difference is
 * the point (laws 1 and 2):
 *
 * **inputs** are append-only facts: `project`, `message`, `message_raw`, `delivery`, `tombstone`,
 * `private_message`, `git_commit`, `git_branch`, `commit_branch`, `branch_change`, `branch_change_patch`, `repository_file`, `file_revision`, `decision`, `decision_payload`,
 * `sealed_ballot`, `carried_patch`; beside them the sign-in (`sign_in_link`, `session`) and
 * the book-keeping of syncing: `source_cursor`, `sync_lock`, `sync_run`.
 *
 * **derived** tables can be dropped and rebuilt from the inputs at any time.
 *
 * Columns are text, integer, real or bytes; booleans are integers 0 and 1; instants are ISO 8601 UTC text;
 * JSON is text and never queried. `project_id` leads every key, so that a host of many lists can shard by it.
 * The number that names a mail (`message`) is allocated once and survives every rebuild (law 4).
 */
import type {
  CommitContentRow,
  CommitFactRow,
  DerivationRow,
  LineageFactRow,
  LineageIntervalRow,
  LineageRow,
  MessageFactRow,
  PatchContentRow,
  PatchLinkRow,
  PatchMatchRow,
  PatchRow,
  PersonRow,
  ProblemRow,
  ReplyRow,
  SeriesLinkRow,
  SeriesRow,
  TrailerRow,
} from './derived-rows.ts'
import type {
  EventNoteRow,
  EventRequestRow,
  EventSuggestionRow,
  EventTraceRow,
  OutcomeLinkRow,
} from './event-rows.ts'
import type {
  BallotRow,
  MailCallRow,
  MotionRow,
  PatchRecipientRow,
  RoleHoldingRow,
} from './governance-rows.ts'
import type {
  BranchChangePatchRow,
  BranchChangeRow,
  CarriedPatchRow,
  CommitBranchRow,
  DecisionPayloadRow,
  DecisionRow,
  DeliveryRow,
  FileRevisionRow,
  GitBranchRow,
  GitCommitRow,
  MessageRawRow,
  MessageRow,
  PrivateMessageRow,
  ProjectRow,
  RepositoryFileRow,
  SealedBallotRow,
  SessionRow,
  SignInLinkRow,
  SourceCursorRow,
  SyncLockRow,
  SyncRunRow,
  TombstoneRow,
} from './input-rows.ts'
import type { MatchCandidateRow, MatchCommitRow, MatchEdgeRow } from './match-rows.ts'
import type { MissingMailRow, SenderNumberRow, SeriesMemoRow } from './memo-rows.ts'
import type { ApplyCheckRow, LineageAreaRow, LineageReviewRow, QueueCaseRow, TodoRow } from './review-rows.ts'

/** Every table by name. */
export interface Tables {
  project: ProjectRow
  message: MessageRow
  message_raw: MessageRawRow
  delivery: DeliveryRow
  tombstone: TombstoneRow
  private_message: PrivateMessageRow
  source_cursor: SourceCursorRow
  git_commit: GitCommitRow
  git_branch: GitBranchRow
  commit_branch: CommitBranchRow
  branch_change: BranchChangeRow
  branch_change_patch: BranchChangePatchRow
  repository_file: RepositoryFileRow
  file_revision: FileRevisionRow
  sealed_ballot: SealedBallotRow
  carried_patch: CarriedPatchRow
  sign_in_link: SignInLinkRow
  session: SessionRow
  decision: DecisionRow
  decision_payload: DecisionPayloadRow
  sync_lock: SyncLockRow
  sync_run: SyncRunRow
  message_fact: MessageFactRow
  patch_content: PatchContentRow
  commit_content: CommitContentRow
  problem: ProblemRow
  series: SeriesRow
  patch: PatchRow
  reply: ReplyRow
  trailer: TrailerRow
  lineage: LineageRow
  lineage_interval: LineageIntervalRow
  series_link: SeriesLinkRow
  patch_link: PatchLinkRow
  patch_match: PatchMatchRow
  match_edge: MatchEdgeRow
  match_candidate: MatchCandidateRow
  match_commit: MatchCommitRow
  person: PersonRow
  lineage_fact: LineageFactRow
  commit_fact: CommitFactRow
  series_memo: SeriesMemoRow
  missing_mail: MissingMailRow
  sender_number: SenderNumberRow
  lineage_review: LineageReviewRow
  todo: TodoRow
  apply_check: ApplyCheckRow
  queue_case: QueueCaseRow
  lineage_area: LineageAreaRow
  mail_call: MailCallRow
  patch_recipient: PatchRecipientRow
  motion: MotionRow
  ballot: BallotRow
  role_holding: RoleHoldingRow
  event_note: EventNoteRow
  event_request: EventRequestRow
  outcome_link: OutcomeLinkRow
  event_trace: EventTraceRow
  event_suggestion: EventSuggestionRow
  derivation: DerivationRow
}
