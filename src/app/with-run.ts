import type { Instant } from '../core/time.ts'
import type { Database } from '../store/database.ts'
import { finishRun, type RunProgress, saveProgress, startRun } from '../store/inputs/runs.ts'
import type { Config, ProjectConfig } from './config.ts'
import type { OnProgress } from './progress.ts'
import { type MailReader, mailReader } from './read-mail.ts'
import { type HeldLock, withLock } from './run-lock.ts'

/** What a pipeline needs from whoever starts it. */
export interface SyncContext {
  readonly database: Database
  readonly config: Config
  readonly project: ProjectConfig
  readonly projectId: number
  /** The instant as of which standings are derived. */
  readonly now: Instant
  /** The real clock, for locks and the book-keeping of runs. */
  readonly clock: () => Instant
  readonly signal: AbortSignal
  readonly onProgress: OnProgress
}

/** A run at work: the context, and the right to write. */
export interface SyncJob extends SyncContext {
  readonly lock: HeldLock
  readonly reader: MailReader
}

/** Something that a run could not do, while it did the rest. */
export interface RunFailure {
  /** Name of the repository. */
  readonly what: string
  /** Sentences for people. */
  readonly error: string
}

/** Runs `work` under the lock of the project, and keeps the book: that it started, how far it is, how it ended. */
export async function withRun<T extends object>(
  context: SyncContext,
  kind: 'sync' | 'rebuild' | 'applies' | 'decide' | 'remove',
  work: (job: SyncJob) => Promise<T>,
): Promise<T> {
  const { database, projectId, clock } = context
  return withLock(database, projectId, clock, async (lock) => {
    const run = await startRun(database.kysely, projectId, kind, clock())
    const book = progressBook(context, run)
    const job = { ...context, lock, reader: mailReader(context.project), onProgress: book.note }
    try {
      const result = await work(job)
      const failures = failuresOf(result).map((one) => one.error)
      await finishRun(database.kysely, projectId, run, clock(), {
        progress: summaryOf(result),
        ...(failures.length === 0 ? {} : { error: failures.join(' ') }),
      })
      return result
    } catch (error) {
      const message = context.signal.aborted
        ? 'stopped'
        : error instanceof Error
          ? error.message
          : String(error)
      const note = () =>
        finishRun(database.kysely, projectId, run, clock(), { progress: book.last(), error: message })
      // A connection that was lost may be handed out once more. And the first error is what matters: a database that is
      // gone cannot be written to either.
      await note()
        .catch(note)
        .catch(() => undefined)
      throw error
    } finally {
      await book.end()
    }
  })
}

const SAVE_MS = 1000

/** Writes progress into the run's row at most once a second, and hands every step on to who shows it. */
function progressBook(context: SyncContext, run: number) {
  let last: RunProgress = {}
  let saved = 0
  let saving: Promise<void> = Promise.resolve()
  const note: OnProgress = (progress) => {
    context.onProgress(progress)
    last = {
      step: progress.step,
      unit: progress.unit,
      done: progress.done,
      ...(progress.total === undefined ? {} : { total: progress.total }),
    }
    const now = performance.now()
    if (now - saved < SAVE_MS) return
    saved = now
    saving = saving
      .then(() => saveProgress(context.database.kysely, context.projectId, run, last))
      .catch(() => undefined)
  }
  return { note, last: () => last, end: () => saving }
}

/** What a run says itself that it could not do. */
function failuresOf(result: { readonly failures?: readonly RunFailure[] }): readonly RunFailure[] {
  return result.failures ?? []
}

/** The numbers of a summary, and what could not be read of the sources, as one flat record. */
function summaryOf(summary: object): RunProgress {
  const record: Record<string, number | string> = {}
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'number') record[name] = ((record[name] ?? 0) as number) + value
    else if (Array.isArray(value)) for (const one of value) walk(one, name)
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) walk(one, key)
  }
  // What is told by name is no count.
  walk({ ...summary, history: undefined, failures: undefined }, '')
  const troubles = 'troubles' in summary && Array.isArray(summary.troubles) ? summary.troubles : []
  if (troubles.length > 0) record['troubles'] = JSON.stringify(troubles.slice(0, 100))
  return record
}
