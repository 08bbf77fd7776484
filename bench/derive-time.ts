import { loadConfig } from '../src/app/config.ts'
import { deriveRows } from '../src/app/derive/derive-rows.ts'
import { readInputs } from '../src/app/derive/inputs.ts'
import { EMPTY_MEMO, readMemo } from '../src/app/derive/memo.ts'
import { withRun } from '../src/app/with-run.ts'
import { openDatabase } from '../src/store/database.ts'
import { readDerivation } from '../src/store/derived/derivation.ts'
import { ensureProject } from '../src/store/inputs/projects.ts'

/** How long deriving took, of mails that were read before. */
export interface DeriveTime {
  readonly mails: number
  readonly lineages: number
  readonly wallSeconds: number
  readonly cpuSeconds: number
  /** Wall and CPU time where the matches with commits are known: threads, series, lineages, and how each of them stood when. */
  readonly matchedWallSeconds: number
  readonly matchedCpuSeconds: number
}

/**
 * Derives all of a project that a sync has filled once more, as if nothing of it were known: threads, series, lineages,
 * matches, the state, turn and loss of each, the numbers of the dashboard, and all of their rows written. No mail is read.
 */
export async function timeDerivation(configPath: string): Promise<DeriveTime> {
  const config = loadConfig(configPath, {})
  const [project] = config.projects
  if (project === undefined) throw new Error(`${configPath} has no project`)
  const database = await openDatabase(config.database)
  try {
    const projectId = await ensureProject(database.kysely, project.id)
    const clock = (): string => `${new Date().toISOString().slice(0, 19)}Z`
    const context = {
      database,
      config,
      project,
      projectId,
      now: clock(),
      clock,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    }
    await database.kysely.deleteFrom('series_memo').where('project_id', '=', projectId).execute()
    const began = performance.now()
    const used = process.cpuUsage()
    await withRun(context, 'rebuild', async (job) => {
      await deriveRows(job, EMPTY_MEMO, await readInputs(job))
      return {}
    })
    const all = process.cpuUsage(used)
    const wallSeconds = (performance.now() - began) / 1000
    const memo = readMemo((await readDerivation(database.kysely, projectId))?.configuration)
    await database.kysely.deleteFrom('series_memo').where('project_id', '=', projectId).execute()
    const begun = performance.now()
    const again = process.cpuUsage()
    await withRun(context, 'rebuild', async (job) => {
      await deriveRows(job, { ...EMPTY_MEMO, quarters: memo.quarters }, await readInputs(job))
      return {}
    })
    const matched = process.cpuUsage(again)
    const matchedWallSeconds = (performance.now() - begun) / 1000
    const count = (table: 'message_fact' | 'lineage') =>
      database.kysely
        .selectFrom(table)
        .select((of) => of.fn.countAll().as('n'))
        .where('project_id', '=', projectId)
        .executeTakeFirstOrThrow()
    return {
      mails: Number((await count('message_fact')).n),
      lineages: Number((await count('lineage')).n),
      wallSeconds,
      cpuSeconds: (all.user + all.system) / 1e6,
      matchedWallSeconds,
      matchedCpuSeconds: (matched.user + matched.system) / 1e6,
    }
  } finally {
    await database.close()
  }
}
