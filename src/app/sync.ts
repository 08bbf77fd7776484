import { UserError } from '../core/errors.ts'
import type { BranchChange } from '../core/matching/branch-change.ts'
import { sentence } from '../core/sentence.ts'
import { listBranchChanges, newestBranchChange } from '../store/read/branch-changes.ts'
import { APPLY_BUDGET, checkApplies } from './apply/check-applies.ts'
import { type DeriveSummary, derive } from './derive.ts'
import { recordMotions } from './governance/record-motions.ts'
import { deriveEvents } from './hackathon/derive-events.ts'
import { type ListCounts, readList, type SourceTrouble } from './read-list.ts'
import { type RepositoryCounts, refreshRepository } from './refresh-repository.ts'
import { type RunFailure, type SyncContext, type SyncJob, withRun } from './with-run.ts'

/** What a sync did. */
export interface SyncSummary {
  readonly lists: readonly (ListCounts & { readonly list: string })[]
  readonly repositories: readonly RepositoryCounts[]
  /** Branches that were found to be rewritten by force, replaced, deleted or cut, and what became of what rested on them. */
  readonly history: readonly BranchChange[]
  readonly troubles: readonly SourceTrouble[]
  /** Repositories that could not be read, and why: what was known of them stays, and all else was read and derived. */
  readonly failures: readonly RunFailure[]
  readonly derived: DeriveSummary
}

/** No time at all. */
const NONE = -1
/** Changes of history that a summary tells; the page of problems has all. */
const MOST_CHANGES = 100

/**
 * Catches up with a project: its lists, its mailboxes, its repositories, then everything that follows from them.
 *
 * Killed at any moment, it has lost nothing: what was committed is whole, and the next run goes on from there. Throws
 * `UserError` naming the list that cannot be read; what was read before is kept, and derived by the next run. A repository that
 * cannot be read (its branch was deleted, its server is away) holds up nothing: it is among the `failures`, by which the run is
 * known as one that failed.
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
    const repositories: RepositoryCounts[] = []
    const failures: RunFailure[] = []
    for (const repository of context.project.repositories)
      try {
        repositories.push(await refreshRepository(job, repository))
      } catch (error) {
        if (job.signal.aborted || !(error instanceof UserError) || error.code !== 'source') throw error
        failures.push({ what: repository.name, error: tellFailure(repository.name, error) })
      }
    const derived = await derive(job)
    const history = await listBranchChanges(job.database.kysely, job.projectId, {
      after: known,
      limit: MOST_CHANGES,
    })
    // What is new is to be seen at once: what broke patches is looked for when there is nothing, or by `serve` in between.
    const isQuiet = lists.every((one) => one.new === 0) && repositories.every((one) => one.commits === 0)
    await checkApplies(job, isQuiet ? APPLY_BUDGET : { ...APPLY_BUDGET, seekMs: NONE })
    await recordWhatFollows(job)
    await deriveEvents(job, { record: true })
    return { lists, repositories, history, troubles, failures, derived }
  })
}

function tellFailure(name: string, { message, hint }: UserError): string {
  return `${[message, ...(hint === undefined ? [] : [hint])].map(sentence).join(' ')} What was known of ${name} stays.`
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
