import { UserError } from '../../core/errors.ts'
import { DAY, daysBetween, type Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'

/** Who holds, or wants, the lock of a project: one writer at a time. */
export interface LockHolder {
  /** A random token. */
  readonly holder: string
  readonly pid: number
  readonly host: string
}

/** A lock whose holder has not been heard of for so long may be taken over. */
export const STALE_SECONDS = 60

/**
 * Takes the lock of a project for `who`. A lock is taken over when its last beat is older than `STALE_SECONDS`,
 * or when its process is of this host and dead (`isAlive` tells).
 *
 * Errors: `UserError` 'conflict' naming who has it. Call it in a transaction of its own.
 */
export async function takeLock(
  db: Db,
  projectId: number,
  who: LockHolder,
  now: Instant,
  isAlive: (pid: number) => boolean,
): Promise<void> {
  needTransaction(db, 'takeLock')
  const row = { ...who, taken_at: now, beat_at: now }
  // The row first, so that two who come at once wait for each other on both engines.
  const inserted = await db
    .insertInto('sync_lock')
    .values({ project_id: projectId, ...row })
    .onConflict((conflict) => conflict.column('project_id').doNothing())
    .executeTakeFirst()
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return
  const held = await db
    .selectFrom('sync_lock')
    .select(['holder', 'pid', 'host', 'taken_at', 'beat_at'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (held === undefined || held.holder === who.holder) return
  const silent = daysBetween(held.beat_at, now) * DAY
  const dead = held.host === who.host && !isAlive(held.pid)
  if (silent <= STALE_SECONDS && !dead) throw heldBy(held)
  const taken = await db
    .updateTable('sync_lock')
    .set(row)
    .where('project_id', '=', projectId)
    .where('holder', '=', held.holder)
    .where('beat_at', '=', held.beat_at)
    .executeTakeFirst()
  if (taken.numUpdatedRows === 0n) throw heldBy(held)
}

/** Says that the holder is alive. `false`: somebody took the lock over, so stop writing. */
export async function beatLock(db: Db, projectId: number, holder: string, now: Instant): Promise<boolean> {
  const done = await db
    .updateTable('sync_lock')
    .set({ beat_at: now })
    .where('project_id', '=', projectId)
    .where('holder', '=', holder)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/**
 * Checks, inside a writing transaction, that the lock is still the holder's, and keeps it so until the
 * transaction ends. Errors: `UserError` 'conflict' when somebody took it over.
 */
export async function keepLock(db: Db, projectId: number, holder: string, now: Instant): Promise<void> {
  needTransaction(db, 'keepLock')
  if (await beatLock(db, projectId, holder, now)) return
  const held = await readLock(db, projectId)
  if (held) throw heldBy({ ...held, taken_at: held.takenAt })
  throw new UserError('conflict', 'the lock of this project was released by somebody else')
}

/** Gives the lock back. Nothing happens if it is somebody else's by now. */
export async function releaseLock(db: Db, projectId: number, holder: string): Promise<void> {
  await db.deleteFrom('sync_lock').where('project_id', '=', projectId).where('holder', '=', holder).execute()
}

/** Who holds the lock of a project, and since when; `undefined`: nobody. */
export async function readLock(
  db: Db,
  projectId: number,
): Promise<(LockHolder & { readonly takenAt: Instant; readonly beatAt: Instant }) | undefined> {
  const row = await db
    .selectFrom('sync_lock')
    .select(['holder', 'pid', 'host', 'taken_at', 'beat_at'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return (
    row && { holder: row.holder, pid: row.pid, host: row.host, takenAt: row.taken_at, beatAt: row.beat_at }
  )
}

function heldBy(held: {
  readonly pid: number
  readonly host: string
  readonly taken_at: Instant
}): UserError {
  return new UserError(
    'conflict',
    `this project is being written by process ${held.pid} on ${held.host} since ${held.taken_at}`,
    {
      hint: `Wait until it is done. If it is dead, the lock is free ${STALE_SECONDS} seconds after its last sign of life.`,
    },
  )
}
