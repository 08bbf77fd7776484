import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../../src/store/database.ts'
import { readCursor, saveCursor } from '../../../src/store/inputs/cursors.ts'
import { compressMail, compressMailNow, decompressMail } from '../../../src/store/inputs/mail-bytes.ts'
import { appendMessages, findMessages, type IncomingMail } from '../../../src/store/inputs/messages.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { iterateRaw, listVariants, readRaw } from '../../../src/store/inputs/raw.ts'
import { engines } from '../../support/db.ts'

function mail(messageId: string, text: string, receivedAt?: string): IncomingMail {
  return { messageId, bytes: Buffer.from(text), receivedAt }
}

const LIST = 'dev@lists.example.org'

function append(database: Database, project: number, mails: readonly IncomingMail[], list = LIST) {
  return database.transaction((db) => appendMessages(db, project, list, mails))
}

describe('compressed mail', () => {
  test('is served octet for octet, and both ways of compressing agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        const stored = await compressMail(bytes)
        expect(Buffer.from(decompressMail({ ...stored, size: bytes.length }))).toEqual(Buffer.from(bytes))
        expect(Buffer.from(compressMailNow(bytes).bytes)).toEqual(Buffer.from(stored.bytes))
      }),
      { numRuns: 50 },
    )
  })

  test('of another length than was stored is refused', () => {
    const stored = compressMailNow(Buffer.from('a'.repeat(100)))
    expect(() => decompressMail({ ...stored, size: 99 })).toThrow('100 octets')
  })
})

describe.each(engines)('mails on $name', (engine) => {
  test('are numbered in the order given, once per Message-ID', async () => {
    const database = await engine.open()
    const project = await ensureProject(database.kysely, 'demo')
    const first = await append(database, project, [mail('b@x', 'one'), mail('a@x', 'two')])
    const second = await append(database, project, [mail('c@x', 'three'), mail('b@x', 'one')])
    expect(first.map((one) => one.status)).toEqual(['new', 'new'])
    expect(second.map((one) => one.status)).toEqual(['new', 'duplicate'])
    const numbers = [first[0]?.message, first[1]?.message, second[0]?.message]
    expect(numbers).toEqual([...numbers].sort((a, b) => Number(a) - Number(b)))
    expect(second[1]?.message).toBe(first[0]?.message)
  })

  test('of one Message-ID and other octets are kept beside each other', async () => {
    const database = await engine.open()
    const project = await ensureProject(database.kysely, 'demo')
    const done = await append(database, project, [
      mail('a@x', 'first here', '2026-02-01T00:00:00Z'),
      mail('a@x', 'sent earlier', '2026-01-01T00:00:00Z'),
      mail('a@x', 'first here', '2026-03-01T00:00:00Z'),
    ])
    expect(done.map((one) => one.status)).toEqual(['new', 'variant', 'duplicate'])
    const raw = await readRaw(database.kysely, project, 'a@x')
    expect(Buffer.from(raw?.bytes ?? []).toString()).toBe('sent earlier')
    const other = await readRaw(database.kysely, project, 'a@x', done[0]?.digest)
    expect(Buffer.from(other?.bytes ?? []).toString()).toBe('first here')
    expect(other?.receivedAt).toBe('2026-02-01T00:00:00Z')
  })

  test('keep the earliest instant at which a list delivered them, in any order', async () => {
    const instants = ['2026-01-03T00:00:00Z', undefined, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']
    for (const order of [instants, [...instants].reverse()]) {
      const database = await engine.open()
      const project = await ensureProject(database.kysely, 'demo')
      for (const at of order) await append(database, project, [mail('a@x', 'text', at)])
      await append(
        database,
        project,
        [mail('a@x', 'text', '2026-01-09T00:00:00Z')],
        'other@lists.example.org',
      )
      const [variant] = await listVariants(database.kysely, project)
      expect(variant).toMatchObject({
        receivedAt: '2026-01-01T00:00:00Z',
        lists: [LIST, 'other@lists.example.org'],
      })
    }
  })

  test('any split into batches keeps the same mails', async () => {
    const kept = async (batches: readonly (readonly IncomingMail[])[]) => {
      const database = await engine.open()
      const project = await ensureProject(database.kysely, 'demo')
      for (const batch of batches) await append(database, project, batch)
      const variants = await listVariants(database.kysely, project)
      await database.close()
      return variants.map((one) => `${one.messageId} ${one.digest} ${one.receivedAt}`).sort()
    }
    const all = ['a', 'b', 'a', 'c', 'd', 'b'].map((id, i) =>
      mail(`${id}@x`, `text ${i % 4}`, `2026-01-0${i + 1}T00:00:00Z`),
    )
    const whole = await kept([all])
    expect(await kept([[...all].reverse()])).toEqual(whole)
    expect(await kept(all.map((one) => [one]))).toEqual(whole)
    expect(await kept([all, all])).toEqual(whole)
  })

  test('come back in batches, in order, octet for octet', async () => {
    const database = await engine.open()
    const project = await ensureProject(database.kysely, 'demo')
    const mails = Array.from({ length: 1203 }, (_, i) => ({
      messageId: `m${i}@x`,
      bytes: Uint8Array.from({ length: i % 300 }, (_, k) => (i * 7 + k * k) & 255),
      receivedAt: undefined,
    }))
    await append(database, project, mails)
    let at = 0
    for await (const batch of iterateRaw(database.kysely, project))
      for (const one of batch) {
        expect(one.messageId).toBe(`m${at}@x`)
        expect(Buffer.compare(one.bytes, mails[at]?.bytes ?? new Uint8Array())).toBe(0)
        at += 1
      }
    expect(at).toBe(1203)
    expect(
      (
        await findMessages(
          database.kysely,
          project,
          mails.map((one) => one.messageId),
        )
      ).size,
    ).toBe(1203)
  })

  test('with NUL or half a character in the Message-ID are kept and found', async () => {
    const database = await engine.open()
    const project = await ensureProject(database.kysely, 'demo')
    const ids = ['nul\0@x', 'half\ud800@x', 'quote"\'<b>@x', 'ä😀@x']
    const done = await append(
      database,
      project,
      ids.map((id) => mail(id, id)),
    )
    for (const [index, id] of ids.entries()) {
      const raw = await readRaw(database.kysely, project, id)
      expect(raw?.message).toBe(done[index]?.message)
    }
    expect(
      (
        await append(
          database,
          project,
          ids.map((id) => mail(id, id)),
        )
      ).map((one) => one.status),
    ).toEqual(ids.map(() => 'duplicate'))
  })

  test('a mail of 5 MB is kept', async () => {
    const database = await engine.open()
    const project = await ensureProject(database.kysely, 'demo')
    const bytes = new Uint8Array(5_000_000)
    for (let i = 0, x = 1; i < bytes.length; i++) {
      x = (Math.imul(x, 1103515245) + 12345) >>> 0
      bytes[i] = x >>> 24
    }
    await append(database, project, [{ messageId: 'big@x', bytes, receivedAt: undefined }])
    const raw = await readRaw(database.kysely, project, 'big@x')
    expect(Buffer.compare(raw?.bytes ?? new Uint8Array(), bytes)).toBe(0)
  })

  test('and the cursor are saved together or not at all', async () => {
    const database = await engine.open()
    const project = await ensureProject(database.kysely, 'demo')
    const failing = database.transaction(async (db) => {
      await appendMessages(db, project, LIST, [mail('a@x', 'text')])
      await saveCursor(db, project, LIST, 'mbox:x', '17', '2026-01-01T00:00:00Z')
      throw new Error('killed')
    })
    await expect(failing).rejects.toThrow('killed')
    expect(await readCursor(database.kysely, project, LIST, 'mbox:x')).toBeUndefined()
    expect(await listVariants(database.kysely, project)).toEqual([])
    await database.transaction(async (db) => {
      await appendMessages(db, project, LIST, [mail('a@x', 'text')])
      await saveCursor(db, project, LIST, 'mbox:x', '18', '2026-01-02T00:00:00Z')
    })
    expect((await readCursor(database.kysely, project, LIST, 'mbox:x'))?.cursor).toBe('18')
  })
})
