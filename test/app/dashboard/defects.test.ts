/**
 * The defects of the Xen dashboard of 2016 that are about reading mails (review-dashboard dossier, section 3.2), from
 * mails to numbers. Those that are about counting are in test/core/metrics/defects.test.ts.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { completeRecord, loadBareRecord, type MetricRecord } from '../../../src/app/dashboard/record.ts'
import { scopeOf } from '../../../src/app/dashboard/scope.ts'
import { sync } from '../../../src/app/sync.ts'
import { balance } from '../../../src/core/metrics/balance.ts'
import { NO_FILTER } from '../../../src/core/metrics/filter.ts'
import type { Metric } from '../../../src/core/metrics/metric.ts'
import { posted } from '../../../src/core/metrics/posted.ts'
import { tagKinds } from '../../../src/core/metrics/tag-kinds.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'

const LIST = 'devel@lists.example.org'
const NOW = '2026-06-01T12:00:00Z'

/** The record of some mails, and of commits given as messages with the files that they write. */
async function recordOf(
  mails: readonly TestMail[],
  commits: Parameters<typeof makeRepository>[1] = [],
): Promise<MetricRecord> {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'list.mbox'), mbox(mails))
  const repositories =
    commits.length === 0 ? [] : [{ name: 'repo', url: makeRepository(join(folder, 'repo'), commits) }]
  const database = await engine.open()
  const context = await contextFor(database, folder, {
    lists: [{ address: LIST, source: 'mbox:list.mbox' }],
    repositories,
  })
  await sync(context)
  const bare = await loadBareRecord(database.kysely, context.projectId, context.project)
  return completeRecord(bare, NOW, true)
}

/** The sums of the lines of a metric over the whole record. */
function sums(metric: Metric, record: MetricRecord): Readonly<Record<string, number>> {
  const calendar = { zone: 'UTC', holidays: [] }
  const scope = scopeOf(record, { ...NO_FILTER, period: 'all' }, undefined, {
    calendar,
    review: { freezes: [] },
  })
  const found: Record<string, number> = {}
  for (const point of metric.compute(scope)) {
    const key = metric.axis === 'time' ? point.line : `${point.line} ${point.x}`
    found[key] = (found[key] ?? 0) + (point.value ?? 0)
  }
  return found
}

const SERIES: readonly TestMail[] = [
  { id: 'c@x', subject: '[PATCH 0/2] Port the driver', text: 'Two parts.\n' },
  {
    id: 'p1@x',
    subject: '[PATCH 1/2] driver: move',
    day: 0.001,
    answers: 'c@x',
    text: patchText('a', 'one', 'two'),
  },
  {
    id: 'p2@x',
    subject: '[PATCH 2/2] driver: use',
    day: 0.002,
    answers: 'c@x',
    text: patchText('b', 'eins', 'zwei'),
  },
]

describe('D4: a reply to a cover letter is a comment on the series', () => {
  const mails: readonly TestMail[] = [
    ...SERIES,
    {
      id: 'r1@x',
      from: 'Bo',
      subject: 'Re: [PATCH 0/2] Port the driver',
      day: 1,
      answers: 'c@x',
      text: 'I like where this goes. Do you plan the third part, too?\n',
    },
    {
      id: 'r2@x',
      from: 'Bo',
      subject: 'Re: [PATCH 1/2] driver: move',
      day: 1.1,
      answers: 'p1@x',
      text: 'Why here?\n',
    },
  ]

  test('no patch, no author of another name, and no series of its own', async () => {
    const record = await recordOf(mails)
    expect(sums(posted, record)).toEqual({ patches: 2, versions: 1, series: 1 })
    const [fact] = record.facts
    expect(fact?.sender).toBe('ada@example.org')
    expect(fact?.versions[0]?.replies.map((reply) => [reply.sender, reply.patch, reply.review])).toEqual([
      ['bo@example.org', undefined, true],
      ['bo@example.org', 0, true],
    ])
  })
})

describe('D5: a series without a cover letter is one series', () => {
  test('whose later patches are no comments on the first', async () => {
    const record = await recordOf([
      { id: 'p1@x', subject: '[PATCH 1/3] wall: a', text: patchText('a', 'one', 'two') },
      {
        id: 'p2@x',
        subject: '[PATCH 2/3] wall: b',
        day: 0.001,
        answers: 'p1@x',
        text: patchText('b', 'eins', 'zwei'),
      },
      {
        id: 'p3@x',
        subject: '[PATCH 3/3] wall: c',
        day: 0.002,
        answers: 'p2@x',
        text: patchText('c', 'un', 'deux'),
      },
    ])
    expect(sums(posted, record)).toEqual({ patches: 3, versions: 1, series: 1 })
    expect(record.facts[0]?.versions[0]?.replies).toEqual([])
  })
})

describe('D6: subjects of every kind are read', () => {
  const SUBJECTS = [
    '[PATCH RFC] mm: fix it',
    '[RFC PATCH 1/1] mm: fix it',
    '[PATCH, RESEND] mm: fix it',
    '[PATCH RESEND net-next] mm: fix it',
    '[XEN PATCH] mm: fix it',
    '[PATCH v1.1] mm: fix it',
    '[PATCH for-4.19] mm: fix it',
    '[PATCH 4.19 v2] mm: fix it',
    '[PATCH LIBVIRT v2] mm: fix it',
    '[OSSTEST PATCH v3] mm: fix it',
    '[ImageBuilder] [PATCH] mm: fix it',
    '[PATCHv2] mm: fix it',
    '[PATCH 1 of 1] mm: fix it',
    '[PATCH v5 for Xen 4.7] mm: fix it',
  ]

  test.each(SUBJECTS)('%s is a patch', async (subject) => {
    const record = await recordOf([{ id: 'p@x', subject, text: patchText('a', 'one', 'two') }])
    expect(record.facts.map((fact) => [fact.patches, fact.versions.length])).toEqual([[1, 1]])
  })
})

describe('D7: a second version that got another title, or answers the first, is the second version', () => {
  test('by what it contains', async () => {
    const record = await recordOf([
      ...SERIES,
      {
        id: 'd1@x',
        subject: '[PATCH v2 1/2] xen/driver: move the port',
        day: 9,
        text: patchText('a', 'one', 'two'),
      },
      {
        id: 'd2@x',
        subject: '[PATCH v2 2/2] xen/driver: use the port',
        day: 9.001,
        answers: 'd1@x',
        text: patchText('b', 'eins', 'zwei'),
      },
    ])
    expect(record.facts.map((fact) => fact.versions.length)).toEqual([2])
  })
})

describe('D8, D9: tags that are carried, and many of them on one patch', () => {
  const ack = (id: string, from: string, day: number, answers: string): TestMail => ({
    id,
    from,
    subject: 'Re: [PATCH] wall: a',
    day,
    answers,
    text: `Fine.\n\nAcked-by: ${from} Example <${from.toLowerCase()}@example.org>\n`,
  })
  const carried = ['Bo', 'Cy']
    .map((name) => `Acked-by: ${name} Example <${name.toLowerCase()}@example.org>`)
    .join('\n')
  const mails: readonly TestMail[] = [
    { id: 'v1@x', subject: '[PATCH] wall: a', text: patchText('a', 'one', 'two') },
    ack('a1@x', 'Bo', 1, 'v1@x'),
    ack('a2@x', 'Cy', 2, 'v1@x'),
    ...[2, 3, 4].map(
      (n): TestMail => ({
        id: `v${n}@x`,
        subject: `[PATCH v${n}] wall: a`,
        day: n * 4,
        text: patchText('a', 'one', 'two', `Because.\n\n${carried}`),
      }),
    ),
  ]

  test('count once each, and make no patch of their author more', async () => {
    const record = await recordOf(mails)
    expect(sums(tagKinds, record)).toMatchObject({
      'given Acked-by': 2,
      'carried Acked-by': 6,
      'own Acked-by': 0,
    })
    expect(sums(balance, record)).toMatchObject({
      'patches ada@example.org': 4,
      'posted ada@example.org': 4,
      'reviewed bo@example.org': 1,
    })
  })
})

describe('D2, D11: commits', () => {
  test('of half of a series make it no merged one, and a series has one sender', async () => {
    const record = await recordOf(SERIES, [
      { message: 'start', files: { a: 'one\n', b: 'eins\n' } },
      { message: 'driver: move\n\nBecause.', files: { a: 'two\n' } },
    ])
    expect(record.facts.map((fact) => [fact.status, fact.mergedAt, fact.landed.length])).toEqual([
      ['partly-merged', undefined, 1],
    ])
  })
})

describe('D12: a series that nobody answered', () => {
  test('is in the record, with nothing said', async () => {
    const record = await recordOf([
      { id: 'p@x', subject: '[PATCH] alone', text: patchText('a', 'one', 'two') },
    ])
    expect(record.facts.map((fact) => [fact.lineage, fact.versions[0]?.replies.length])).toEqual([['p@x', 0]])
  })
})

describe('D20: everything has an address that stays', () => {
  test('a series is named by a Message-ID, whatever else the list holds', async () => {
    const before = await recordOf(SERIES)
    const after = await recordOf([
      { id: 'older@x', subject: '[PATCH] older: z', day: -20, text: patchText('z', 'one', 'two') },
      ...SERIES,
    ])
    expect(before.facts.map((fact) => fact.lineage)).toEqual(['c@x'])
    expect(after.facts.map((fact) => fact.lineage)).toEqual(['older@x', 'c@x'])
  })
})

describe('the clock of a sender', () => {
  test('half a year ahead makes no series of the future: the time of receipt stands in for it', async () => {
    const record = await recordOf([
      {
        id: 'p@x',
        subject: '[PATCH] early: a',
        day: 180,
        headers: ['Received: from a by b; Tue, 03 Mar 2026 09:00:00 +0000'],
        text: patchText('a', 'one', 'two'),
      },
    ])
    expect(record.facts.map((fact) => new Date(fact.startedAt * 1000).toISOString().slice(0, 10))).toEqual([
      '2026-03-03',
    ])
  })
})
