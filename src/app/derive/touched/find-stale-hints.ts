import { listNamers, listSeriesOf } from '../../../store/derived/mail-lookups.ts'
import type { SyncJob } from '../../with-run.ts'
import { isWork } from './find-touched-series.ts'
import type { TouchedMails } from './load-mails.ts'

/**
 * The numbers of series of before that may hint at other work now: a mail that was missing above one of theirs is here, or one
 * that they name, or one above a mail that they name.
 */
export async function findStaleHints(
  { database, projectId }: Pick<SyncJob, 'database' | 'projectId'>,
  mails: TouchedMails,
): Promise<ReadonlySet<number>> {
  const db = database.kysely
  const { threads } = mails
  const numbers = new Map(mails.records.map((one) => [one.facts.messageId, one.message]))
  const fresh = new Set(mails.fresh.map((one) => one.message))
  const moved = new Set<string>()
  for (const { message, parent, facts } of mails.stored) {
    const above = threads.parentOf(facts.messageId)
    if (!fresh.has(message) && (above && numbers.get(above)) !== parent) moved.add(facts.messageId)
  }
  // What hangs below one that moved has moved, too. Each way is climbed once.
  const known = new Map<string, boolean>()
  const isMoved = (id: string): boolean => {
    const way: string[] = []
    let found = false
    for (let at: string | undefined = id; at !== undefined; at = threads.parentOf(at)) {
      const before = known.get(at)
      found = before ?? moved.has(at)
      if (before === undefined) way.push(at)
      if (found || before !== undefined) break
    }
    for (const step of way) known.set(step, found)
    return found
  }
  const below = moved.size === 0 ? [] : mails.records.filter((one) => isMoved(one.facts.messageId))
  const namers = await listNamers(db, projectId, new Set(below.map((one) => one.facts.messageId)))
  return listSeriesOf(db, projectId, [
    ...mails.naming,
    ...namers,
    ...below.filter(isWork).map((one) => one.message),
  ])
}
