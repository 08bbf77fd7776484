import { CompiledQuery } from 'kysely'
import type { Instant } from '../core/time.ts'
import { type Db, engineOf, needTransaction } from './database.ts'
import { readByKeys } from './rows.ts'
import {
  parseSearch,
  plainWords,
  type SearchField,
  type SearchQuery,
  type SearchTerm,
  wordsOf,
} from './search-query.ts'

/** What of a mail can be searched. */
export interface SearchableMessage {
  readonly message: number
  readonly subject: string
  /** Name and address. */
  readonly sender: string
  /** Its own text, without quotes; what is beyond 64 KiB is not indexed. */
  readonly body: string
}

/** A mail that was found. */
export interface SearchHit {
  readonly message: number
  readonly messageId: string
  readonly at: Instant
}

/** One page of what was found. */
export interface SearchResult {
  readonly hits: readonly SearchHit[]
  /** How many there are in all, counted up to `COUNT_LIMIT`. */
  readonly total: number
  /** There are more than `total`. */
  readonly more: boolean
}

/** Hits are counted, and can be leafed through, up to this. */
export const COUNT_LIMIT = 1000
/** Sorting by time looks at so many of the newest mails that match. */
const TIME_LIMIT = 10_000
const BODY_CHARACTERS = 65_536
const HEADER_CHARACTERS = 2_000

/**
 * Makes mails findable, in place of what was indexed of them. 35,000 mails take about 4 CPU-seconds on SQLite:
 * words of plain text are cut there by FTS5 itself. PostgreSQL gets the same words, cut by `wordsOf`, because its own
 * parser takes paths and host names as single words.
 */
export async function indexMessages(
  db: Db,
  projectId: number,
  messages: readonly SearchableMessage[],
): Promise<void> {
  needTransaction(db, 'indexMessages')
  const postgres = engineOf(db) === 'postgres'
  const text = postgres
    ? `insert into message_search (project_id, message, words) values ($1, $2, $3::tsvector)
       on conflict (project_id, message) do update set words = excluded.words`
    : 'insert or replace into message_search (rowid, project, subject, sender, body) values (?, ?, ?, ?, ?)'
  for (const { message, subject, sender, body } of messages) {
    const cut = [
      subject.slice(0, HEADER_CHARACTERS),
      sender.slice(0, HEADER_CHARACTERS),
      body.slice(0, BODY_CHARACTERS),
    ]
    const parameters = postgres
      ? [projectId, message, vectorOf(cut)]
      : [message, projectWord(projectId), ...cut.map(plainWords)]
    await db.executeQuery(CompiledQuery.raw(text, parameters))
  }
}

/** Makes mails unfindable. */
export async function removeFromIndex(db: Db, projectId: number, messages: readonly number[]): Promise<void> {
  const postgres = engineOf(db) === 'postgres'
  await readByKeys(messages, async (chunk) => {
    const marks = chunk.map((_, index) => (postgres ? `$${index + 1}` : '?')).join(', ')
    await db.executeQuery(
      postgres
        ? CompiledQuery.raw(
            `delete from message_search where message in (${marks}) and project_id = $${chunk.length + 1}`,
            [...chunk, projectId],
          )
        : CompiledQuery.raw(`delete from message_search where rowid in (${marks})`, [...chunk]),
    )
    return []
  })
}

/** Empties the index of a project. */
export async function clearIndex(db: Db, projectId: number): Promise<void> {
  if (engineOf(db) === 'postgres') {
    await db.executeQuery(CompiledQuery.raw('delete from message_search where project_id = $1', [projectId]))
    return
  }
  const others = await db.selectFrom('project').select('id').where('id', '!=', projectId).limit(1).execute()
  // Deleting row by row leaves a grave for each word: all at once, where nobody else is in it.
  if (others.length === 0)
    await db.executeQuery(
      CompiledQuery.raw(`insert into message_search (message_search) values ('delete-all')`),
    )
  else
    await db.executeQuery(
      CompiledQuery.raw(
        'delete from message_search where rowid in (select id from message where project_id = ?)',
        [projectId],
      ),
    )
}

/** After a large import: makes one segment of many. */
export async function optimizeIndex(db: Db): Promise<void> {
  if (engineOf(db) === 'sqlite')
    await db.executeQuery(
      CompiledQuery.raw(`insert into message_search (message_search) values ('optimize')`),
    )
}

/**
 * The mails that a query finds (its language: see `parseSearch`), best first or newest first.
 *
 * Nothing that can be typed is an error. Only mails that have facts are found, so that a removed one is gone at
 * once. `before`: only mails earlier than that. `offset` counts up to `COUNT_LIMIT`.
 */
export async function searchMessages(
  db: Db,
  projectId: number,
  query: string,
  options: {
    readonly limit: number
    readonly offset?: number
    readonly order?: 'rank' | 'time'
    readonly before?: Instant
  },
): Promise<SearchResult> {
  const parsed = parseSearch(query)
  if (parsed === undefined) return { hits: [], total: 0, more: false }
  const postgres = engineOf(db) === 'postgres'
  const found = postgres
    ? `select message, ts_rank('{0.1, 0.2, 0.4, 1.0}', words, $1::tsquery) as score
       from message_search where project_id = $2 and words @@ $1::tsquery`
    : `select rowid as message, -bm25(message_search, 0.0, 5.0, 3.0, 1.0) as score
       from message_search where message_search match $1`
  const newest = postgres
    ? `select message, 0 as score from message_search where project_id = $2 and words @@ $1::tsquery order by message desc limit ${TIME_LIMIT}`
    : `select rowid as message, 0 as score from message_search where message_search match $1 order by rowid desc limit ${TIME_LIMIT}`
  const matched = postgres ? formatTsquery(parsed) : formatFts5(parsed, projectId)
  const byTime = options.order === 'time'
  const limit = Math.max(0, Math.min(options.limit, COUNT_LIMIT))
  const offset = Math.max(0, Math.min(options.offset ?? 0, COUNT_LIMIT))
  // `cross join`: SQLite does it in this order. It would go through all mails of the project instead, to find 7 of them.
  const facts = 'cross join message_fact f where f.project_id = $2 and f.message = s.message'
  const earlier = options.before === undefined ? '' : ' and f.at < $3'
  const parameters = [matched, projectId, ...(options.before === undefined ? [] : [options.before])]
  const order = byTime ? 'f.at desc, f.message desc' : 's.score desc, f.at desc, f.message desc'
  const page = await db.executeQuery<{ message: number; message_id: string; at: string }>(
    CompiledQuery.raw(
      `select f.message, f.message_id, f.at from (${byTime ? newest : found}) s ${facts}${earlier}
       order by ${order} limit ${limit} offset ${offset}`,
      parameters,
    ),
  )
  const counted = await db.executeQuery<{ n: number }>(
    CompiledQuery.raw(
      `select cast(count(*) as integer) as n from (
         select f.message from (${newest}) s ${facts}${earlier} limit ${COUNT_LIMIT + 1}
       ) as found`,
      parameters,
    ),
  )
  const total = counted.rows[0]?.n ?? 0
  return {
    hits: page.rows.map((row) => ({ message: row.message, messageId: row.message_id, at: row.at })),
    total: Math.min(total, COUNT_LIMIT),
    more: total > COUNT_LIMIT,
  }
}

/**
 * The numbers of the mails that a query finds, the last that came first, at most `limit`: all that a list needs that is
 * filtered by words. Looking up the facts of a thousand mails takes ten times as long as finding them.
 */
export async function searchNumbers(
  db: Db,
  projectId: number,
  query: string,
  limit: number,
): Promise<readonly number[]> {
  const parsed = parseSearch(query)
  if (parsed === undefined) return []
  const most = Math.max(0, Math.min(limit, TIME_LIMIT))
  const found =
    engineOf(db) === 'postgres'
      ? await db.executeQuery<{ message: number }>(
          CompiledQuery.raw(
            `select message from message_search where project_id = $2 and words @@ $1::tsquery
             order by message desc limit ${most}`,
            [formatTsquery(parsed), projectId],
          ),
        )
      : await db.executeQuery<{ message: number }>(
          CompiledQuery.raw(
            `select rowid as message from message_search where message_search match ?
             order by rowid desc limit ${most}`,
            [formatFts5(parsed, projectId)],
          ),
        )
  return found.rows.map((row) => row.message)
}

function projectWord(projectId: number): string {
  return `p${projectId}`
}

/** The query in FTS5's language. Its words hold letters and digits only, so quotes around them suffice. */
function formatFts5(query: SearchQuery, projectId: number): string {
  const term = (one: SearchTerm): string =>
    `${one.field ?? '{subject sender body}'} : "${one.words.join(' ')}"${one.prefix ? ' *' : ''}`
  const any = (terms: readonly SearchTerm[]): string =>
    `(${terms.map((one) => `(${term(one)})`).join(' OR ')})`
  const all = [`(project : "${projectWord(projectId)}")`, ...query.groups.map(any)].join(' AND ')
  return query.without.length > 0 ? `(${all}) NOT ${any(query.without)}` : all
}

const WEIGHTS: Readonly<Record<SearchField, string>> = { subject: 'A', sender: 'B', body: 'D' }

/** The query as PostgreSQL's `tsquery`. */
function formatTsquery(query: SearchQuery): string {
  const term = (one: SearchTerm): string => {
    const weight = one.field ? WEIGHTS[one.field] : ''
    const words = one.words.map((word, index) => {
      const star = one.prefix && index === one.words.length - 1 ? '*' : ''
      return `'${word}'${star || weight ? `:${star}${weight}` : ''}`
    })
    return `(${words.join(' <-> ')})`
  }
  const any = (terms: readonly SearchTerm[]): string => `(${terms.map(term).join(' | ')})`
  const parts = query.groups.map(any)
  if (query.without.length > 0) parts.push(`!${any(query.without)}`)
  return parts.join(' & ')
}

/** Highest position that a `tsvector` knows, and how many of one word. */
const POSITIONS = 16_383
const REPEATS = 255

/** The words of subject, sender and body as a `tsvector` literal. */
function vectorOf(texts: readonly string[]): string {
  const places = new Map<string, string[]>()
  let position = 0
  for (const [index, text] of texts.entries()) {
    for (const word of wordsOf(text)) {
      position += 1
      const known = places.get(word)
      const place = `${Math.min(position, POSITIONS)}${'ABD'[index]}`
      if (known === undefined) places.set(word, [place])
      else if (known.length < REPEATS) known.push(place)
    }
    // No phrase reaches from one field into the next.
    position += 10
  }
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ')
}
