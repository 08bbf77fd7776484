import { loadContents } from '../../src/app/derive/commit-contents.ts'
import { loadCommits } from '../../src/app/derive/commits.ts'
import type { Corrections } from '../../src/app/derive/corrections.ts'
import { writeMatchInputs } from '../../src/app/derive/match-inputs.ts'
import { matchRows } from '../../src/app/derive/match-rows.ts'
import { deriveMatches, type MatchInputs } from '../../src/app/derive/matches.ts'
import type { SyncJob } from '../../src/app/with-run.ts'
import { listMatchEdges, replaceMatchEdges } from '../../src/store/derived/match-edges.ts'
import { listMatches, replaceMatches } from '../../src/store/derived/matches.ts'

/** Nothing was decided. */
export const UNDECIDED: Corrections = {
  groups: [],
  links: [],
  states: new Map(),
  intents: new Map(),
  matches: [],
}

/**
 * Matches everything, as a derivation of everything does, and writes it. `quarters`: the prints of last time. Gives those
 * of now, and the quarters that were matched anew.
 */
export async function matchEverything(
  job: SyncJob,
  inputs: MatchInputs,
  corrections: Corrections,
  quarters: Readonly<Record<string, string>>,
  numberOf: (messageId: string) => number,
): Promise<{ readonly prints: Readonly<Record<string, string>>; readonly anew: readonly string[] }> {
  const { kysely } = job.database
  const { projectId } = job
  const commits = await loadCommits(job, (address) => address.address)
  const names = new Map(inputs.candidates.map((one) => [numberOf(one.messageId), one.messageId]))
  const { matches, edges, prints, patches } = await deriveMatches(
    job,
    inputs,
    commits,
    corrections,
    { quarters },
    {
      contentsOf: (some) => loadContents(job, some),
      knownEdges: () => listMatchEdges(kysely, projectId, (message) => names.get(message)),
    },
  )
  await job.database.transaction(async (db) => {
    await replaceMatchEdges(db, projectId, edges, numberOf)
    await writeMatchInputs(db, projectId, patches, commits.all, numberOf)
    await replaceMatches(db, projectId, 'all', matchRows(matches, commits, numberOf))
  })
  return { prints, anew: [...edges.keys()] }
}

/** Everything that matching has written, in a total order. */
export async function rowsOfMatching({ database, projectId }: Pick<SyncJob, 'database' | 'projectId'>) {
  const db = database.kysely
  const of = async (table: 'match_candidate' | 'match_edge' | 'match_commit'): Promise<readonly string[]> => {
    const rows = await db.selectFrom(table).selectAll().where('project_id', '=', projectId).execute()
    return rows.map((row) => JSON.stringify({ ...row, project_id: 0 })).sort()
  }
  return {
    candidates: await of('match_candidate'),
    edges: await of('match_edge'),
    commits: await of('match_commit'),
    matches: await listMatches(db, projectId),
  }
}
