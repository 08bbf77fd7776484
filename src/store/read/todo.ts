import { TODO_SECTIONS, type TodoSection } from '../../core/status/todo.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { listSeriesOf, type SeriesEntry } from './series-list.ts'

/** A line of somebody's inbox, with the lineage that it is about. */
export interface TodoEntry {
  readonly section: TodoSection
  readonly why: string
  readonly since: Instant
  /** Message-ID or commit. */
  readonly evidence: string | undefined
  readonly entry: SeriesEntry
}

/** Lines of one inbox that are read; a person with more has other troubles. */
const MOST = 1000

/**
 * Somebody's inbox: by section, in each by how long it has waited, the new ones last. `committer`: lineages that are
 * ready and name nobody are theirs to commit too. Lineages without a mail since `activeSince` are left out.
 */
export async function listTodos(
  db: Db,
  projectId: number,
  person: string,
  options: { readonly committer: boolean; readonly activeSince?: Instant | undefined },
): Promise<readonly TodoEntry[]> {
  const rows = await db
    .selectFrom('todo')
    .select(['lineage', 'section', 'why', 'since', 'evidence'])
    .where('project_id', '=', projectId)
    .where('person', '=', person)
    .orderBy('section')
    .orderBy('since')
    .orderBy('lineage')
    .limit(MOST)
    .execute()
  const ready = options.committer ? await listReady(db, projectId) : []
  const mine = new Set(rows.map((row) => row.lineage))
  const all = [...rows, ...ready.filter((row) => !mine.has(row.lineage))]
  const entries = await listSeriesOf(
    db,
    projectId,
    all.map((row) => row.lineage),
  )
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return all
    .flatMap((row): TodoEntry[] => {
      const section = TODO_SECTIONS.find((one) => one === row.section)
      const entry = byId.get(row.lineage)
      if (section === undefined || entry === undefined) return []
      if (options.activeSince !== undefined && entry.activeAt < options.activeSince) return []
      return [{ section, why: row.why, since: row.since, evidence: row.evidence ?? undefined, entry }]
    })
    .sort((a, b) => compare(a.section, b.section) || compare(a.since, b.since) || a.entry.id - b.entry.id)
}

/** What is ready and waits for nobody by name: in a project without a MAINTAINERS file anybody who commits may. */
async function listReady(db: Db, projectId: number) {
  const rows = await db
    .selectFrom('lineage')
    .select(['id', 'why', 'since', 'evidence'])
    .where('project_id', '=', projectId)
    .where('status', '=', 'ready')
    .where('holders', '=', '[]')
    .orderBy('since')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map((row) => ({
    lineage: row.id,
    section: 'B',
    why: row.why,
    since: row.since,
    evidence: row.evidence,
  }))
}

/** Days after which something that nobody mentions any more leaves an inbox. */
export const INBOX_DAYS = 365

/** Days for which a commit makes a committer. */
export const COMMITTER_DAYS = 365

/** Did somebody commit to a development branch between two instants? `addresses` are all of theirs. */
export async function isCommitter(
  db: Db,
  projectId: number,
  addresses: readonly string[],
  since: Instant,
  until?: Instant,
): Promise<boolean> {
  if (addresses.length === 0) return false
  let query = db
    .selectFrom('git_commit')
    .select('sha')
    .where('project_id', '=', projectId)
    .where('committer_address', 'in', addresses.slice(0, 50))
    .where('committed_at', '>=', since)
  if (until !== undefined) query = query.where('committed_at', '<=', until)
  const row = await query.limit(1).executeTakeFirst()
  return row !== undefined
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
