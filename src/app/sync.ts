import type { BranchChange } from '../core/matching/branch-change.ts'
import { listBranchChanges, newestBranchChange } from '../store/read/branch-changes.ts'
import { APPLY_BUDGET, checkApplies } from './apply/check-applies.ts'
import { type DeriveSummary, derive } from './derive.ts'
import { recordMotions } from './governance/record-motions.ts'
import { deriveEvents } from './hackathon/derive-events.ts'
import { type ListCounts, readList, type SourceTrouble } from './read-list.ts'
import { type RepositoryCounts, refreshRepository } from './refresh-repository.ts'
import { type SyncContext, type SyncJob, withRun } from './with-run.ts'

/** What a sync did. */
export interface SyncSummary {
  readonly lists: readonly (ListCounts & { readonly list: string })[]
  readonly repositories: readonly RepositoryCounts[]
  /** Branches that were found to be rewritten by force, replaced, deleted or cut, and what became of what rested on them. */
  readonly history: readonly BranchChange[]
  readonly troubles: readonly SourceTrouble[]
  readonly derived: DeriveSummary
}

/** Changes of history that a summary tells; the page of problems has all. */
const MOST_CHANGES = 100

/**
 * Catches up with a project: its lists, its mailboxes, its repositories, then everything that follows from them.
 *
 * Killed at any moment, it has lost nothing: what was committed is whole, and the next run goes on from there. Throws
 * `UserError` naming the place that cannot be read; what was read before is kept, and derived by the next run.
 */
export async function sync(context: SyncContext): Promise<SyncSummary> {
  return withRun(context, 'sync', async (job) => {
    const lists = []
    const troubles: SourceTrouble[] = []
    for (const list of context.project.lists) {
      const read = await readList(job, list, { private: false })
      lists.push({ list: list.address, ...read.counts })
      troubles.push(...read.troubles)
    }
    for (const mailbox of context.project.mailboxes) await readList(job, mailbox, { private: true })
    const known = await newestBranchChange(job.database.kysely, job.projectId)
    const repositories = []
    for (const repository of context.project.repositories)
      repositories.push(await refreshRepository(job, repository))
    const derived = await derive(job)
    const history = await listBranchChanges(job.database.kysely, job.projectId, {
      after: known,
      limit: MOST_CHANGES,
    })
    await checkApplies(job, APPLY_BUDGET)
    await recordWhatFollows(job)
    await deriveEvents(job, { record: true })
    return { lists, repositories, history, troubles, derived }
  })
}

/** Reads nothing new: only derives what follows from the mails, commits and decisions that are here. */
export async function deriveStored(context: SyncContext): Promise<DeriveSummary> {
  return withRun(context, 'decide', async (job) => {
    const derived = await derive(job)
    await recordWhatFollows(job)
    return derived
  })
}

/** Openings and closes of motions: they follow from the clock, and are recorded once. */
async function recordWhatFollows(job: SyncJob): Promise<void> {
  await job.database.transaction(async (db) => {
    await job.lock.keep(db)
    await recordMotions(db, job.projectId, job.project, job.now)
  })
}
