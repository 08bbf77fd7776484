import { describe, expect, test } from 'vitest'
import type { Database } from '../../../src/store/database.ts'
import {
  listCommitFactKeys,
  listCommitFacts,
  listLineageFacts,
  replaceCommitFacts,
} from '../../../src/store/derived/metric-facts.ts'
import { appendMessages } from '../../../src/store/inputs/messages.ts'
import { readDataHealth } from '../../../src/store/read/data-health.ts'
import { listAddressUses, listLineageLists, readFactsState } from '../../../src/store/read/metric-record.ts'
import { listVersionMails } from '../../../src/store/read/version-mails.ts'
import { engines } from '../../support/db.ts'
import { fillLittleCommunity, NOW } from '../../web/little-community.ts'
import { MAILS } from '../../web/little-mails.ts'
import { bytesOf, LIST } from '../../web/little-octets.ts'

const seconds = (text: string): number => Date.parse(text) / 1000

describe.each(engines)('what the dashboard reads on $name', (engine) => {
  const open = async (): Promise<{ database: Database; project: number }> => {
    const database = await engine.open()
    return { database, project: await fillLittleCommunity(database) }
  }

  test('the state of the facts; none before the first derivation', async () => {
    const { database, project } = await open()
    expect(await readFactsState(database.kysely, project)).toEqual({ asOf: NOW, writtenAt: NOW })
    expect(await readFactsState(database.kysely, project + 1)).toBeUndefined()
  })

  test('the facts of lineages by number, those of commits by time, and of no other project', async () => {
    const { database, project } = await open()
    const facts = await listLineageFacts(database.kysely, project)
    expect(facts.map((one) => [one.lineage, one.versions.length, one.landed.length])).toEqual([
      ['ring-v1-0@example.org', 2, 2],
      ['mm-lost@example.org', 1, 0],
      ['x86-1@example.org', 1, 0],
      ['tools-3@example.org', 1, 0],
      [MAILS.at(-1)?.id, 1, 0],
    ])
    const commits = await listCommitFacts(database.kysely, project)
    expect(commits.map((one) => [one.sha[0], one.at, one.author, one.committer])).toEqual([
      ['a', seconds('2026-04-14T09:59:00Z'), 'ada@example.org', 'cy@example.org'],
      ['b', seconds('2026-04-14T10:00:00Z'), 'ada@example.org', 'cy@example.org'],
      ['c', seconds('2026-04-15T10:00:00Z'), 'dag@example.org', 'cy@example.org'],
    ])
    expect(await listLineageFacts(database.kysely, project + 1)).toEqual([])
    expect(await listCommitFacts(database.kysely, project + 1)).toEqual([])
  })

  test('facts of commits go by repository and hash', async () => {
    const { database, project } = await open()
    const key = (letter: string): string => `quarry ${letter.repeat(40)}`
    expect(await listCommitFactKeys(database.kysely, project)).toEqual(
      new Map([key('a'), key('b'), key('c')].map((one) => [one, true])),
    )
    await database.transaction((db) =>
      replaceCommitFacts(db, project, [key('a'), `other ${'b'.repeat(40)}`], []),
    )
    expect([...(await listCommitFactKeys(database.kysely, project)).keys()].sort()).toEqual([
      key('b'),
      key('c'),
    ])
    await database.transaction((db) => replaceCommitFacts(db, project, 'all', []))
    expect(await listCommitFacts(database.kysely, project)).toEqual([])
  })

  test('the addresses of those who have several, and when each was used', async () => {
    const { database, project } = await open()
    expect(await listAddressUses(database.kysely, project)).toEqual(new Map())
    await database.transaction(async (db) => {
      await db
        .updateTable('message_fact')
        .set({ sender: 'ada@example.org' })
        .where('sender', '=', 'bo@example.org')
        .execute()
      await db
        .updateTable('person')
        .set({ addresses: JSON.stringify(['ada@example.org', 'bo@example.org']) })
        .where('person', '=', 'ada@example.org')
        .execute()
    })
    const uses = await listAddressUses(database.kysely, project)
    expect([...uses.keys()]).toEqual(['ada@example.org'])
    const own = new Map((uses.get('ada@example.org') ?? []).map((one) => [one.address, one.times]))
    expect([...own.keys()].sort()).toEqual(['ada@example.org', 'bo@example.org'])
    for (const times of own.values()) expect(times).toEqual([...times].sort((a, b) => a - b))
    const ends = [...own].sort().map(([, times]) => [times[0], times.at(-1)])
    expect(ends).toEqual([
      [seconds('2026-02-02T09:00:00Z'), seconds('2026-02-10T09:00:02Z')],
      [seconds('2026-02-03T10:30:00Z'), seconds('2026-04-10T09:00:00Z')],
    ])
  })

  test('the lists that a lineage came by', async () => {
    const { database, project } = await open()
    const [first] = MAILS
    if (first === undefined) throw new TypeError('there is a first mail')
    await database.transaction((db) =>
      appendMessages(db, project, 'another@lists.example.org', [
        { messageId: first.id, bytes: bytesOf(first), receivedAt: first.at },
      ]),
    )
    const lists = await listLineageLists(database.kysely, project)
    expect(lists.get('ring-v1-0@example.org')).toEqual(['another@lists.example.org', LIST])
    expect(lists.get('mm-lost@example.org')).toEqual([LIST])
    expect(lists.size).toBe(5)
  })

  test('the mails of some versions', async () => {
    const { database, project } = await open()
    const { patches, replies, tags } = await listVersionMails(database.kysely, project, [
      'ring-v1-0@example.org',
      'ring-v2-0@example.org',
      'nothing@example.org',
    ])
    expect(patches.map((one) => [one.series[6], one.position, one.messageId, one.merged])).toEqual([
      ['1', 1, 'ring-v1-1@example.org', false],
      ['1', 2, 'ring-v1-2@example.org', false],
      ['2', 1, 'ring-v2-1@example.org', true],
      ['2', 2, 'ring-v2-2@example.org', true],
    ])
    expect(replies.map((one) => [one.messageId, one.sender, one.position])).toEqual([
      ['ring-v1-1-bo@example.org', 'bo@example.org', 1],
      ['ring-v1-2-cy@example.org', 'cy@example.org', 2],
      ['ring-v1-2-ada@example.org', 'ada@example.org', 2],
      ['ring-v2-0-cy@example.org', 'cy@example.org', undefined],
    ])
    expect(tags.map((one) => [one.series[6], one.key, one.person, one.origin])).toEqual([
      ['1', 'Reviewed-by', 'bo@example.org', 'reply'],
      ['2', 'Reviewed-by', 'bo@example.org', 'carried'],
      ['2', 'Signed-off-by', 'ada@example.org', 'own'],
      ['2', 'Signed-off-by', 'ada@example.org', 'own'],
      ['2', 'Acked-by', 'cy@example.org', 'reply'],
    ])
    expect(await listVersionMails(database.kysely, project, [])).toEqual({
      patches: [],
      replies: [],
      tags: [],
    })
  })

  test('how far the record can be trusted', async () => {
    const { database, project } = await open()
    const healthy = {
      mails: 17,
      unclassified: 1,
      skewed: 0,
      problems: 1,
      bots: 0,
      versions: 6,
      unsure: 0,
      links: 1,
      weakLinks: 0,
      matches: 2,
      probable: 1,
      people: 5,
      joined: 0,
      rewrites: 0,
    }
    expect(await readDataHealth(database.kysely, project)).toEqual(healthy)
    await database.transaction(async (db) => {
      await db
        .updateTable('message_fact')
        .set({ kind: 'bot' })
        .where('message_id', '=', 'idea@example.org')
        .execute()
      await db
        .updateTable('message_fact')
        .set({ sent_at: '2099-01-01T00:00:00Z' })
        .where('message_id', '=', 'mm-lost@example.org')
        .execute()
      await db
        .updateTable('series')
        .set({ confidence: 0.5 })
        .where('name', '=', 'ring-v2-0@example.org')
        .execute()
      await db.updateTable('series_link').set({ confidence: 0.3 }).execute()
      await db
        .updateTable('person')
        .set({ addresses: '["a@x","b@x"]' })
        .where('person', '=', 'bo@example.org')
        .execute()
    })
    expect(await readDataHealth(database.kysely, project)).toEqual({
      ...healthy,
      unclassified: 0,
      bots: 1,
      skewed: 1,
      unsure: 1,
      weakLinks: 1,
      joined: 1,
    })
    expect((await readDataHealth(database.kysely, project + 1)).mails).toBe(0)
  })
})
