import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/** Where a mail is that is known by its name. */
export interface NamedMail {
  readonly message: number
  readonly messageId: string
  readonly thread: number
}

/** The mails with these Message-IDs, as far as they are here. */
export async function findMails(
  db: Db,
  projectId: number,
  messageIds: readonly string[],
): Promise<readonly NamedMail[]> {
  const rows = await readByKeys([...new Set(messageIds)], (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'message_id', 'thread'])
      .where('project_id', '=', projectId)
      .where('message_id', 'in', chunk)
      .execute(),
  )
  return rows.map((row) => ({ message: row.message, messageId: row.message_id, thread: row.thread }))
}

/** The threads of these mails. */
export async function listThreadsOf(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await readByKeys([...new Set(messages)], (chunk) =>
    db
      .selectFrom('message_fact')
      .select('thread')
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  return new Set(rows.map((row) => row.thread))
}

/** The numbers of mails under these titles, replies left out. */
export async function listTitled(
  db: Db,
  projectId: number,
  keys: readonly string[],
): Promise<readonly number[]> {
  const rows = await readByKeys([...new Set(keys)], (chunk) =>
    db
      .selectFrom('message_fact')
      .select('message')
      .where('project_id', '=', projectId)
      .where('title_key', 'in', chunk)
      .where('kind', 'not in', ['reply', 'bot'])
      .execute(),
  )
  return [...new Set(rows.map((row) => row.message))]
}

/** The numbers of the series (as they were last found) that these mails are in. */
export async function listSeriesOf(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<ReadonlySet<number>> {
  const unique = [...new Set(messages)]
  const patches = await readByKeys(unique, (chunk) =>
    db
      .selectFrom('patch')
      .select('series as id')
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  const covers = await readByKeys(unique, (chunk) =>
    db
      .selectFrom('series')
      .select('id')
      .where('project_id', '=', projectId)
      .where('cover', 'in', chunk)
      .execute(),
  )
  return new Set([...patches, ...covers].map((row) => row.id))
}

/** The numbers of the mails that are in these series, as they were last found. */
export async function listMailsOfSeries(
  db: Db,
  projectId: number,
  series: readonly number[],
): Promise<readonly number[]> {
  const patches = await readByKeys(series, (chunk) =>
    db
      .selectFrom('patch')
      .select('message')
      .where('project_id', '=', projectId)
      .where('series', 'in', chunk)
      .execute(),
  )
  const covers = await readByKeys(series, (chunk) =>
    db
      .selectFrom('series')
      .select('cover as message')
      .where('project_id', '=', projectId)
      .where('id', 'in', chunk)
      .execute(),
  )
  return [...new Set([...patches, ...covers].flatMap((row) => row.message ?? []))]
}

/** The numbers of patches that are linked to these, as newer or older versions. */
export async function listLinkedPatches(
  db: Db,
  projectId: number,
  patches: readonly number[],
): Promise<readonly number[]> {
  const unique = [...new Set(patches)]
  const newer = await readByKeys(unique, (chunk) =>
    db
      .selectFrom('patch_link')
      .select('newer as message')
      .where('project_id', '=', projectId)
      .where('older', 'in', chunk)
      .execute(),
  )
  const older = await readByKeys(unique, (chunk) =>
    db
      .selectFrom('patch_link')
      .select('older as message')
      .where('project_id', '=', projectId)
      .where('newer', 'in', chunk)
      .execute(),
  )
  return [...new Set([...newer, ...older].map((row) => row.message))]
}

/** The numbers of work (no replies, no bots) that names one of these Message-IDs as another version or otherwise: all of it is looked through. */
export async function listNamers(
  db: Db,
  projectId: number,
  messageIds: ReadonlySet<string>,
): Promise<readonly number[]> {
  if (messageIds.size === 0) return []
  const rows = await db
    .selectFrom('message_fact')
    .select(['message', 'facts'])
    .where('project_id', '=', projectId)
    .where('kind', 'not in', ['reply', 'bot'])
    .where((eb) => eb.or([eb('facts', 'like', '%"links":%'), eb('facts', 'like', '%"supersedes":%')]))
    .execute()
  return rows.flatMap((row) => {
    const json: { readonly links?: readonly string[]; readonly supersedes?: readonly string[] } = JSON.parse(
      row.facts,
    )
    const named = [...(json.links ?? []), ...(json.supersedes ?? [])]
    return named.some((id) => messageIds.has(id)) ? [row.message] : []
  })
}
