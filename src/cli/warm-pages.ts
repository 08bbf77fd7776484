import type { Config } from '../app/config.ts'
import type { Database } from '../store/database.ts'
import { findProject } from '../store/inputs/projects.ts'
import { readFactsState } from '../store/read/metric-record.ts'
import type { createApp } from '../web/app.ts'
import { BOARD_PAGES } from '../web/dashboard/board-pages.ts'
import type { KeptBoards } from '../web/dashboard/load-board.ts'
import { pathOf } from '../web/pages/board.ts'

/** What is kept warm. */
export interface WarmSite {
  readonly app: Pick<ReturnType<typeof createApp>, 'request'>
  readonly boards: Pick<KeptBoards, 'show'>
  readonly database: Database
  readonly config: Pick<Config, 'projects'>
}

/** Milliseconds between two looks at whether something new was derived, and between two pages: readers come first. */
const EVERY = 10_000
const BETWEEN = 25

/**
 * Asks for the pages of the dashboard that everybody asks for, without a filter, at the start and whenever something new
 * was derived, by whichever process: what they are made of is kept, so that no reader waits for it. Until all of them are
 * ready, everybody sees what was there before.
 */
export function warmPages(site: WarmSite): { stop(): Promise<void> } {
  const seen = new Map<string, string>()
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  const run = async (): Promise<void> => {
    for (const { id } of site.config.projects) {
      if (isStopped) return
      const projectId = await findProject(site.database.kysely, id)
      const state =
        projectId === undefined ? undefined : await readFactsState(site.database.kysely, projectId)
      if (projectId === undefined || state === undefined || seen.get(id) === state.asOf) continue
      for (const path of BOARD_PAGES.flatMap((page) => page.views.map((view) => pathOf(page, view)))) {
        if (isStopped) return
        const answer = await site.app.request(`http://localhost/p/${id}/${path}`, {}, { isWarming: true })
        await answer.text()
        await new Promise((resolve) => setTimeout(resolve, BETWEEN))
      }
      site.boards.show(projectId)
      seen.set(id, state.asOf)
    }
  }
  let running = Promise.resolve()
  const start = (): void => {
    // A page that fails tells of it itself; what cannot be read now is tried again.
    running = run()
      .catch(() => seen.clear())
      .then(() => {
        if (!isStopped) timer = setTimeout(start, EVERY)
      })
  }
  start()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
