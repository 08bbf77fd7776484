import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { completeRecord, loadBareRecord } from '../../src/app/dashboard/record.ts'
import { scopeOf } from '../../src/app/dashboard/scope.ts'
import { type Act, decide } from '../../src/app/decide.ts'
import { listChecks } from '../../src/app/derive/review-rows.ts'
import { METRICS } from '../../src/app/metrics.ts'
import { reviewsAsOf } from '../../src/app/past/reviews-as-of.ts'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { NO_FILTER } from '../../src/core/metrics/filter.ts'
import { addDays, type Instant } from '../../src/core/time.ts'
import { type Community, makeCommunity } from '../../src/demo/community.ts'
import { writeCommunity } from '../../src/demo/write-community.ts'
import type { Database } from '../../src/store/database.ts'
import { listPastStandings } from '../../src/store/read/past-standings.ts'
import { listSeriesAsOf } from '../../src/store/read/series-as-of.ts'
import { contextFor } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

/** How many days before the end of the community's last one what is stored is compared with what was known. */
const DAYS_BACK = fc.sample(fc.integer({ min: 1, max: 650 }), Number(process.env['PATCHMOOT_RUNS'] ?? 6))
const END = '2026-06-30T23:59:59Z'

interface DatedAct extends Act {
  readonly at: Instant
}

let community: Community
let acts: readonly DatedAct[] = []
let full: { readonly database: Database; readonly projectId: number; readonly context: SyncContext }
/** When each mail was sent, as derivation has it. */
let sentAt: ReadonlyMap<string, Instant>

beforeAll(async () => {
  community = makeCommunity({ seed: 'as of', until: '2026-06-30T18:00:00Z', mails: 1 })
  const first = await derived(END, community)
  const facts = await first.database.kysely.selectFrom('message_fact').select(['message_id', 'at']).execute()
  sentAt = new Map(facts.map((row) => [row.message_id, row.at]))
  // What people decided in between: some weeks after the first mail of every twentieth lineage.
  const lineages = await first.database.kysely.selectFrom('lineage').select('name').orderBy('name').execute()
  acts = lineages
    .filter((_, n) => n % 20 === 0)
    .map(({ name }, n) => ({
      person: 'ada@example.org',
      action: 'state',
      subject: name,
      payload: { status: n % 2 === 0 ? 'deferred' : 'rejected' },
      at: addDays(sentAt.get(name) ?? END, 20 + n),
    }))
    .filter((act) => act.at <= END)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  expect(acts.length).toBeGreaterThan(2)
  await record(first.context, acts)
  full = { database: first.database, projectId: first.context.projectId, context: first.context }
})

/** Everything that a sync at that instant derives from these mails and what was committed by then. */
async function derived(
  now: Instant,
  known: Pick<Community, 'mails' | 'repository'>,
): Promise<{ readonly database: Database; readonly context: SyncContext }> {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  const { lists, repository } = await writeCommunity(known, folder)
  cutRepository(repository, now)
  const database = await engine.open()
  const context = await contextFor(
    database,
    folder,
    {
      lists: lists.map(({ address, mbox }) => ({ address, source: `mbox:${mbox}` })),
      repositories: [{ name: 'quarry', url: repository }],
      bots: ['ci@bots.example.org'],
    },
    { now, clock: () => now },
  )
  await sync(context)
  return { database, context }
}

/** Sets every branch back to what was committed by an instant. */
function cutRepository(folder: string, until: Instant): void {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [`--git-dir=${folder}`, ...args], { encoding: 'utf8' }).trim()
  for (const name of git('for-each-ref', '--format=%(refname)', 'refs/heads').split('\n')) {
    const tip = git('rev-list', '-1', '--first-parent', `--before=${until}`, name)
    git('update-ref', ...(tip === '' ? ['-d', name] : [name, tip]))
  }
}

async function record(context: SyncContext, some: readonly DatedAct[]): Promise<void> {
  for (const { at, ...act } of some) await decide({ ...context, clock: () => at }, act)
}

async function standingsOf(database: Database, projectId: number, at: Instant): Promise<readonly string[]> {
  const entries = await listSeriesAsOf(database.kysely, projectId, at, {}, { limit: 10_000 })
  return entries
    .map(({ series, status, turn, since, why, lost }) =>
      [series, status, turn, since, lost.join(' '), why].join(' | '),
    )
    .sort()
}

/** Of every open lineage what its page and all inboxes say, as a sync at that time stored it. */
async function reviewsStored({ database }: { database: Database }) {
  const db = database.kysely
  const rows = await db
    .selectFrom('lineage_review as r')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 'r.project_id').onRef('l.id', '=', 'r.lineage'),
    )
    .selectAll('r')
    .select(['l.name', 'l.effective'])
    .where('l.status', 'not in', ['merged', 'rejected', 'withdrawn'])
    .execute()
  const todos = await db.selectFrom('todo').selectAll().execute()
  const areas = await db.selectFrom('lineage_area').selectAll().execute()
  expect(rows.length).toBeGreaterThan(0)
  return rows
    .map((row) => ({
      name: row.name,
      needs: JSON.parse(row.needs),
      tags: JSON.parse(row.tags),
      items: JSON.parse(row.items),
      checks: JSON.parse(row.checks),
      remedies: JSON.parse(row.remedies),
      lostAt: row.lost_at,
      lostDays: row.lost_days === null ? null : Math.round(row.lost_days),
      approvals: row.approvals,
      sizes: [row.patches, row.lines, row.small, row.fix, row.first],
      areas: areas.filter((one) => one.lineage === row.lineage).map((one) => one.area),
      todos: todos
        .filter((one) => one.lineage === row.lineage)
        .map((one) => [one.person, one.section, one.why, one.since, one.evidence].join(' | '))
        .sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The same, told again from all that is known at the end. */
async function reviewsThen(day: Instant): Promise<Awaited<ReturnType<typeof reviewsStored>>> {
  const { database, projectId, context } = full
  const db = database.kysely
  const standings = await listPastStandings(db, projectId, day)
  const reviews = await reviewsAsOf(db, projectId, context.project, day, standings)
  const names = new Map(
    (await db.selectFrom('series').select(['id', 'name']).execute()).map((one) => [one.id, one.name]),
  )
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
  return [...reviews]
    .map(([lineage, { review, areas }]) => ({
      name: names.get(lineage) ?? '',
      needs: plain(review.needs),
      tags: plain(review.tags),
      items: plain(review.items),
      checks: plain(listChecks(review)),
      remedies: plain(review.remedies),
      lostAt: review.lost[0]?.at ?? null,
      lostDays: review.lost[0] === undefined ? null : Math.round(review.lost[0].days),
      approvals: review.weight.approvals,
      sizes: [
        review.weight.patches,
        review.weight.lines,
        Number(review.weight.isSmall),
        Number(review.weight.isFix),
        Number(review.weight.isFirst),
      ],
      areas: [...areas],
      todos: review.todos
        .map((one) => [one.person, one.section, one.why, one.since, one.evidence ?? null].join(' | '))
        .sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Every number of every metric as of a day, by what stands in files: the cut record, or all of one that ends that day. */
async function numbersOf(
  { database, context }: { readonly database: Database; readonly context: SyncContext },
  day: Instant,
  isNewest: boolean,
): Promise<Readonly<Record<string, unknown>>> {
  const bare = await loadBareRecord(database.kysely, context.projectId, context.project)
  const record = completeRecord(bare, day, isNewest)
  const scope = scopeOf(record, { ...NO_FILTER, period: 'all' }, undefined, context.project)
  return Object.fromEntries(
    METRICS.map((metric) => [
      metric.id,
      metric
        .compute(scope)
        .map((point) =>
          [
            point.line,
            point.x,
            point.value,
            point.n,
            point.open,
            (point.series ?? []).map((fact) => fact.lineage).sort(),
            (point.commits ?? []).map((commit) => commit.sha).sort(),
            point.events?.length,
          ].join(' '),
        )
        .sort(),
    ]),
  )
}

describe('what is stored says of a past day', () => {
  test.each(DAYS_BACK)('what was known %i days before the end', async (back) => {
    const day = addDays(END, -back)
    const then = await derived(day, {
      ...community,
      mails: community.mails.filter((mail) => (sentAt.get(mail.messageId) ?? END) <= day),
    })
    await record(
      then.context,
      acts.filter((act) => act.at <= day),
    )
    const known = await standingsOf(then.database, then.context.projectId, day)
    expect(known).not.toEqual([])
    expect(await standingsOf(full.database, full.projectId, day)).toEqual(known)
    // What each review needed, who vouched, what was lost and why, and what stood in every inbox.
    expect(await reviewsThen(day)).toEqual(await reviewsStored(then))
    // Every number of the dashboard, too, with the series, commits and mails behind it.
    expect(await numbersOf(full, day, false)).toEqual(await numbersOf(then, day, true))
  })
})
