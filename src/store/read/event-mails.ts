import type { FoundNote, StoredRequest } from '../../core/hackathon/found-note.ts'
import type { Db } from '../database.ts'
import type { EventNote, EventRequest } from '../derived/events.ts'

/** The mails of a project that carry notes of sessions, oldest first; also those that are of no event that it has. */
export async function listEventNotes(db: Db, projectId: number): Promise<readonly EventNote[]> {
  const rows = await db
    .selectFrom('event_note')
    .select(['message', 'event', 'note'])
    .where('project_id', '=', projectId)
    .execute()
  return rows
    .map((row) => ({
      message: row.message,
      event: row.event ?? undefined,
      note: JSON.parse(row.note) as FoundNote,
    }))
    .sort((a, b) =>
      a.note.at === b.note.at
        ? a.note.messageId < b.note.messageId
          ? -1
          : 1
        : a.note.at < b.note.at
          ? -1
          : 1,
    )
}

/** The private mails that ask for an invitation to an event, oldest first: for its organisers alone. */
export async function listEventRequests(
  db: Db,
  projectId: number,
  event: string,
): Promise<readonly EventRequest[]> {
  const rows = await db
    .selectFrom('event_request')
    .select(['message_id', 'received_at', 'request'])
    .where('project_id', '=', projectId)
    .where('event', '=', event)
    .execute()
  return rows
    .map((row) => ({
      event,
      messageId: row.message_id,
      receivedAt: row.received_at,
      request: JSON.parse(row.request) as StoredRequest,
    }))
    .sort((a, b) =>
      a.receivedAt === b.receivedAt
        ? a.messageId < b.messageId
          ? -1
          : 1
        : a.receivedAt < b.receivedAt
          ? -1
          : 1,
    )
}
