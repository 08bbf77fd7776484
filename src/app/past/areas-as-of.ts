import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import type { AreaEntry } from '../../store/read/areas.ts'
import { listPastEntries, listPastStandings, type PastStanding } from '../../store/read/past-standings.ts'
import type { SeriesEntry } from '../../store/read/series-list.ts'
import { type PastProject, type PastReview, reviewsAsOf } from './reviews-as-of.ts'

/** The parts of the code at a past instant. */
export interface PastAreas {
  /** By name: what waited in each, by the MAINTAINERS file of that day. `all` counts what was open or lost then. */
  readonly areas: readonly AreaEntry[]
  /** What was open in one area, the longest waiting first. */
  readonly listOpen: (area: string) => Promise<readonly SeriesEntry[]>
}

/**
 * The areas as of a past instant. Lineages without a mail since `activeSince` do not count as open; those that were lost
 * do count as lost, however old.
 */
export async function readAreasAsOf(
  db: Db,
  projectId: number,
  project: PastProject,
  at: Instant,
  activeSince: Instant,
): Promise<PastAreas> {
  const standings = await listPastStandings(db, projectId, at)
  const reviews = await reviewsAsOf(db, projectId, project, at, standings)
  const areas = new Map<string, Mutable<AreaEntry>>()
  const openIn = new Map<string, PastStanding[]>()
  for (const standing of standings) {
    const past = reviews.get(standing.lineage)
    if (past === undefined) continue
    const isActive = past.activeAt >= activeSince
    for (const area of past.areas) {
      const entry = areas.get(area) ?? { ...EMPTY, area }
      areas.set(area, entry)
      count(entry, standing, isActive)
      if (isActive) openIn.set(area, [...(openIn.get(area) ?? []), standing])
    }
  }
  return {
    areas: [...areas.values()].sort((a, b) => order(a.area, b.area)),
    listOpen: (area) => listOpen(db, projectId, openIn.get(area) ?? [], reviews),
  }
}

async function listOpen(
  db: Db,
  projectId: number,
  standings: readonly PastStanding[],
  reviews: ReadonlyMap<number, PastReview>,
): Promise<readonly SeriesEntry[]> {
  const entries = await listPastEntries(db, projectId, standings, (lineage) => reviews.get(lineage))
  return [...entries].sort((a, b) => order(a.since, b.since) || a.id - b.id)
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function count(entry: Mutable<AreaEntry>, standing: PastStanding, isActive: boolean): void {
  entry.all++
  if (standing.lost.length > 0) entry.lost++
  if (!isActive) return
  entry.open++
  if (standing.turn === 'reviewers') entry.reviewers++
  if (standing.turn === 'author') entry.author++
  if (standing.turn === 'committers' || standing.turn === 'claimant') entry.committers++
  if (standing.status === 'new') entry.unanswered++
}

const EMPTY: AreaEntry = {
  area: '',
  open: 0,
  reviewers: 0,
  author: 0,
  committers: 0,
  lost: 0,
  unanswered: 0,
  all: 0,
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
