import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/** A commit on a development branch, as far as it may have come of an event. */
export interface WorkCommit {
  readonly sha: string
  readonly committedAt: Instant
  readonly authorName: string
  readonly authorAddress: string
  readonly message: string
}

/** The commits on development branches from an instant on, by time, then hash; each once. */
export async function listDevelopmentCommits(
  db: Db,
  projectId: number,
  from: Instant,
): Promise<readonly WorkCommit[]> {
  const rows = await db
    .selectFrom('commit_fact as f')
    .innerJoin('git_commit as c', (join) =>
      join
        .onRef('c.project_id', '=', 'f.project_id')
        .onRef('c.repository', '=', 'f.repository')
        .onRef('c.sha', '=', 'f.sha'),
    )
    .select(['c.sha', 'c.committed_at', 'c.author_name', 'c.author_address', 'c.message'])
    .where('f.project_id', '=', projectId)
    .where('f.development', '=', 1)
    .where('f.committed_at', '>=', from)
    .where('c.parents', '<=', 1)
    .execute()
  const bySha = new Map(
    rows.map((row) => [
      row.sha,
      {
        sha: row.sha,
        committedAt: row.committed_at,
        authorName: row.author_name,
        authorAddress: row.author_address,
        message: row.message,
      },
    ]),
  )
  return [...bySha.values()].sort((a, b) => order(a.committedAt, b.committedAt) || order(a.sha, b.sha))
}

/** A lineage, as far as it may have come of an event. */
export interface WorkLineage {
  /** Message-ID of its earliest mail. */
  readonly name: string
  readonly title: string
  readonly startedAt: Instant
  readonly sender: string
  readonly senderName: string
  /** Titles of the patches of its newest version. */
  readonly patches: readonly string[]
}

/** The lineages that began at an instant or later, by time, then name. */
export async function listLineagesFrom(
  db: Db,
  projectId: number,
  from: Instant,
): Promise<readonly WorkLineage[]> {
  const rows = await db
    .selectFrom('lineage as l')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'l.project_id').onRef('s.id', '=', 'l.newest'),
    )
    .select(['l.name', 'l.title', 'l.started_at', 'l.sender', 's.sender_name', 'l.newest'])
    .where('l.project_id', '=', projectId)
    .where('l.started_at', '>=', from)
    .execute()
  const patches = await readByKeys(
    rows.map((row) => row.newest),
    (chunk) =>
      db
        .selectFrom('patch')
        .select(['series', 'title', 'position'])
        .where('project_id', '=', projectId)
        .where('series', 'in', chunk)
        .where('duplicate', '=', 0)
        .execute(),
  )
  const titles = new Map<number, { readonly title: string; readonly position: number }[]>()
  for (const patch of patches) {
    const list = titles.get(patch.series) ?? []
    titles.set(patch.series, list)
    list.push(patch)
  }
  return rows
    .map((row) => ({
      name: row.name,
      title: row.title,
      startedAt: row.started_at,
      sender: row.sender,
      senderName: row.sender_name,
      patches: (titles.get(row.newest) ?? []).sort((a, b) => a.position - b.position).map((one) => one.title),
    }))
    .sort((a, b) => order(a.startedAt, b.startedAt) || order(a.name, b.name))
}

/** A discussion without patches. */
export interface WorkThread {
  /** Message-ID of its first mail. */
  readonly name: string
  readonly title: string
  readonly at: Instant
  readonly sender: string
  readonly senderName: string
}

/** The threads between two instants that begin with a mail that is no patch, answer or bot's, by time, then name. */
export async function listThreadsBetween(
  db: Db,
  projectId: number,
  from: Instant,
  until: Instant,
): Promise<readonly WorkThread[]> {
  const rows = await db
    .selectFrom('message_fact as f')
    .leftJoin('patch as p', (join) =>
      join.onRef('p.project_id', '=', 'f.project_id').onRef('p.message', '=', 'f.message'),
    )
    .leftJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'f.project_id').onRef('s.cover', '=', 'f.message'),
    )
    .select(['f.message_id', 'f.subject', 'f.at', 'f.sender', 'f.sender_name'])
    .where('f.project_id', '=', projectId)
    .where('f.at', '>=', from)
    .where('f.at', '<', until)
    .where('f.parent', 'is', null)
    .where('f.kind', '=', 'other')
    .where('p.message', 'is', null)
    .where('s.id', 'is', null)
    .execute()
  return rows
    .map((row) => ({
      name: row.message_id,
      title: row.subject,
      at: row.at,
      sender: row.sender,
      senderName: row.sender_name,
    }))
    .sort((a, b) => order(a.at, b.at) || order(a.name, b.name))
}

/**
 * How much there is that may have come of something said at an instant: numbers that change when anything new is there
 * to be looked at. Lineages and threads are counted up to `until`.
 */
export async function countTracedWork(
  db: Db,
  projectId: number,
  span: { readonly from: Instant; readonly until: Instant },
): Promise<readonly string[]> {
  const commits = await db
    .selectFrom('commit_fact')
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.max('committed_at').as('newest')])
    .where('project_id', '=', projectId)
    .where('development', '=', 1)
    .where('committed_at', '>=', span.from)
    .executeTakeFirst()
  const lineages = await db
    .selectFrom('lineage')
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.sum('versions').as('versions')])
    .where('project_id', '=', projectId)
    .where('started_at', '>=', span.from)
    .where('started_at', '<', span.until)
    .executeTakeFirst()
  const mails = await db
    .selectFrom('message_fact')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('project_id', '=', projectId)
    .where('at', '>=', span.from)
    .where('at', '<', span.until)
    .executeTakeFirst()
  return [commits?.count, commits?.newest, lineages?.count, lineages?.versions, mails?.count].map(String)
}

/** A mail of a series. */
export interface SeriesMail {
  readonly message: number
  readonly messageId: string
  /** Message-ID of the earliest mail of its lineage. */
  readonly lineage: string
  readonly thread: number
  readonly at: Instant
}

/** Which of some mails (by number) are cover letters or patches, and of which lineage. */
export async function findSeriesMails(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<readonly SeriesMail[]> {
  const patches = await readByKeys([...new Set(messages)], (chunk) =>
    db
      .selectFrom('patch as p')
      .innerJoin('series as s', (join) =>
        join.onRef('s.project_id', '=', 'p.project_id').onRef('s.id', '=', 'p.series'),
      )
      .select(['p.message', 's.lineage'])
      .where('p.project_id', '=', projectId)
      .where('p.message', 'in', chunk)
      .execute(),
  )
  const covers = await readByKeys([...new Set(messages)], (chunk) =>
    db
      .selectFrom('series')
      .select(['cover as message', 'lineage'])
      .where('project_id', '=', projectId)
      .where('cover', 'in', chunk)
      .execute(),
  )
  const lineageOf = new Map(
    [...patches, ...covers].flatMap((row) =>
      row.message === null ? [] : [[row.message, row.lineage] as const],
    ),
  )
  const rows = await readByKeys([...lineageOf.keys()], (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'message_id', 'thread', 'at'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  const names = new Map(
    (
      await readByKeys([...new Set(lineageOf.values())], (chunk) =>
        db
          .selectFrom('lineage')
          .select(['id', 'name'])
          .where('project_id', '=', projectId)
          .where('id', 'in', chunk)
          .execute(),
      )
    ).map((row) => [row.id, row.name]),
  )
  return [...new Map(rows.map((row) => [row.message, row])).values()]
    .flatMap((row) => {
      const lineage = names.get(lineageOf.get(row.message) ?? -1)
      return lineage === undefined
        ? []
        : [{ message: row.message, messageId: row.message_id, lineage, thread: row.thread, at: row.at }]
    })
    .sort((a, b) => order(a.at, b.at) || order(a.messageId, b.messageId))
}

/** The mails in the same threads as some others (by Message-ID), with the thread that each is in. */
export async function listMailsBeside(
  db: Db,
  projectId: number,
  messageIds: readonly string[],
): Promise<readonly { readonly message: number; readonly messageId: string; readonly thread: number }[]> {
  const roots = await readByKeys([...new Set(messageIds)], (chunk) =>
    db
      .selectFrom('message_fact')
      .select('thread')
      .where('project_id', '=', projectId)
      .where('message_id', 'in', chunk)
      .execute(),
  )
  const rows = await readByKeys([...new Set(roots.map((row) => row.thread))], (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'message_id', 'thread'])
      .where('project_id', '=', projectId)
      .where('thread', 'in', chunk)
      .execute(),
  )
  return [...new Map(rows.map((row) => [row.message, row])).values()].map((row) => ({
    message: row.message,
    messageId: row.message_id,
    thread: row.thread,
  }))
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
