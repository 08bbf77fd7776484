import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { CompiledQuery } from 'kysely'
import { describe, expect, test } from 'vitest'
import { decideMotion } from '../../../src/app/governance/decide-motion.ts'
import { draftMail } from '../../../src/app/governance/ready-mails.ts'
import { recordMotions } from '../../../src/app/governance/record-motions.ts'
import { verifyMotions } from '../../../src/app/governance/verify-motions.ts'
import { rebuild } from '../../../src/app/rebuild.ts'
import { sync } from '../../../src/app/sync.ts'
import type { SyncContext } from '../../../src/app/with-run.ts'
import { countMotion } from '../../../src/core/governance/count-motion.ts'
import type { Outcome } from '../../../src/core/governance/outcome.ts'
import { dump } from '../../../src/store/derived/dump.ts'
import { listDecisions } from '../../../src/store/inputs/decisions.ts'
import { listMotions, readMotion } from '../../../src/store/read/motions.ts'
import { contextFor, mbox, type TestMail } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'

const ROLES = ['Ada', 'Bo', 'Cy', 'Di'].map((name) => ({
  role: 'leadership-team',
  person: `${name.toLowerCase()}@example.org`,
  name: `${name} Example`,
}))

/** A vote with everything that can be odd about its ballots, and calls that are none. */
const MAILS: readonly TestMail[] = [
  { id: 'call@x', subject: '[VOTE] New walls', day: 0, text: 'Please vote. It is open for 7 days.' },
  { id: 'v1@x', from: 'Bo', subject: 'Re: [VOTE] New walls', day: 1, answers: 'call@x', text: '+1' },
  { id: 'v2@x', from: 'Cy', subject: 'Re: [VOTE] New walls', day: 1.5, answers: 'v1@x', text: '> +1\n\n-1' },
  { id: 'v3@x', from: 'Cy', subject: 'Re: [VOTE] New walls', day: 2, answers: 'v2@x', text: '+1 if painted' },
  { id: 'v4@x', from: 'Di', subject: 'Re: [VOTE] New walls', day: 9, answers: 'call@x', text: '-1' },
  { id: 'v5@x', from: 'Ed', subject: 'Re: [VOTE] New walls', day: 2, answers: 'call@x', text: '+1' },
  {
    id: 'v6@x',
    from: 'Ada',
    subject: 'Re: [VOTE] New walls',
    day: 3,
    answers: 'call@x',
    text: '+1\n\n-- \n-1',
  },
  { id: 'stray@x', from: 'Di', subject: 'Re: [VOTE] New walls', day: 4, text: '-1' },
  { id: 'other@x', from: 'Ed', subject: '[VOTE] New roof', day: 1, text: 'Please vote.' },
  { id: 'plain@x', from: 'Ed', subject: 'About votes', day: 1, text: 'We should have a vote on walls. +1' },
  { id: 'patch@x', from: 'Ed', subject: 'Re: About votes', day: 1.1, answers: 'plain@x', text: 'return -1;' },
]

async function opened(
  mails: readonly TestMail[],
  more: Partial<SyncContext> = {},
): Promise<{ context: SyncContext; write: (mails: readonly TestMail[]) => void }> {
  const [engine] = quickEngines
  if (engine === undefined) throw new Error('there is an engine')
  const folder = temporaryFolder()
  const write = (some: readonly TestMail[]): void => writeFileSync(join(folder, 'mails'), mbox(some))
  write(mails)
  const context = await contextFor(
    await engine.open(),
    folder,
    {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
      governance: 'xen-v3',
      roles: ROLES,
    },
    more,
  )
  await sync(context)
  return { context, write }
}

async function outcomeOf(context: SyncContext, id: string): Promise<Outcome> {
  const entry = await readMotion(context.database.kysely, context.projectId, id)
  if (entry === undefined) throw new Error(`there is no motion ${id}`)
  return countMotion(
    entry.motion,
    entry.ballots.map((one) => one.ballot),
    context.now,
  )
}

describe('motions by mail', () => {
  test('a call opens, ballots count, and each that does not says why', async () => {
    const { context } = await opened(MAILS)
    const motions = await listMotions(context.database.kysely, context.projectId)
    expect(motions.map((one) => one.motion.id).sort()).toEqual(['call@x', 'other@x'])
    const outcome = await outcomeOf(context, 'call@x')
    expect(outcome).toMatchObject({ state: 'closed', result: 'passed', closesAt: '2026-03-09T09:00:00Z' })
    const codes = Object.fromEntries(outcome.ballots.map((fate) => [fate.ballot.id, fate.code ?? 'counts']))
    expect(codes).toEqual({
      'v1@x': 'counts',
      'v2@x': 'counts',
      'v3@x': 'unclear',
      'v4@x': 'late',
      'v5@x': 'non-binding',
      'v6@x': 'counts',
      'stray@x': 'unconfirmed',
    })
  })

  test('a call by somebody without the right opens nothing', async () => {
    const { context } = await opened(MAILS)
    const entry = await readMotion(context.database.kysely, context.projectId, 'other@x')
    expect(entry?.motion.events).toEqual([])
    expect(entry?.motion.problems[0]).toMatch(/^Ed Example may not open this/)
  })

  test('rule and electorate are those of the opening, whatever the configuration says later', async () => {
    const { context } = await opened(MAILS)
    const changed = { ...context, project: { ...context.project, roles: [] } }
    await sync(changed)
    expect((await outcomeOf(changed, 'call@x')).result).toBe('passed')
  })

  test('the close is recorded, comes out again, and a ballot that goes missing shows', async () => {
    const { context } = await opened(MAILS)
    const db = context.database.kysely
    const log = await listDecisions(db, context.projectId)
    expect(log.map((one) => `${one.action} ${one.subject}`)).toEqual([
      'motion-open call@x',
      'motion-close call@x',
    ])
    const good = await verifyMotions(db, context.projectId, context.now)
    expect(good).toMatchObject({ broken: undefined, recounts: [{ counted: 'passed', problems: [] }] })
    await db.executeQuery(CompiledQuery.raw(`delete from ballot where id = 'v6@x'`))
    const bad = await verifyMotions(db, context.projectId, context.now)
    expect(bad.recounts[0]?.problems.join(' ')).toMatch(/not those of the close/)
  })

  test('nothing is recorded twice, and a rebuild gives the same rows byte for byte', async () => {
    const { context } = await opened(MAILS)
    const { database, projectId, project, now } = context
    expect(await database.transaction((db) => recordMotions(db, projectId, project, now))).toBe(0)
    await sync(context)
    const before = await dump(database.kysely, projectId, { names: false })
    await rebuild(context)
    expect(await dump(database.kysely, projectId, { names: false })).toBe(before)
  })

  test('the rows depend on the set of mails, not on their order or on batches', async () => {
    const derive = async (batches: readonly (readonly TestMail[])[]): Promise<string> => {
      const [first = [], ...rest] = batches
      // Before the calls nothing is open, so that nothing is recorded between the batches.
      const { context, write } = await opened(first, { now: '2026-03-01T00:00:00Z' })
      const all = [...first]
      for (const batch of rest) {
        all.push(...batch)
        write(all)
        await sync(context)
      }
      await sync({ ...context, now: '2026-06-01T12:00:00Z' })
      const text = await dump(context.database.kysely, context.projectId, { names: true })
      await context.database.close()
      // What the log says of itself is no part of what the mails say.
      return text
        .replace(/\\"digest\\":\\"[0-9a-f]{64}\\"/g, '')
        .replace(/^\["[^\n]*"1","\{\\"configuration.*$/m, '')
    }
    const rows = (text: string): string =>
      text
        .split('\n')
        .filter((line) => /call@x|other@x|v\d@x|stray@x/.test(line) && !line.includes('motion-'))
        .map((line) => line.replace(/"[A-Za-z0-9_-]{16}"/g, '""'))
        .join('\n')
    const expected = rows(await derive([MAILS]))
    expect(expected).toContain('stray@x')
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...MAILS], { minLength: MAILS.length }),
        fc.subarray([2, 5, 8]),
        async (mails, cuts) => {
          const ends = [...cuts, mails.length]
          const batches = ends.map((end, n) => mails.slice(ends[n - 1] ?? 0, end))
          expect(rows(await derive(batches))).toBe(expected)
        },
      ),
      { numRuns: Number(process.env['PATCHMOOT_RUNS'] ?? 6) },
    )
  })
})

describe('a draft', () => {
  const at = '2026-03-01T12:00:00Z'
  const draft = {
    kind: 'lt',
    title: 'Quieter doors',
    text: 'I would like quieter doors.',
    via: 'web',
  }

  test('has no clock before its call arrives, and opens when it does', async () => {
    const { context, write } = await opened([], { now: at, clock: () => at })
    const made = await decideMotion(context, {
      person: 'ada@example.org',
      action: 'motion-draft',
      subject: '',
      payload: draft,
    })
    const id = made.decision.subject
    expect((await outcomeOf(context, id)).state).toBe('draft')
    await expect(
      decideMotion(context, {
        person: 'bo@example.org',
        action: 'vote',
        subject: id,
        payload: { value: 1, via: 'web' },
      }),
    ).rejects.toMatchObject({ code: 'conflict' })
    const entry = await readMotion(context.database.kysely, context.projectId, id)
    if (entry === undefined) throw new Error('the draft is there')
    const mail = draftMail(context.project, entry.motion)
    write([{ id: 'sent@x', subject: mail.subject, text: mail.text, day: 0 }])
    const later = { ...context, now: '2026-03-03T12:00:00Z', clock: () => '2026-03-03T12:00:00Z' }
    await sync(later)
    expect(await outcomeOf(later, id)).toMatchObject({ state: 'open', votingFrom: '2026-03-02T09:00:00Z' })
    const vote = await decideMotion(later, {
      person: 'bo@example.org',
      action: 'vote',
      subject: id,
      payload: { value: 1, via: 'web' },
    })
    const outcome = await outcomeOf(later, id)
    expect(outcome.ballots).toMatchObject([
      { isCounted: true, ballot: { id: vote.receipt, proof: 'account' } },
    ])
  })

  test('that somebody else sends opens nothing', async () => {
    const { context, write } = await opened([], { now: at, clock: () => at })
    const made = await decideMotion(context, {
      person: 'ada@example.org',
      action: 'motion-draft',
      subject: '',
      payload: draft,
    })
    write([
      { id: 'sent@x', from: 'Bo', subject: '[VOTE] Quieter doors', text: `Motion: ${made.decision.subject}` },
    ])
    const later = { ...context, now: '2026-03-03T12:00:00Z' }
    await sync(later)
    const entry = await readMotion(context.database.kysely, context.projectId, made.decision.subject)
    expect(entry?.motion).toMatchObject({ events: [], problems: [expect.stringMatching(/somebody else/)] })
  })

  test('takes the role that its rule asks for', async () => {
    const { context } = await opened([], { now: at, clock: () => at })
    await expect(
      decideMotion(context, {
        person: 'ed@example.org',
        action: 'motion-draft',
        subject: '',
        payload: draft,
      }),
    ).rejects.toMatchObject({ code: 'forbidden', message: expect.stringMatching(/leadership-team/) })
  })

  test('nobody can record an opening or a close by hand', async () => {
    const { context } = await opened(MAILS)
    for (const action of ['motion-open', 'motion-close', 'voted'])
      await expect(
        decideMotion(context, { person: 'ada@example.org', action, subject: 'call@x', payload: {} }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/forbidden|usage/) })
  })
})
