import { sql } from 'kysely'
import type { Address } from '../../core/mail/message.ts'
import { type Db, needTransaction } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { put, type Row } from './lineages.ts'

/** Writes the people of a project in place of those that were known. */
export async function replacePersons(
  db: Db,
  projectId: number,
  rows: readonly Row<'person'>[],
): Promise<void> {
  needTransaction(db, 'replacePersons')
  await db.deleteFrom('person').where('project_id', '=', projectId).execute()
  await put(db, projectId, 'person', rows)
}

/** How much of what somebody sent, as the mails, series and replies say that are stored. */
export interface PersonCounts {
  readonly person: string
  /** The smallest number of their mails. */
  readonly id: number
  readonly firstAt: string
  readonly lastAt: string
  readonly messages: number
  readonly series: number
  readonly reviews: number
  /** As whom they sent, once for each mail. */
  readonly senders: readonly Address[]
}

/** Counts what some people sent, by person key; those who sent nothing are left out. */
export async function countPersons(
  db: Db,
  projectId: number,
  persons: readonly string[],
): Promise<readonly PersonCounts[]> {
  const number = sql<number>`cast(count(*) as integer)`.as('n')
  const mails = await readByKeys(persons, (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['sender', 'sender_name', 'sender_address', number])
      .select((of) => [
        of.fn.min('message').as('id'),
        of.fn.min('at').as('first_at'),
        of.fn.max('at').as('last_at'),
      ])
      .where('project_id', '=', projectId)
      .where('sender', 'in', chunk)
      .groupBy(['sender', 'sender_name', 'sender_address'])
      .execute(),
  )
  const count = async (table: 'series' | 'reply'): Promise<ReadonlyMap<string, number>> => {
    const rows = await readByKeys(persons, (chunk) => {
      const base = db
        .selectFrom(table)
        .select(['sender', number])
        .where('project_id', '=', projectId)
        .where('sender', 'in', chunk)
        .groupBy('sender')
      return table === 'reply' ? base.where(sql.ref('review'), '=', 1).execute() : base.execute()
    })
    return new Map(rows.map((row) => [row.sender, row.n]))
  }
  const series = await count('series')
  const reviews = await count('reply')
  const found = new Map<string, PersonCounts>()
  for (const row of mails) {
    const senders = Array.from({ length: row.n }, () => ({
      name: row.sender_name,
      address: row.sender_address,
    }))
    const before = found.get(row.sender)
    found.set(row.sender, {
      person: row.sender,
      id: Math.min(before?.id ?? row.id, row.id),
      firstAt: before === undefined || row.first_at < before.firstAt ? row.first_at : before.firstAt,
      lastAt: before === undefined || row.last_at > before.lastAt ? row.last_at : before.lastAt,
      messages: (before?.messages ?? 0) + row.n,
      series: series.get(row.sender) ?? 0,
      reviews: reviews.get(row.sender) ?? 0,
      senders: [...(before?.senders ?? []), ...senders],
    })
  }
  return [...found.values()]
}

/** Writes some people in place of what was known of them. */
export async function replaceSomePersons(
  db: Db,
  projectId: number,
  persons: readonly string[],
  rows: readonly Row<'person'>[],
): Promise<void> {
  needTransaction(db, 'replaceSomePersons')
  await readByKeys(persons, (chunk) =>
    db.deleteFrom('person').where('project_id', '=', projectId).where('person', 'in', chunk).execute(),
  )
  await put(db, projectId, 'person', rows)
}

/** How many series somebody sent, and how many reviews. */
export interface WorkCounts {
  readonly series: number
  readonly reviews: number
}

/** The same of some lineages alone, by person key. */
export async function countWorkIn(
  db: Db,
  projectId: number,
  lineages: readonly number[],
): Promise<ReadonlyMap<string, WorkCounts>> {
  const number = sql<number>`cast(count(*) as integer)`.as('n')
  const series = await readByKeys(lineages, (chunk) =>
    db
      .selectFrom('series')
      .select(['sender', number])
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .groupBy('sender')
      .execute(),
  )
  const reviews = await readByKeys(lineages, (chunk) =>
    db
      .selectFrom('reply')
      .innerJoin('series', (join) =>
        join.onRef('series.project_id', '=', 'reply.project_id').onRef('series.id', '=', 'reply.series'),
      )
      .select(['reply.sender', number])
      .where('series.project_id', '=', projectId)
      .where('series.lineage', 'in', chunk)
      .where('reply.review', '=', 1)
      .groupBy('reply.sender')
      .execute(),
  )
  const found = new Map<string, WorkCounts>()
  const of = (person: string): WorkCounts => found.get(person) ?? { series: 0, reviews: 0 }
  for (const { sender, n } of series) found.set(sender, { ...of(sender), series: of(sender).series + n })
  for (const { sender, n } of reviews) found.set(sender, { ...of(sender), reviews: of(sender).reviews + n })
  return found
}

/** The rows of some people, by person key. */
export async function listPersonRows(
  db: Db,
  projectId: number,
  persons: readonly string[],
): Promise<ReadonlyMap<string, Row<'person'>>> {
  const rows = await readByKeys(persons, (chunk) =>
    db
      .selectFrom('person')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('person', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map(({ project_id: _, ...row }) => [row.person, row]))
}
