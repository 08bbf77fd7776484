/** The rows of the tables in `event-tables.ts` (see `schema.ts`). */

/** A mail that carries the notes of a session. Key: project_id, message. */
export interface EventNoteRow {
  project_id: number
  message: number
  /** The event that they are of; null where none is known. */
  event: string | null
  /** JSON: `FoundNote`. */
  note: string
}

/** A private mail that asks for an invitation. Key: project_id, event, message_id. */
export interface EventRequestRow {
  project_id: number
  event: string
  message_id: string
  received_at: string
  /** JSON: `StoredRequest`. */
  request: string
}

/** What may have come of an event, in the order in which it is shown. Key: project_id, event, position. */
export interface OutcomeLinkRow {
  project_id: number
  event: string
  position: number
  /** Hash of a commit, Message-ID of a series or thread. */
  target: string
  /** JSON: `OutcomeLink`. */
  link: string
}

/** Of what an event's links were derived: the same print, the same links. Key: project_id, event. */
export interface EventTraceRow {
  project_id: number
  event: string
  print: string
}

/** An interest that somebody seems to have in a topic, by what they do. Key: project_id, event, position. */
export interface EventSuggestionRow {
  project_id: number
  event: string
  position: number
  /** JSON: `SuggestedInterest`. */
  suggestion: string
}
