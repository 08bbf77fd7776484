import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Instant } from '../core/time.ts'
import type { Database, Db } from '../store/database.ts'
import { beatLock, keepLock, releaseLock, takeLock } from '../store/inputs/lock.ts'

/** The one right to write to a project, while it is held. */
export interface HeldLock {
  /** To be called first in every writing transaction: throws when somebody took the lock over. */
  keep(db: Db): Promise<void>
}

const BEAT_MS = 10_000

/** Holders of this process: its own number in a lock row means nothing unless one of these is behind it. */
const ours = new Set<string>()

/**
 * Runs `work` as the only writer of a project. Throws `UserError` 'conflict' naming who is at it already. The lock of
 * a process that was killed is taken over.
 */
export async function withLock<T>(
  database: Database,
  projectId: number,
  clock: () => Instant,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  const holder = randomBytes(16).toString('hex')
  const who = { holder, pid: process.pid, host: hostname() }
  await database.transaction((db) => takeLock(db, projectId, who, clock(), isAlive))
  ours.add(holder)
  const timer = setInterval(() => {
    // A beat that fails is repeated soon; a lock that is lost stops the next write.
    beatLock(database.kysely, projectId, holder, clock()).catch(() => undefined)
  }, BEAT_MS)
  timer.unref()
  try {
    return await work({ keep: (db) => keepLock(db, projectId, holder, clock()) })
  } finally {
    clearInterval(timer)
    ours.delete(holder)
    const release = () => releaseLock(database.kysely, projectId, holder)
    // A connection that was lost may be handed out once more.
    await release()
      .catch(release)
      .catch(() => undefined)
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return ours.size > 0
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
