import { describe, expect, test } from 'vitest'
import type { Database } from '../../../src/store/database.ts'
import {
  appendMessages,
  findMessages,
  type IncomingMail,
  listMessages,
} from '../../../src/store/inputs/messages.ts'
import { appendPrivateMails, listPrivateMails } from '../../../src/store/inputs/private.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { iterateRaw, listVariants, readRaw } from '../../../src/store/inputs/raw.ts'
import { listTombstones, removeMessage } from '../../../src/store/inputs/tombstones.ts'
import { engines } from '../../support/db.ts'

const LIST = 'devel@lists.example.org'
const OTHER = 'users@lists.example.org'
const VOTES = 'vote@example.org'
const NOW = '2026-03-02T09:00:00Z'

const mail = (messageId: string, text: string, receivedAt?: string): IncomingMail => ({
  messageId,
  bytes: Buffer.from(text),
  receivedAt,
})
type Mails = readonly IncomingMail[]

const append = (database: Database, project: number, list: string, mails: Mails) =>
  database.transaction((db) => appendMessages(db, project, list, mails))
const appendPrivate = (database: Database, project: number, mails: Mails, mailbox = VOTES) =>
  database.transaction((db) => appendPrivateMails(db, project, mailbox, mails))
const remove = (database: Database, project: number, id: string, reason = 'spam', at = NOW) =>
  database.transaction((db) => removeMessage(db, project, id, reason, at))

describe.each(engines)('a removed mail on $name', (engine) => {
  const open = async () => {
    const database = await engine.open()
    return { database, db: database.kysely, project: await ensureProject(database.kysely, 'test') }
  }

  test('is gone with all its variants and deliveries, and refused for ever', async () => {
    const { database, db, project } = await open()
    await append(database, project, LIST, [mail('a@x', 'one'), mail('b@x', 'two')])
    await append(database, project, OTHER, [mail('a@x', 'one, with a footer'), mail('b@x', 'two')])
    const number = (await findMessages(db, project, ['a@x'])).get('a@x')
    expect(await remove(database, project, 'a@x')).toEqual({ message: number, removed: true })
    expect(await remove(database, project, 'a@x')).toEqual({ message: number, removed: false })
    expect(await readRaw(db, project, 'a@x')).toBeUndefined()
    expect((await listVariants(db, project)).map((one) => one.messageId)).toEqual(['b@x'])
    expect((await listMessages(db, project)).map((one) => one.messageId)).toEqual(['b@x'])
    // From the same list, from another one, in other words.
    const again = await append(database, project, 'third@lists.example.org', [
      mail('a@x', 'one'),
      mail('a@x', 'something else'),
      mail('c@x', 'three'),
    ])
    expect(again.map((one) => one.status)).toEqual(['removed', 'removed', 'new'])
    // Its number stays its own.
    expect(again.map((one) => one.message)).toEqual([number, number, expect.any(Number)])
    expect(again[2]?.message).not.toBe(number)
    const left: string[] = []
    for await (const batch of iterateRaw(db, project)) left.push(...batch.map((one) => one.messageId))
    expect(left).toEqual(['b@x', 'c@x'])
  })

  test('can be refused before it comes, and the first reason stays', async () => {
    const { database, db, project } = await open()
    const nothing = { message: undefined, removed: false }
    expect(await remove(database, project, 'nul\0@x', 'personal \0 data')).toEqual(nothing)
    expect(await remove(database, project, 'nul\0@x', 'spam', '2026-04-01T00:00:00Z')).toEqual(nothing)
    await remove(database, project, 'a@x')
    expect(await listTombstones(db, project)).toEqual([
      { messageId: 'a@x', removedAt: NOW, reason: 'spam' },
      { messageId: 'nul\uFFFD@x', removedAt: NOW, reason: 'personal \uFFFD data' },
    ])
    expect(await append(database, project, LIST, [mail('nul\0@x', 'text')])).toMatchObject([
      { status: 'removed', message: undefined },
    ])
    expect((await findMessages(db, project, ['nul\0@x', 'a@x'])).size).toBe(0)
  })

  test('of one project may be in another', async () => {
    const { database, db, project } = await open()
    const other = await ensureProject(db, 'other')
    await append(database, other, LIST, [mail('a@x', 'one')])
    await remove(database, project, 'a@x')
    expect(await readRaw(db, other, 'a@x')).toBeDefined()
    expect(await append(database, other, LIST, [mail('a@x', 'two')])).toMatchObject([{ status: 'variant' }])
  })

  test('is gone from private mailboxes too, and is refused there', async () => {
    const { database, db, project } = await open()
    await appendPrivate(database, project, [mail('a@x', 'one'), mail('b@x', 'two')])
    await appendPrivate(database, project, [mail('a@x', 'one')], 'roster@example.org')
    expect(await remove(database, project, 'a@x')).toEqual({ message: undefined, removed: true })
    expect(await appendPrivate(database, project, [mail('a@x', 'one'), mail('a@x', 'other')])).toBe(0)
    expect((await listPrivateMails(db, project, VOTES)).map((one) => one.messageId)).toEqual(['b@x'])
    expect(await listPrivateMails(db, project, 'roster@example.org')).toEqual([])
  })
})

describe.each(engines)('private mails on $name', (engine) => {
  test('are kept once for each mailbox, octet for octet, in order, apart from those of lists', async () => {
    const database = await engine.open()
    const { kysely } = database
    const project = await ensureProject(kysely, 'test')
    const octets = Uint8Array.from({ length: 3000 }, (_, n) => (n * 7 + n * n) & 255)
    const first = [
      mail('a@x', 'one', NOW),
      mail('a@x', 'one'),
      mail('a@x', 'other words'),
      { messageId: 'b\0@x', bytes: octets, receivedAt: undefined },
    ]
    expect(await appendPrivate(database, project, first)).toBe(3)
    expect(await appendPrivate(database, project, [...first, mail('c@x', 'three')])).toBe(1)
    expect(await appendPrivate(database, project, [mail('a@x', 'one')], 'roster@example.org')).toBe(1)
    const all = await listPrivateMails(kysely, project, VOTES)
    expect(all.map((one) => [one.messageId, one.receivedAt])).toEqual([
      ['a@x', NOW],
      ['a@x', undefined],
      ['b\uFFFD@x', undefined],
      ['c@x', undefined],
    ])
    expect(Buffer.from(all[0]?.bytes ?? []).toString()).toBe('one')
    expect(Buffer.compare(all[2]?.bytes ?? new Uint8Array(), octets)).toBe(0)
    expect(await listPrivateMails(kysely, project, VOTES, all[1]?.id, 1)).toEqual([all[2]])
    expect(await listPrivateMails(kysely, project, VOTES, all.at(-1)?.id)).toEqual([])
    expect(await listPrivateMails(kysely, await ensureProject(kysely, 'other'), VOTES)).toEqual([])
    expect((await findMessages(kysely, project, ['a@x', 'c@x'])).size).toBe(0)
    expect(await readRaw(kysely, project, 'a@x')).toBeUndefined()
  })
})
