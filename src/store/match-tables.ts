import type { TableShape } from './table-shape.ts'

/** The derived tables of matching, kept so that a sync compares only what is new; their rows are in `match-rows.ts`. */
export const MATCH_TABLES: readonly TableShape[] = [
  {
    name: 'match_edge',
    columns: [
      'project_id integer not null',
      'quarter {text} not null',
      'message integer not null',
      'repository {text} not null',
      'sha {text} not null',
      'edge {text} not null',
    ],
    key: 'project_id, quarter, message, repository, sha',
    narrow: true,
    indexes: [
      'project_id, message', // what a patch may have become
      'project_id, sha', // what a commit may have come from
    ],
  },
  {
    name: 'match_candidate',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'message_id {text} not null',
      'at {text} not null',
      'sent_at {text} not null',
      'title_key {text} not null',
      'patch_id {text}',
      'changed_lines_id {text}',
      'named_commit {text}',
      'series {text}',
      'position integer',
      'proposal integer not null check (proposal in (0, 1))',
      'older {text} not null',
      'chain {text} not null',
      'print {text} not null',
    ],
    key: 'project_id, message',
    indexes: [
      'project_id, message_id', // the mail that a commit names
      'project_id, at', // the window of a quarter
      'project_id, sent_at', // written at the second of a commit
      'project_id, title_key', // under the subject of a commit
      'project_id, patch_id', // the change of a commit
      'project_id, changed_lines_id', // its lines
      'project_id, named_commit', // mails that name it
      'project_id, chain', // the versions of one patch
    ],
  },
  {
    name: 'match_commit',
    columns: [
      'project_id integer not null',
      'repository {text} not null',
      'sha {text} not null',
      'quarter {text} not null',
      'branches {text} not null',
    ],
    key: 'project_id, repository, sha',
    narrow: true,
    indexes: ['project_id, quarter'], // the commits that are matched together
  },
]
