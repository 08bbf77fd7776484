import type { TableShape } from './table-shape.ts'

/** The derived tables of events; their rows are in `event-rows.ts`. */
export const EVENT_TABLES: readonly TableShape[] = [
  {
    name: 'event_note',
    columns: [
      'project_id integer not null',
      'message integer not null',
      'event {text}',
      'note {text} not null',
    ],
    key: 'project_id, message',
  },
  {
    name: 'event_request',
    columns: [
      'project_id integer not null',
      'event {text} not null',
      'message_id {text} not null',
      'received_at {text} not null',
      'request {text} not null',
    ],
    key: 'project_id, event, message_id',
  },
  {
    name: 'outcome_link',
    columns: [
      'project_id integer not null',
      'event {text} not null',
      'position integer not null',
      'target {text} not null',
      'link {text} not null',
    ],
    key: 'project_id, event, position',
  },
  {
    name: 'event_trace',
    columns: ['project_id integer not null', 'event {text} not null', 'print {text} not null'],
    key: 'project_id, event',
  },
  {
    name: 'event_suggestion',
    columns: [
      'project_id integer not null',
      'event {text} not null',
      'position integer not null',
      'suggestion {text} not null',
    ],
    key: 'project_id, event, position',
  },
]
