import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/app/config.ts'
import { METRICS } from '../../src/app/metrics.ts'
import { type Community, DEFAULT_OPTIONS, makeCommunity } from '../../src/demo/community.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createApp } from '../../src/web/app.ts'
import { encodePart } from '../../src/web/links.ts'
import { cli } from '../support/io.ts'

// The whole pipeline on the community that "npm start" shows: every story that it tells must come out as it was meant.

interface ExportedSeries {
  readonly id: string
  readonly lineage: string
  readonly version: number
  readonly cover: string | null
  readonly patches: readonly { readonly messageId: string }[]
  readonly total: number | null
  readonly status: string
  readonly lost: readonly string[]
  readonly at: string
}

interface ExportedMatch {
  readonly messageId: string
  readonly commit: string
  readonly counted: boolean
  readonly rules: readonly string[]
  readonly branch: string | null
}

interface FigurePoint {
  readonly line: string
  readonly value: number | null
}

interface ExportedReply {
  readonly messageId: string
  readonly series: string | null
  readonly trailers: readonly { readonly key: string; readonly address: string }[]
}

let community: Community
let series: readonly ExportedSeries[]
let matches: readonly ExportedMatch[]
let replies: readonly ExportedReply[]
let database: Database
let page: (path: string) => Promise<string>

beforeAll(async () => {
  community = makeCommunity(DEFAULT_OPTIONS)
  const folder = mkdtempSync(join(tmpdir(), 'patchmoot-demo-'))
  expect(await cli(folder, ['demo', '--write', '.'])).toMatchObject({ code: 0, err: '' })
  expect(await cli(folder, ['sync', '--quiet', '--now', DEFAULT_OPTIONS.until])).toMatchObject({
    code: 0,
    err: '',
  })
  const exported = async (what: string) =>
    JSON.parse((await cli(folder, ['export', what, '--format', 'json'])).out)
  series = await exported('series')
  matches = await exported('matches')
  replies = await exported('replies')
  const config = loadConfig(join(folder, 'patchmoot.json'), {})
  database = await openDatabase(config.database)
  const app = createApp({ database, config, demo: true, now: () => DEFAULT_OPTIONS.until })
  page = async (path) => {
    const response = await app.request(`/p/quarry/${path}`)
    expect(response.status, path).toBe(200)
    return response.text()
  }
})

afterAll(() => database?.close())

const mailOf = (story: string): string => {
  const found = community.stories.find((one) => one.name === story)
  if (found === undefined) throw new RangeError(`no story is called ${story}`)
  return found.messageId
}

/** The versions of the piece of work that a story is about, the oldest first. */
const versionsOf = (story: string): readonly ExportedSeries[] => {
  const id = mailOf(story)
  const first = series.find((one) => one.cover === id || one.patches.some((patch) => patch.messageId === id))
  return series.filter((one) => one.lineage === first?.lineage)
}

describe('every story stands as it was meant', () => {
  test.each<[story: string, versions: number, status: string, lost?: string]>([
    ['unanswered-for-a-year', 1, 'new', 'L1'],
    ['stalled-after-request', 1, 'changes-requested', 'L4'],
    ['rejected', 1, 'rejected'],
    ['partly-merged', 1, 'partly-merged', 'L5'],
    ['rfc-unanswered', 1, 'rfc', 'L1'],
    ['withdrawn', 1, 'withdrawn'],
    ['queued-and-forgotten', 1, 'queued', 'L7'],
    ['objected', 1, 'changes-requested', 'L4'],
    ['half-delivered', 1, 'incomplete', 'L8'],
    ['conditional-ack', 1, 'changes-requested', 'L4'],
    ['unanswered', 1, 'new', 'L1'],
    ['ready-and-pinged', 1, 'ready', 'L3 L6'],
    ['question', 1, 'changes-requested', 'L4'],
    ['unanswered-and-pinged', 1, 'new', 'L1 L6'],
    ['unanswered-resend', 2, 'new', 'L1'],
    ['changes-requested', 1, 'changes-requested'],
    ['needs-approval', 1, 'needs-approval', 'L2'],
    ['discussion', 1, 'discussion', 'L2'],
    ['deferred', 1, 'deferred'],
    ['to-verify', 2, 'discussion', 'L2'],
    ['ready', 1, 'ready', 'L3'],
    ['pull-request-1', 1, 'merged'],
    ['pull-request-2', 1, 'merged'],
    ['cover-ack', 1, 'ready', 'L3'],
    ['queued', 1, 'queued'],
    ['rfc', 1, 'rfc'],
    ['new', 1, 'new'],
    ['second-version', 2, 'merged'],
    ['carried-tags', 3, 'merged'],
    ['second-in-reply-to-first', 2, 'merged'],
    ['five-versions', 5, 'merged'],
    ['retitled', 3, 'merged'],
    ['rfc-to-patch', 2, 'merged'],
    ['partial-reroll', 2, 'merged'],
    ['resend', 2, 'merged'],
    ['unlabelled-second', 2, 'merged'],
    ['taken-over', 2, 'merged'],
    ['sent-for-somebody', 1, 'merged'],
    ['third-version-open', 3, 'discussion', 'L2'],
    ['applied-as-posted', 1, 'merged'],
    ['applied-with-link', 1, 'merged'],
    ['applied-with-changed-line', 1, 'merged'],
    ['applied-beside-other-work', 1, 'merged'],
    ['applied-under-other-title', 1, 'merged'],
    ['applied-rewritten', 1, 'merged'],
    ['applied-and-backported', 1, 'merged'],
    ['backported-fix', 1, 'merged'],
    ['stable-backport', 1, 'merged'],
    ['pulled-series-1', 1, 'merged'],
    ['pulled-series-2', 1, 'merged'],
    ['proposal', 1, 'withdrawn'],
    ['cross-posted', 1, 'merged'],
    ['clock-ahead', 1, 'merged'],
    ['sent-as-base64', 1, 'merged'],
    ['sender-rewritten-by-list', 1, 'merged'],
    ['patch-as-attachment', 1, 'changes-requested'],
    ['for-1.1-feature', 1, 'merged'],
    ['for-1.1-late-feature', 1, 'merged'],
    ['for-1.1-too-late', 1, 'withdrawn'],
    ['for-1.1-missed', 3, 'merged'],
    ['for-1.1-fix', 1, 'merged'],
    ['for-1.2-open', 1, 'discussion'],
    ['late-comment', 2, 'merged'],
    ['late-objection', 2, 'merged'],
    ['late-and-recent', 2, 'merged'],
    ['repaired-within-weeks-fix', 1, 'merged'],
    ['repaired-within-a-year-fix', 1, 'merged'],
    ['taken-back', 1, 'merged'],
    ['taken-back-revert', 1, 'merged'],
    ['freeze-fix-1', 1, 'merged'],
    ['freeze-fix-2', 1, 'merged'],
    ['freeze-fix-3', 1, 'merged'],
    ['newcomer-merged', 2, 'merged'],
    ['newcomer-unanswered', 1, 'new', 'L1'],
  ])('%s: %i versions, %s', (story, versions, status, lost) => {
    const found = versionsOf(story)
    expect(found).toHaveLength(versions)
    expect(found.at(-1)?.status).toBe(status)
    expect(found.at(-1)?.lost).toEqual(lost === undefined ? [] : lost.split(' '))
    for (const older of found.slice(0, -1)) expect(older.status).toBe('superseded')
  })

  test('those that are no patches make no series', () => {
    for (const story of [
      'unknown-charset',
      'cut-off',
      'no-date',
      'survey',
      'freeze',
      'newcomer-asks',
      'proposal-reply',
    ])
      expect(versionsOf(story), story).toEqual([])
  })

  test('a partial re-roll has the one patch that it brings, of three', () => {
    expect(versionsOf('partial-reroll').at(-1)).toMatchObject({
      version: 2,
      total: 3,
      patches: { length: 1 },
    })
  })

  test('a clock that is half a year ahead does not count', () => {
    const [found] = versionsOf('clock-ahead')
    expect(found?.at.slice(0, 10)).toBe(day('clock-ahead'))
  })

  test('one tag for the cover letter, none from the program that builds', () => {
    const [found] = versionsOf('cover-ack')
    const answers = replies.filter((reply) => reply.series === found?.id)
    expect(answers.flatMap((reply) => reply.trailers.map((one) => one.key))).toContain('Acked-by')
    const bots = community.mails.filter((mail) => Buffer.from(mail.bytes).includes('From: Quarry CI'))
    expect(bots.length).toBeGreaterThan(10)
  })

  test('everybody has a status, and between them they have all', () => {
    const all = new Set(series.map((one) => one.status))
    for (const status of [
      'new',
      'rfc',
      'needs-approval',
      'ready',
      'discussion',
      'changes-requested',
      'incomplete',
    ])
      expect(all).toContain(status)
    for (const status of [
      'queued',
      'deferred',
      'rejected',
      'withdrawn',
      'partly-merged',
      'merged',
      'superseded',
    ])
      expect(all).toContain(status)
  })
})

/** The day on which the list got the mail of a story. */
function day(story: string): string {
  const mail = community.mails.find((one) => one.messageId === mailOf(story))
  return new Date((mail?.receivedAt ?? 0) * 1000).toISOString().slice(0, 10)
}

describe('patches and commits', () => {
  const lineages = () =>
    new Map(series.flatMap((one) => one.patches.map(({ messageId }) => [messageId, one.lineage])))

  test('every applied patch is found at its commit, whatever the committer changed', () => {
    const found = new Set(matches.filter((one) => one.counted).map((one) => `${one.messageId} ${one.commit}`))
    const missed = community.applied.filter((one) => !found.has(`${one.messageId} ${one.sha}`))
    expect(missed).toEqual([])
    expect(community.applied.length).toBeGreaterThan(90)
  })

  test('no patch is found at a commit of other work', () => {
    const of = lineages()
    const titles = new Map(
      community.repository.commits.map(({ sha, message }) => [sha, message.split('\n', 1)[0]]),
    )
    // A cherry-pick is a commit of the patch that was picked, too: the same title says so.
    const right = new Set(
      community.applied.map((one) => `${of.get(one.messageId) ?? one.messageId} ${titles.get(one.sha)}`),
    )
    const subjects = new Map(community.mails.map((mail) => [mail.messageId, mail.subject]))
    const wrong = matches
      .filter((one) => one.counted)
      // A pull request becomes the merge that answers it.
      .filter((one) => titles.get(one.commit)?.startsWith('Merge branch') !== true)
      .filter((one) => !right.has(`${of.get(one.messageId) ?? one.messageId} ${titles.get(one.commit)}`))
      .filter((one) => subjects.get(one.messageId)?.endsWith(titles.get(one.commit) ?? '?') !== true)
    expect(wrong).toEqual([])
  })

  test.each([
    ['applied-as-posted', ['patch-id', 'changed-lines', 'date', 'subject']],
    ['applied-with-link', ['link', 'patch-id']],
    ['applied-with-changed-line', ['date', 'subject', 'similarity']],
    ['applied-beside-other-work', ['changed-lines', 'date', 'subject']],
    ['applied-under-other-title', ['patch-id', 'date']],
    ['applied-rewritten', ['similarity']],
  ])('%s is found by %j', (story, rules) => {
    const match = matches.find((one) => one.messageId === mailOf(story) && one.counted)
    expect(match?.rules).toEqual(expect.arrayContaining(rules))
  })

  test('what was changed is not found by the rules that ask for the same', () => {
    const rulesOf = (story: string) =>
      matches.find((one) => one.messageId === mailOf(story) && one.counted)?.rules ?? []
    for (const story of ['applied-with-changed-line', 'applied-rewritten', 'applied-beside-other-work'])
      expect(rulesOf(story), story).not.toContain('patch-id')
    for (const story of ['applied-rewritten', 'applied-under-other-title'])
      expect(rulesOf(story), story).not.toContain('subject')
    expect(rulesOf('applied-rewritten')).not.toContain('date')
  })

  test('a proposal is found at the commit that was made of it', () => {
    const sha = community.applied.find((one) => one.messageId === mailOf('proposal-reply'))?.sha
    expect(matches).toContainEqual(
      expect.objectContaining({ messageId: mailOf('proposal-reply'), commit: sha, counted: true }),
    )
  })
})

describe('every page has something true to show', () => {
  test.each([
    ['', 'lost'],
    ['series', 'changes-requested'],
    ['series?status=open&turn=author', 'the author'],
    ['lost', 'only a part of it ever reached the list'],
    ['threads', 'Minutes of the community call'],
    ['people', 'Beatriz Sá'],
    ['problems', 'x-quarry-1'],
    ['search?q=migration', 'Migration between different CPUs'],
    ['newcomers', 'quarry-devel@lists.example.org'],
    ['help', 'Attach a list'],
    ['?asOf=2025-06-01', 'As of 2025-06-01'],
  ])('/%s', async (path, words) => {
    const html = await page(path)
    const day = path.includes('asOf') ? 'As of' : '2026-06-30 18:00 UTC'
    for (const part of ['<strong>A demo.</strong>', 'help#attach', day, words])
      expect(html.includes(part), `${path} shows ${part}`).toBe(true)
  })

  test('the page of a series has versions, tags, replies and the commit of each patch', async () => {
    const html = await page(`series/${encodePart(mailOf('carried-tags'))}`)
    for (const part of ['v3', 'Reviewed-by', 'commits/']) expect(html.includes(part), part).toBe(true)
  })

  test('a mail, its raw octets, a commit', async () => {
    const { messageId, bytes } = community.mails.find((one) => one.messageId === mailOf('new')) ?? {}
    expect((await page(`m/${encodePart(mailOf('cut-off'))}`)).includes('console.log')).toBe(true)
    expect(await page(`m/${encodePart(messageId ?? '')}/raw`)).toBe(Buffer.from(bytes ?? []).toString('utf8'))
    const sha = community.applied[0]?.sha ?? ''
    expect((await page(`commits/${sha}`)).includes(sha)).toBe(true)
  })

  test('newcomers find something small and open', async () => {
    const html = await page('newcomers')
    expect(html.includes('Nothing small waits')).toBe(false)
  })

  test('somebody with two addresses is one person', async () => {
    const html = await page('people')
    expect(html.split('Luca Ferrante').length).toBe(html.split('Hiro Tanabe').length)
  })
})

describe('the dashboard', () => {
  test.each(METRICS.map((metric) => metric.id))('has something to show for %s', async (id) => {
    const { points } = JSON.parse(await page(`figures/${id}.json?period=all`))
    expect(points.some((point: FigurePoint) => (point.value ?? 0) > 0)).toBe(true)
  })

  test('has every line of what the demo tells of late comments, releases, repairs and who was asked', async () => {
    for (const id of ['late-comments', 'releases', 'freezes', 'escapes', 'right-people']) {
      const { lines, points } = JSON.parse(await page(`figures/${id}.json?period=all`))
      for (const line of lines)
        expect([
          id,
          line.id,
          points.some((point: FigurePoint) => point.line === line.id && (point.value ?? 0) > 0),
        ]).toEqual([id, line.id, true])
    }
  })
})
