import type { Db } from '../database.ts'
import { DERIVED_TABLES } from '../derived-tables.ts'
import type { Tables } from '../schema.ts'

type Names = (value: number) => string

/** Columns that hold a number, and what kind of thing it names. */
const NUMBERS: Readonly<Record<string, Readonly<Record<string, 'message' | 'series' | 'thread'>>>> = {
  message_fact: { message: 'message', parent: 'message', thread: 'thread' },
  patch_content: { message: 'message' },
  problem: { message: 'message' },
  series: { id: 'series', lineage: 'series', cover: 'message' },
  patch: { message: 'message', series: 'series', superseded_by: 'message' },
  reply: { message: 'message', series: 'series', patch: 'message' },
  trailer: { message: 'message', series: 'series', patch: 'message', given_in: 'message' },
  lineage: { id: 'series', newest: 'series' },
  lineage_interval: { lineage: 'series' },
  lineage_fact: { lineage: 'series' },
  lineage_review: { lineage: 'series' },
  todo: { lineage: 'series' },
  lineage_area: { lineage: 'series' },
  apply_check: { lineage: 'series' },
  queue_case: { lineage: 'series' },
  series_link: { newer: 'series', older: 'series' },
  patch_link: { newer: 'message', older: 'message' },
  patch_match: { message: 'message' },
  match_edge: { message: 'message' },
  match_candidate: { message: 'message' },
  mail_call: { message: 'message' },
  patch_recipient: { message: 'message' },
  event_note: { message: 'message' },
  series_memo: { id: 'series' },
  missing_mail: { message: 'message' },
}

/** Columns that say what arrived first, or how much: no part of what the mails say. */
const ARRIVAL: Readonly<Record<string, readonly string[]>> = {
  person: ['id'],
  derivation: ['message', 'written_at'],
}

/** Columns that say how far a search has got that has so much time in each run: no part of what follows from the inputs. */
const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  apply_check: ['sought', 'since_at', 'since_sha'],
}

/**
 * Every derived row of a project as text, in a total order: equal texts are equal rows.
 *
 * With `names`, numbers become Message-IDs (a series and a lineage: of their earliest mail; a thread: its
 * smallest), because numbers are the one thing that the order of arrival decides (law 4). Without, the text
 * is of the rows as they are, for "a rebuild gives the same, byte for byte".
 */
export async function dump(db: Db, projectId: number, options: { readonly names: boolean }): Promise<string> {
  const naming = options.names ? await namesOf(db, projectId) : undefined
  const lines: string[] = []
  for (const table of DERIVED_TABLES) {
    const columns = table.columns
      .map((column) => column.split(' ')[0] ?? '')
      .filter((name) => name !== 'project_id' && !(naming && ARRIVAL[table.name]?.includes(name)))
      .filter((name) => !SEARCHED[table.name]?.includes(name))
    // The list of tables and columns is data; every one has this column.
    const rows: readonly Readonly<Record<string, unknown>>[] = await db
      .selectFrom(table.name as keyof Tables & 'problem')
      .select(columns as unknown as readonly ('message' & string)[])
      .where('project_id', '=', projectId)
      .execute()
    const kinds = NUMBERS[table.name] ?? {}
    const texts = rows.map((row) =>
      JSON.stringify(columns.map((name) => textOf(row[name], name, naming, kinds[name]))),
    )
    lines.push(`# ${table.name} (${columns.join(', ')})`, ...texts.sort())
  }
  return `${lines.join('\n')}\n`
}

interface Naming {
  readonly message: Names
  readonly series: Names
  readonly thread: Names
}

function textOf(
  value: unknown,
  column: string,
  naming: Naming | undefined,
  kind: 'message' | 'series' | 'thread' | undefined,
): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (!naming) return value
  if (kind && typeof value === 'number') return naming[kind](value)
  if (column === 'effective' && typeof value === 'string')
    return (JSON.parse(value) as readonly number[]).map(naming.message)
  return value
}

async function namesOf(db: Db, projectId: number): Promise<Naming> {
  const messages = await db
    .selectFrom('message')
    .select(['id', 'message_id'])
    .where('project_id', '=', projectId)
    .execute()
  const message = new Map(messages.map((row) => [row.id, row.message_id]))
  const series = new Map<number, string>()
  for (const table of ['series', 'lineage'] as const) {
    const rows = await db
      .selectFrom(table)
      .select(['id', 'name'])
      .where('project_id', '=', projectId)
      .execute()
    for (const row of rows) series.set(row.id, row.name)
  }
  const thread = new Map<number, string>()
  const facts = await db
    .selectFrom('message_fact')
    .select(['thread', 'message_id'])
    .where('project_id', '=', projectId)
    .execute()
  for (const row of facts) {
    const smallest = thread.get(row.thread)
    if (smallest === undefined || row.message_id < smallest) thread.set(row.thread, row.message_id)
  }
  const by =
    (names: ReadonlyMap<number, string>): Names =>
    (number) =>
      names.get(number) ?? `? ${number}`
  return { message: by(message), series: by(series), thread: by(thread) }
}
