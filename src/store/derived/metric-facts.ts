import { type CommitFact, parseCommitFact } from '../../core/metrics/commit-fact.ts'
import { parseFact } from '../../core/metrics/fact-text.ts'
import type { BareFact } from '../../core/metrics/series-fact.ts'
import { secondsOf } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { put, type Row } from './lineages.ts'

/**
 * What metrics know of every lineage of a project, by number. One short text for each: the 35,000 mails of a large list
 * take less than 100 ms.
 */
export async function listLineageFacts(db: Db, projectId: number): Promise<readonly BareFact[]> {
  const rows = await db
    .selectFrom('lineage_fact')
    .select('fact')
    .where('project_id', '=', projectId)
    .orderBy('lineage')
    .execute()
  const shared = new Map<string, string>()
  return rows.map((row) => parseFact(row.fact, shared))
}

/** What metrics know of every commit of a project, by time, then hash. */
export async function listCommitFacts(db: Db, projectId: number): Promise<readonly CommitFact[]> {
  const rows = await db
    .selectFrom('commit_fact')
    .select(['repository', 'sha', 'committed_at', 'development', 'fact'])
    .where('project_id', '=', projectId)
    .orderBy('committed_at')
    .orderBy('sha')
    .orderBy('repository')
    .execute()
  const shared = new Map<string, string>()
  return rows.map((row) =>
    parseCommitFact(
      {
        repository: row.repository,
        sha: row.sha,
        at: secondsOf(row.committed_at),
        development: row.development === 1,
      },
      row.fact,
      shared,
    ),
  )
}

/** Which commits have a fact, as "repository sha", and whether it says that they are on the development branch. */
export async function listCommitFactKeys(db: Db, projectId: number): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db
    .selectFrom('commit_fact')
    .select(['repository', 'sha', 'development'])
    .where('project_id', '=', projectId)
    .execute()
  return new Map(rows.map((row) => [`${row.repository} ${row.sha}`, row.development === 1]))
}

/** Writes facts of commits in place of those of `gone` ("repository sha"), or of the whole project. */
export async function replaceCommitFacts(
  db: Db,
  projectId: number,
  gone: readonly string[] | 'all',
  rows: readonly Row<'commit_fact'>[],
): Promise<void> {
  needTransaction(db, 'replaceCommitFacts')
  if (gone === 'all') await db.deleteFrom('commit_fact').where('project_id', '=', projectId).execute()
  else
    for (const [repository, shas] of byRepository(gone))
      await readByKeys(shas, (chunk) =>
        db
          .deleteFrom('commit_fact')
          .where('project_id', '=', projectId)
          .where('repository', '=', repository)
          .where('sha', 'in', chunk)
          .execute(),
      )
  await put(db, projectId, 'commit_fact', rows)
}

function byRepository(keys: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const key of keys) {
    const space = key.lastIndexOf(' ')
    const group = groups.get(key.slice(0, space))
    if (group) group.push(key.slice(space + 1))
    else groups.set(key.slice(0, space), [key.slice(space + 1)])
  }
  return groups
}
