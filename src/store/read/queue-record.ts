import {
  daysToJudge,
  type QueueHistory,
  type QueuePing,
  type QueueRecord,
  recordOf,
} from '../../core/status/queue-record.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { listOf } from './json-columns.ts'
import { listElsewhere } from './lost-queue.ts'

/** Reasons that are judged: what the others say follows from the mails themselves. */
const JUDGED: ReadonlySet<string> = new Set(['L1', 'L2', 'L3'])
/** People had so many days to take it up. */
const MARGIN_DAYS = 90
/** Series of one title that are compared with a later one. */
const MOST_OF_A_TITLE = 20
/** Shorter titles are given to many things. */
const LEAST_WORDS = 3
/** A list that is younger has no past worth judging. */
const FIRST_MONTHS_DAYS = 365

/**
 * The queue's own record: its state on the first of every month of the past, judged by what people did later, and every
 * question of people what had become of something; without what is known to be for another repository. `since`: only of days and questions after it.
 */
export async function readQueueRecord(
  db: Db,
  projectId: number,
  since?: Instant | undefined,
): Promise<QueueRecord> {
  const bounds = await db
    .selectFrom('series')
    .select(({ fn }) => [fn.min('at').as('first'), fn.max('at').as('last')])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (bounds?.first == null || bounds.last == null) return recordOf([], [], [])
  const { histories, pings } = await readCases(db, projectId)
  const first = addYear(bounds.first)
  const days = daysToJudge(since !== undefined && since > first ? since : first, bounds.last, MARGIN_DAYS)
  const start = days[0] ?? bounds.last
  return recordOf(
    histories,
    days,
    pings.filter((ping) => ping.at >= start),
  )
}

function addYear(at: Instant): Instant {
  return new Date(Date.parse(at) + FIRST_MONTHS_DAYS * 86_400_000).toISOString().replace('.000Z', 'Z')
}

/** The lineages that ever were lost, with what is known of each today; and the questions, in order of time. */
export async function readCases(
  db: Db,
  projectId: number,
): Promise<{
  readonly histories: readonly (QueueHistory & { readonly lineage: number })[]
  readonly pings: readonly (QueuePing & { readonly lineage: number })[]
}> {
  const spans = await db
    .selectFrom('lineage_interval')
    .select(['lineage', 'from_at', 'to_at', 'lost'])
    .where('project_id', '=', projectId)
    .where('lost', '<>', '')
    .orderBy('lineage')
    .orderBy('from_at')
    .execute()
  const cases = await db
    .selectFrom('queue_case')
    .select(['lineage', 'acted_at', 'denied_at', 'pings'])
    .where('project_id', '=', projectId)
    .orderBy('lineage')
    .execute()
  const lost = new Map<number, { from: Instant; to: Instant | undefined }[]>()
  for (const span of spans) {
    if (!span.lost.split(' ').some((reason) => JUDGED.has(reason))) continue
    const list = lost.get(span.lineage) ?? []
    list.push({ from: span.from_at, to: span.to_at ?? undefined })
    lost.set(span.lineage, list)
  }
  const settled = await readSettled(db, projectId, [...lost.keys()])
  // What is known to be for another repository is not in the queue, on no day.
  const elsewhere = await listElsewhere(db, projectId)
  const here = cases.filter((one) => !elsewhere.has(one.lineage))
  return {
    histories: here.flatMap((one) => {
      const found = lost.get(one.lineage)
      if (found === undefined) return []
      const moments = [one.denied_at ?? undefined, settled.get(one.lineage)].filter((at) => at !== undefined)
      return [
        {
          lineage: one.lineage,
          lost: found,
          actedAt: one.acted_at,
          settledAt: moments.sort()[0],
        },
      ]
    }),
    pings: here
      .flatMap((one) => listOf<QueuePing>(one.pings).map((ping) => ({ ...ping, lineage: one.lineage })))
      .sort((a, b) => (a.at === b.at ? (a.messageId < b.messageId ? -1 : 1) : a.at < b.at ? -1 : 1)),
  }
}

/**
 * When a commit that looks like a patch of it, and was not believed, was made; or a series of the same title, which is of
 * another lineage, was posted after it: by the same sender, or by anybody where the title is of some length.
 */
async function readSettled(
  db: Db,
  projectId: number,
  lineages: readonly number[],
): Promise<ReadonlyMap<number, Instant>> {
  const found = new Map<number, Instant>()
  const note = (lineage: number, at: Instant): void => {
    const known = found.get(lineage)
    if (known === undefined || at < known) found.set(lineage, at)
  }
  const doubted = await readByKeys(lineages, (chunk) =>
    db
      .selectFrom('patch_match as m')
      .innerJoin('patch as p', (join) =>
        join.onRef('p.project_id', '=', 'm.project_id').onRef('p.message', '=', 'm.message'),
      )
      .innerJoin('series as s', (join) =>
        join.onRef('s.project_id', '=', 'p.project_id').onRef('s.id', '=', 'p.series'),
      )
      .select(['s.lineage', 's.at', 'm.committed_at', 'm.sha', 'm.counted'])
      .where('m.project_id', '=', projectId)
      .where('m.development', '=', 1)
      .where('s.lineage', 'in', chunk)
      .execute(),
  )
  // What is believed of one of its patches casts no doubt on another.
  const believed = new Set(doubted.flatMap((one) => (one.counted === 1 ? [`${one.lineage} ${one.sha}`] : [])))
  const series = await db
    .selectFrom('series')
    .select(['lineage', 'title', 'sender', 'at'])
    .where('project_id', '=', projectId)
    .where('rfc', '=', 0)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const wanted = new Set(lineages)
  const lastPosted = new Map<number, Instant>()
  for (const one of series) lastPosted.set(one.lineage, one.at)
  // Whoever posts another version goes on with it: it was not settled.
  const doubts = doubted.filter(
    (one) => one.counted === 0 && !believed.has(`${one.lineage} ${one.sha}`) && one.committed_at >= one.at,
  )
  for (const one of doubts)
    if (one.committed_at >= (lastPosted.get(one.lineage) ?? one.at)) note(one.lineage, one.committed_at)
  const byTitle = new Map<string, { readonly lineage: number; readonly at: Instant }[]>()
  for (const one of series) {
    const title = one.title.toLowerCase()
    const key = title.split(' ').length < LEAST_WORDS ? `${one.sender} ${title}` : title
    const earlier = byTitle.get(key) ?? []
    for (const other of earlier)
      if (
        other.lineage !== one.lineage &&
        wanted.has(other.lineage) &&
        one.at >= (lastPosted.get(other.lineage) ?? one.at)
      )
        note(other.lineage, one.at)
    byTitle.set(key, [...earlier.slice(1 - MOST_OF_A_TITLE), { lineage: one.lineage, at: one.at }])
  }
  return found
}
