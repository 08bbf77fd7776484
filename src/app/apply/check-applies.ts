import { parseMessage } from '../../core/mail/parse-message.ts'
import { mirrorFolder } from '../../git/mirror.ts'
import {
  type ApplyCandidate,
  listApplyCandidates,
  putApplyChecks,
  removeApplyChecks,
} from '../../store/derived/apply-checks.ts'
import type { Row } from '../../store/derived/lineages.ts'
import { listBranches } from '../../store/inputs/commits.ts'
import { readBatch } from '../../store/inputs/raw.ts'
import { listMails } from '../../store/read/message.ts'
import { printOf } from '../derive/print.ts'
import type { SyncJob } from '../with-run.ts'
import { type BranchTree, openBranchTree } from './branch-tree.ts'
import { chooseTree, readFilePatches, tryLineage } from './try-lineage.ts'

/** Time that trying whether patches still apply may take of a sync; what is left is tried by the next one. */
export const APPLY_MS = 20_000

/** What checking came to. */
export interface ApplySummary {
  /** Lineages that were tried now; the others were known. */
  readonly tried: number
  readonly patches: number
  /** Lineages for which the commit that broke them was looked for. */
  readonly bisected: number
  /** Milliseconds of trying, and of looking for commits. */
  readonly tryMs: number
  readonly bisectMs: number
  /** There was no time for all of them: the next run goes on. */
  readonly isComplete: boolean
}

/** Mails of a larger series are not read for this. */
const MOST_PATCHES = 300
const BATCH = 50

/**
 * Tries every open lineage that changed, or whose branch moved, on the tip of the development branch: in memory, with
 * files read through one git for each repository that stays. No work tree and no index is touched, nothing is written
 * into the repository. `budgetMs`: when to leave the rest to the next run.
 */
export async function checkApplies(
  job: SyncJob,
  options: { readonly budgetMs: number; readonly all?: boolean },
): Promise<ApplySummary> {
  const trees = await openTrees(job)
  const start = performance.now()
  let summary: ApplySummary = { tried: 0, patches: 0, bisected: 0, tryMs: 0, bisectMs: 0, isComplete: true }
  try {
    const candidates = await listApplyCandidates(job.database.kysely, job.projectId)
    const prints = await printsOf(job, candidates)
    const due = candidates.filter(
      (one) => options.all === true || isDue(one, prints.get(one.lineage) ?? '', trees),
    )
    for (let at = 0; at < due.length && trees.length > 0; at += BATCH) {
      job.signal.throwIfAborted()
      if (performance.now() - start > options.budgetMs) {
        summary = { ...summary, isComplete: false }
        break
      }
      const batch = due.slice(at, at + BATCH)
      const rows: Row<'apply_check'>[] = []
      for (const one of batch) {
        const tried = await checkOne(job, one, prints.get(one.lineage) ?? '', trees)
        if (tried === undefined) continue
        rows.push(tried.row)
        summary = {
          ...summary,
          tried: summary.tried + 1,
          patches: summary.patches + one.patches.length,
          bisected: summary.bisected + (tried.bisectMs > 0 ? 1 : 0),
          tryMs: summary.tryMs + tried.tryMs,
          bisectMs: summary.bisectMs + tried.bisectMs,
        }
      }
      await job.database.transaction(async (db) => {
        await job.lock.keep(db)
        await putApplyChecks(db, job.projectId, rows)
      })
      job.onProgress({
        step: 'trying what is open',
        unit: 'series',
        done: at + batch.length,
        total: due.length,
      })
    }
    await job.database.transaction(async (db) => {
      await job.lock.keep(db)
      await removeApplyChecks(db, job.projectId, new Set(candidates.map((one) => one.lineage)))
    })
    return summary
  } finally {
    for (const tree of trees) tree.close()
  }
}

/** The development branch of each repository whose copy is here. */
async function openTrees(job: SyncJob): Promise<readonly BranchTree[]> {
  const trees: BranchTree[] = []
  for (const { name, url } of job.project.repositories) {
    const tip = (await listBranches(job.database.kysely, job.projectId, name)).find(
      (one) => one.development,
    )?.tip
    const folder = await mirrorFolder(url, job.config.cacheFolder, job.signal)
    if (tip !== undefined && folder !== undefined) trees.push(openBranchTree(name, folder, tip, job.signal))
  }
  return trees
}

/** Prints of the live patches of lineages: of their Message-IDs, so that they are the same after any rebuild. */
async function printsOf(
  job: SyncJob,
  candidates: readonly ApplyCandidate[],
): Promise<ReadonlyMap<number, string>> {
  const ids = new Map(
    (
      await listMails(
        job.database.kysely,
        job.projectId,
        candidates.flatMap((one) => one.patches),
      )
    ).map((mail) => [mail.message, mail.messageId] as const),
  )
  return new Map(
    candidates.map((one) => [one.lineage, printOf(one.patches.map((patch) => ids.get(patch) ?? ''))]),
  )
}

function isDue(one: ApplyCandidate, print: string, trees: readonly BranchTree[]): boolean {
  if (one.patches.length > MOST_PATCHES) return false
  const { known } = one
  if (known === undefined || known.print !== print) return true
  return !trees.some((tree) => tree.repository === known.repository && tree.tip === known.tip)
}

async function checkOne(
  job: SyncJob,
  one: ApplyCandidate,
  print: string,
  trees: readonly BranchTree[],
): Promise<
  { readonly row: Row<'apply_check'>; readonly tryMs: number; readonly bisectMs: number } | undefined
> {
  const mails = new Map(
    (await readBatch(job.database.kysely, job.projectId, one.patches)).map((mail) => [mail.message, mail]),
  )
  const texts = one.patches.flatMap((patch) => {
    const mail = mails.get(patch)
    return mail === undefined ? [] : [parseMessage(mail.bytes).text]
  })
  const patches = readFilePatches(texts)
  const begun = performance.now()
  const tree = await chooseTree(patches, trees)
  if (tree === undefined) return undefined
  const tried = await tryLineage(patches, tree, one.postedAt, false)
  const between = performance.now()
  const fails = tried.state === 'conflicts' || tried.state === 'gone'
  const since = fails ? (await tryLineage(patches, tree, one.postedAt, true)).since : undefined
  return {
    tryMs: between - begun,
    bisectMs: fails ? performance.now() - between : 0,
    row: {
      lineage: one.lineage,
      print,
      repository: tried.repository,
      tip: tried.tip,
      state: tried.state,
      patch: tried.patch ?? null,
      files: JSON.stringify(tried.files.slice(0, 50)),
      since_at: since?.at ?? null,
      since_sha: since?.sha ?? null,
    },
  }
}
