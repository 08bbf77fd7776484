import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { listStates, type SeriesStanding, type TracedState } from '../../core/hackathon/item-states.ts'
import { type OutcomeLink, outcomeKey } from '../../core/hackathon/outcome.ts'
import { type OutcomeReport, reportOutcomes } from '../../core/hackathon/outcome-report.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/** What became of an event, as far as it is known and as somebody confirmed it. */
export interface EventOutcomes {
  /** Of every bullet of its topics, and of its actions. */
  readonly states: readonly TracedState[]
  readonly report: OutcomeReport
  /** What says that it comes from the event, and of which item it is nobody could tell. */
  readonly unassigned: readonly OutcomeLink[]
  /** Where the series stand that anything names, by the Message-ID of their earliest mail. */
  readonly standings: ReadonlyMap<string, SeriesStanding>
}

/**
 * What became of an event: the links that the last sync found, judged as people judged them, with where each series
 * stands now. Two queries by key, whatever the size of the project.
 */
export async function readOutcomes(db: Db, projectId: number, hackathon: Hackathon): Promise<EventOutcomes> {
  const { event, outcomes } = hackathon
  const rows = await db
    .selectFrom('outcome_link')
    .select('link')
    .where('project_id', '=', projectId)
    .where('event', '=', event.id)
    .orderBy('position')
    .execute()
  const traced = rows.map((row) => JSON.parse(row.link) as OutcomeLink)
  const links = [...traced, ...(await listByHand(db, projectId, hackathon, traced))]
  const series = [...links, ...outcomes].flatMap((one) => (one.kind === 'series' ? [one.target] : []))
  const standings = await readStandings(db, projectId, series)
  const states = listStates(hackathon, {
    links,
    judgements: outcomes,
    standings,
    eventEndedAt: `${event.endsOn}T23:59:59Z`,
  })
  const judged = new Set(outcomes.map((one) => `${one.kind} ${one.target}`))
  const unassigned = links.filter(
    (one) => one.about === `event:${event.id}` && !judged.has(`${one.kind} ${one.target}`),
  )
  return { states, report: reportOutcomes(states), unassigned, standings }
}

/** Where some series stand, by the Message-ID of any version's earliest mail; those that are not known are left out. */
export async function readStandings(
  db: Db,
  projectId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, SeriesStanding>> {
  const rows = await readByKeys([...new Set(names)], (chunk) =>
    db
      .selectFrom('series as s')
      .innerJoin('lineage as l', (join) =>
        join.onRef('l.project_id', '=', 's.project_id').onRef('l.id', '=', 's.lineage'),
      )
      .select(['s.name', 'l.status', 'l.lost', 'l.started_at', 'l.merged_at'])
      .where('s.project_id', '=', projectId)
      .where('s.name', 'in', chunk)
      .execute(),
  )
  return new Map(
    rows.map((row) => [
      row.name,
      {
        status: row.status as SeriesStanding['status'],
        isLost: row.lost !== '',
        postedAt: row.started_at,
        mergedAt: row.merged_at ?? undefined,
      },
    ]),
  )
}

/** What people confirmed and nothing traced, with its own title and day, as far as it is known here. */
async function listByHand(
  db: Db,
  projectId: number,
  hackathon: Hackathon,
  traced: readonly OutcomeLink[],
): Promise<readonly OutcomeLink[]> {
  const known = new Set(traced.map(outcomeKey))
  const given = hackathon.outcomes.filter((one) => one.verdict === 'confirmed' && !known.has(outcomeKey(one)))
  const targets = (kind: OutcomeLink['kind']): readonly string[] =>
    given.flatMap((one) => (one.kind === kind ? [one.target] : []))
  const commits = await readByKeys(targets('commit'), (chunk) =>
    db
      .selectFrom('git_commit')
      .select(['sha', 'committed_at', 'message'])
      .where('project_id', '=', projectId)
      .where('sha', 'in', chunk)
      .execute(),
  )
  const lineages = await readByKeys(targets('series'), (chunk) =>
    db
      .selectFrom('lineage')
      .select(['name', 'title', 'started_at'])
      .where('project_id', '=', projectId)
      .where('name', 'in', chunk)
      .execute(),
  )
  const mails = await readByKeys(targets('thread'), (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message_id', 'subject', 'at'])
      .where('project_id', '=', projectId)
      .where('message_id', 'in', chunk)
      .execute(),
  )
  const titles = new Map<string, { readonly title: string; readonly at: string }>([
    ...commits.map(
      (row) => [row.sha, { title: row.message.split('\n')[0] ?? '', at: row.committed_at }] as const,
    ),
    ...lineages.map((row) => [row.name, { title: row.title, at: row.started_at }] as const),
    ...mails.map((row) => [row.message_id, { title: row.subject, at: row.at }] as const),
  ])
  return given.flatMap((one): readonly OutcomeLink[] => {
    const found = titles.get(one.target)
    if (found === undefined) return []
    const { about, kind, target, evidence } = one
    const base = { about, kind, target, evidence, score: 0, revertedBy: undefined, relandedBy: undefined }
    return [{ ...base, ...found, tier: one.tier ?? 1 }]
  })
}

/** The Message-ID that names the lineage of a series: that of its earliest mail. */
export async function findLineageName(
  db: Db,
  projectId: number,
  series: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('series as s')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 's.project_id').onRef('l.id', '=', 's.lineage'),
    )
    .select('l.name')
    .where('s.project_id', '=', projectId)
    .where('s.id', '=', series)
    .executeTakeFirst()
  return row?.name
}
