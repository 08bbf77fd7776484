import { setImmediate } from 'node:timers/promises'
import { type CommitFact, parseCommitFact } from '../../core/metrics/commit-fact.ts'
import { parseFact } from '../../core/metrics/fact-text.ts'
import type { BareFact } from '../../core/metrics/series-fact.ts'
import { secondsOf } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { put, type Row } from './lineages.ts'

/** Rows that are read and parsed at once: some 10 ms, after which whoever waits for a page has a turn. */
const AT_ONCE = { lineages: 300, commits: 2000 } as const

/**
 * What metrics know of every lineage of a project, by number. One short text for each: those of 35,000 mails are read in a
 * fifth of a second, in pieces, so that a server answers in between.
 */
export async function listLineageFacts(db: Db, projectId: number): Promise<readonly BareFact[]> {
  const shared = new Map<string, string>()
  const facts: BareFact[] = []
  for (let after = -1; ; ) {
    const rows = await db
      .selectFrom('lineage_fact')
      .select(['lineage', 'fact'])
      .where('project_id', '=', projectId)
      .where('lineage', '>', after)
      .orderBy('lineage')
      .limit(AT_ONCE.lineages)
      .execute()
    for (const row of rows) facts.push(parseFact(row.fact, shared))
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE.lineages) return facts
    after = last.lineage
    await setImmediate()
  }
}

/** What metrics know of every commit of a project, by time, then hash. Read in pieces, as the facts of lineages are. */
export async function listCommitFacts(db: Db, projectId: number): Promise<readonly CommitFact[]> {
  const shared = new Map<string, string>()
  const facts: CommitFact[] = []
  for (let after = { repository: '', sha: '' }; ; ) {
    const rows = await db
      .selectFrom('commit_fact')
      .select(['repository', 'sha', 'committed_at', 'development', 'fact'])
      .where('project_id', '=', projectId)
      .where((row) =>
        row.or([
          row('repository', '>', after.repository),
          row.and([row('repository', '=', after.repository), row('sha', '>', after.sha)]),
        ]),
      )
      .orderBy('repository')
      .orderBy('sha')
      .limit(AT_ONCE.commits)
      .execute()
    for (const { repository, sha, committed_at, development, fact } of rows)
      facts.push(
        parseCommitFact(
          { repository, sha, at: secondsOf(committed_at), development: development === 1 },
          fact,
          shared,
        ),
      )
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE.commits) break
    after = last
    await setImmediate()
  }
  return facts.sort((a, b) => a.at - b.at || compare(a.sha, b.sha) || compare(a.repository, b.repository))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
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
