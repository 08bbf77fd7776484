import { describe, expect, test } from 'vitest'
import { addDays, DAY } from '../../../src/core/time.ts'
import type { Database } from '../../../src/store/database.ts'
import {
  beatLock,
  keepLock,
  type LockHolder,
  readLock,
  releaseLock,
  STALE_SECONDS,
  takeLock,
} from '../../../src/store/inputs/lock.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { engines } from '../../support/db.ts'

const NOW = '2026-03-02T09:00:00Z'
const later = (seconds: number): string => addDays(NOW, seconds / DAY)

const ADA: LockHolder = { holder: 'a'.repeat(32), pid: 4001, host: 'one.example.org' }
const BO: LockHolder = { holder: 'b'.repeat(32), pid: 4002, host: 'one.example.org' }
const FAR: LockHolder = { holder: 'c'.repeat(32), pid: 4001, host: 'two.example.org' }

describe.each(engines)('the lock of a project on $name', (engine) => {
  const open = async () => {
    const database = await engine.open()
    const project = await ensureProject(database.kysely, 'test')
    const alive = new Set([ADA.pid, BO.pid])
    const take = (who: LockHolder, at = NOW, of = project) =>
      database.transaction((db) => takeLock(db, of, who, at, (pid) => alive.has(pid)))
    return { database, db: database.kysely, project, alive, take }
  }
  const holderOf = async (database: Database, project: number) =>
    (await readLock(database.kysely, project))?.holder

  test('is taken, kept and given back', async () => {
    const { database, db, project, take } = await open()
    expect(await readLock(db, project)).toBeUndefined()
    await take(ADA)
    expect(await readLock(db, project)).toEqual({ ...ADA, takenAt: NOW, beatAt: NOW })
    // Who has it may ask again.
    await take(ADA)
    expect(await beatLock(db, project, ADA.holder, later(10))).toBe(true)
    await database.transaction((inside) => keepLock(inside, project, ADA.holder, later(20)))
    expect(await readLock(db, project)).toMatchObject({ takenAt: NOW, beatAt: later(20) })
    await releaseLock(db, project, BO.holder)
    expect(await holderOf(database, project)).toBe(ADA.holder)
    await releaseLock(db, project, ADA.holder)
    expect(await readLock(db, project)).toBeUndefined()
    await take(BO)
    expect(await holderOf(database, project)).toBe(BO.holder)
  })

  test('of another project is another', async () => {
    const { db, take } = await open()
    await take(ADA)
    await take(BO, NOW, await ensureProject(db, 'other'))
  })

  test('of a process that lives is refused, naming who has it', async () => {
    const { database, project, take } = await open()
    await take(ADA)
    for (const at of [NOW, later(STALE_SECONDS)])
      await expect(take(BO, at)).rejects.toMatchObject({
        code: 'conflict',
        message: `this project is being written by process 4001 on one.example.org since ${NOW}`,
        hint: expect.stringContaining(`${STALE_SECONDS} seconds`),
      })
    expect(await holderOf(database, project)).toBe(ADA.holder)
  })

  test('of a process of this host that is dead is taken over at once', async () => {
    const { database, project, alive, take } = await open()
    await take(ADA)
    alive.delete(ADA.pid)
    await take(BO)
    expect(await holderOf(database, project)).toBe(BO.holder)
  })

  test('of another host is taken over only when it has been silent for too long', async () => {
    const { database, db, project, alive, take } = await open()
    await take(FAR)
    // A process of the same number here says nothing about it.
    alive.clear()
    await expect(take(ADA, later(STALE_SECONDS))).rejects.toThrow('on two.example.org')
    expect(await beatLock(db, project, FAR.holder, later(30))).toBe(true)
    await expect(take(ADA, later(STALE_SECONDS + 1))).rejects.toThrow('on two.example.org')
    await take(ADA, later(30 + STALE_SECONDS + 1))
    expect(await holderOf(database, project)).toBe(ADA.holder)
  })

  test('that was taken over stops the one that had it, and nothing that it gives back is given back', async () => {
    const { database, db, project, take } = await open()
    await take(ADA)
    await take(BO, later(STALE_SECONDS + 1))
    expect(await beatLock(db, project, ADA.holder, later(70))).toBe(false)
    await expect(
      database.transaction((inside) => keepLock(inside, project, ADA.holder, later(70))),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('process 4002') })
    await releaseLock(db, project, ADA.holder)
    expect(await holderOf(database, project)).toBe(BO.holder)
    await releaseLock(db, project, BO.holder)
    await expect(
      database.transaction((inside) => keepLock(inside, project, ADA.holder, later(70))),
    ).rejects.toThrow('released by somebody else')
  })

  test('is taken by one of many that come at once', async () => {
    const { alive, take } = await open()
    const many = Array.from({ length: 8 }, (_, n) => ({ ...ADA, holder: `h${n}`, pid: 5000 + n }))
    for (const one of many) alive.add(one.pid)
    const fresh = await Promise.allSettled(many.map((one) => take(one)))
    expect(fresh.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    // The same when it is there, and stale.
    const again = many.map((one) => ({ ...one, holder: `${one.holder} again` }))
    const stale = await Promise.allSettled(again.map((one) => take(one, later(STALE_SECONDS + 1))))
    expect(stale.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of [...fresh, ...stale])
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' })
  })
})
