import { type Config, findProjectConfig } from '../app/config.ts'
import { type Act, decide } from '../app/decide.ts'
import type { Instant } from '../core/time.ts'
import type { Database } from '../store/database.ts'
import type { Decision } from '../store/inputs/decisions.ts'
import { ensureProject } from '../store/inputs/projects.ts'

/** How what somebody does in the browser is recorded: under the lock of the project, as from the command line. */
export function recordWith(server: {
  readonly database: Database
  readonly config: Config
  readonly clock: () => Instant
  readonly now: () => Instant
  readonly signal: AbortSignal
}): (project: string, act: Act) => Promise<Decision> {
  const { database, config, clock, now, signal } = server
  return async (id, act) => {
    const project = findProjectConfig(config, id)
    return decide(
      {
        database,
        config,
        project,
        projectId: await ensureProject(database.kysely, project.id),
        now: now(),
        clock,
        signal,
        onProgress: () => undefined,
      },
      act,
    )
  }
}
