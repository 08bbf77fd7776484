import type { ApplyCandidate } from '../../store/derived/apply-checks.ts'
import { type FoundBreak, listApplyCandidates, putBreaks } from '../../store/derived/apply-checks.ts'
import type { HeldLock } from '../run-lock.ts'
import type { SyncContext } from '../with-run.ts'
import type { BranchTree } from './branch-tree.ts'
import { openTrees } from './open-trees.ts'
import { printOfPatches, readLineagePatches } from './read-lineage-patches.ts'
import { findBreak } from './try-lineage.ts'

/** How much a search may do: it ends at whichever comes first, when the slice at hand is written. */
export interface SeekBudget {
  /** Lineages that are looked into; each takes as many tries as the commits since it was posted have binary digits. */
  readonly most: number
  /** Milliseconds. */
  readonly ms: number
}

/** What a search came to. */
export interface SeekSummary {
  readonly bisected: number
  readonly ms: number
  /** Nothing was left out for want of budget. */
  readonly isComplete: boolean
}

/** Lineages whose mails are read, and whose answers are written, together. */
const SLICE = 8
/** Lineages that are looked into at a time: while one waits for git, another one is compared. */
const AT_ONCE = 4

/**
 * Finds since when lineages that do not apply have not, slice by slice, those posted last first: what broke yesterday is what
 * somebody asks about today.
 *
 * It needs no lock: an answer is written only where the row is still the one that it was looked for. `lock`: of a run that has
 * it anyway.
 */
export async function seekBreaks(
  context: SyncContext & { readonly lock?: HeldLock },
  trees: readonly BranchTree[],
  unsought: readonly ApplyCandidate[],
  budget: SeekBudget,
): Promise<SeekSummary> {
  const begun = performance.now()
  const isLate = (): boolean => performance.now() - begun > budget.ms
  const wanted = unsought
    // What was tried on another tip is for the next run to try again.
    .filter(({ known }) =>
      trees.some((tree) => tree.repository === known?.repository && tree.tip === known.row.tip),
    )
    .sort((a, b) => (a.postedAt > b.postedAt ? -1 : a.postedAt < b.postedAt ? 1 : b.lineage - a.lineage))
  const most = Math.min(wanted.length, budget.most)
  let bisected = 0
  for (let at = 0; at < most && !isLate(); at += SLICE) {
    context.signal.throwIfAborted()
    const slice = wanted.slice(at, Math.min(at + SLICE, most))
    const mails = await readLineagePatches(context, slice)
    const found: FoundBreak[] = []
    let next = 0
    const worker = async (): Promise<void> => {
      for (let one = slice[next++]; one !== undefined && !isLate(); one = slice[next++]) {
        const { known } = one
        const tree = trees.find((other) => other.repository === known?.repository)
        if (known === undefined || tree === undefined) continue
        found.push({ row: known.row, since: await findBreak(mails.patchesOf(one), tree, one.postedAt) })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    await context.database.transaction(async (db) => {
      await context.lock?.keep(db)
      await putBreaks(db, context.projectId, found)
    })
    bisected += found.length
    context.onProgress({
      step: 'looking for what broke patches',
      unit: 'series',
      done: bisected,
      total: wanted.length,
    })
  }
  return { bisected, ms: performance.now() - begun, isComplete: bisected === wanted.length }
}

/**
 * Finds since when, for whatever no sync had time for. Beside a sync, without its lock: what the sync changes meanwhile is left
 * to the next search.
 */
export async function seekMissing(context: SyncContext, budget: SeekBudget): Promise<SeekSummary> {
  const unsought = await listApplyCandidates(context.database.kysely, context.projectId, { unsought: true })
  if (unsought.length === 0) return { bisected: 0, ms: 0, isComplete: true }
  const trees = await openTrees(context)
  try {
    const known = unsought.filter((one) => one.known?.print === printOfPatches(one))
    return await seekBreaks(context, trees, known, budget)
  } finally {
    for (const tree of trees) tree.close()
  }
}
