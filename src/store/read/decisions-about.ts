import type { Db } from '../database.ts'
import type { Decision, DecisionPayload } from '../inputs/decisions.ts'
import { readByKeys } from '../rows.ts'
import { findPeople } from './people.ts'

/** A decision about a lineage, as a page tells it. */
export interface DecisionAbout
  extends Pick<Decision, 'sequence' | 'at' | 'person' | 'action' | 'subject' | 'payload'> {
  /** What they are called who decided it; empty where nobody writes to the list from that address. */
  readonly name: string
  /** Number of that person. */
  readonly personId: number | undefined
}

/** Decisions that are about a mail of a lineage, whichever of its mails that is. */
const ON_LINEAGES = [
  'look',
  'not-me',
  'adopt',
  'offer',
  'not-lost',
  'snooze',
  'state',
  'group',
  'link',
  'unlink',
  'match',
  'unmatch',
  'erase',
]

/**
 * What people decided about these lineages, by number of the lineage, oldest first: about any of their patches, cover
 * letters and replies. Few queries for as many as a page shows.
 */
export async function listDecisionsAbout(
  db: Db,
  projectId: number,
  lineages: readonly number[],
): Promise<ReadonlyMap<number, readonly DecisionAbout[]>> {
  const rows = await readByKeys(lineages, (chunk) =>
    db
      .selectFrom('decision as d')
      .innerJoin('message_fact as f', (join) =>
        join.onRef('f.project_id', '=', 'd.project_id').onRef('f.message_id', '=', 'd.subject'),
      )
      .leftJoin('patch as p', (join) =>
        join.onRef('p.project_id', '=', 'f.project_id').onRef('p.message', '=', 'f.message'),
      )
      .leftJoin('reply as r', (join) =>
        join.onRef('r.project_id', '=', 'f.project_id').onRef('r.message', '=', 'f.message'),
      )
      .leftJoin('series as c', (join) =>
        join.onRef('c.project_id', '=', 'f.project_id').onRef('c.cover', '=', 'f.message'),
      )
      .innerJoin('series as s', (join) =>
        join
          .onRef('s.project_id', '=', 'f.project_id')
          .on((eb) => eb('s.id', '=', eb.fn.coalesce('p.series', 'r.series', 'c.id'))),
      )
      .leftJoin('decision_payload as w', 'w.decision', 'd.id')
      .select(['d.sequence', 'd.at', 'd.person', 'd.action', 'd.subject', 'w.payload', 's.lineage'])
      .where('d.project_id', '=', projectId)
      .where('d.action', 'in', ON_LINEAGES)
      .where('s.lineage', 'in', chunk)
      .orderBy('d.sequence')
      .execute(),
  )
  const people = await findPeople(
    db,
    projectId,
    rows.map((row) => row.person),
  )
  const found = new Map<number, Map<number, DecisionAbout>>()
  for (const { lineage, payload, ...row } of rows) {
    const own = found.get(lineage) ?? new Map<number, DecisionAbout>()
    const person = people.get(row.person.toLowerCase())
    own.set(row.sequence, {
      ...row,
      name: person?.name ?? '',
      personId: person?.id,
      payload: payloadOf(payload),
    })
    found.set(lineage, own)
  }
  return new Map([...found].map(([lineage, own]) => [lineage, [...own.values()]]))
}

function payloadOf(text: string | null): DecisionPayload | undefined {
  if (text === null) return undefined
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}
