import type { TodoSection } from '../../core/status/todo.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { listPastEntries, listPastStandings, type PastStanding } from './past-standings.ts'
import type { TodoEntry } from './todo.ts'

/**
 * Somebody's inbox as of a past instant, told from how each lineage stood: what waited for them by name, and what of theirs was
 * open. What was merely new in their area, or returned to them, is not told apart from what they were waited for.
 */
export async function listTodosAsOf(
  db: Db,
  projectId: number,
  person: { readonly key: string; readonly addresses: readonly string[] },
  at: Instant,
  activeSince: Instant | undefined,
): Promise<readonly TodoEntry[]> {
  const rows = await db
    .selectFrom('lineage')
    .select('id')
    .where('project_id', '=', projectId)
    .where('sender', '=', person.key)
    .where('started_at', '<=', at)
    .execute()
  const own = new Set(rows.map((row) => row.id))
  const addresses = new Set([person.key, ...person.addresses])
  const sections = new Map<number, TodoSection>()
  const standings = (await listPastStandings(db, projectId, at)).filter((one) => {
    if (activeSince !== undefined && one.since < activeSince) return false
    const section = sectionOf(one, own.has(one.lineage), addresses)
    if (section !== undefined) sections.set(one.lineage, section)
    return section !== undefined
  })
  const entries = await listPastEntries(db, projectId, at, standings)
  return entries
    .flatMap((entry): TodoEntry[] => {
      const section = sections.get(entry.id)
      const { why, since, evidence } = entry
      return section === undefined ? [] : [{ section, why, since, evidence, entry }]
    })
    .sort((a, b) =>
      a.section === b.section
        ? a.since === b.since
          ? a.entry.id - b.entry.id
          : a.since < b.since
            ? -1
            : 1
        : a.section < b.section
          ? -1
          : 1,
    )
}

function sectionOf(
  one: PastStanding,
  isOwn: boolean,
  addresses: ReadonlySet<string>,
): TodoSection | undefined {
  const isHeld = one.holders.some((holder) => addresses.has(holder.address))
  if (isOwn) return one.turn === 'nobody' ? undefined : one.turn === 'author' ? 'E' : 'F'
  if (!isHeld) return undefined
  if (one.turn === 'author') return 'E'
  if (one.lost.length > 0) return 'H'
  if (one.turn === 'committers' || one.turn === 'claimant') return 'B'
  if (one.status === 'new') return 'D'
  return one.holders.length === 1 ? 'A' : 'G'
}
