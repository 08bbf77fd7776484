import type { TableShape } from './table-shape.ts'

/** The derived tables of how a project decides; their rows are in `governance-rows.ts`. */
export const GOVERNANCE_TABLES: readonly TableShape[] = [
  {
    name: 'mail_call',
    columns: ['project_id integer not null', 'message integer not null', 'call {text} not null'],
    key: 'project_id, message',
  },
  {
    name: 'patch_recipient',
    columns: ['project_id integer not null', 'message integer not null', 'addresses {text} not null'],
    key: 'project_id, message',
  },
  {
    name: 'motion',
    columns: [
      'project_id integer not null',
      'id {text} not null',
      'message_id {text}',
      'opened_at {text}',
      'print {text} not null',
      'motion {text} not null',
    ],
    key: 'project_id, id',
    indexes: ['project_id, message_id'], // the motion that a mail calls for
  },
  {
    name: 'ballot',
    columns: [
      'project_id integer not null',
      'motion {text} not null',
      'id {text} not null',
      'channel {text} not null',
      'ballot {text} not null',
      'mail {text}',
    ],
    key: 'project_id, motion, id',
  },
  {
    name: 'role_holding',
    columns: [
      'project_id integer not null',
      'position integer not null',
      'holding {text} not null',
      'activity {text}',
    ],
    key: 'project_id, position',
  },
]
