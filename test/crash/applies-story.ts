import { checkApplies } from '../../src/app/apply/check-applies.ts'
import { seekMissing } from '../../src/app/apply/seek-breaks.ts'
import { sync } from '../../src/app/sync.ts'
import { withRun } from '../../src/app/with-run.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrations.ts'
import { brokenContext } from '../support/broken-patches.ts'

/** More than one slice of bisections, and several batches of tries. */
export const PATCHES = 18
const BATCH = 5

/** A database that was synced, and in which nothing was tried yet. */
export async function syncUntried(database: Database, folder: string): Promise<void> {
  await migrate(database)
  const context = await brokenContext(database, folder)
  await sync(context)
  await database.transaction((db) => db.deleteFrom('apply_check').execute())
}

/** Tries everything, batch by batch; then finds since when, slice by slice, as between two syncs. */
export async function tryAndSeek(database: Database, folder: string): Promise<void> {
  const context = await brokenContext(database, folder)
  await withRun(context, 'applies', (job) =>
    checkApplies(job, { tryMs: Number.POSITIVE_INFINITY, seekMs: -1, batch: BATCH }),
  )
  await seekMissing(context, { most: Number.POSITIVE_INFINITY, ms: Number.POSITIVE_INFINITY })
}
