import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { textsOf } from './json-columns.ts'

/** Somebody who wrote to the list. */
export interface PersonEntry {
  readonly id: number
  /** Canonical address: the key that other rows name this person by. */
  readonly key: string
  readonly name: string
  readonly addresses: readonly string[]
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly mails: number
  readonly series: number
  readonly reviews: number
}

/** Everybody, in no order: names are sorted by the reader, because engines sort text by locale. */
export async function listPeople(db: Db, projectId: number): Promise<readonly PersonEntry[]> {
  const rows = await db.selectFrom('person').select(COLUMNS).where('project_id', '=', projectId).execute()
  return rows.map(entryOf)
}

/**
 * Somebody by number. A number that is not theirs any more (two people turned out to be one) still leads to
 * them, through the mail that bears it: then `id` differs from what was asked for.
 */
export async function readPerson(db: Db, projectId: number, id: number): Promise<PersonEntry | undefined> {
  const base = db.selectFrom('person').select(COLUMNS).where('project_id', '=', projectId)
  const row = await base.where('id', '=', id).executeTakeFirst()
  if (row) return entryOf(row)
  const mail = await db
    .selectFrom('message_fact')
    .select('sender')
    .where('project_id', '=', projectId)
    .where('message', '=', id)
    .executeTakeFirst()
  if (mail === undefined) return undefined
  const other = await base.where('person', '=', mail.sender).executeTakeFirst()
  return other && entryOf(other)
}

/** Whoever writes from an address, whichever of theirs it is; `undefined` where nobody does. */
export async function findPerson(
  db: Db,
  projectId: number,
  address: string,
): Promise<PersonEntry | undefined> {
  const lower = address.toLowerCase()
  const base = db.selectFrom('person').select(COLUMNS).where('project_id', '=', projectId)
  const own = await base.where('person', '=', lower).executeTakeFirst()
  if (own) return entryOf(own)
  const rows = await base.where(writesFrom(lower)).limit(10).execute()
  return rows.map(entryOf).find((one) => one.addresses.includes(lower))
}

/**
 * Whoever writes from each of some addresses, whichever of theirs it is, by address in lower case; addresses that nobody
 * writes from are left out. Two queries for as many as a page names.
 */
export async function findPeople(
  db: Db,
  projectId: number,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, PersonEntry>> {
  const wanted = [...new Set(addresses.map((address) => address.toLowerCase()))]
  const base = db.selectFrom('person').select(COLUMNS).where('project_id', '=', projectId)
  const own = await readByKeys(wanted, (chunk) => base.where('person', 'in', chunk).execute())
  const found = new Map(own.map((row) => [row.person, entryOf(row)]))
  const missing = wanted.filter((address) => !found.has(address))
  const others = await readByKeys(missing, (chunk) =>
    base.where((eb) => eb.or(chunk.slice(0, MOST_PATTERNS).map(writesFrom))).execute(),
  )
  for (const person of others.map(entryOf))
    for (const address of missing) if (person.addresses.includes(address)) found.set(address, person)
  return found
}

/** Conditions on JSON that one query takes: more second addresses than that stand on no page. */
const MOST_PATTERNS = 50

/** `addresses` is JSON; an address stands in it between quotes. */
function writesFrom(address: string): RawBuilder<SqlBool> {
  const pattern = `%${JSON.stringify(address).replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
  return sql<SqlBool>`addresses like ${pattern} escape '\\'`
}

/** The numbers of people by address, for links; addresses that nobody writes from are left out. */
export async function findPersonIds(
  db: Db,
  projectId: number,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (addresses.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'person'])
    .where('project_id', '=', projectId)
    .where('person', 'in', [...new Set(addresses)])
    .execute()
  return new Map(rows.map((row) => [row.person, row.id]))
}

/** The names of people by address; addresses that nobody writes from are left out. */
export async function findPersonNames(
  db: Db,
  projectId: number,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  const wanted = [...new Set(addresses)]
  // An engine takes so many parameters at once.
  for (let from = 0; from < wanted.length; from += 500) {
    const rows = await db
      .selectFrom('person')
      .select(['person', 'name'])
      .where('project_id', '=', projectId)
      .where('person', 'in', wanted.slice(from, from + 500))
      .execute()
    for (const row of rows) if (row.name !== '') names.set(row.person, row.name)
  }
  return names
}

/** A review that somebody gave. */
export interface ReviewEntry {
  readonly messageId: string
  readonly at: Instant
  readonly subject: string
  /** Name and title of the series. */
  readonly series: string
  readonly title: string
  readonly version: number
  readonly revision: string | undefined
  readonly sender: Address
  readonly tags: readonly string[]
}

/** The newest reviews that somebody gave, newest first. Index: `reply` by sender, at. */
export async function listReviewsBy(
  db: Db,
  projectId: number,
  person: string,
  page: { readonly before?: Instant | undefined; readonly limit: number },
): Promise<readonly ReviewEntry[]> {
  let query = db
    .selectFrom('reply as r')
    .innerJoin('message_fact as m', (join) =>
      join.onRef('m.project_id', '=', 'r.project_id').onRef('m.message', '=', 'r.message'),
    )
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'r.project_id').onRef('s.id', '=', 'r.series'),
    )
    .select([
      'r.message',
      'm.message_id',
      'r.at',
      'm.subject',
      's.name',
      's.title',
      's.version',
      's.revision',
      's.sender_name',
      's.sender_address',
    ])
    .where('r.project_id', '=', projectId)
    .where('r.sender', '=', person)
    .where('r.review', '=', 1)
    .orderBy('r.at', 'desc')
    .orderBy('r.message', 'desc')
    .limit(page.limit)
  if (page.before !== undefined) query = query.where('r.at', '<', page.before)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const tags = await db
    .selectFrom('trailer')
    .select(['message', 'position', 'key'])
    .where('project_id', '=', projectId)
    .where(
      'message',
      'in',
      rows.map((row) => row.message),
    )
    .where('person', 'is not', null)
    .orderBy('message')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    messageId: row.message_id,
    at: row.at,
    subject: row.subject,
    series: row.name,
    title: row.title,
    version: row.version,
    revision: row.revision ?? undefined,
    sender: { name: row.sender_name, address: row.sender_address },
    tags: tags.filter((tag) => tag.message === row.message).map((tag) => tag.key),
  }))
}

const COLUMNS = [
  'id',
  'person',
  'name',
  'addresses',
  'first_at',
  'last_at',
  'message_count',
  'series_count',
  'review_count',
] as const

function entryOf(row: {
  readonly id: number
  readonly person: string
  readonly name: string
  readonly addresses: string
  readonly first_at: string
  readonly last_at: string
  readonly message_count: number
  readonly series_count: number
  readonly review_count: number
}): PersonEntry {
  return {
    id: row.id,
    key: row.person,
    name: row.name,
    addresses: textsOf(row.addresses),
    firstAt: row.first_at,
    lastAt: row.last_at,
    mails: row.message_count,
    series: row.series_count,
    reviews: row.review_count,
  }
}

/** The names of everybody who wrote to the list, by the key of the person. */
export async function listPersonNames(db: Db, projectId: number): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('person')
    .select(['person', 'name'])
    .where('project_id', '=', projectId)
    .execute()
  return new Map(rows.map((row) => [row.person, row.name]))
}
