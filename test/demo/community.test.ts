import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Community, type CommunityOptions, makeCommunity } from '../../src/demo/community.ts'
import { writeCommunity } from '../../src/demo/write-community.ts'

const OPTIONS: CommunityOptions = { seed: 'test', until: '2026-04-26T09:00:00Z', mails: 500 }

let community: Community
let repository: string
let git: (args: readonly string[], input?: string) => string

beforeAll(async () => {
  community = makeCommunity(OPTIONS)
  const folder = mkdtempSync(join(tmpdir(), 'patchmoot-demo-'))
  const files = await writeCommunity(community, folder)
  repository = files.repository
  const env = { ...process.env, GIT_INDEX_FILE: join(folder, 'index') }
  git = (args, input) =>
    execFileSync('git', ['--git-dir', repository, ...args], { encoding: 'utf8', env, input: input ?? '' })
})

describe('a community is a function of its options', () => {
  test('the same options give the same octets and commits, in any time zone and language', () => {
    expect(makeCommunity(OPTIONS).digest).toBe(community.digest)
    const module = new URL('../../src/demo/community.ts', import.meta.url).href
    const code = `const { makeCommunity } = await import('${module}'); console.log(makeCommunity(${JSON.stringify(OPTIONS)}).digest)`
    const tsx = fileURLToPath(import.meta.resolve('tsx'))
    const run = spawnSync(process.execPath, ['--import', tsx, '--input-type=module', '-e', code], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    })
    expect(run.stderr).toBe('')
    expect(run.stdout.trim()).toBe(community.digest)
  })

  test('another seed, last day or size gives another one', () => {
    const digests = [
      community,
      makeCommunity({ ...OPTIONS, seed: 'other' }),
      makeCommunity({ ...OPTIONS, until: '2025-04-26T09:00:00Z' }),
      makeCommunity({ ...OPTIONS, mails: 600 }),
    ].map((one) => one.digest)
    expect(new Set(digests).size).toBe(4)
  })

  test('it has about as many mails as asked for, from what its stories need upwards', () => {
    expect(makeCommunity({ ...OPTIONS, mails: 1 }).mails.length).toBeLessThan(570)
    for (const mails of [800, 2000]) {
      const made = makeCommunity({ ...OPTIONS, mails }).mails.length
      expect(Math.abs(made - mails) / mails).toBeLessThan(0.12)
    }
  })

  test.each([
    'a Saturday, 2026-04-25T12:00:00Z',
    'a Sunday, 2026-04-26T05:00:00Z',
    'a Monday, 2026-04-27T01:00:00Z',
    'long ago, 1999-12-31T23:59:59Z',
  ])('every story is told, whatever the last day is: %s', (day) => {
    const names = (one: Community) => one.stories.map((story) => story.name).sort()
    const other = makeCommunity({ seed: day, until: day.slice(-20), mails: 1 })
    expect(names(other)).toEqual(names(community))
    expect(new Set(names(other)).size).toBe(names(other).length)
  })
})

describe('mails', () => {
  test('come in order, from two years up to the last instant', () => {
    const times = community.mails.map((mail) => mail.receivedAt)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const end = Date.parse(OPTIONS.until) / 1000
    expect(times.at(-1)).toBeLessThanOrEqual(end)
    expect(times[0]).toBeGreaterThanOrEqual(end - 730 * 86_400)
  })

  test('have a Message-ID of their own on each list, and nobody in them exists', () => {
    const ids = community.mails.map((mail) => `${mail.list} ${mail.messageId}`)
    expect(new Set(ids).size).toBe(ids.length)
    for (const mail of community.mails) {
      const text = Buffer.from(mail.bytes).toString('utf8')
      for (const [, domain] of text.matchAll(/@([a-z0-9.-]+\.[a-z]{2,})/g))
        expect(domain).toMatch(/^([a-z.]+\.)?example\.(org|com|net)$/)
    }
  })

  test('have lines that a mail may have, and a body behind their headers', () => {
    for (const mail of community.mails) {
      const text = Buffer.from(mail.bytes).toString('latin1')
      expect(text.indexOf('\n\n')).toBeGreaterThan(100)
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(998)
    }
  })
})

describe('the repository', () => {
  test('git gives every commit the name that was foretold', () => {
    const known = git(['rev-list', '--all']).trim().split('\n').sort()
    expect(known).toEqual([...new Set(community.repository.commits.map((commit) => commit.sha))].sort())
    for (const [name, { tip }] of community.repository.branches)
      expect(git(['rev-parse', `refs/heads/${name}`]).trim()).toBe(tip)
    expect(git(['for-each-ref', 'refs/import'])).toBe('')
    expect(git(['fsck', '--strict', '--no-progress'])).toBe('')
  })

  test('commits are no younger than the last day, each younger than the one before', () => {
    const times = community.repository.commits.map((commit) => commit.committer.at)
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(Date.parse(OPTIONS.until) / 1000)
  })

  test('every posted patch applies to what its branch was, and gives the blobs that it names', () => {
    const { commits } = community.repository
    const whole = community.series.filter(
      (series) => series.root.subject.includes('stable-') === false && series.patches.length > 0,
    )
    let files = 0
    for (const series of whole.filter((_, index) => index % 3 === 0)) {
      const base = commits.findLast((one) => one.branch === 'main' && one.committer.at <= series.root.at)
      git(['read-tree', base?.sha ?? ''])
      const [first] = series.patches
      // A partial re-roll, and a series of which a part was lost: what is there applies by itself.
      for (const patch of series.patches) {
        git(['apply', '--cached', '--whitespace=nowarn'], `${patch.diff.join('\n')}\n`)
        for (const [, , path = '', after = ''] of patch.diff
          .join('\n')
          .matchAll(/^diff --git a\/(\S+) b\/(\S+)(?:\nnew file.*)?\nindex \w+\.\.(\w+)/gm)) {
          files++
          if (series.patches.length === 1 || patch === first)
            expect(git(['ls-files', '-s', path]).slice(7, 14)).toBe(after)
        }
      }
    }
    expect(files).toBeGreaterThan(60)
  })

  test('what a committer left alone has the patch-id of its mail, except where the context moved', () => {
    const left = community.applied.filter((one) => one.changed === 'no' && one.branch === 'main')
    const patches = new Map(
      community.series.flatMap((series) => series.patches).map((patch) => [patch.mail.messageId, patch]),
    )
    const patchIds = (input: string) =>
      new Map(
        git(['patch-id', '--stable'], input)
          .trim()
          .split('\n')
          .map((line) => [line.slice(41), line.slice(0, 40)]),
      )
    const commits = patchIds(git(['log', '-p', '--all', '--no-merges']))
    const mails = patchIds(
      left
        .map(({ messageId, sha }) => `commit ${sha}\n${patches.get(messageId)?.diff.join('\n') ?? ''}\n`)
        .join(''),
    )
    const same = left.filter(({ sha }) => commits.get(sha) === mails.get(sha))
    expect(left.length).toBeGreaterThan(40)
    expect(same.length / left.length).toBeGreaterThan(0.75)
  })
})
