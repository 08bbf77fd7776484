import { removeFacts } from '../store/derived/facts.ts'
import { findMessages } from '../store/inputs/messages.ts'
import { removeMessage } from '../store/inputs/tombstones.ts'
import { removeFromIndex } from '../store/search.ts'
import { derive } from './derive.ts'
import { type SyncContext, withRun } from './sync.ts'

/**
 * Removes a mail for good: its octets, what was read from it, its words in the search index; a tombstone stays.
 * Everything that followed from it is derived anew, as if it had never been sent. `known`: it was here.
 */
export async function removeMail(
  context: SyncContext,
  messageId: string,
  reason: string,
): Promise<{ readonly known: boolean }> {
  return withRun(context, 'sync', async (job) => {
    const { database, projectId } = job
    const known = (await findMessages(database.kysely, projectId, [messageId])).size > 0
    await database.transaction(async (db) => {
      await job.lock.keep(db)
      const number = await removeMessage(db, projectId, messageId, reason, job.clock())
      if (number === undefined) return
      await removeFacts(db, projectId, [number])
      await removeFromIndex(db, projectId, [number])
    })
    await derive(job)
    return { known }
  })
}
