import type { MatchEdge } from '../../core/matching/match.ts'
import type { PatchContent } from '../../core/patches/diff.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, readByKeys } from '../rows.ts'
import { contentOf } from './content-rows.ts'

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
      edges.map(({ messageId, repository, commit, ...edge }) => ({
        project_id: projectId,
        quarter,
        message: messageOf(messageId),
        repository,
        sha: commit,
        edge: JSON.stringify(edge),
      })),
    )
  }
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
    // Written by `replaceMatchEdges` and by nobody else.
    const json: Omit<MatchEdge, 'messageId' | 'repository' | 'commit'> = JSON.parse(row.edge)
    const edge: MatchEdge = { ...json, messageId, repository: row.repository, commit: row.sha }
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
