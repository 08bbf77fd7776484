import type { AddressUse } from '../../core/people/affiliations.ts'
import { type Instant, secondsOf } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { textsOf } from './json-columns.ts'

/** What the facts of metrics were written as of: a reader who has those of this instant has the newest. */
export interface FactsState {
  readonly asOf: Instant
  readonly writtenAt: Instant
}

/** The state of the facts of a project; `undefined` before the first derivation. By primary key. */
export async function readFactsState(db: Db, projectId: number): Promise<FactsState | undefined> {
  const row = await db
    .selectFrom('derivation')
    .select(['as_of', 'written_at'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return row && { asOf: row.as_of, writtenAt: row.written_at }
}

/** From when to when people with several addresses wrote from which, by person. Index: message_fact by sender, at. */
export async function listAddressUses(
  db: Db,
  projectId: number,
): Promise<ReadonlyMap<string, readonly AddressUse[]>> {
  const people = await db
    .selectFrom('person')
    .select(['person', 'addresses'])
    .where('project_id', '=', projectId)
    .execute()
  const several = people.filter((row) => textsOf(row.addresses).length > 1).map((row) => row.person)
  const rows = await readByKeys(several, (chunk) =>
    db
      .selectFrom('message_fact')
      .select((eb) => ['sender', 'sender_address', eb.fn.min('at').as('first'), eb.fn.max('at').as('last')])
      .where('project_id', '=', projectId)
      .where('sender', 'in', chunk)
      .groupBy(['sender', 'sender_address'])
      .execute(),
  )
  const uses = new Map<string, AddressUse[]>()
  for (const row of rows) {
    const use = { address: row.sender_address, firstAt: secondsOf(row.first), lastAt: secondsOf(row.last) }
    const known = uses.get(row.sender)
    if (known) known.push(use)
    else uses.set(row.sender, [use])
  }
  return uses
}

/** The lists that the first mail of each lineage came by, by its Message-ID. For projects with several lists. */
export async function listLineageLists(
  db: Db,
  projectId: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('lineage as l')
    .innerJoin('delivery as d', (join) =>
      join.onRef('d.project_id', '=', 'l.project_id').onRef('d.message', '=', 'l.id'),
    )
    .select(['l.name', 'd.list'])
    .distinct()
    .where('l.project_id', '=', projectId)
    .execute()
  const lists = new Map<string, string[]>()
  for (const row of rows) {
    const known = lists.get(row.name)
    if (known) known.push(row.list)
    else lists.set(row.name, [row.list])
  }
  for (const list of lists.values()) list.sort()
  return lists
}
