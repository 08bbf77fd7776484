import type { TableShape } from './table-shape.ts'

/** The derived tables that nothing shows: what the next derivation has to know of the last one, to go on from there. */
export const MEMO_TABLES: readonly TableShape[] = [
  {
    name: 'series_memo',
    columns: [
      'project_id integer not null',
      'id integer not null',
      'name {text} not null',
      'at {text} not null',
      'sender {text} not null',
      'sender_name {text} not null',
      'shape {text} not null',
      'print {text} not null',
      'continues {text}',
      'links {text}',
      'replied_at {text}',
      'approved_at {text}',
      'committed_at {text}',
    ],
    key: 'project_id, id',
    indexes: [
      'project_id, name', // one that is named by a link
      'project_id, sender', // all of somebody
      'project_id, continues', // whether another one goes on with it
    ],
  },
  {
    name: 'missing_mail',
    columns: ['project_id integer not null', 'missing {text} not null', 'message integer not null'],
    key: 'project_id, missing, message',
    narrow: true,
    indexes: ['project_id, message'], // what a mail names that is not here
  },
  {
    name: 'sender_number',
    columns: [
      'project_id integer not null',
      'sender {text} not null',
      'number integer not null',
      'since {text} not null',
    ],
    key: 'project_id, sender',
    narrow: true,
  },
]
