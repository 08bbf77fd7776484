import type { Config } from '../app/config.ts'
import { listDueReminders, sendReminders } from '../app/hackathon/remind.ts'
import type { Outbox } from '../app/outbox.ts'
import type { Instant } from '../core/time.ts'
import type { Database } from '../store/database.ts'
import { findProject } from '../store/inputs/projects.ts'
import { sessionUrl } from './event/event-url.ts'

/** Whose reminders are sent, and how. */
export interface RemindedSite {
  readonly database: Database
  readonly config: Pick<Config, 'projects' | 'baseUrl'>
  readonly outbox: Outbox
  readonly clock: () => Instant
  readonly report: (text: string) => void
}

/** Milliseconds between two looks for sessions without notes. */
const EVERY = 3_600_000

/**
 * Asks for notes that are missing, of the projects that want it (`events.reminders`). Gives how many mails went out. What
 * fails is reported; of what was not sent nothing is recorded, so that the next look sends it.
 */
export async function remindOnce({ database, config, outbox, clock, report }: RemindedSite): Promise<number> {
  let sent = 0
  for (const project of config.projects.filter((one) => one.events.reminders))
    try {
      const projectId = await findProject(database.kysely, project.id)
      if (projectId === undefined) continue
      const context = { database, project, projectId, clock }
      const due = await listDueReminders(context, (event, session) =>
        sessionUrl(config, project.id, event, session),
      )
      sent += await sendReminders(context, due, outbox)
    } catch (error) {
      report(
        `patchmoot: ${project.id}: reminders were not sent: ${error instanceof Error ? error.message : error}`,
      )
    }
  return sent
}

/** The same at the start and every hour. */
export function remindOnTimer(site: RemindedSite): { stop(): Promise<void> } {
  let running: Promise<unknown> = remindOnce(site)
  const timer = setInterval(() => {
    running = running.then(() => remindOnce(site))
  }, EVERY)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
