import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { decideMotion } from '../../../src/app/governance/decide-motion.ts'
import { roleSubject } from '../../../src/app/governance/motion-shapes.ts'
import { sync } from '../../../src/app/sync.ts'
import type { SyncContext } from '../../../src/app/with-run.ts'
import { assessLapse } from '../../../src/core/governance/lapse.ts'
import { type HoldingEntry, listHoldings } from '../../../src/store/derived/holdings.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'

const FILE = (walls: string): string =>
  [
    'Who answers for what',
    '',
    'WALLS',
    walls,
    'F: walls/',
    '',
    'THE REST',
    'M: Ada Example <ada@example.org>',
    'F: *',
    '',
  ].join('\n')

const MAILS: readonly TestMail[] = [
  ...[1, 2, 3].map((n) => ({
    id: `p${n}@x`,
    from: 'Cy',
    subject: `[PATCH] wall ${n}`,
    day: 2 + n,
    headers: ['Cc: Bo Example <bo@example.org>, Di Example <di@example.org>'],
    text: patchText('walls/a', '1', String(n)),
  })),
  {
    id: 'r1@x',
    from: 'Di',
    subject: 'Re: [PATCH] wall 1',
    day: 4,
    answers: 'p1@x',
    text: 'Looks good to me.',
  },
  {
    id: 'p4@x',
    from: 'Cy',
    subject: '[PATCH] roof',
    day: 6,
    headers: ['Cc: bo@example.org'],
    text: patchText('roof/a', '1', '2'),
  },
]

let context: SyncContext

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(MAILS))
  makeRepository(join(folder, 'repo'), [
    { message: 'begin', files: { MAINTAINERS: FILE('M: Bo Example <bo@example.org>') } },
    {
      message: 'Di, too',
      files: { MAINTAINERS: FILE('M: Bo Example <bo@example.org>\nR: Di Example <di@example.org>') },
    },
    { message: 'paint', files: { paint: 'green' } },
    {
      message: 'Di for Bo',
      files: { MAINTAINERS: FILE('M: Di Example <di@example.org>\nR: Bo Example <bo@example.org>') },
    },
  ])
  context = await contextFor(await engine.open(), folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    repositories: [{ name: 'repo', url: 'repo' }],
    governance: 'xen-v3',
    roles: [
      {
        role: 'lead',
        person: 'Ada@example.org',
        name: 'Ada Example',
        from: '2020-01-01',
        decision: 'the vote of 2020',
      },
    ],
  })
  await sync(context)
})

const all = (): Promise<readonly HoldingEntry[]> => listHoldings(context.database.kysely, context.projectId)

test('roles begin and end with revisions of MAINTAINERS, each with its commit', async () => {
  const lines = (await all()).map(({ holding: one }) =>
    [
      one.role,
      one.scope,
      one.name,
      one.from.slice(0, 10),
      one.to?.slice(0, 10) ?? 'now',
      one.evidence.length,
      one.decision ?? '-',
    ].join(' | '),
  )
  expect(lines.sort()).toEqual([
    'committer |  | Ada Example | 2026-03-03 | now | 1 | -',
    'lead |  | Ada Example | 2020-01-01 | now | 0 | the vote of 2020',
    'maintainer | WALLS | Bo Example | 2026-03-03 | 2026-03-06 | 2 | -',
    'maintainer | WALLS | Di Example | 2026-03-06 | now | 1 | -',
    'reviewer | WALLS | Bo Example | 2026-03-06 | now | 1 | -',
    'reviewer | WALLS | Di Example | 2026-03-04 | 2026-03-06 | 2 | -',
  ])
})

test('what is seen of a role is what happened in its scope since it began, and was sent to its holder', async () => {
  const bo = (await all()).find((one) => one.holding.role === 'reviewer' && one.holding.name === 'Bo Example')
  expect(bo?.activity).toMatchObject({ commits: [], replies: [], answered: [] })
  // The patch to the roof is none of the section's business, and those of before the role began do not count.
  expect(bo?.activity?.opportunities.map((at) => at.slice(0, 10))).toEqual(['2026-03-07'])
})

test('people speak for themselves, and their word ends the question', async () => {
  const bo = (await all()).find((one) => one.holding.role === 'reviewer' && one.holding.name === 'Bo Example')
  if (bo?.activity === undefined) throw new Error('the role is there')
  expect(assessLapse(bo.activity, '2027-06-01T00:00:00Z').state).toBe('quiet')
  const subject = roleSubject('reviewer', 'WALLS', 'bo@example.org')
  const note = (person: string) =>
    decideMotion(context, {
      person,
      action: 'role-note',
      subject,
      payload: { type: 'attest', until: '2027-12-31', via: 'web' },
    })
  await expect(note('cy@example.org')).rejects.toMatchObject({ code: 'forbidden' })
  await note('bo@example.org')
  const after = (await all()).find(
    (one) => one.holding.role === 'reviewer' && one.holding.name === 'Bo Example',
  )
  if (after?.activity === undefined) throw new Error('the role is there')
  expect(assessLapse(after.activity, '2027-06-01T00:00:00Z')).toMatchObject({
    state: 'active',
    cause: 'attestation',
  })
})
