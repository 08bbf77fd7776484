import type { Address } from '../../core/mail/message.ts'
import { lostPriority } from '../../core/status/lost-weight.ts'
import type { OpenItem } from '../../core/status/open-items.ts'
import type { Remedy } from '../../core/status/remedy.ts'
import type { Instant } from '../../core/time.ts'
import { daysBetween } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { LEFT_OUT } from '../is-here.ts'
import { readByKeys } from '../rows.ts'
import { listDecisionsAbout } from './decisions-about.ts'
import { listOf } from './json-columns.ts'
import { listSeriesOf, type SeriesEntry } from './series-list.ts'

/** Which lost lineages are asked for; what is left out does not filter. */
export interface LostFilter {
  readonly reason?: string
  readonly area?: string
  /** A mail or commit about it since this instant. */
  readonly activeSince?: Instant
  /** At most so many added and deleted lines. */
  readonly lines?: number
  /** At most so many patches. */
  readonly patches?: number
  /** Small enough, and no one is waited for who could be passed over: for somebody new. */
  readonly small?: boolean
  /** It mends something. */
  readonly fix?: boolean
  /** The first work of its sender. */
  readonly first?: boolean
  /** How it applies today; left out: however it does, but what is for another repository (`elsewhere`), or there already (`present`), is not listed. */
  readonly applies?: string
  /** Offered as a project, and not adopted since. */
  readonly offered?: boolean
}

/** A lost lineage offered as a project: what its last offer says, in words of a hackathon's topics. */
export interface Offer {
  readonly at: Instant
  readonly person: string
  /** `easy`, `medium` or `hard`. */
  readonly difficulty: string
  readonly skills: string | undefined
  readonly mentor: string | undefined
}

/** `priority`: most urgent first, what is stale last; `age`: lost longest first; `new`: lost last first. */
export type LostSort = 'priority' | 'age' | 'new'

/** Something that was dropped by everybody. */
export interface LostEntry {
  readonly entry: SeriesEntry
  readonly lostAt: Instant
  readonly priority: number
  readonly approvals: number
  readonly isFirst: boolean
  readonly isFix: boolean
  readonly isSmall: boolean
  readonly remedies: readonly Remedy[]
  /** What reviewers still wait for. */
  readonly items: readonly OpenItem[]
  readonly areas: readonly string[]
  /** How it applies to the development branch, as in `apply_check`; `undefined`: it was not tried. */
  readonly applies: string | undefined
  readonly offer: Offer | undefined
}

/**
 * How many lost lineages are left out of the queue: because they are for a repository that is not followed (`elsewhere`), or
 * because their changes are on the branch already, as far as trying them tells (`present`).
 */
export async function countLeftOut(
  db: Db,
  projectId: number,
): Promise<{ readonly elsewhere: number; readonly present: number }> {
  const rows = await db
    .selectFrom('lineage_review as r')
    .innerJoin('apply_check as a', (join) =>
      join.onRef('a.project_id', '=', 'r.project_id').onRef('a.lineage', '=', 'r.lineage'),
    )
    .select(({ fn }) => ['a.state', fn.countAll().as('n')])
    .where('r.project_id', '=', projectId)
    .where('r.lost_at', 'is not', null)
    .where('a.state', 'in', LEFT_OUT)
    .groupBy('a.state')
    .execute()
  const count = (state: string): number => Number(rows.find((row) => row.state === state)?.n ?? 0)
  return { elsewhere: count('elsewhere'), present: count('present') }
}

/** The lineages that were found to be for a repository that is not followed, by number; index: the key of `apply_check`. */
export async function listElsewhere(db: Db, projectId: number): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('apply_check')
    .select('lineage')
    .where('project_id', '=', projectId)
    .where('state', '=', 'elsewhere')
    .orderBy('lineage')
    .execute()
  return new Set(rows.map((row) => row.lineage))
}

/** What of a lost lineage decides whether and where it is listed. */
export interface ThinLost {
  readonly lineage: number
  readonly lostAt: Instant
  readonly priority: number
  readonly activeAt: Instant
  readonly reasons: readonly string[]
  readonly areas: readonly string[]
  readonly applies: string | undefined
}

/** One page of the lost queue, and how much of it there is. */
export interface LostQueue {
  readonly entries: readonly LostEntry[]
  readonly total: number
  /** Over all that pass the filter but for the reason. */
  readonly byReason: readonly { readonly reason: string; readonly n: number }[]
  /** Over all that pass the filter but for the area; most first. */
  readonly byArea: readonly { readonly area: string; readonly n: number }[]
}

/**
 * The lost lineages that pass a filter, as of now. The queue of a project is some hundred lines: it is ordered here,
 * because priorities grow by the day.
 */
export async function readLostQueue(
  db: Db,
  projectId: number,
  now: Instant,
  filter: LostFilter,
  page: { readonly sort: LostSort; readonly offset: number; readonly limit: number },
): Promise<LostQueue> {
  return arrangeLost(await listThin(db, projectId, now, filter), filter, page, (shown) =>
    readEntries(db, projectId, shown),
  )
}

/** One page of what passes a filter, in order, and how much there is of each reason and area. */
export async function arrangeLost(
  all: readonly ThinLost[],
  filter: LostFilter,
  page: { readonly sort: LostSort; readonly offset: number; readonly limit: number },
  read: (shown: readonly ThinLost[]) => Promise<readonly LostEntry[]>,
): Promise<LostQueue> {
  const inReason = (one: ThinLost): boolean =>
    filter.reason === undefined || one.reasons.includes(filter.reason)
  const inArea = (one: ThinLost): boolean => filter.area === undefined || one.areas.includes(filter.area)
  const found = all.filter((one) => inReason(one) && inArea(one)).sort(ORDERS[page.sort])
  const shown = found.slice(page.offset, page.offset + page.limit)
  return {
    entries: await read(shown),
    total: found.length,
    byReason: countBy(all.filter(inArea), (one) => one.reasons)
      .map(([reason, n]) => ({ reason, n }))
      .sort((a, b) => (a.reason < b.reason ? -1 : 1)),
    byArea: countBy(all.filter(inReason), (one) => one.areas)
      .map(([area, n]) => ({ area, n }))
      .sort((a, b) => b.n - a.n || (a.area < b.area ? -1 : 1)),
  }
}

const ORDERS: Readonly<Record<LostSort, (a: ThinLost, b: ThinLost) => number>> = {
  // Where none of its files is there any more, or ever was, it is stale: nobody can take it up as it is.
  priority: (a, b) =>
    Number(a.applies === 'gone') - Number(b.applies === 'gone') ||
    b.priority - a.priority ||
    a.lineage - b.lineage,
  age: (a, b) => daysBetween(b.lostAt, a.lostAt) || a.lineage - b.lineage,
  new: (a, b) => daysBetween(a.lostAt, b.lostAt) || a.lineage - b.lineage,
}

async function listThin(
  db: Db,
  projectId: number,
  now: Instant,
  filter: LostFilter,
): Promise<readonly ThinLost[]> {
  let query = db
    .selectFrom('lineage_review as r')
    .innerJoin('lineage as l', (join) =>
      join.onRef('l.project_id', '=', 'r.project_id').onRef('l.id', '=', 'r.lineage'),
    )
    .leftJoin('apply_check as a', (join) =>
      join.onRef('a.project_id', '=', 'r.project_id').onRef('a.lineage', '=', 'r.lineage'),
    )
    .select([
      'r.lineage',
      'r.lost_at',
      'r.lost_days',
      'r.approvals',
      'r.first',
      'r.fix',
      'r.patches',
      'l.lost',
      'l.active_at',
      'a.state as applies',
    ])
    .where('r.project_id', '=', projectId)
    .where('r.lost_at', 'is not', null)
  if (filter.activeSince !== undefined) query = query.where('l.active_at', '>=', filter.activeSince)
  if (filter.lines !== undefined) query = query.where('r.lines', '<=', filter.lines)
  if (filter.patches !== undefined) query = query.where('r.patches', '<=', filter.patches)
  if (filter.small === true) query = query.where('r.small', '=', 1)
  if (filter.fix === true) query = query.where('r.fix', '=', 1)
  if (filter.first === true) query = query.where('r.first', '=', 1)
  if (filter.applies !== undefined) query = query.where('a.state', '=', filter.applies)
  else query = query.where(({ eb }) => eb.or([eb('a.state', 'is', null), eb('a.state', 'not in', LEFT_OUT)]))
  const found = await query.execute()
  const offers =
    filter.offered === true
      ? await listOffers(
          db,
          projectId,
          found.map((row) => row.lineage),
        )
      : undefined
  const rows = found.filter((row) => offers === undefined || offers.has(row.lineage))
  const areas = await areasOf(
    db,
    projectId,
    rows.map((row) => row.lineage),
  )
  return rows.map((row) => ({
    lineage: row.lineage,
    lostAt: row.lost_at ?? now,
    activeAt: row.active_at,
    reasons: row.lost.split(' ').filter((one) => one !== ''),
    areas: areas.get(row.lineage) ?? [],
    applies: row.applies ?? undefined,
    priority: lostPriority(
      { approvals: row.approvals, isFirst: row.first === 1, isFix: row.fix === 1, patches: row.patches },
      row.lost_at ?? now,
      row.lost_days ?? 1,
      now,
    ),
  }))
}

/** The areas of lineages, by number, in no order. */
export async function areasOf(
  db: Db,
  projectId: number,
  lineages: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await readByKeys(lineages, (chunk) =>
    db
      .selectFrom('lineage_area')
      .select(['lineage', 'area'])
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .execute(),
  )
  const found = new Map<number, string[]>()
  for (const row of rows) found.set(row.lineage, [...(found.get(row.lineage) ?? []), row.area])
  return found
}

async function readEntries(
  db: Db,
  projectId: number,
  thin: readonly ThinLost[],
): Promise<readonly LostEntry[]> {
  const ids = thin.map((one) => one.lineage)
  const entries = new Map((await listSeriesOf(db, projectId, ids)).map((one) => [one.id, one]))
  const rows = await readByKeys(ids, (chunk) =>
    db
      .selectFrom('lineage_review')
      .select(['lineage', 'approvals', 'first', 'fix', 'small', 'remedies', 'items'])
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .execute(),
  )
  const reviews = new Map(rows.map((row) => [row.lineage, row]))
  const offers = await listOffers(db, projectId, ids)
  return thin.flatMap((one): LostEntry[] => {
    const [entry, review] = [entries.get(one.lineage), reviews.get(one.lineage)]
    if (entry === undefined || review === undefined) return []
    return [
      {
        entry,
        lostAt: one.lostAt,
        priority: one.priority,
        approvals: review.approvals,
        isFirst: review.first === 1,
        isFix: review.fix === 1,
        isSmall: review.small === 1,
        remedies: listOf<Remedy>(review.remedies),
        items: listOf<OpenItem>(review.items),
        areas: [...one.areas].sort(),
        applies: one.applies,
        offer: offers.get(one.lineage),
      },
    ]
  })
}

/** The offers of lineages that nobody has adopted since. */
async function listOffers(
  db: Db,
  projectId: number,
  lineages: readonly number[],
): Promise<ReadonlyMap<number, Offer>> {
  const offers = new Map<number, Offer>()
  for (const [lineage, decisions] of await listDecisionsAbout(db, projectId, lineages)) {
    const last = decisions.findLast((one) => one.action === 'offer' && one.payload !== undefined)
    if (last?.payload === undefined) continue
    if (decisions.some((one) => one.action === 'adopt' && one.sequence > last.sequence)) continue
    const word = (name: string): string | undefined => {
      const value = last.payload?.[name]
      return typeof value === 'string' ? value : undefined
    }
    offers.set(lineage, {
      at: last.at,
      person: last.person,
      difficulty: word('difficulty') ?? '',
      skills: word('skills'),
      mentor: word('mentor'),
    })
  }
  return offers
}

function countBy<T>(list: readonly T[], names: (one: T) => readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const one of list) for (const name of names(one)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
}

/** Whom a remedy names, once each. */
export function peopleOf(remedies: readonly Remedy[]): readonly Address[] {
  const people = new Map<string, Address>()
  for (const remedy of remedies) for (const one of remedy.ask) people.set(one.address, one)
  return [...people.values()]
}
