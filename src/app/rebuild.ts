import { APPLY_BUDGET, checkApplies } from './apply/check-applies.ts'
import { type DeriveSummary, derive, rereadMails } from './derive.ts'
import { deriveEvents } from './hackathon/derive-events.ts'
import { type SyncContext, withRun } from './with-run.ts'

/** What a rebuild did. */
export interface RebuildSummary {
  readonly mails: number
  readonly derived: DeriveSummary
}

/** Drops everything derived, reads every stored mail again, and derives: the same rows, byte for byte. */
export async function rebuild(context: SyncContext): Promise<RebuildSummary> {
  return withRun(context, 'rebuild', async (job) => {
    const mails = await rereadMails(job)
    const derived = await derive(job)
    await checkApplies(job, APPLY_BUDGET)
    await deriveEvents(job, { record: false })
    return { mails, derived }
  })
}
