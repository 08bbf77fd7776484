import { describe, expect, test } from 'vitest'
import { takeLock } from '../../../src/store/inputs/lock.ts'
import { finishRun, saveProgress, startRun } from '../../../src/store/inputs/runs.ts'
import { listActivity } from '../../../src/store/read/activity.ts'
import { findCommit, readCommits } from '../../../src/store/read/commit.ts'
import { findSeriesName, readLineageStory } from '../../../src/store/read/lineage.ts'
import { listThread, readMail } from '../../../src/store/read/message.ts'
import { listMilestones } from '../../../src/store/read/milestones.ts'
import { listPeople, listReviewsBy, readPerson } from '../../../src/store/read/people.ts'
import { countProblemPlaces, listProblemMails } from '../../../src/store/read/problems.ts'
import { readProjectState, readProjectTotals } from '../../../src/store/read/project-state.ts'
import { readStandingCounts, readStandingCountsAsOf } from '../../../src/store/read/standing-counts.ts'
import { listThreads } from '../../../src/store/read/threads.ts'
import { listTrends } from '../../../src/store/read/trends.ts'
import { readVersion } from '../../../src/store/read/version.ts'
import { engines } from '../../support/db.ts'
import { fillLittleCommunity, NOW } from '../../web/little-community.ts'
import { HOSTILE_ID } from '../../web/little-mails.ts'

describe.each(engines)('what pages ask on $name', (engine) => {
  const open = async () => {
    const database = await engine.open()
    await fillLittleCommunity(database, 'other')
    const project = await fillLittleCommunity(database)
    return { database, db: database.kysely, project }
  }

  test('where everything stands, now and then', async () => {
    const { db, project } = await open()
    expect(await readStandingCounts(db, project, NOW)).toMatchObject({
      open: { all: 4, lively: 4 },
      waitingForReview: { all: 2 },
      waitingForAuthor: { all: 2 },
      ready: { all: 0 },
      mergedLately: 1,
      lost: 2,
      byStatus: { new: 2, merged: 1, rfc: 0 },
    })
    expect(await readStandingCounts(db, project, '2026-09-01T00:00:00Z')).toMatchObject({
      open: { all: 4, lively: 0 },
      mergedLately: 0,
    })
    expect(await readStandingCountsAsOf(db, project, '2026-04-01T00:00:00Z')).toMatchObject({
      open: { all: 2 },
      ready: { all: 1 },
      mergedLately: 0,
      lost: 1,
    })
    expect(await readStandingCountsAsOf(db, project, '2026-04-15T00:00:00Z')).toMatchObject({
      mergedLately: 1,
    })
  })

  test('month by month, without gaps', async () => {
    const { db, project } = await open()
    const points = await listTrends(db, project, NOW, 36)
    expect(points.map((one) => one.month)).toEqual(['2026-02', '2026-03', '2026-04'])
    expect(points.map((one) => [one.started, one.posted, one.merged, one.reviews])).toEqual([
      [1, 2, 0, 3],
      [1, 1, 0, 0],
      [3, 3, 1, 1],
    ])
    expect(points.map((one) => [one.openReviewers, one.openAuthor, one.openOthers])).toEqual([
      [0, 0, 1],
      [1, 0, 1],
      [2, 2, 0],
    ])
    expect(await listTrends(db, project, NOW, 1)).toEqual(points.slice(-1))
    expect((await listTrends(db, project, '2026-02-28T00:00:00Z', 36)).map((one) => one.month)).toEqual([
      '2026-02',
    ])
  })

  test('what happened last', async () => {
    const { db, project } = await open()
    const all = await listActivity(db, project, NOW, 100)
    expect(all.map((one) => one.at)).toEqual(
      all
        .map((one) => one.at)
        .sort()
        .reverse(),
    )
    expect(all.filter((one) => one.kind === 'merged')).toHaveLength(1)
    expect(all.find((one) => one.messageId === 'ring-v2-0-cy@example.org')).toMatchObject({
      kind: 'replied',
      tags: ['Acked-by'],
      version: 2,
    })
    expect(await listActivity(db, project, NOW, 3)).toEqual(all.slice(0, 3))
    expect((await listActivity(db, project, '2026-02-02T23:00:00Z', 9)).map((one) => one.kind)).toEqual([
      'posted',
    ])
  })

  test('a series by the Message-ID of any of its mails', async () => {
    const { db, project } = await open()
    for (const id of ['ring-v2-0@example.org', 'ring-v2-2@example.org', 'ring-v2-0-cy@example.org'])
      expect((await findSeriesName(db, project, id))?.name).toBe('ring-v2-0@example.org')
    expect(await findSeriesName(db, project, 'idea@example.org')).toBeUndefined()
    expect(await findSeriesName(db, project, 'nothing\0 \ud800')).toBeUndefined()
    expect((await findSeriesName(db, project, HOSTILE_ID))?.name).toBe(HOSTILE_ID)
  })

  test('the story of a lineage, and one version of it', async () => {
    const { db, project } = await open()
    const named = await findSeriesName(db, project, 'ring-v2-0@example.org')
    const story = await readLineageStory(db, project, named?.id ?? 0)
    expect(story?.versions.map((one) => [one.position, one.version, one.status])).toEqual([
      [1, 1, 'superseded'],
      [2, 2, 'merged'],
    ])
    expect(story?.intervals.map((one) => one.status)).toEqual([
      'new',
      'needs-approval',
      'changes-requested',
      'discussion',
      'ready',
      'merged',
    ])
    expect(story?.links).toMatchObject([{ confidence: 0.95, evidence: ['same titles', 'same sender'] }])
    const milestones = await listMilestones(db, project, story?.versions.map((one) => one.id) ?? [])
    expect(milestones.map((one) => [one.person.name, one.tags.join()])).toEqual([
      ['Bo Example', 'Reviewed-by'],
      ['Cy Example', ''],
      ['Cy Example', 'Acked-by'],
    ])
    const version = await readVersion(db, project, named?.id ?? 0)
    expect(version.patches.map((one) => [one.position, one.merged, one.matches[0]?.sha.slice(0, 4)])).toEqual(
      [
        [1, true, 'aaaa'],
        [2, true, 'bbbb'],
      ],
    )
    expect(version.patches[0]?.older).toMatchObject([{ messageId: 'ring-v1-1@example.org' }])
    expect(version.trailers.find((one) => one.origin === 'carried')).toMatchObject({
      key: 'Reviewed-by',
      givenIn: 'ring-v1-1-bo@example.org',
    })
  })

  test('a mail, its thread, its series', async () => {
    const { db, project } = await open()
    const mail = await readMail(db, project, 'ring-v1-2-ada@example.org')
    expect(mail).toMatchObject({
      parents: ['ring-v1-2-cy@example.org'],
      series: { name: 'ring-v1-0@example.org' },
      lists: ['devel@lists.example.org'],
    })
    expect(await listThread(db, project, mail?.thread ?? 0, 100)).toHaveLength(6)
    expect((await readMail(db, project, HOSTILE_ID))?.problems).toHaveLength(1)
    expect(await readMail(db, project, 'none@example.org')).toBeUndefined()
    expect((await readMail(db, project, 'idea@example.org'))?.series).toBeUndefined()
  })

  test('threads by their newest mail, page by page', async () => {
    const { db, project } = await open()
    const whole = await listThreads(db, project, { limit: 50 })
    expect(whole.threads).toHaveLength(7)
    expect(whole.next).toBeUndefined()
    const paged: unknown[] = []
    let before: string | undefined
    do {
      const page = await listThreads(db, project, { limit: 2, before })
      paged.push(...page.threads)
      before = page.next
    } while (before !== undefined)
    expect(paged).toEqual(whole.threads)
  })

  test('people, what they gave, and who they were before', async () => {
    const { db, project } = await open()
    const people = await listPeople(db, project)
    expect(people.map((one) => one.name)).toContain('Bo Example')
    const bo = people.find((one) => one.name === 'Bo Example')
    expect(await readPerson(db, project, bo?.id ?? 0)).toEqual(bo)
    const later = await readMail(db, project, 'idea@example.org')
    expect(await readPerson(db, project, later?.message ?? 0)).toEqual(bo)
    expect(await readPerson(db, project, 999_999)).toBeUndefined()
    const reviews = await listReviewsBy(db, project, 'cy@example.org', { limit: 10 })
    expect(reviews.map((one) => one.tags.join())).toEqual(['', 'Acked-by', ''])
    expect(await listReviewsBy(db, project, 'cy@example.org', { limit: 10, before: reviews[0]?.at })).toEqual(
      reviews.slice(1),
    )
  })

  test('problems by place', async () => {
    const { db, project } = await open()
    const mails = await listProblemMails(db, project, { limit: 10 })
    expect(mails).toMatchObject([{ messageId: HOSTILE_ID, problems: [{ place: 'header <Subject>' }] }])
    expect(await countProblemPlaces(db, project)).toEqual([{ place: 'header <Subject>', mails: 1 }])
    expect(await listProblemMails(db, project, { limit: 10, place: 'elsewhere' })).toEqual([])
    expect(await listProblemMails(db, project, { limit: 10, after: mails[0]?.message })).toEqual([])
  })

  test('a commit by a part of its hash', async () => {
    const { db, project } = await open()
    expect(await findCommit(db, project, 'aaaaaaa')).toBe('a'.repeat(40))
    for (const text of ['aaaaaa', 'fffffff', "a' or 1=1 --"])
      expect(await findCommit(db, project, text)).toBeUndefined()
    const [commit] = await readCommits(db, project, 'a'.repeat(40))
    expect(commit?.patches).toMatchObject([{ messageId: 'ring-v2-1@example.org', applied: true }])
  })

  test('how far a sync is, and why the last one failed', async () => {
    const { database, db, project } = await open()
    expect(await readProjectState(db, project)).toEqual({
      asOf: NOW,
      decision: 0,
      running: undefined,
      syncedAt: '2026-04-30T11:59:00Z',
      failure: undefined,
    })
    const failed = await startRun(db, project, 'sync', '2026-04-30T12:10:00Z')
    await finishRun(db, project, failed, '2026-04-30T12:10:05Z', { progress: {}, error: 'no such archive' })
    expect((await readProjectState(db, project)).failure).toEqual({
      at: '2026-04-30T12:10:05Z',
      error: 'no such archive',
    })
    const run = await startRun(db, project, 'sync', '2026-04-30T12:20:00Z')
    await saveProgress(db, project, run, { done: 12 })
    // Without a lock it was killed, and is at work no more.
    expect((await readProjectState(db, project)).running).toBeUndefined()
    await database.transaction((inside) =>
      takeLock(inside, project, { holder: 'x', pid: 1, host: 'h' }, '2026-04-30T12:20:00Z', () => true),
    )
    expect(await readProjectState(db, project)).toMatchObject({
      running: { kind: 'sync', progress: { done: 12 } },
      failure: { error: 'no such archive' },
      syncedAt: '2026-04-30T11:59:00Z',
    })
    expect(await readProjectTotals(db, project)).toEqual({
      mails: 17,
      series: 6,
      lineages: 5,
      people: 5,
      problems: 1,
      commits: 3,
    })
  })
})
