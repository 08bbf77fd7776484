import { type Config, findProjectConfig } from '../app/config.ts'
import { type Act, decide } from '../app/decide.ts'
import type { Instant } from '../core/time.ts'
import type { Database } from '../store/database.ts'
import type { Decision } from '../store/inputs/decisions.ts'
import { ensureProject } from '../store/inputs/projects.ts'

/**
 * How what somebody does in the browser is recorded: as from the command line, under the lock of the project. With `soon`
 * it is only recorded, and what follows is left to the sync that `soon` starts: no page waits for a derivation, and no
 * click is refused because a sync is at work.
 */
export function recordWith(server: {
  readonly database: Database
  readonly config: Config
  readonly clock: () => Instant
  readonly now: () => Instant
  readonly signal: AbortSignal
  readonly soon?: (() => void) | undefined
}): (project: string, act: Act) => Promise<Decision> {
  const { database, config, clock, now, signal, soon } = server
  return async (id, act) => {
    const project = findProjectConfig(config, id)
    const made = await decide(
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
      { derives: soon === undefined ? 'now' : 'later' },
    )
    soon?.()
    return made
  }
}
