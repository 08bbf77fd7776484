import type { FoundNote, StoredRequest } from '../../core/hackathon/found-note.ts'
import type { OutcomeLink } from '../../core/hackathon/outcome.ts'
import type { SuggestedInterest } from '../../core/hackathon/suggest-interest.ts'
import type { Instant } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { insertRows, storableText } from '../rows.ts'

/** A mail that carries notes, and the event that they are of. */
export interface EventNote {
  readonly message: number
  readonly event: string | undefined
  readonly note: FoundNote
}

/** Writes which mails of a project carry notes, in place of what was known. */
export async function replaceEventNotes(
  db: Db,
  projectId: number,
  notes: readonly EventNote[],
): Promise<void> {
  needTransaction(db, 'replaceEventNotes')
  await db.deleteFrom('event_note').where('project_id', '=', projectId).execute()
  await insertRows(
    db,
    'event_note',
    notes.map(({ message, event, note }) => ({
      project_id: projectId,
      message,
      event: event ?? null,
      note: storableText(JSON.stringify(note)),
    })),
  )
}

/** A private mail that asks for an invitation to an event. */
export interface EventRequest {
  readonly event: string
  readonly messageId: string
  readonly receivedAt: Instant
  readonly request: StoredRequest
}

/** Writes which private mails ask for invitations, in place of what was known. */
export async function replaceEventRequests(
  db: Db,
  projectId: number,
  requests: readonly EventRequest[],
): Promise<void> {
  needTransaction(db, 'replaceEventRequests')
  await db.deleteFrom('event_request').where('project_id', '=', projectId).execute()
  await insertRows(
    db,
    'event_request',
    requests.map(({ event, messageId, receivedAt, request }) => ({
      project_id: projectId,
      event,
      message_id: storableText(messageId),
      received_at: receivedAt,
      request: storableText(JSON.stringify(request)),
    })),
  )
}

/** Of what the links of each event were derived. */
export async function listEventTraces(db: Db, projectId: number): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('event_trace')
    .select(['event', 'print'])
    .where('project_id', '=', projectId)
    .execute()
  return new Map(rows.map((row) => [row.event, row.print]))
}

/** Writes what may have come of an event, in order, in place of what was known. */
export async function replaceOutcomeLinks(
  db: Db,
  projectId: number,
  event: string,
  links: readonly OutcomeLink[],
  print: string,
): Promise<void> {
  needTransaction(db, 'replaceOutcomeLinks')
  await db.deleteFrom('outcome_link').where('project_id', '=', projectId).where('event', '=', event).execute()
  await insertRows(
    db,
    'outcome_link',
    links.map((link, position) => ({
      project_id: projectId,
      event,
      position,
      target: storableText(link.target),
      link: storableText(JSON.stringify(link)),
    })),
  )
  await saveEventTrace(db, projectId, event, print)
}

/** Notes of what something about events was derived. */
export async function saveEventTrace(db: Db, projectId: number, event: string, print: string): Promise<void> {
  await db.deleteFrom('event_trace').where('project_id', '=', projectId).where('event', '=', event).execute()
  await insertRows(db, 'event_trace', [{ project_id: projectId, event, print }])
}

/** Writes which interests people seem to have in the topics of an event, in place of what was known. */
export async function replaceSuggestions(
  db: Db,
  projectId: number,
  event: string,
  suggestions: readonly SuggestedInterest[],
): Promise<void> {
  needTransaction(db, 'replaceSuggestions')
  await db
    .deleteFrom('event_suggestion')
    .where('project_id', '=', projectId)
    .where('event', '=', event)
    .execute()
  await insertRows(
    db,
    'event_suggestion',
    suggestions.map((suggestion, position) => ({
      project_id: projectId,
      event,
      position,
      suggestion: storableText(JSON.stringify(suggestion)),
    })),
  )
}
