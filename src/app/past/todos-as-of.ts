import { addDays, type Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listPastEntries, listPastStandings } from '../../store/read/past-standings.ts'
import type { TodoEntry } from '../../store/read/todo.ts'
import { type PastProject, reviewsAsOf } from './reviews-as-of.ts'

/**
 * Somebody's inbox as of a past instant, told again from the mails, commits and decisions of then and the MAINTAINERS file of
 * that day. `committer`: what was ready and named nobody was theirs to commit too. Lineages without a mail in the `days` before
 * are left out; `undefined`: none is.
 */
export async function listTodosAsOf(
  db: Db,
  projectId: number,
  project: PastProject,
  at: Instant,
  whose: { readonly key: string; readonly committer: boolean; readonly days: number | undefined },
): Promise<readonly TodoEntry[]> {
  const activeSince = whose.days === undefined ? undefined : addDays(at, -whose.days)
  const standings = await listPastStandings(db, projectId, at, { activeSince })
  const reviews = await reviewsAsOf(db, projectId, project, at, standings)
  const mine = standings.flatMap((standing) => {
    const past = reviews.get(standing.lineage)
    if (past === undefined || (activeSince !== undefined && past.activeAt < activeSince)) return []
    const todo =
      past.review.todos.find((one) => one.person === whose.key) ??
      (whose.committer && standing.status === 'ready' && standing.holders.length === 0
        ? ({
            section: 'B',
            why: standing.why,
            since: standing.since,
            evidence: standing.evidence,
          } as const)
        : undefined)
    return todo === undefined ? [] : [{ standing, todo }]
  })
  const entries = await listPastEntries(
    db,
    projectId,
    mine.map((one) => one.standing),
    (lineage) => reviews.get(lineage),
  )
  const todoOf = new Map(mine.map(({ standing, todo }) => [standing.lineage, todo]))
  return entries
    .flatMap((entry): TodoEntry[] => {
      const todo = todoOf.get(entry.id)
      if (todo === undefined) return []
      const { section, why, since, evidence } = todo
      return [{ section, why, since, evidence, entry }]
    })
    .sort((a, b) => order(a.section, b.section) || order(a.since, b.since) || a.entry.id - b.entry.id)
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
