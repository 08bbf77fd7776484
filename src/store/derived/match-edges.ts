import type { MatchEdge } from '../../core/matching/match.ts'
import type { PatchContent } from '../../core/patches/diff.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys } from '../rows.ts'
import { contentOf } from './content-rows.ts'
import type { Row } from './lineages.ts'

/** Writes the edges of some quarters in place of what was known of them. `messageOf` gives the number of a mail. */
export async function replaceMatchEdges(
  db: Db,
  projectId: number,
  quarters: ReadonlyMap<string, readonly MatchEdge[]>,
  messageOf: (messageId: string) => number,
): Promise<void> {
  needTransaction(db, 'replaceMatchEdges')
  for (const [quarter, edges] of quarters) {
    await db
      .deleteFrom('match_edge')
      .where('project_id', '=', projectId)
      .where('quarter', '=', quarter)
      .execute()
    await insertRows(
      db,
      'match_edge',
      edges.map((edge) => ({
        project_id: projectId,
        quarter,
        message: messageOf(edge.messageId),
        repository: edge.repository,
        sha: edge.commit,
        edge: edgeText(edge),
      })),
    )
  }
}

/** The edges of some quarters, mails or hashes, as they are stored: `edgeText` and `readEdge` say how. */
export async function listEdgeRows(
  db: Db,
  projectId: number,
  only:
    | { readonly quarters: readonly string[] }
    | { readonly messages: readonly number[] }
    | { readonly shas: readonly string[] },
): Promise<readonly Row<'match_edge'>[]> {
  const base = db
    .selectFrom('match_edge')
    .select(['quarter', 'message', 'repository', 'sha', 'edge'])
    .where('project_id', '=', projectId)
  const rows =
    'quarters' in only
      ? await readByKeys(only.quarters, (chunk) => base.where('quarter', 'in', chunk).execute())
      : 'messages' in only
        ? await readByKeys(only.messages, (chunk) => base.where('message', 'in', chunk).execute())
        : await readByKeys(only.shas, (chunk) => base.where('sha', 'in', chunk).execute())
  return rows
}

/** Takes some edges away, and writes others. */
export async function changeEdgeRows(
  db: Db,
  projectId: number,
  gone: readonly Row<'match_edge'>[],
  come: readonly Row<'match_edge'>[],
): Promise<void> {
  needTransaction(db, 'changeEdgeRows')
  for (const { quarter, message, repository, sha } of gone)
    await db
      .deleteFrom('match_edge')
      .where('project_id', '=', projectId)
      .where('quarter', '=', quarter)
      .where('message', '=', message)
      .where('repository', '=', repository)
      .where('sha', '=', sha)
      .execute()
  await insertRows(
    db,
    'match_edge',
    come.map((row) => ({ project_id: projectId, ...row })),
  )
}

/** What of an edge has no column, as it is stored. */
export function edgeText({
  messageId: _id,
  repository: _repository,
  commit: _commit,
  ...edge
}: MatchEdge): string {
  return JSON.stringify(edge)
}

/** The edge of a row whose mail has this Message-ID. */
export function readEdge(row: Row<'match_edge'>, messageId: string): MatchEdge {
  // Written by `edgeText` and by nobody else.
  const json: Omit<MatchEdge, 'messageId' | 'repository' | 'commit'> = JSON.parse(row.edge)
  return { ...json, messageId, repository: row.repository, commit: row.sha }
}

/** Every edge of a project, by quarter. `messageIdOf` gives the Message-ID of a number; `undefined`: it is gone. */
export async function listMatchEdges(
  db: Db,
  projectId: number,
  messageIdOf: (message: number) => string | undefined,
): Promise<ReadonlyMap<string, readonly MatchEdge[]>> {
  const rows = await db
    .selectFrom('match_edge')
    .select(['quarter', 'message', 'repository', 'sha', 'edge'])
    .where('project_id', '=', projectId)
    .execute()
  const found = new Map<string, MatchEdge[]>()
  for (const row of rows) {
    const messageId = messageIdOf(row.message)
    if (messageId === undefined) continue
    const edge = readEdge(row, messageId)
    const edges = found.get(row.quarter)
    if (edges) edges.push(edge)
    else found.set(row.quarter, [edge])
  }
  return found
}

/** The contents of some commits of a repository, by hash. Commits without one are left out. */
export async function listContentsOf(
  db: Db,
  projectId: number,
  repository: string,
  shas: readonly string[],
): Promise<ReadonlyMap<string, PatchContent>> {
  const rows = await readByKeys(shas, (chunk) =>
    db
      .selectFrom('commit_content')
      .select([
        'sha',
        'patch_id',
        'changed_lines_id',
        'files',
        'additions',
        'deletions',
        'lines',
        'message_lines',
      ])
      .where('project_id', '=', projectId)
      .where('repository', '=', repository)
      .where('sha', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map((row) => [row.sha, contentOf(row)]))
}

/** Which commits of a repository have a content. */
export async function listContentShas(
  db: Db,
  projectId: number,
  repository: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('commit_content')
    .select('sha')
    .where('project_id', '=', projectId)
    .where('repository', '=', repository)
    .execute()
  return new Set(rows.map((row) => row.sha))
}
