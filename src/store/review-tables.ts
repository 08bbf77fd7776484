import type { TableShape } from './table-shape.ts'

/** The derived tables of where reviews are, and of inboxes; their rows are in `review-rows.ts`. */
export const REVIEW_TABLES: readonly TableShape[] = [
  {
    name: 'lineage_review',
    columns: [
      'project_id integer not null',
      'lineage integer not null',
      'lost_at {text}',
      'lost_days double precision',
      'approvals integer not null',
      'first integer not null check (first in (0, 1))',
      'fix integer not null check (fix in (0, 1))',
      'small integer not null check (small in (0, 1))',
      'patches integer not null',
      'lines integer not null',
      'needs {text} not null',
      'tags {text} not null',
      'items {text} not null',
      'checks {text} not null',
      'remedies {text} not null',
    ],
    key: 'project_id, lineage',
    indexes: ['project_id, lost_at'], // the lost queue
  },
  {
    name: 'todo',
    columns: [
      'project_id integer not null',
      'person {text} not null',
      'lineage integer not null',
      'section {text} not null',
      'why {text} not null',
      'since {text} not null',
      'evidence {text}',
    ],
    key: 'project_id, person, lineage',
    indexes: ['project_id, lineage'], // whose inbox a lineage is in
  },
  {
    name: 'apply_check',
    columns: [
      'project_id integer not null',
      'lineage integer not null',
      'print {text} not null',
      'repository {text} not null',
      'tip {text} not null',
      'state {text} not null',
      'patch integer',
      'files {text} not null',
      'problem {text}',
      'paths {text} not null',
      'sought integer not null check (sought in (0, 1))',
      'since_at {text}',
      'since_sha {text}',
    ],
    key: 'project_id, lineage',
    indexes: ['project_id, state'], // the lost queue, filtered by it
  },
  {
    name: 'queue_case',
    columns: [
      'project_id integer not null',
      'lineage integer not null',
      'acted_at {text} not null',
      'denied_at {text}',
      'pings {text} not null',
    ],
    key: 'project_id, lineage',
  },
  {
    name: 'lineage_area',
    columns: ['project_id integer not null', 'area {text} not null', 'lineage integer not null'],
    key: 'project_id, area, lineage',
    narrow: true,
    indexes: ['project_id, lineage'],
  },
]
