import type { FilePatch } from '../../core/patches/file-patches.ts'
import {
  type ApplyCandidate,
  listApplyCandidates,
  moveApplyTips,
  putApplyChecks,
  removeApplyChecks,
} from '../../store/derived/apply-checks.ts'
import type { Row } from '../../store/derived/lineages.ts'
import type { SyncJob } from '../with-run.ts'
import type { BranchTree } from './branch-tree.ts'
import { isElsewhere } from './is-elsewhere.ts'
import { openTrees } from './open-trees.ts'
import { readLineagePatches } from './read-lineage-patches.ts'
import { rowOf } from './row-of.ts'
import { seekBreaks } from './seek-breaks.ts'
import { sortChecks } from './sort-checks.ts'
import { chooseTree, tryLineage } from './try-lineage.ts'

/** What checking came to. */
export interface ApplySummary {
  /** Lineages that were tried now; the others were known. */
  readonly tried: number
  readonly patches: number
  /** Lineages for which the commit that broke them was looked for. */
  readonly bisected: number
  /** Milliseconds of trying (reading mails and files included), and of looking for commits. */
  readonly tryMs: number
  readonly bisectMs: number
  /** There was no time for all of them: the next run goes on. */
  readonly isComplete: boolean
}

/** How long a run may try lineages, and look for the commits that broke them. What is left is for the next one. */
export interface ApplyBudget {
  readonly tryMs: number
  readonly seekMs: number
  /** Also what is known already. */
  readonly all?: boolean
  /** Lineages whose mails are read together, and whose rows are written together; 48 unless told otherwise. */
  readonly batch?: number
}

/** What a sync may take of it; the second only where it has nothing else to do. `serve` goes on looking between two of them. */
export const APPLY_BUDGET: ApplyBudget = { tryMs: 15_000, seekMs: 300 }

/** Lineages that are tried at a time: while one waits for git, another one is compared. */
const AT_ONCE = 4
const BATCH = 48

/**
 * Tries every open lineage that changed, or of which the branch changed a file, on the tip of the development branch: in
 * memory, with files read through one git for each repository that stays. No work tree and no index is touched, nothing
 * is written into the repository. Then finds, by bisection, since when those that fail have failed.
 *
 * Killed at any moment it has lost at most a batch, which the next run tries again. Where a repository is not here, what
 * was found on its branch last stays. A branch that was rewritten is compared by its files, and searched anew.
 */
export async function checkApplies(job: SyncJob, budget: ApplyBudget): Promise<ApplySummary> {
  const trees = await openTrees(job)
  const work: Work = {
    job,
    trees,
    counts: { tried: 0, patches: 0, bisected: 0, tryMs: 0, bisectMs: 0, isComplete: true },
  }
  try {
    const candidates = await listApplyCandidates(job.database.kysely, job.projectId)
    const sorted = await sortChecks(candidates, trees, job, budget.all === true)
    if (sorted.moved.length > 0 || sorted.forgotten.length > 0)
      await job.database.transaction(async (db) => {
        await job.lock.keep(db)
        for (const { tip, lineages } of sorted.moved) await moveApplyTips(db, job.projectId, lineages, tip)
        await removeApplyChecks(db, job.projectId, sorted.forgotten)
      })
    if (trees.length === 0) return work.counts
    await tryInBatches(work, sorted.due, budget)
    // What was tried just now is known by now.
    const unsought =
      sorted.due.length === 0
        ? sorted.unsought
        : await listApplyCandidates(job.database.kysely, job.projectId, { unsought: true })
    const sought = await seekBreaks(job, trees, unsought, {
      most: Number.POSITIVE_INFINITY,
      ms: budget.seekMs,
    })
    return {
      ...work.counts,
      bisected: sought.bisected,
      bisectMs: sought.ms,
      isComplete: work.counts.isComplete && sought.isComplete,
    }
  } finally {
    for (const tree of trees) tree.close()
  }
}

interface Work {
  readonly job: SyncJob
  readonly trees: readonly BranchTree[]
  counts: ApplySummary
}

/** Tries every lineage, as long as there is time: some at once, written batch by batch. */
async function tryInBatches(
  work: Work,
  lineages: readonly ApplyCandidate[],
  budget: ApplyBudget,
): Promise<void> {
  const { job } = work
  const size = budget.batch ?? BATCH
  const begun = performance.now()
  const isLate = (): boolean => performance.now() - begun > budget.tryMs
  for (let at = 0; at < lineages.length; at += size) {
    job.signal.throwIfAborted()
    if (isLate()) {
      work.counts = { ...work.counts, isComplete: false }
      break
    }
    const batch = lineages.slice(at, at + size)
    const mails = await readLineagePatches(job, batch)
    const rows: Row<'apply_check'>[] = []
    let next = 0
    const worker = async (): Promise<void> => {
      for (let one = batch[next++]; one !== undefined; one = batch[next++]) {
        if (isLate()) {
          work.counts = { ...work.counts, isComplete: false }
          return
        }
        const row = await tryOne(work, one, mails)
        if (row !== undefined) rows.push(row)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    await job.database.transaction(async (db) => {
      await job.lock.keep(db)
      await putApplyChecks(db, job.projectId, rows)
    })
    job.onProgress({
      step: 'trying what is open',
      unit: 'series',
      done: at + batch.length,
      total: lineages.length,
    })
  }
  work.counts = { ...work.counts, tryMs: performance.now() - begun }
}

/**
 * Its subject names another tree and nothing that is here fits; or it was applied, as somebody says, and has no file here; or
 * its files say so.
 */
async function isForAnotherTree(
  one: ApplyCandidate,
  state: string,
  patches: readonly (readonly FilePatch[])[],
  work: Work,
): Promise<boolean> {
  const onlyMakes = patches.flat().every(({ header }) => header.oldPath === undefined)
  if (one.isForeign && (onlyMakes || MAY_BE_ELSEWHERE.has(state))) return true
  if (state === 'gone' && one.isClaimed) return true
  return MAY_BE_ELSEWHERE.has(state) && isElsewhere(patches, work.trees, one.postedAt)
}

/** What fits a branch was written for it; of what cannot be tried the paths are known. */
const MAY_BE_ELSEWHERE: ReadonlySet<string> = new Set(['gone', 'conflicts', 'unknown'])

async function tryOne(
  work: Work,
  one: ApplyCandidate,
  mails: Awaited<ReturnType<typeof readLineagePatches>>,
): Promise<Row<'apply_check'> | undefined> {
  const patches = mails.patchesOf(one)
  const tree = await chooseTree(patches, work.trees)
  if (tree === undefined) return undefined
  const tried = await tryLineage(patches, tree)
  const elsewhere = await isForAnotherTree(one, tried.state, patches, work)
  const result = elsewhere ? ({ ...tried, state: 'elsewhere' } as const) : tried
  work.counts = {
    ...work.counts,
    tried: work.counts.tried + 1,
    patches: work.counts.patches + one.patches.length,
  }
  return rowOf(one, mails.printOf(one), patches, tree, result)
}
