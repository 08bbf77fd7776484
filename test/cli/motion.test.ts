import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { mbox } from '../support/archive.ts'
import { temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

let folder: string
const NOW = ['--now', '2026-03-20T12:00:00Z']

beforeAll(async () => {
  folder = temporaryFolder()
  const config = {
    projects: [
      {
        id: 'test',
        lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
        governance: 'xen-v3',
        roles: ['ada', 'bo', 'cy'].map((name) => ({
          role: 'leadership-team',
          person: `${name}@example.org`,
        })),
      },
    ],
  }
  writeFileSync(join(folder, 'patchmoot.json'), JSON.stringify(config))
  writeFileSync(
    join(folder, 'mails'),
    mbox([
      { id: 'call@x', subject: '[VOTE] New walls', text: 'Open for 7 days.' },
      { id: 'v1@x', from: 'Bo', subject: 'Re: [VOTE] New walls', day: 1, answers: 'call@x', text: '+1' },
      { id: 'v2@x', from: 'Cy', subject: 'Re: [VOTE] New walls', day: 2, answers: 'call@x', text: '-1' },
      { id: 'v3@x', from: 'Ada', subject: 'Re: [VOTE] New walls', day: 3, answers: 'call@x', text: '+1' },
    ]),
  )
  const { code, err } = await cli(folder, ['sync', '-q', ...NOW])
  expect([code, err]).toEqual([0, ''])
})

const run = async (...words: readonly string[]): Promise<string> => {
  const { code, out, err } = await cli(folder, [...words, ...NOW])
  expect([code, err], words.join(' ')).toEqual([0, ''])
  return out
}

test('motion list and show tell how it came out and why', async () => {
  expect(await run('motion', 'list')).toMatch(/2026-03-02 +passed +lt +New walls +call@x/)
  const shown = await run('motion', 'show', 'call@x')
  expect(shown).toContain('2 of 3 votes cast is 66.7 %, two thirds needed')
  expect(shown).toContain('3 ballots, 3 of them counted.')
})

test('motion result is a mail that names the head of the record, by which verify checks it', async () => {
  const mail = await run('motion', 'result', 'call@x')
  const head = /verify --head ([0-9a-f]{64})/.exec(mail)?.[1] ?? ''
  expect(await run('verify', '--head', head)).toContain('1 of 1 recorded counts came out again.')
  const cut = await cli(folder, ['verify', '--head', 'f'.repeat(64), ...NOW])
  expect(cut.code).toBe(1)
})

test('motion try counts the past by another rule', async () => {
  const out = await run('motion', 'try', 'lt')
  expect(out).toMatch(/Of 1 decisions of the past 0 would have come out otherwise/)
})

test('what does not fit is said in one sentence', async () => {
  for (const [words, message] of [
    [['motion', 'vote', 'call@x', 'maybe'], /"maybe" is no vote/],
    [['motion', 'vote', 'call@x', '+1', '--person', 'bo@example.org'], /is not open/],
    [
      ['motion', 'draft', 'A title', '--kind', 'lt', '--person', 'ed@example.org'],
      /takes one of leadership-team/,
    ],
    [['motion', 'show', 'none'], /there is no motion "none"/],
    [['motion', 'try', 'none'], /has no kind of decision "none"/],
  ] as const) {
    const { code, out, err } = await cli(folder, [...words, ...NOW])
    expect(code, words.join(' ')).not.toBe(0)
    expect(out).toBe('')
    expect(err).toMatch(message)
  }
})

test('roles and lapse', async () => {
  expect(await run('roles')).toMatch(/Leadership team +ada@example.org/)
  expect(await run('lapse')).toBe('Every one of 3 roles is active, as far as can be seen.\n')
})
