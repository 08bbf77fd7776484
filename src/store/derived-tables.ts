import { EVENT_TABLES } from './event-tables.ts'
import { GOVERNANCE_TABLES } from './governance-tables.ts'
import { MATCH_TABLES } from './match-tables.ts'
import { MEMO_TABLES } from './memo-tables.ts'
import { REVIEW_TABLES } from './review-tables.ts'
import type { TableShape } from './table-shape.ts'

/**
 * The version of the derived tables and of what is written into them. Raise it whenever either changes: the
 * next `migrate` drops and makes them anew, and the next sync fills them from the inputs.
 */
export const DERIVED_VERSION = 36

/** Every derived table with its columns and key; `indexes` name the question that each serves. */
export const DERIVED_TABLES: readonly TableShape[] = [
  {
    name: 'message_fact',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'message_id {text} not null',
      'digest {text} not null',
      'at {text} not null',
      'sent_at {text}',
      'received_at {text}',
      'sender_name {text} not null',
      'sender_address {text} not null',
      'sender {text} not null',
      'author_name {text} not null',
      'author_address {text} not null',
      'author {text} not null',
      'subject {text} not null',
      'title_key {text} not null',
      'kind {text} not null',
      'parent integer',
      'thread integer not null',
      'has_patch integer not null check (has_patch in (0, 1))',
      'size integer not null',
      'parents {text} not null',
      'facts {text} not null',
    ],
    key: 'project_id, message',
    indexes: [
      'project_id, message_id', // a message page
      'project_id, thread, at', // a thread, in order
      'project_id, at', // the newest mails; a day
      'project_id, sender, at', // what somebody sent
      'project_id, author, at', // what somebody wrote
      'project_id, title_key, at', // mails under one subject
    ],
  },
  {
    name: 'patch_content',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'patch_id {text}',
      'changed_lines_id {text}',
      'files {text} not null',
      'additions integer not null',
      'deletions integer not null',
      'lines {bytes} not null',
      'message_lines {bytes} not null',
    ],
    key: 'project_id, message',
    indexes: ['project_id, patch_id'], // "which mails carry this very change"
  },
  {
    name: 'commit_content',
    columns: [
      'project_id integer not null',
      'repository {text} not null',
      'sha {text} not null',
      'patch_id {text}',
      'changed_lines_id {text}',
      'files {text} not null',
      'additions integer not null',
      'deletions integer not null',
      'lines {bytes} not null',
      'message_lines {bytes} not null',
    ],
    key: 'project_id, repository, sha',
  },
  {
    name: 'problem',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'position integer not null',
      'place {text} not null',
      'what {text} not null',
    ],
    key: 'project_id, message, position',
    narrow: true,
  },
  {
    name: 'series',
    columns: [
      'project_id integer not null',
      'id integer not null',
      'name {text} not null',
      'lineage integer not null',
      'position integer not null',
      'version integer not null',
      'revision {text}',
      'title {text} not null',
      'sender_name {text} not null',
      'sender_address {text} not null',
      'sender {text} not null',
      'at {text} not null',
      'cover integer',
      'total integer',
      'complete integer not null check (complete in (0, 1))',
      'rfc integer not null check (rfc in (0, 1))',
      'resend integer not null check (resend in (0, 1))',
      'pull integer not null check (pull in (0, 1))',
      'confidence double precision not null',
      'evidence {text} not null',
      'status {text} not null',
      'tags {text} not null',
      'patch_count integer not null',
      'reply_count integer not null',
      'additions integer not null',
      'deletions integer not null',
    ],
    key: 'project_id, id',
    indexes: [
      'project_id, lineage, position', // the versions of a lineage
      'project_id, cover', // the series of a cover letter
      'project_id, name', // a series page
      'project_id, at', // the newest; exports
      'project_id, sender, at', // a person's
      'project_id, status, at', // a list filtered by status
    ],
  },
  {
    name: 'patch',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'series integer not null',
      'position integer not null',
      'title {text} not null',
      'author_name {text} not null',
      'author_address {text} not null',
      'author {text} not null',
      'at {text} not null',
      'patch_id {text}',
      'additions integer not null',
      'deletions integer not null',
      'files {text} not null',
      'duplicate integer not null check (duplicate in (0, 1))',
      'state {text} not null',
      'superseded_by integer',
      'merged integer not null check (merged in (0, 1))',
    ],
    key: 'project_id, message',
    indexes: [
      'project_id, series, position', // the patches of a series, by slot
      'project_id, author, at', // a person's
      'project_id, at', // exports
    ],
  },
  {
    name: 'reply',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'series integer not null',
      'patch integer',
      'at {text} not null',
      'sender {text} not null',
      'review integer not null check (review in (0, 1))',
      'proposal integer not null check (proposal in (0, 1))',
      'signals {text} not null',
    ],
    key: 'project_id, message',
    indexes: [
      'project_id, series, at', // the replies to a series
      'project_id, patch, at', // … to a patch
      'project_id, sender, at', // whom somebody answered
      'project_id, at', // exports; reviews of a month
    ],
  },
  {
    name: 'trailer',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'position integer not null',
      'series integer not null',
      'patch integer',
      'key {text} not null',
      'name {text} not null',
      'address {text} not null',
      'person {text}',
      'value {text} not null',
      'note {text}',
      'patches {text}',
      'scope {text}',
      'condition {text}',
      'origin {text} not null',
      'given_in integer',
      'typo integer not null check (typo in (0, 1))',
    ],
    key: 'project_id, message, position',
    indexes: [
      'project_id, series', // the trailers of a series
      'project_id, patch', // … of a patch
      'project_id, person, key', // what somebody gave
    ],
  },
  {
    name: 'lineage',
    columns: [
      'project_id integer not null',
      'id integer not null',
      'name {text} not null',
      'title {text} not null',
      'newest integer not null',
      'versions integer not null',
      'started_at {text} not null',
      'active_at {text} not null',
      'sender {text} not null',
      'status {text} not null',
      'derived_status {text}',
      'turn {text} not null',
      'holders {text} not null',
      'since {text} not null',
      'why {text} not null',
      'evidence {text}',
      'lost {text} not null',
      'merged_at {text}',
      'effective {text} not null',
    ],
    key: 'project_id, id',
    indexes: [
      'project_id, name', // by its name in URLs
      'project_id, active_at', // the list of series
      'project_id, status, active_at', // … filtered by status
      'project_id, sender, active_at', // … by person
      'project_id, since', // … by how long it has waited
      'project_id, turn, since', // waiting for review, for the author
      'project_id, merged_at', // merged lately
      'project_id, newest',
    ],
  },
  {
    name: 'lineage_interval',
    columns: [
      'project_id integer not null',
      'lineage integer not null',
      'from_at {text} not null',
      'to_at {text}',
      'status {text} not null',
      'turn {text} not null',
      'lost {text} not null',
      'why {text} not null',
      'evidence {text}',
      'holders {text} not null',
      'since {text} not null',
    ],
    key: 'project_id, lineage, from_at',
    indexes: [
      'project_id, from_at, to_at', // as of a day
      'project_id, status, from_at', // how many were so, over time
    ],
  },
  {
    name: 'lineage_fact',
    columns: ['project_id integer not null', 'lineage integer not null', 'fact {text} not null'],
    key: 'project_id, lineage',
  },
  {
    name: 'commit_fact',
    columns: [
      'project_id integer not null',
      'repository {text} not null',
      'sha {text} not null',
      'committed_at {text} not null',
      'development integer not null check (development in (0, 1))',
      'fact {text} not null',
    ],
    key: 'project_id, repository, sha',
  },
  {
    name: 'series_link',
    columns: [
      'project_id integer not null',
      'newer integer not null',
      'older integer not null',
      'score double precision not null',
      'confidence double precision not null',
      'evidence {text} not null',
    ],
    key: 'project_id, newer, older',
    narrow: true,
    indexes: ['project_id, older'],
  },
  {
    name: 'patch_link',
    columns: [
      'project_id integer not null',
      'newer integer not null',
      'older integer not null',
      'confidence double precision not null',
      'evidence {text} not null',
    ],
    key: 'project_id, newer, older',
    narrow: true,
    indexes: ['project_id, older'],
  },
  {
    name: 'patch_match',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'repository {text} not null',
      'sha {text} not null',
      'confidence double precision not null',
      'counted integer not null check (counted in (0, 1))',
      'applied integer not null check (applied in (0, 1))',
      'rules {text} not null',
      'evidence {text} not null',
      'development integer not null check (development in (0, 1))',
      'branch {text} not null',
      'branches {text} not null',
      'committed_at {text} not null',
    ],
    key: 'project_id, message, repository, sha',
    indexes: [
      'project_id, sha', // which mail a commit came from
      'project_id, committed_at', // what was merged in a month
    ],
  },
  {
    name: 'person',
    columns: [
      'project_id integer not null',
      'id integer not null',
      'person {text} not null',
      'name {text} not null',
      'addresses {text} not null',
      'first_at {text} not null',
      'last_at {text} not null',
      'message_count integer not null',
      'series_count integer not null',
      'review_count integer not null',
    ],
    key: 'project_id, person',
    indexes: ['project_id, id'], // a person page
  },
  ...MEMO_TABLES,
  ...MATCH_TABLES,
  ...REVIEW_TABLES,
  ...GOVERNANCE_TABLES,
  ...EVENT_TABLES,
  {
    name: 'derivation',
    columns: [
      'project_id integer not null',
      'version integer not null',
      'configuration {text} not null',
      'message integer not null',
      'decision integer not null',
      'as_of {text} not null',
      'written_at {text} not null',
    ],
    key: 'project_id',
  },
]

/** Derived tables of earlier versions: dropped wherever they still are. */
export const FORMER_TABLES: readonly string[] = ['metric_point', 'link_month']
