import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { suggestInterests } from '../../core/hackathon/suggest-interest.ts'
import { traceOutcomes } from '../../core/hackathon/trace-outcomes.ts'
import { listTracedItems } from '../../core/hackathon/traced-items.ts'
import type { Identities } from '../../core/people/person.ts'
import { addDays } from '../../core/time.ts'
import { listEventTraces, replaceOutcomeLinks, replaceSuggestions } from '../../store/derived/events.ts'
import { listEventNotes } from '../../store/read/event-mails.ts'
import { listHackathons } from '../../store/read/hackathons.ts'
import { listActivities } from '../../store/read/suggestions.ts'
import { countTracedWork } from '../../store/read/traced-work.ts'
import { printOf } from '../derive/print.ts'
import type { SyncJob } from '../with-run.ts'
import { findEventMails } from './find-event-mails.ts'
import { peopleOf } from './people-of.ts'
import { recordEvent } from './record-events.ts'
import { countMentions, listTracedWork } from './traced-work.ts'

/**
 * Derives what follows for events from mails, commits and decisions: which mails carry notes, which private mails ask
 * for invitations, and what may have come of each event. A sync records what follows from the mails in between
 * (`record`); a rebuild does not, for it was recorded.
 */
export async function deriveEvents(job: SyncJob, options: { readonly record: boolean }): Promise<void> {
  const { database, projectId } = job
  const found = await listHackathons(database.kysely, projectId)
  await findEventMails(job, found)
  if (options.record)
    for (const { event } of found)
      await database.transaction(async (db) => {
        await job.lock.keep(db)
        await recordEvent(db, projectId, event.id, job.now)
      })
  const events = await listHackathons(database.kysely, projectId)
  const people = await peopleOf(database.kysely, projectId, job.project)
  for (const hackathon of events) {
    job.signal.throwIfAborted()
    await traceEvent(job, hackathon, people)
    await suggestForEvent(job, hackathon)
  }
}

/** Days before now in which what somebody wrote and reviewed says what they care for. */
const ACTIVE_DAYS = 365

/** What people seem to want to attend, of an event that is still to come: nobody is asked about what is over. */
async function suggestForEvent(job: SyncJob, { event, topics }: Hackathon): Promise<void> {
  const { database, projectId, now } = job
  const isOver = event.endsOn < now.slice(0, 10)
  const activities = isOver
    ? []
    : await listActivities(database.kysely, projectId, addDays(now, -ACTIVE_DAYS))
  // Who has answered is left out when it is read: answers come at any time.
  const suggestions = isOver ? [] : suggestInterests(topics, activities, new Map(), now)
  await database.transaction(async (db) => {
    await job.lock.keep(db)
    await replaceSuggestions(db, projectId, event.id, suggestions)
  })
}

async function traceEvent(job: SyncJob, hackathon: Hackathon, people: Identities): Promise<void> {
  const { database, projectId, project } = job
  const { event } = hackathon
  const db = database.kysely
  const known = (await listEventTraces(db, projectId)).get(event.id)
  const from = `${event.startsOn}T00:00:00Z`
  // Nothing comes of what was not yet.
  const isOver = from <= job.now
  const notes = (await listEventNotes(db, projectId)).filter((one) => one.event === event.id)
  const stray = notes.filter((one) => one.note.session === undefined).map((one) => one.note.messageId)
  const items = listTracedItems(hackathon, stray)
  const until = addDays(`${event.endsOn}T00:00:00Z`, project.events.traceDays)
  const noted = [...new Set(items.flatMap((item) => item.notes))]
  // The same items and as much work have the same links: counting it is quick, comparing every word is not.
  const print = printOf([
    JSON.stringify([event.name, event.startsOn, event.endsOn, project.events.traceDays, isOver, items]),
    ...(await countTracedWork(db, projectId, { from, until })),
    ...(await countMentions(db, projectId, noted)),
  ])
  if (print === known) return
  const work = isOver ? await listTracedWork(db, projectId, people, { from, until }, noted) : []
  const { id, name, startsOn, endsOn } = event
  const links = traceOutcomes(
    { event: { id, name, startsOn, endsOn }, items, work },
    { days: project.events.traceDays },
  )
  await database.transaction(async (tx) => {
    await job.lock.keep(tx)
    await replaceOutcomeLinks(tx, projectId, event.id, links, print)
  })
}
