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

/** When people who wrote from other addresses than the one that is their key wrote from which, by person. Index: message_fact by sender, at. */
export async function listAddressUses(
  db: Db,
  projectId: number,
): Promise<ReadonlyMap<string, readonly AddressUse[]>> {
  const people = await db
    .selectFrom('person')
    .select(['person', 'addresses'])
    .where('project_id', '=', projectId)
    .execute()
  const several = people
    .filter((row) => textsOf(row.addresses).some((address) => address !== row.person))
    .map((row) => row.person)
  const rows = await readByKeys(several, (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['sender', 'sender_address', 'at'])
      .where('project_id', '=', projectId)
      .where('sender', 'in', chunk)
      .orderBy('at')
      .execute(),
  )
  const found = new Map<string, Map<string, number[]>>()
  for (const row of rows) {
    const own = found.get(row.sender) ?? new Map<string, number[]>()
    found.set(row.sender, own)
    const times = own.get(row.sender_address)
    if (times) times.push(secondsOf(row.at))
    else own.set(row.sender_address, [secondsOf(row.at)])
  }
  return new Map(
    [...found].map(([person, own]) => [person, [...own].map(([address, times]) => ({ address, times }))]),
  )
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
