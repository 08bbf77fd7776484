import { removeFacts } from '../store/derived/facts.ts'
import { removeMessage } from '../store/inputs/tombstones.ts'
import { removeFromIndex } from '../store/search.ts'
import { APPLY_BUDGET, checkApplies } from './apply/check-applies.ts'
import { derive } from './derive.ts'
import { type SyncContext, withRun } from './with-run.ts'

/**
 * Removes a mail for good: its octets, in private mailboxes too, what was read from it, its words in the search index;
 * a tombstone stays. Everything that followed from it is derived anew, as if it had never been sent. `known`: it was
 * here.
 */
export async function removeMail(
  context: SyncContext,
  messageId: string,
  reason: string,
): Promise<{ readonly known: boolean }> {
  return withRun(context, 'remove', async (job) => {
    const { database, projectId } = job
    const { removed } = await database.transaction(async (db) => {
      await job.lock.keep(db)
      const done = await removeMessage(db, projectId, messageId, reason, job.clock())
      if (done.message !== undefined) {
        await removeFacts(db, projectId, [done.message])
        await removeFromIndex(db, projectId, [done.message])
      }
      return done
    })
    await derive(job)
    await checkApplies(job, APPLY_BUDGET)
    return { known: removed }
  })
}
