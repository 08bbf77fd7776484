import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { removeMail } from '../../src/app/remove-mail.ts'
import { sync } from '../../src/app/sync.ts'
import type { Database } from '../../src/store/database.ts'
import { removeFacts } from '../../src/store/derived/facts.ts'
import {
  COUNT_LIMIT,
  clearIndex,
  indexMessages,
  optimizeIndex,
  removeFromIndex,
  searchMessages,
  searchNumbers,
} from '../../src/store/search.ts'
import { contextFor, mbox, type TestMail } from '../support/archive.ts'
import { engines, temporaryFolder } from '../support/db.ts'

const LONG = 'deadbeef'.repeat(18)

const MAILS: readonly TestMail[] = [
  {
    id: 'walls@x',
    subject: '[PATCH] xen/arm: paint the walls green',
    day: 0,
    text: 'Nobody likes red walls.',
  },
  {
    id: 'code@x',
    from: 'Bo',
    subject: 'Re: foo_bar() in drivers/net/foo_bar.c',
    day: 1,
    text: 'foo_bar() takes foo->bar. See drivers/net/ethernet/intel.c, CONFIG_FOO_BAR=y and bar_foo.',
  },
  {
    id: 'accents@x',
    from: 'Cy',
    subject: 'Café Ångström',
    day: 2,
    text: 'naïve façade, Đặng, ČESKÝ, straße',
  },
  { id: 'russian@x', from: 'Di', subject: 'привет Андрей', day: 3, text: 'ёлка и йод' },
  { id: 'japanese@x', from: 'Di', subject: '漢字', day: 4, text: 'が 日本語 ガイド' },
  { id: 'korean@x', from: 'Di', subject: '한국어', day: 5, text: '패치 검토' },
  { id: 'hindi@x', from: 'Di', subject: 'हिन्दी', day: 6, text: 'पैच' },
  { id: 'greek@x', from: 'Di', subject: 'ΟΔΟΣ άνοιξη', day: 7, text: 'λόγος' },
  { id: 'long@x', from: 'Ed', subject: 'a long word', day: 8, text: `sha512 ${LONG} ends` },
  { id: 'quoted@x', from: 'Ed', subject: 'an answer', day: 9, text: '> secretquote here\n\nI see.' },
  { id: 'walls2@x', from: 'Ed', subject: 'walls, walls, walls', day: 10, text: 'Green walls.' },
]

/** The folder of an archive of these mails. */
function archive(): string {
  const folder = temporaryFolder()
  const utf8 = ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8']
  writeFileSync(join(folder, 'list.mbox'), mbox(MAILS.map((mail) => ({ ...mail, headers: utf8 }))))
  writeFileSync(
    join(folder, 'vote.mbox'),
    mbox([{ id: 'vote@x', subject: 'hiddenword', text: 'hiddenword' }]),
  )
  return folder
}

const PROJECT = {
  lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
  mailboxes: [{ address: 'vote@example.org', source: 'mbox:vote.mbox', for: 'ballots' }],
}

/** What somebody types, and the mails that it finds, on every engine. */
const FINDS: readonly (readonly [typed: string, found: readonly string[]])[] = [
  // Words
  ['walls', ['walls@x', 'walls2@x']],
  ['WALLS Green', ['walls@x', 'walls2@x']],
  ['walls nobody', ['walls@x']],
  ['wall', []],
  ['walls -nobody', ['walls2@x']],
  ['nobody OR naive', ['accents@x', 'walls@x']],
  ['walls nobody OR naive', ['walls@x']],
  // Phrases
  ['"red walls"', ['walls@x']],
  ['"walls red"', []],
  ['"the walls', ['walls@x']],
  // No phrase reaches from the subject into the text.
  ['"green nobody"', []],
  // Beginnings
  ['wal*', ['walls@x', 'walls2@x']],
  ['"paint the wal*"', []],
  ['paint-the-wal*', ['walls@x']],
  ['w*', []],
  // Fields
  ['s:walls', ['walls@x', 'walls2@x']],
  ['b:walls', ['walls@x', 'walls2@x']],
  ['b:paint', []],
  ['from:bo', ['code@x']],
  ['f:bo@example.org', ['code@x']],
  ['SUBJECT:arm', ['walls@x']],
  ['s:"walls green"', ['walls@x']],
  ['nosuchfield:walls', []],
  // Names and paths, whole and by part
  ['foo_bar', ['code@x']],
  ['foo_bar()', ['code@x']],
  ['foo', ['code@x']],
  ['bar_foo', ['code@x']],
  ['bar_bar', []],
  ['foo->bar', ['code@x']],
  ['drivers/net/foo_bar.c', ['code@x']],
  ['net/ethernet', ['code@x']],
  ['ethernet/net', []],
  ['CONFIG_FOO_BAR=y', ['code@x']],
  ['xen/arm', ['walls@x']],
  // Letters with and without marks, in any script
  ['cafe', ['accents@x']],
  ['CAFÉ', ['accents@x']],
  ['Cafe\u0301', ['accents@x']],
  ['angstrom naive facade', ['accents@x']],
  ['dang', []],
  ['đặng', ['accents@x']],
  ['český', ['accents@x']],
  ['straße', ['accents@x']],
  ['Андрей', ['russian@x']],
  ['андрей', ['russian@x']],
  ['ёлка', ['russian@x']],
  ['йод', ['russian@x']],
  ['йо*', ['russian@x']],
  ['漢字', ['japanese@x']],
  ['日本語', ['japanese@x']],
  ['が', ['japanese@x']],
  ['ガイド', ['japanese@x']],
  ['한국어', ['korean@x']],
  ['"패치 검토"', ['korean@x']],
  ['हिन्दी', ['hindi@x']],
  ['पैच', ['hindi@x']],
  ['ΟΔΟΣ', ['greek@x']],
  ['οδος', ['greek@x']],
  ['λογος', ['greek@x']],
  ['άνοιξη', ['greek@x']],
  // A word that is longer than any word should be
  [LONG, ['long@x']],
  [`"sha512 ${LONG}"`, ['long@x']],
  [LONG.slice(0, 40), []],
  [`${LONG.slice(0, 40)}*`, ['long@x']],
  // What is quoted is its author's
  ['secretquote', []],
  // Nothing to look for
  ['', []],
  ['   ', []],
  ['"', []],
  ['-', []],
  ['***', []],
  ['OR', []],
  ['😀', []],
]

/** Texts that mean something to one engine or the other, or to a program in between; each finds no more than its words do. */
const HOSTILE: readonly string[] = [
  'walls"',
  '"walls" OR',
  'walls NEAR(green, 2)',
  'walls AND NOT green',
  '{subject body}: walls',
  'project : p1',
  'project:p2',
  '^walls',
  'walls + green',
  'walls*green',
  '- walls',
  '-walls',
  '-"',
  'walls & !green',
  'walls | green:*ABCD',
  'walls <-> green',
  'walls <2> green',
  "walls':1A",
  "'walls' & 'green'",
  "walls'); drop table message; --",
  'walls\\',
  "\\'walls\\'",
  '$1 ? :1 @x',
  '%_%',
  '(((((walls',
  'walls)))))',
  'walls\0green',
  '\0',
  'walls \ud800 \udc00',
  '\ud800',
  '\u202ewalls\u200b',
  'x'.repeat(10_000),
  'walls '.repeat(2000),
  '"'.repeat(10_000),
  '-'.repeat(10_000),
  '("'.repeat(5000),
  'a OR '.repeat(2000),
  '漢'.repeat(10_000),
  '😀'.repeat(5000),
  `${'a'.repeat(99)}😀`,
  `${'a'.repeat(99)}\u{1d400}*`,
  '\u{1e900}\u{1e901}',
  's:',
  's:s:s:walls',
  'OR OR OR walls OR',
  '\u0301\u0301',
  'NULL',
  'and or not the',
]

describe.each(engines)('search on $name', (engine) => {
  let database: Database
  let project: number
  const find = async (
    query: string,
    options: Partial<Parameters<typeof searchMessages>[3]> = {},
    on = project,
  ) => searchMessages(database.kysely, on, query, { limit: 100, ...options })
  const ids = async (...args: Parameters<typeof find>): Promise<readonly string[]> =>
    (await find(...args)).hits.map((one) => one.messageId)

  beforeAll(async () => {
    database = await engine.open()
    const folder = archive()
    const context = await contextFor(database, folder, PROJECT)
    project = context.projectId
    await sync(context)
    // Somebody else's mails, with the same words.
    await sync(await contextFor(database, folder, { ...PROJECT, id: 'other' }))
  })

  test.each(FINDS)('%s', async (typed, found) => {
    expect([...(await ids(typed))].sort()).toEqual([...found].sort())
    expect((await find(typed)).total).toBe(found.length)
    // The same without the facts, for lists that are filtered by words.
    const numbers = await searchNumbers(database.kysely, project, typed, 100)
    expect(numbers).toEqual((await find(typed)).hits.map((one) => one.message).sort((a, b) => b - a))
    expect(await searchNumbers(database.kysely, project, typed, 1)).toEqual(numbers.slice(0, 1))
  })

  test.each(HOSTILE.map((text) => [text.slice(0, 40), text] as const))('%j is no error', async (_, text) => {
    for (const order of ['rank', 'time'] as const) {
      const { hits, total, more } = await find(text, { order })
      expect([hits.length, more]).toEqual([total, false])
      for (const { messageId } of hits) expect(MAILS.map((one) => one.id)).toContain(messageId)
      expect(await searchNumbers(database.kysely, project, text, 100)).toHaveLength(total)
    }
    expect(await ids('walls')).toHaveLength(2)
  })

  test('the best first, or the newest; page by page', async () => {
    const byTime = MAILS.map((mail) => mail.id).reverse()
    expect(await ids('f:example', { order: 'time' })).toEqual(byTime)
    expect(await ids('f:example', { order: 'time', before: '2026-03-05T09:00:00Z' })).toEqual(
      byTime.slice(-3),
    )
    // Three in the subject weigh more than one there and one in the text.
    expect(await ids('walls', { order: 'rank' })).toEqual(['walls2@x', 'walls@x'])
    for (const order of ['rank', 'time'] as const) {
      const all = await ids('f:example', { order })
      const pages = []
      for (let offset = 0; offset < 12; offset += 4) {
        const page = await find('f:example', { order, limit: 4, offset })
        expect(page.total).toBe(11)
        pages.push(...page.hits.map((one) => one.messageId))
      }
      expect(pages).toEqual(all)
      expect(await ids('f:example', { order, offset: 11 })).toEqual([])
    }
    expect(await find('f:example', { limit: 0 })).toEqual({ hits: [], total: 11, more: false })
    expect(await ids('f:example', { limit: -1, offset: -1 })).toEqual([])
  })

  test('private mails are never found', async () => {
    expect(await find('hiddenword')).toEqual({ hits: [], total: 0, more: false })
    expect(await ids('f:example -nothing')).toHaveLength(11)
  })

  test('hits are counted up to a limit', async () => {
    const own = await engine.open()
    const folder = temporaryFolder()
    const many = Array.from({ length: COUNT_LIMIT + 3 }, (_, n) => ({ id: `m${n}@x`, subject: `mail ${n}` }))
    writeFileSync(join(folder, 'list.mbox'), mbox(many))
    const context = await contextFor(own, folder, { lists: PROJECT.lists })
    await sync(context)
    const { hits, total, more } = await searchMessages(own.kysely, context.projectId, 'mail', { limit: 10 })
    expect([hits.length, total, more]).toEqual([10, COUNT_LIMIT, true])
    const last = await searchMessages(own.kysely, context.projectId, 'mail', {
      limit: 10,
      offset: 9_999_999,
    })
    expect([last.hits.length, last.total]).toEqual([3, COUNT_LIMIT])
  })

  test('a mail that is removed is not found any more, nor after the next sync or in another index', async () => {
    const own = await engine.open()
    const folder = archive()
    const context = await contextFor(own, folder, PROJECT)
    const found = async (typed: string) =>
      (await searchMessages(own.kysely, context.projectId, typed, { limit: 10 })).hits.map(
        (one) => one.messageId,
      )
    await sync(context)
    await removeMail(context, 'walls@x', 'asked for')
    expect(await found('walls')).toEqual(['walls2@x'])
    await sync(context)
    expect(await found('nobody')).toEqual([])
    // Without its facts it is not found either, whatever the index says.
    const number = (await searchMessages(own.kysely, context.projectId, 'foo_bar', { limit: 1 })).hits[0]
    await own.transaction((db) => removeFacts(db, context.projectId, [number?.message ?? 0]))
    expect(await found('foo_bar')).toEqual([])
  })

  test('what is indexed again takes the place of what was there, and can be taken out', async () => {
    const own = await engine.open()
    const context = await contextFor(own, archive(), PROJECT)
    await sync(context)
    const { projectId } = context
    const found = async (typed: string) =>
      (await searchMessages(own.kysely, projectId, typed, { limit: 10 })).hits.map((one) => one.message)
    const [message = 0] = await found('foo_bar')
    const index = (body: string) =>
      own.transaction((db) =>
        indexMessages(db, projectId, [{ message, subject: `s${body}`, sender: 'x', body }]),
      )
    await index('brandnew')
    expect([await found('foo_bar'), await found('brandnew')]).toEqual([[], [message]])
    // As much as a mail can have of anything: beyond a bound it is not indexed, and nothing breaks.
    for (const text of ['word ', 'é', '한', '漢 ', 'a', '😀', "'", '\\', '\0', '\ud800', 'A\u0301'])
      await index(text.repeat(100_000))
    await index(Array.from({ length: 60_000 }, (_, n) => n.toString(36)).join(' '))
    expect(await found('zz')).toEqual([message])
    await own.transaction((db) => removeFromIndex(db, projectId, [message]))
    expect(await found('zz')).toEqual([])
    await optimizeIndex(own.kysely)
    expect(await found('walls')).toHaveLength(2)
    await clearIndex(own.kysely, projectId)
    expect(await found('walls')).toEqual([])
  })

  test('emptying the index of one project leaves the other', async () => {
    const own = await engine.open()
    const folder = archive()
    const one = await contextFor(own, folder, PROJECT)
    const two = await contextFor(own, folder, { ...PROJECT, id: 'other' })
    await sync(one)
    await sync(two)
    await clearIndex(own.kysely, one.projectId)
    expect((await searchMessages(own.kysely, one.projectId, 'walls', { limit: 10 })).total).toBe(0)
    expect((await searchMessages(own.kysely, two.projectId, 'walls', { limit: 10 })).total).toBe(2)
  })
})
