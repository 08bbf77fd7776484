import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { mbox, type TestMail } from '../support/archive.ts'
import { temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

let folder: string
const mails: TestMail[] = []

beforeEach(async () => {
  folder = temporaryFolder()
  mails.length = 0
  const role = (id: string, name: string): object => ({ role: id, person: `${name}@example.org` })
  const config = {
    baseUrl: 'https://moot.example.org',
    projects: [
      {
        id: 'test',
        lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
        governance: 'xen-v3',
        roles: [
          ...['ada', 'bo', 'cy', 'di'].map((name) => role('leadership-team', name)),
          role('community-manager', 'gus'),
        ],
      },
    ],
  }
  writeFileSync(join(folder, 'patchmoot.json'), JSON.stringify(config))
  await arrive('2026-03-01T12:00:00Z')
})

async function arrive(now: string, ...some: readonly TestMail[]): Promise<void> {
  mails.push(...some)
  writeFileSync(join(folder, 'mails'), mbox(mails))
  const { code, err } = await cli(folder, ['sync', '-q', '--now', now])
  expect([code, err]).toEqual([0, ''])
}

const run = async (now: string, ...words: readonly string[]): Promise<string> => {
  const { code, out, err } = await cli(folder, [...words, '--now', now])
  expect([code, err], words.join(' ')).toEqual([0, ''])
  return out
}

test('an anonymous survey, from the draft to the box', async () => {
  const made = await run(
    '2026-03-01T13:00:00Z',
    ...[
      'motion',
      'draft',
      'A lead',
      '--kind',
      'survey',
      '--ballots',
      'anonymous',
      '--person',
      'ada@example.org',
    ],
    ...['--option', 'Bo Example', '--option', 'Cy Example'],
  )
  const id = /Draft (m-[0-9a-f]{12})\./.exec(made)?.[1] ?? ''
  expect(made).toContain(`https://moot.example.org/p/test/motions/${id}`)
  const [head = '', ...rest] = made.slice(made.indexOf('Subject: ')).split('\n\n')
  await arrive('2026-03-03T12:00:00Z', {
    id: 'call@x',
    subject: head.replace('Subject: ', ''),
    text: rest.join('\n\n'),
  })
  const vote = (name: string, ...words: readonly string[]) =>
    cli(folder, [
      'motion',
      'vote',
      id,
      ...words,
      '--person',
      `${name}@example.org`,
      '--now',
      '2026-03-04T12:00:00Z',
    ])
  for (const [name, ...words] of [
    ['ada', '1=+1', '2=-1'],
    ['di', 'bo example=+1'],
    ['cy', 'Cy Example=+1', '1=-1'],
  ] as const) {
    const { code, err } = await vote(name, ...words)
    expect([code, err]).toEqual([0, ''])
  }
  expect((await vote('bo', 'Dora=+1')).err).toMatch(/“Dora” is none of the options/)
  const running = await run('2026-03-05T12:00:00Z', 'motion', 'show', id)
  expect(running).toContain('3 have voted; the count is shown at the close')
  expect(running).not.toContain('× +1')
  await arrive('2026-03-20T12:00:00Z')
  const over = await run('2026-03-20T12:00:00Z', 'motion', 'show', id)
  expect(over).toContain('Bo Example: 2 × +1, 1 × −1')
  const exported = await run('2026-03-20T12:00:00Z', 'motion', 'export')
  expect(JSON.parse(exported)).toMatchObject([{ id, result: 'organiser', kind: 'survey' }])
  expect(await run('2026-03-20T12:00:00Z', 'verify')).toContain('1 of 1 recorded counts came out again.')
})

test('what happens to a motion: extended, reported, published, corrected, and by whom', async () => {
  await arrive(
    '2026-03-03T12:00:00Z',
    { id: 'call@x', subject: '[VOTE] New walls', text: 'Open for 7 days.' },
    { id: 'v1@x', from: 'Bo', subject: 'Re: [VOTE] New walls', day: 1, answers: 'call@x', text: '+1' },
  )
  const now = '2026-03-04T12:00:00Z'
  const event = (...words: readonly string[]) => run(now, 'motion', 'event', 'call@x', ...words)
  const refused = await cli(folder, [
    ...['motion', 'event', 'call@x', 'extended', '--deadline', '2026-03-30T12:00:00Z'],
    ...['--person', 'di@example.org', '--now', now],
  ])
  expect(refused.err).toMatch(/only its proposer, and who runs the vote/)
  await event('extended', '--deadline', '2026-03-30T12:00:00Z', '--person', 'ada@example.org')
  await event('recused', '--person', 'di@example.org')
  await event('reported', '--counts', '3,1,0', '--person', 'gus@example.org')
  expect((await cli(folder, ['motion', 'event', 'call@x', 'reported', '--now', now])).err).toMatch(
    /needs --counts/,
  )
  const unknown = await cli(folder, [
    ...['motion', 'event', 'call@x', 'reported', '--counts', '1,1,0', '--group', 'xapi', '--now', now],
  ])
  expect(unknown.err).toMatch(/no group “xapi” of voters. There is all/)
  await event('corrected', '--reason', 'Di was away', '--person', 'gus@example.org')
  const shown = await run(now, 'motion', 'show', 'call@x')
  expect(shown).toContain('closes in 26 days')
  // Ballots that are known stand before numbers that were reported.
  expect(shown).toContain('1 in favour of 3')
  expect(await run(now, 'motion', 'remind', 'call@x')).toMatch(/^To: ada@example\.org\nSubject: Still open/)
  const receipts = await run(now, 'motion', 'receipts', 'call@x')
  expect(receipts).toContain('It was read as +1.')
  expect(receipts).toContain('it is found under v1@x')
  await arrive('2026-04-02T12:00:00Z')
  await run('2026-04-02T12:00:00Z', 'motion', 'event', 'call@x', 'published', '--reason', 'It failed.')
  expect(await run('2026-04-02T12:00:00Z', 'motion', 'list', '--json')).toContain('"state":"final"')
})

test('roles begin and end by a decision; a head may be cut to twelve digits, as the log shows it', async () => {
  const now = '2026-03-04T12:00:00Z'
  await run(
    now,
    ...[
      'roles',
      'begin',
      'Eve@example.org',
      'release-manager',
      '--name',
      'Eve Example',
      '--decision',
      'the mail of 2 March',
      '--on',
      '2026-03-02',
    ],
  )
  expect(await run(now, 'roles')).toMatch(
    /Release manager +Eve Example +the project +2026-03-02 +the mail of 2 March/,
  )
  await run(
    now,
    ...[
      'roles',
      'end',
      'eve@example.org',
      'release-manager',
      '--decision',
      'the release',
      '--on',
      '2026-03-03',
    ],
  )
  expect(await run(now, 'roles')).not.toContain('Eve Example')
  expect((await cli(folder, ['roles', 'begin', 'eve', 'x', '--now', now])).err).toMatch(/whose role is it/)
  const log = await cli(folder, ['decide', 'log'])
  const head = /([0-9a-f]{12})\s*$/.exec(log.out)?.[1] ?? ''
  for (const words of [
    ['verify', '--head', head],
    ['decide', 'verify', '--head', head],
  ])
    expect((await cli(folder, words)).code, words.join(' ')).toBe(0)
  expect((await cli(folder, ['verify', '--head', '123'])).err).toMatch(/"123" is no digest/)
})

test('a call that has to be proved opens when its sender confirms it, and by nobody else', async () => {
  const made = await run(
    '2026-03-01T13:00:00Z',
    ...['motion', 'draft', 'A committer', '--kind', 'committerNom', '--person', 'ada@example.org'],
  )
  const id = /Draft (m-[0-9a-f]{12})\./.exec(made)?.[1] ?? ''
  const now = '2026-03-03T12:00:00Z'
  await arrive(now, { id: 'call@x', subject: 'A committer', text: `Please decide.\n\nMotion: ${id}` })
  expect(await run(now, 'motion', 'show', id)).toContain('It is not proved that Ada Example sent the call')
  const other = await cli(folder, ['motion', 'confirm', id, '--person', 'bo@example.org', '--now', now])
  expect(other.err).toMatch(/only who sent a mail can confirm it/)
  await run(now, 'motion', 'confirm', id, '--person', 'ada@example.org')
  expect(await run(now, 'motion', 'show', id)).toContain('nobody has voted; the count is shown at the close')
})
