import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { UserError } from '../../src/core/errors.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, mbox, type TestMail } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

const MAILS: readonly TestMail[] = [
  { id: 'call@x', subject: '[VOTE] New <b>walls</b>', day: 0, text: 'Please vote. It is open for 7 days.' },
  { id: 'v1@x', from: 'Bo', subject: 'Re: [VOTE] New <b>walls</b>', day: 1, answers: 'call@x', text: '+1' },
  {
    id: 'v2@x',
    from: 'Cy',
    subject: 'Re: [VOTE] New <b>walls</b>',
    day: 1.5,
    answers: 'call@x',
    text: '-1\n\n<script>alert(1)</script> is too much.',
  },
  { id: 'v3@x', from: 'Ed', subject: 'Re: [VOTE] New <b>walls</b>', day: 2, answers: 'call@x', text: '+1' },
  { id: 'v4@x', from: 'Ada', subject: 'Re: [VOTE] New <b>walls</b>', day: 3, answers: 'call@x', text: '+1' },
  {
    id: 'lazy@x',
    from: 'Bo',
    subject: 'Paint',
    day: 88,
    text: 'Green, I say. This is lazy consensus: a week to object.',
  },
  { id: 'wrong@x', from: 'Ed', subject: '[VOTE] New roof', day: 80, text: 'Please vote.' },
]

/** The pages of how a project decides, by the name of their golden file. */
const PAGES: Readonly<Record<string, string>> = {
  motions: 'motions',
  'motions-search': 'motions?q=paint',
  motion: 'motions/call%40x',
  'motion-open': 'motions/lazy%40x',
  'motion-not-opened': 'motions/wrong%40x',
  roles: 'roles',
  record: 'record',
  'try-rule': 'record/try?pack=xen-draft2&kind=lt',
}

let context: SyncContext
const get = (path: string) =>
  createApp({ database: context.database, config: context.config, now: () => context.now }).request(
    `http://localhost/p/test/${path}`,
  )

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(MAILS))
  const role = (name: string): object => ({
    role: 'leadership-team',
    person: `${name.toLowerCase()}@example.org`,
    name: `${name} Example`,
    from: '2025-01-01',
    decision: 'the team page',
  })
  const gone = {
    role: 'committer',
    person: 'ed@example.org',
    name: 'Ed Example',
    from: '2020-01-01',
    until: '2024-01-01',
  }
  context = await contextFor(await engine.open(), folder, {
    title: 'Walls',
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    governance: 'xen-v3',
    roles: [...['Ada', 'Bo', 'Cy', 'Di'].map(role), gone],
  })
  await sync(context)
})

describe.each(Object.entries(PAGES))('the page %s', (name, path) => {
  test('is as it was looked at, and holds nothing of a mail but text', async () => {
    const answer = await get(path)
    expect(answer.status).toBe(200)
    const text = (await answer.text())
      .replace(/\?v=[0-9a-f]{10}/g, '?v=0')
      // Digests are salted: they differ from run to run.
      .replace(/\b[0-9a-f]{64}\b/g, 'd'.repeat(64))
      .replace(/<code title="d{64}">[0-9a-f]{12}/g, `<code title="${'d'.repeat(64)}">${'d'.repeat(12)}`)
    expect(text).not.toMatch(/<script>alert|<b>walls|<style|\sstyle="|\son[a-z]+="/)
    await expect(text).toMatchFileSnapshot(`../golden/web/${name}.html`)
  })
})

test('a motion that is not there is named', async () => {
  expect((await get('motions/none')).status).toBe(404)
})

test('the record as CSV and JSON has every decision and no private ballot', async () => {
  const rows: unknown = await (await get('record/record.json')).json()
  expect(rows).toMatchObject([
    { sequence: 1, action: 'motion-open', subject: 'call@x' },
    { sequence: 2, action: 'motion-open', subject: 'lazy@x' },
    { sequence: 3, action: 'motion-close', subject: 'call@x' },
  ])
  const csv = await (await get('record/record.csv')).text()
  expect(csv.split('\r\n')[0]).toBe('sequence,at,person,action,subject,title,words,digest')
})

test('decisions are taken away with their ballots, count and outcome, and without addresses', async () => {
  const answer = await get('record/decisions.json')
  const text = await answer.text()
  expect(text).not.toContain('@example.org')
  const found: unknown = JSON.parse(text)
  expect(found).toMatchObject([
    { id: 'lazy@x', state: 'open', result: null, digest: null },
    { id: 'wrong@x', state: 'not-opened', ballots: [] },
    {
      id: 'call@x',
      thread: 'call@x',
      result: 'passed',
      inFavour: 2,
      against: 1,
      voters: 4,
      counted: 3,
      notCounted: 1,
      decision: 3,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      ballots: [
        { voter: 'Bo Example', value: 1, isCounted: true },
        { voter: 'Cy Example', value: -1, isCounted: true },
        { voter: 'Ed Example', isCounted: false, why: expect.stringMatching(/no vote/) },
        { voter: 'Ada Example', value: 1 },
      ],
    },
  ])
  const csv = await (await get('record/decisions.csv')).text()
  expect(csv.trim().split('\r\n')).toHaveLength(4)
})

test('what is wrong with the database is told to whoever runs the server, not to visitors', async () => {
  const told: string[] = []
  const broken = {
    ...context.database,
    kysely: new Proxy(context.database.kysely, {
      get: () => {
        throw new UserError(
          'database',
          'the database postgres://db.internal.example.org/walls cannot be reached',
          { hint: 'Check that the server runs, and the host and port.' },
        )
      },
    }),
  }
  const app = createApp({
    database: broken,
    config: context.config,
    now: () => context.now,
    report: (line) => told.push(line),
  })
  const answer = await app.request('http://localhost/p/test/motions')
  expect(answer.status).toBe(503)
  expect(await answer.text()).not.toMatch(/internal|postgres/)
  expect(told.join()).toContain('db.internal.example.org')
})
