import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/app/decide.ts'
import { rebuild } from '../../src/app/rebuild.ts'
import { removeMail } from '../../src/app/remove-mail.ts'
import { sync } from '../../src/app/sync.ts'
import { withRun } from '../../src/app/with-run.ts'
import { dump } from '../../src/store/derived/dump.ts'
import { listPrivateMails } from '../../src/store/inputs/private.ts'
import { readRaw } from '../../src/store/inputs/raw.ts'
import { listRuns } from '../../src/store/inputs/runs.ts'
import {
  listMatchExport,
  listPatchExport,
  listReplyExport,
  listSeriesExport,
  listVersionExport,
} from '../../src/store/read/exports.ts'
import { listProblemMails } from '../../src/store/read/problems.ts'
import { searchMessages } from '../../src/store/search.ts'
import { contextFor, mailText, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { engines, quickEngines, temporaryFolder } from '../support/db.ts'

const LIST = 'devel@lists.example.org'

const MAILS: readonly TestMail[] = [
  { id: 'v1-0@x', subject: '[PATCH 0/2] Two walls', day: 0, text: 'Walls.\n' },
  {
    id: 'v1-1@x',
    subject: '[PATCH 1/2] wall: a',
    day: 0.001,
    answers: 'v1-0@x',
    text: patchText('a', 'one', 'two'),
  },
  {
    id: 'v1-2@x',
    subject: '[PATCH 2/2] wall: b',
    day: 0.002,
    answers: 'v1-0@x',
    text: patchText('b', 'eins', 'zwei'),
  },
  {
    id: 'r1@x',
    from: 'Bo',
    subject: 'Re: [PATCH 1/2] wall: a',
    day: 1,
    answers: 'v1-1@x',
    text: 'Please rename it.\n',
  },
  { id: 'v2-0@x', subject: '[PATCH v2 0/2] Two walls', day: 3, text: 'Walls.\n' },
  {
    id: 'v2-1@x',
    subject: '[PATCH v2 1/2] wall: a',
    day: 3.001,
    answers: 'v2-0@x',
    text: patchText('a', 'one', 'three'),
  },
  {
    id: 'v2-2@x',
    subject: '[PATCH v2 2/2] wall: b',
    day: 3.002,
    answers: 'v2-0@x',
    text: patchText('b', 'eins', 'zwei'),
  },
  {
    id: 'r2@x',
    from: 'Bo',
    subject: 'Re: [PATCH v2 0/2] Two walls',
    day: 4,
    answers: 'v2-0@x',
    text: 'Fine.\n\nReviewed-by: Bo Example <bo@example.org>\n',
  },
  {
    id: 'lone@x',
    from: 'Cy',
    subject: '[PATCH] floor: polish',
    day: 5,
    text: patchText('c', 'dull', 'shiny'),
  },
]

function archive(mails: readonly TestMail[] = MAILS) {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'list.mbox'), mbox(mails))
  return { folder, project: { lists: [{ address: LIST, source: 'mbox:list.mbox' }] } }
}

describe.each(engines)('sync on $name', (engine) => {
  test('reads a list and derives series, versions, replies and matches', async () => {
    const { folder, project } = archive()
    const repository = makeRepository(join(folder, 'repo'), [
      { message: 'start', files: { a: 'one\n', b: 'eins\n', c: 'dull\n' } },
      { message: 'wall: b\n\nBecause.', files: { b: 'zwei\n' } },
    ])
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      ...project,
      repositories: [{ name: 'repo', url: repository }],
    })
    const summary = await sync(context)
    expect(summary.lists).toEqual([
      { list: LIST, read: 9, new: 9, variants: 0, duplicates: 0, removed: 0, withProblems: 0 },
    ])
    expect(summary.repositories).toEqual([{ repository: 'repo', commits: 2, notes: [] }])
    const id = context.projectId
    const series = await listSeriesExport(database.kysely, id)
    expect(series.map((one) => [one.id, one.lineage, one.version, one.status, one.complete])).toEqual([
      ['v1-0@x', 'v1-0@x', 1, 'superseded', true],
      ['v2-0@x', 'v1-0@x', 2, expect.not.stringMatching('superseded'), true],
      ['lone@x', 'lone@x', 1, 'new', true],
    ])
    expect(
      (await listPatchExport(database.kysely, id)).map((one) => [one.messageId, one.series, one.index]),
    ).toEqual([
      ['v1-1@x', 'v1-0@x', 1],
      ['v1-2@x', 'v1-0@x', 2],
      ['v2-1@x', 'v2-0@x', 1],
      ['v2-2@x', 'v2-0@x', 2],
      ['lone@x', 'lone@x', 1],
    ])
    expect((await listVersionExport(database.kysely, id)).map((one) => [one.newer, one.older])).toEqual([
      ['v2-1@x', 'v1-1@x'],
      ['v2-2@x', 'v1-2@x'],
    ])
    expect(
      (await listReplyExport(database.kysely, id)).map((one) => [
        one.messageId,
        one.patch,
        one.trailers.length,
      ]),
    ).toEqual([
      ['r1@x', 'v1-1@x', 0],
      ['r2@x', null, 1],
    ])
    const matches = await listMatchExport(database.kysely, id)
    expect(matches.filter((one) => one.counted).map((one) => one.messageId)).toContain('v2-2@x')
    expect(
      (await searchMessages(database.kysely, id, 'rename', { limit: 10 })).hits.map((one) => one.messageId),
    ).toEqual(['r1@x'])
    // Nothing new: the same rows.
    const before = await dump(database.kysely, id, { names: false })
    const again = await sync(context)
    expect(again.lists[0]).toMatchObject({ read: 0, new: 0 })
    expect(await dump(database.kysely, id, { names: false })).toBe(before)
    // And a rebuild gives them byte for byte.
    expect(await rebuild(context)).toMatchObject({ mails: 9 })
    expect(await dump(database.kysely, id, { names: false })).toBe(before)
  })

  test('a mail on two lists is one mail, and two mails with one Message-ID are a problem', async () => {
    const folder = temporaryFolder()
    const mail: TestMail = { id: 'one@x', subject: '[PATCH] x', text: patchText('a', 'one', 'two') }
    writeFileSync(join(folder, 'one.mbox'), mbox([mail]))
    writeFileSync(join(folder, 'two.mbox'), mbox([{ ...mail, headers: ['List-Id: <two.example.org>'] }]))
    writeFileSync(
      join(folder, 'three.mbox'),
      mbox([{ ...mail, subject: 'something else', text: 'Buy walls.' }]),
    )
    const list = (name: string) => ({ address: `${name}@lists.example.org`, source: `mbox:${name}.mbox` })
    const database = await engine.open()
    const context = await contextFor(database, folder, { lists: [list('one'), list('two'), list('three')] })
    const summary = await sync(context)
    expect(summary.lists.map((one) => [one.new, one.variants])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ])
    expect(await listSeriesExport(database.kysely, context.projectId)).toHaveLength(1)
    const problems = await listProblemMails(database.kysely, context.projectId, { limit: 10 })
    expect(problems.map((one) => one.problems.map((problem) => problem.what))).toEqual([
      ['2 different mails have this Message-ID; one of them is shown.'],
    ])
    // In any other order of lists: the same.
    const other = await engine.open()
    const turned = await contextFor(other, folder, { lists: [list('three'), list('two'), list('one')] })
    await sync(turned)
    expect(await dump(other.kysely, turned.projectId, { names: true })).toBe(
      await dump(database.kysely, context.projectId, { names: true }),
    )
  })

  test('what is sent to a private mailbox is kept apart', async () => {
    const { folder, project } = archive()
    writeFileSync(
      join(folder, 'vote.mbox'),
      mbox([{ id: 'ballot@x', subject: 'secretword', text: 'secretword' }]),
    )
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      ...project,
      mailboxes: [{ address: 'vote@example.org', source: 'mbox:vote.mbox', for: 'ballots' }],
    })
    await sync(context)
    const { kysely } = database
    const found = await listPrivateMails(kysely, context.projectId, 'vote@example.org')
    expect(found.map((one) => one.messageId)).toEqual(['ballot@x'])
    expect(await readRaw(kysely, context.projectId, 'ballot@x')).toBeUndefined()
    expect((await searchMessages(kysely, context.projectId, 'secretword', { limit: 10 })).total).toBe(0)
  })

  test('a removed mail is gone, and stays away from rebuild and sync', async () => {
    const { folder, project } = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, project)
    await sync(context)
    expect(await removeMail(context, 'lone@x', 'spam')).toEqual({ known: true })
    expect(await removeMail(context, 'never@x', 'spam')).toEqual({ known: false })
    const gone = await dump(database.kysely, context.projectId, { names: true })
    expect(gone).not.toContain('lone@x')
    expect((await searchMessages(database.kysely, context.projectId, 'polish', { limit: 10 })).total).toBe(0)
    await rebuild(context)
    writeFileSync(join(folder, 'list.mbox'), mbox([...MAILS, ...MAILS]))
    expect((await sync(context)).lists[0]).toMatchObject({ new: 0, removed: expect.any(Number) })
    expect(await dump(database.kysely, context.projectId, { names: true })).toBe(gone)
  })

  test('people correct what was derived, and it outlives a rebuild', async () => {
    const { folder, project } = archive()
    const repository = makeRepository(join(folder, 'repo'), [
      { message: 'start', files: { z: '1\n' } },
      { message: 'unrelated', files: { z: '2\n' } },
    ])
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      ...project,
      repositories: [{ name: 'repo', url: repository }],
    })
    await sync(context)
    const act = (action: string, subject: string, payload: object) =>
      decide(context, { person: 'cli:ada', action, subject, payload: { ...payload } })
    const statusOf = async (id: string) =>
      (await listSeriesExport(database.kysely, context.projectId)).find((one) => one.id === id)?.status
    await act('state', 'lone@x', { status: 'deferred', reason: 'later' })
    expect(await statusOf('lone@x')).toBe('deferred')
    await act('unlink', 'v2-1@x', { older: 'v1-0@x' })
    expect(await statusOf('v1-0@x')).not.toBe('superseded')
    await act('link', 'v2-1@x', { older: 'v1-0@x' })
    expect(await statusOf('v1-0@x')).toBe('superseded')
    const commit = (await import('../../src/store/inputs/commits.ts')).listCommits
    const [, unrelated] = await commit(database.kysely, context.projectId)
    await act('match', 'lone@x', { commit: unrelated?.sha.slice(0, 10) })
    expect(await listMatchExport(database.kysely, context.projectId)).toMatchObject([
      { messageId: 'lone@x', commit: unrelated?.sha, confidence: 1, counted: true },
    ])
    expect(await statusOf('lone@x')).toBe('deferred')
    // Recorded only, as the server of pages does it, even while a sync is at work: the next one derives what follows.
    const later = { person: 'cli:ada', action: 'state', subject: 'lone@x', payload: { status: 'new' } }
    await withRun(context, 'sync', () => decide(context, later, { derives: 'later' }))
    expect(await statusOf('lone@x')).toBe('deferred')
    await sync(context)
    expect(await statusOf('lone@x')).toBe('new')
    // What was decided changes which patches are tried on the branch; that is done by the next sync, not by a click.
    await sync(context)
    const before = await dump(database.kysely, context.projectId, { names: false })
    await rebuild(context)
    expect(await dump(database.kysely, context.projectId, { names: false })).toBe(before)
    await act('unmatch', 'lone@x', { commit: unrelated?.sha })
    expect(await listMatchExport(database.kysely, context.projectId)).toEqual([])
    await expect(act('state', 'nobody@x', { status: 'new' })).rejects.toThrow(
      'no series has a mail "nobody@x"',
    )
    await expect(act('state', 'lone@x', { status: 'fine' })).rejects.toThrow('"fine" is no status')
    await expect(act('stat', 'lone@x', {})).rejects.toThrow('there is no decision "stat"')
    await expect(act('match', 'lone@x', { commit: '0000000' })).rejects.toThrow('has the commit "0000000"')
  })
})

describe.each(quickEngines)('a sync', (engine) => {
  test('that is stopped goes on where it was', async () => {
    const { folder, project } = archive()
    const database = await engine.open()
    const stop = new AbortController()
    stop.abort()
    const context = await contextFor(database, folder, project)
    await expect(sync({ ...context, signal: stop.signal })).rejects.toThrow()
    expect((await listRuns(database.kysely, context.projectId))[0]).toMatchObject({ error: 'stopped' })
    await sync(context)
    expect((await listRuns(database.kysely, context.projectId))[0]).toMatchObject({ error: undefined })
  })

  test('notes why it failed, and keeps what came before', async () => {
    const { folder, project } = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      ...project,
      repositories: [{ name: 'repo', url: join(folder, 'missing') }],
    })
    const { failures } = await sync(context)
    expect(failures.map((one) => one.error)).toEqual([expect.stringContaining('is not there')])
    const [run] = await listRuns(database.kysely, context.projectId)
    expect(run?.error).toContain(`Repository ${join(folder, 'missing')} is not there.`)
    expect(await readRaw(database.kysely, context.projectId, 'lone@x')).toBeDefined()
  })

  test('by two at once is one at a time', async () => {
    const { folder, project } = archive()
    const database = await engine.open()
    const context = await contextFor(database, folder, project)
    const results = await Promise.allSettled([sync(context), sync(context)])
    expect(results.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
  })

  test('after a change of the configuration reads everything anew, and says so', async () => {
    const { folder, project } = archive()
    const database = await engine.open()
    await sync(await contextFor(database, folder, project))
    const changed = await contextFor(database, folder, {
      ...project,
      people: [{ name: 'Bo', addresses: ['bo@example.com', 'bo@example.org'] }],
    })
    expect((await sync(changed)).derived.rebuilt).toBe('the configuration was changed')
    const fresh = await engine.open()
    const again = await contextFor(fresh, folder, {
      ...project,
      people: [{ name: 'Bo', addresses: ['bo@example.com', 'bo@example.org'] }],
    })
    await sync(again)
    expect(await dump(database.kysely, changed.projectId, { names: true })).toBe(
      await dump(fresh.kysely, again.projectId, { names: true }),
    )
  })

  test('finds what time alone has changed', async () => {
    const { folder, project } = archive()
    const database = await engine.open()
    const lost = async (now: string) => {
      const context = await contextFor(database, folder, project, { now })
      await sync(context)
      const series = await listSeriesExport(database.kysely, context.projectId)
      const fresh = await engine.open()
      const other = await contextFor(fresh, folder, project, { now })
      await sync(other)
      expect(await dump(database.kysely, context.projectId, { names: true })).toBe(
        await dump(fresh.kysely, other.projectId, { names: true }),
      )
      return series.filter((one) => one.lost.length > 0).map((one) => one.id)
    }
    expect(await lost('2026-03-08T00:00:00Z')).toEqual([])
    expect(await lost('2026-03-12T00:00:00Z')).toEqual([])
    expect(await lost('2026-05-08T00:00:00Z')).toEqual(['v2-0@x', 'lone@x'])
  })

  test('serves every mail octet for octet', async () => {
    const { folder, project } = archive()
    appendFileSync(
      join(folder, 'list.mbox'),
      mbox([{ id: 'q@x', subject: 'quoted', text: 'From here\n>From there\n' }]),
    )
    const database = await engine.open()
    const context = await contextFor(database, folder, project)
    await sync(context)
    const raw = await readRaw(database.kysely, context.projectId, 'q@x')
    const text = mailText({ id: 'q@x', subject: 'quoted', text: 'From here\n>From there\n' })
    expect(Buffer.from(raw?.bytes ?? []).toString('latin1')).toBe(text)
  })
})
