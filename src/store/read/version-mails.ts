import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/** A patch of a version. */
export interface PatchMail {
  /** Name of the version. */
  readonly series: string
  readonly position: number
  readonly messageId: string
  readonly title: string
  readonly author: string
  readonly at: Instant
  readonly merged: boolean
}

/** A reply to a version. */
export interface ReplyMail {
  readonly series: string
  readonly messageId: string
  readonly subject: string
  readonly at: Instant
  /** Key of the person. */
  readonly sender: string
  /** Slot of the patch that it answers, from 1; `undefined`: the whole version. */
  readonly position: number | undefined
}

/** A trailer that names a person, and the mail that it stands in. */
export interface TagMail {
  readonly series: string
  readonly messageId: string
  readonly at: Instant
  readonly key: string
  readonly person: string
  readonly origin: string
}

/** The mails of some versions: for a page of a table, and for one series in every detail. */
export interface VersionMails {
  readonly patches: readonly PatchMail[]
  readonly replies: readonly ReplyMail[]
  readonly tags: readonly TagMail[]
}

/**
 * The mails of some versions by the names of these, each kind by time, then number. Indexes: series by name; patch,
 * reply, trailer by series.
 */
export async function listVersionMails(
  db: Db,
  projectId: number,
  names: readonly string[],
): Promise<VersionMails> {
  const versions = await readByKeys([...new Set(names)], (chunk) =>
    db
      .selectFrom('series')
      .select(['id', 'name'])
      .where('project_id', '=', projectId)
      .where('name', 'in', chunk)
      .execute(),
  )
  const nameOf = new Map(versions.map((row) => [row.id, row.name]))
  const ids = [...nameOf.keys()]
  const patches = await readByKeys(ids, (chunk) =>
    db
      .selectFrom('patch as p')
      .innerJoin('message_fact as m', (join) =>
        join.onRef('m.project_id', '=', 'p.project_id').onRef('m.message', '=', 'p.message'),
      )
      .select([
        'p.series',
        'p.message',
        'p.position',
        'm.message_id',
        'p.title',
        'p.author',
        'p.at',
        'p.merged',
        'p.duplicate',
      ])
      .where('p.project_id', '=', projectId)
      .where('p.series', 'in', chunk)
      .execute(),
  )
  const positions = new Map(patches.map((row) => [row.message, row.position]))
  const replies = await readByKeys(ids, (chunk) =>
    db
      .selectFrom('reply as r')
      .innerJoin('message_fact as m', (join) =>
        join.onRef('m.project_id', '=', 'r.project_id').onRef('m.message', '=', 'r.message'),
      )
      .select(['r.series', 'r.message', 'r.patch', 'r.at', 'r.sender', 'm.message_id', 'm.subject'])
      .where('r.project_id', '=', projectId)
      .where('r.series', 'in', chunk)
      .where('m.kind', '<>', 'bot')
      .execute(),
  )
  const tags = await readByKeys(ids, (chunk) =>
    db
      .selectFrom('trailer as t')
      .innerJoin('message_fact as m', (join) =>
        join.onRef('m.project_id', '=', 't.project_id').onRef('m.message', '=', 't.message'),
      )
      .select([
        't.series',
        't.message',
        't.position',
        't.key',
        't.person',
        't.origin',
        'm.message_id',
        'm.at',
      ])
      .where('t.project_id', '=', projectId)
      .where('t.series', 'in', chunk)
      .where('t.person', 'is not', null)
      .execute(),
  )
  const seriesOf = (id: number): string => nameOf.get(id) ?? ''
  return {
    patches: patches
      .filter((row) => row.duplicate === 0)
      .sort((a, b) => order(a.at, b.at) || a.position - b.position || a.message - b.message)
      .map((row) => ({
        series: seriesOf(row.series),
        position: row.position,
        messageId: row.message_id,
        title: row.title,
        author: row.author,
        at: row.at,
        merged: row.merged === 1,
      })),
    replies: replies
      .sort((a, b) => order(a.at, b.at) || a.message - b.message)
      .map((row) => ({
        series: seriesOf(row.series),
        messageId: row.message_id,
        subject: row.subject,
        at: row.at,
        sender: row.sender,
        position: row.patch === null ? undefined : positions.get(row.patch),
      })),
    tags: tags
      .sort((a, b) => order(a.at, b.at) || a.message - b.message || a.position - b.position)
      .map((row) => ({
        series: seriesOf(row.series),
        messageId: row.message_id,
        at: row.at,
        key: row.key,
        person: row.person ?? '',
        origin: row.origin,
      })),
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
