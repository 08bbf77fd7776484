import { type Hackathon, listAttendees } from '../../core/hackathon/hackathon.ts'
import type { Interest } from '../../core/hackathon/interest.ts'
import type { Reference } from '../../core/hackathon/reference.ts'
import {
  type Activity,
  type SuggestedInterest,
  suggestInterests,
} from '../../core/hackathon/suggest-interest.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** Patches and reviews that are looked at, the newest. */
const MOST = 50_000
const MOST_PATHS = 5

/** What people wrote and reviewed from an instant on, by time. */
export async function listActivities(db: Db, projectId: number, from: Instant): Promise<readonly Activity[]> {
  const patches = await db
    .selectFrom('patch')
    .select(['message', 'author', 'title', 'files', 'at'])
    .where('project_id', '=', projectId)
    .where('at', '>=', from)
    .where('duplicate', '=', 0)
    .orderBy('at', 'desc')
    .limit(MOST)
    .execute()
  const reviews = await db
    .selectFrom('reply as r')
    .innerJoin('series as s', (join) =>
      join.onRef('s.project_id', '=', 'r.project_id').onRef('s.id', '=', 'r.series'),
    )
    .leftJoin('patch as p', (join) =>
      join.onRef('p.project_id', '=', 'r.project_id').onRef('p.message', '=', 'r.patch'),
    )
    .select(['r.sender', 'r.at', 's.title as series', 'p.title as patch'])
    .where('r.project_id', '=', projectId)
    .where('r.at', '>=', from)
    .where('r.review', '=', 1)
    .orderBy('r.at', 'desc')
    .limit(MOST)
    .execute()
  const activities: Activity[] = []
  for (const row of patches) {
    const paths = (JSON.parse(row.files) as readonly string[]).slice(0, MOST_PATHS)
    activities.push({ person: row.author, kind: 'wrote', text: [row.title, ...paths].join('\n'), at: row.at })
  }
  for (const row of reviews)
    activities.push({ person: row.sender, kind: 'reviewed', text: row.patch ?? row.series, at: row.at })
  return activities.sort((a, b) => order(a.at, b.at) || order(a.person, b.person) || order(a.text, b.text))
}

/**
 * The interests that people seem to have in the topics of an event, as the last sync found them, in the order of topics
 * and people. Only of those about which they have not answered, and of topics that are still there.
 */
export async function listSuggestions(
  db: Db,
  projectId: number,
  hackathon: Hackathon,
): Promise<readonly SuggestedInterest[]> {
  const rows = await db
    .selectFrom('event_suggestion')
    .select('suggestion')
    .where('project_id', '=', projectId)
    .where('event', '=', hackathon.event.id)
    .orderBy('position')
    .execute()
  // Whoever became the contact of a topic since the last sync is asked at once.
  const { phase, changedAt } = hackathon.event
  const isOver = phase === 'notes' || phase === 'archived'
  const contacts = isOver ? [] : suggestInterests(hackathon.topics, [], hackathon.interests, changedAt)
  const asContact = new Set(contacts.map((one) => JSON.stringify([one.about, one.person])))
  const open = new Set(hackathon.topics.flatMap((one) => (one.withdrawn ? [] : [`topic:${one.id}`])))
  const derived = rows
    .map((row) => JSON.parse(row.suggestion) as SuggestedInterest)
    .filter(
      (one) =>
        open.has(one.about) &&
        !asContact.has(JSON.stringify([one.about, one.person])) &&
        hackathon.interests.get(one.about)?.some((given) => given.person === one.person) !== true,
    )
  return [...contacts, ...derived].sort((a, b) => order(a.about, b.about) || order(a.person, b.person))
}

/** The suggestions for those who come, by what they are about: as the scheduler takes them. */
export async function suggestionsOfAttendees(
  db: Db,
  projectId: number,
  hackathon: Hackathon,
): Promise<ReadonlyMap<Reference, readonly Interest[]>> {
  const coming = new Set(listAttendees(hackathon).map((one) => one.person))
  const found = new Map<Reference, Interest[]>()
  for (const one of await listSuggestions(db, projectId, hackathon)) {
    if (!coming.has(one.person)) continue
    const list = found.get(one.about) ?? []
    found.set(one.about, list)
    list.push(one)
  }
  return found
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
