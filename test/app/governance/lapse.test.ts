import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { assessRoles, makeLapseCase, STEP_DOWNS } from '../../../src/app/governance/lapse-case.ts'
import { roleSubject } from '../../../src/app/governance/motion-shapes.ts'
import { parseMessage } from '../../../src/core/mail/parse-message.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { listHoldings } from '../../../src/store/derived/holdings.ts'
import { listMotions } from '../../../src/store/read/motions.ts'
import { mailText, makeRepository, patchText, type TestMail } from '../../support/archive.ts'
import { temporaryFolder } from '../../support/db.ts'
import { type LittleProject, littleProject, role } from './little-project.ts'

const FILE = [
  'Who answers for what',
  '',
  'WALLS',
  'M:\tBo Example <bo@example.org>',
  'M:\tDi Example <di@example.org>',
  'S:\tMaintained',
  'F:\twalls/',
  '',
  'ROOF',
  'M:\tBo Example <bo@example.org>',
  'S:\tSupported',
  'F:\troof/',
  '',
  'THE REST',
  'M:\tAda Example <ada@example.org>',
  'F:\t*',
  'F:\t*/',
  '',
].join('\n')

const CC = ['Cc: Bo Example <bo@example.org>, Di Example <di@example.org>']
/** Four patches to the roof, none of which Bo answers; Cy asks three times about the last. */
const MAILS: readonly TestMail[] = [
  ...[1, 2, 3, 4].map((n) => ({
    id: `p${n}@x`,
    from: 'Cy',
    subject: `[PATCH] roof ${n}`,
    day: 2 + n,
    headers: CC,
    text: patchText('roof/a', '1', String(n)),
  })),
  {
    id: 'r1@x',
    from: 'Di',
    subject: 'Re: [PATCH] roof 1',
    day: 4,
    answers: 'p1@x',
    text: 'Looks good to me.',
  },
  ...[1, 2, 3].map((n) => ({
    id: `ping${n}@x`,
    from: 'Cy',
    subject: 'Re: [PATCH] roof 4',
    day: 10 + 7 * n,
    answers: 'p4@x',
    headers: CC,
    text: 'Ping?',
  })),
  // Others ask, too: that is no ping of its author.
  { id: 'q@x', from: 'Ed', subject: 'Re: [PATCH] roof 4', day: 20, answers: 'p4@x', text: 'Ping?' },
]
const NOW = '2026-04-20T12:00:00Z'

let project: LittleProject

beforeAll(async () => {
  project = await littleProject(
    { governance: 'xen-v3', roles: [role('leadership-team', 'Ada', { from: '2026-03-01' })] },
    { MAINTAINERS: FILE, 'paint.c': 'x' },
  )
  await project.at(NOW, MAILS)
})

const roleOf = async (id: string, scope: string, name: string, now = NOW) => {
  const all = await assessRoles(project.context.database.kysely, project.context.projectId, now)
  const found = all.find(
    ({ activity }) => activity.role === id && activity.scope === scope && activity.name === name,
  )
  if (found === undefined) throw new Error(`there is no ${id} of ${scope}`)
  return found
}
const draftsOf = async (
  id: string,
  scope: string,
  name: string,
  how = 'drop' as (typeof STEP_DOWNS)[number],
) =>
  makeLapseCase(
    project.context.database.kysely,
    project.context.projectId,
    project.context.project,
    await roleOf(id, scope, name),
    how,
    NOW,
  )
const note = (person: string, subject: string, payload: object) =>
  project.act(NOW, person, 'role-note', subject, { ...payload, via: 'web' })

describe('evidence', () => {
  test('pings of the author, and whether they were answered by whom they went to', async () => {
    const bo = await roleOf('maintainer', 'ROOF', 'Bo Example')
    expect(bo.activity.opportunities).toHaveLength(4)
    expect(bo.activity.pings.map((ping) => [ping.at.slice(0, 10), ping.answeredAt])).toEqual([
      ['2026-03-19', undefined],
      ['2026-03-26', undefined],
      ['2026-04-02', undefined],
    ])
    // Nobody else answers for the roof: that is what makes pings a reason.
    expect(bo.activity.isNeeded).toBe(true)
    expect(bo.lapse).toMatchObject({ state: 'proposed', cause: 'pings', opportunities: 4, answered: 0 })
    const { why } = await draftsOf('maintainer', 'ROOF', 'Bo Example')
    expect(why).toContain(
      'Of 3 pings about patches that were sent to them, 0 had an answer of theirs; nobody else has the role there.',
    )
    expect(why).toContain(
      'In the last 12 months they answered 0 of 4 patches in scope that were sent to them.',
    )
  })

  test('where others have the role, too, pings alone propose nothing', async () => {
    const di = await roleOf('maintainer', 'WALLS', 'Di Example')
    expect(di.activity.isNeeded).toBe(false)
    expect(di.lapse.state).toBe('active')
  })

  test('a temporary failure is none; two for good, two weeks apart, are; a sign of life ends it', async () => {
    const subject = roleSubject('maintainer', 'WALLS', 'di@example.org')
    const bounced = (on: string, permanent: boolean) =>
      note('ada@example.org', subject, { type: 'bounced', on, permanent })
    await expect(
      note('eve@example.org', subject, { type: 'bounced', on: '2026-04-01', permanent: true }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await bounced('2026-03-20', false)
    await bounced('2026-03-25', true)
    await bounced('2026-04-05', true)
    expect((await roleOf('maintainer', 'WALLS', 'Di Example')).lapse.state).toBe('active')
    await bounced('2026-04-09', true)
    const found = await roleOf('maintainer', 'WALLS', 'Di Example')
    expect(found.lapse).toMatchObject({ state: 'proposed', cause: 'bounces', since: '2026-04-09T12:00:00Z' })
    expect((await draftsOf('maintainer', 'WALLS', 'Di Example')).why.join(' ')).toContain(
      'Mail to them came back 4 times, 3 of them for good, last on 2026-04-09.',
    )
    await note('di@example.org', subject, { type: 'answered', answer: 'keep' })
    expect((await roleOf('maintainer', 'WALLS', 'Di Example')).lapse.state).toBe('active')
  })

  test('who left the employer is somebody’s word, never read from a mail; leave is respected before it', async () => {
    const subject = roleSubject('committer', '', 'ada@example.org')
    await note('bo@example.org', subject, { type: 'left', on: '2026-04-10' })
    expect((await roleOf('committer', '', 'Ada Example')).lapse).toMatchObject({
      state: 'proposed',
      cause: 'departed',
    })
    await note('ada@example.org', subject, { type: 'leave', from: '2026-04-01', until: '2026-09-01' })
    expect((await roleOf('committer', '', 'Ada Example')).lapse.state).toBe('on-leave')
  })
})

describe('drafts', () => {
  test('say what the files fall back to', async () => {
    const { fallback, proposal } = await draftsOf('maintainer', 'ROOF', 'Bo Example')
    expect(fallback).toBeUndefined()
    // No commit has touched the roof: nothing is known to fall anywhere.
    expect(proposal.text).not.toContain('fall to')
  })

  test('the proposal opens a motion when it arrives, and whom it is about stops it with a word', async () => {
    const { proposal } = await draftsOf('maintainer', 'ROOF', 'Bo Example')
    await project.at('2026-04-22T12:00:00Z', [
      { id: 'prop@x', subject: proposal.subject, text: proposal.text, day: 50, headers: CC },
    ])
    const motions = await listMotions(project.context.database.kysely, project.context.projectId)
    expect(motions[0]?.motion).toMatchObject({
      id: 'prop@x',
      kind: { id: 'lazy' },
      problems: [],
      deadline: expect.stringMatching(/^2026-05-05/),
    })
  })

  test.each(STEP_DOWNS)('the patch (%s) is one that git takes, alone and in its mail', async (how) => {
    const { patch, proposal } = await draftsOf('maintainer', 'ROOF', 'Bo Example', how)
    const folder = makeRepository(join(temporaryFolder(), 'origin'), [
      { message: 'begin', files: { MAINTAINERS: FILE } },
    ])
    const clone = join(temporaryFolder(), 'clone')
    execFileSync('git', ['clone', '--quiet', folder, clone])
    const git = (args: readonly string[], input: string): string =>
      execFileSync('git', ['-C', clone, ...args], { input, encoding: 'utf8' })
    git(['apply', '--check', '-'], patch)
    git(['apply', '--index', '-'], patch)
    git(['reset', '--quiet', '--hard'], '')
    const mail = mailText({ id: 'prop@x', subject: proposal.subject, text: proposal.text })
    writeFileSync(join(clone, '..', 'mail'), mail)
    git(['am', '--quiet', join(clone, '..', 'mail')], '')
    const after = parseMaintainers(git(['show', 'HEAD:MAINTAINERS'], ''))
    const roof = after.sections.find((one) => one.name === 'ROOF')
    expect(roof?.maintainers ?? []).toEqual([])
    expect(after.sections.find((one) => one.name === 'WALLS')?.maintainers).toHaveLength(2)
    expect(parseMessage(Buffer.from(mail)).subject).toBe('MAINTAINERS: Bo Example steps down from ROOF')
  })
})

describe('roles by decision', () => {
  test('begin and end in the log, by whoever runs votes, and not by a motion that has not passed', async () => {
    const subject = roleSubject('release-manager', '', 'cy@example.org')
    const begins = {
      type: 'begins',
      from: '2026-04-01',
      name: 'Cy Example',
      decision: 'the call of 31 March',
    }
    await expect(note('bo@example.org', subject, begins)).rejects.toMatchObject({ code: 'forbidden' })
    await note('ada@example.org', subject, begins)
    await expect(
      note('ada@example.org', subject, { type: 'ends', on: '2026-04-10', decision: 'prop@x' }),
    ).rejects.toMatchObject({ code: 'conflict' })
    const held = async () =>
      (await listHoldings(project.context.database.kysely, project.context.projectId))
        .map((one) => one.holding)
        .filter((one) => one.role === 'release-manager')
    expect(await held()).toMatchObject([
      { name: 'Cy Example', from: '2026-04-01T00:00:00Z', decision: 'the call of 31 March' },
    ])
    expect((await held())[0]?.to).toBeUndefined()
    await note('ada@example.org', subject, { type: 'ends', on: '2026-04-10', decision: 'the release' })
    expect(await held()).toMatchObject([{ to: '2026-04-10T23:59:59Z', evidence: ['the release'] }])
    // Once more, after a rebuild of everything that is derived.
    await project.at(NOW)
    expect(await held()).toHaveLength(1)
  })
})
