import { readRequestMail } from '../../core/hackathon/event-mail.ts'
import { findNotes } from '../../core/hackathon/find-notes.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import type { Session } from '../../core/hackathon/session.ts'
import { parseMessage } from '../../core/mail/parse-message.ts'
import { nameWords } from '../../core/people/name.ts'
import type { Db } from '../../store/database.ts'
import {
  type EventNote,
  type EventRequest,
  listEventTraces,
  replaceEventNotes,
  replaceEventRequests,
  saveEventTrace,
} from '../../store/derived/events.ts'
import { listPrivateMails } from '../../store/inputs/private.ts'
import { readRaw } from '../../store/inputs/raw.ts'
import { listNotesCandidates, type NotesCandidate } from '../../store/read/notes-candidates.ts'
import type { ProjectConfig } from '../config.ts'
import { printOf } from '../derive/print.ts'
import type { SyncJob } from '../with-run.ts'

const LONGEST_REQUEST = 2000
/** Under this name it is noted of what the notes were found: no event can be called so. */
const NOTES = '*'

/**
 * Finds the mails that belong to events: notes of sessions on the lists, also of events that the project does not have;
 * and private mails with the subject that asks for an invitation, whether or not anybody on the list could have sent
 * them.
 */
export async function findEventMails(job: SyncJob, events: readonly Hackathon[]): Promise<void> {
  const { database, projectId, project } = job
  const known = (await listEventTraces(database.kysely, projectId)).get(NOTES)
  const candidates = await listNotesCandidates(database.kysely, projectId)
  const print = printOf([
    JSON.stringify(
      events.map(({ event, sessions }) => [
        event.id,
        event.name,
        event.startsOn,
        event.endsOn,
        sessions.map((one) => [one.id, one.title, one.cancelled]),
      ]),
    ),
    ...candidates.map((one) => one.messageId),
  ])
  // Reading a thousand mails for each sync is too much: only where there is a new one, or another event.
  const notes = print === known ? undefined : await listNotes(database.kysely, projectId, events, candidates)
  const requests = await listRequests(database.kysely, projectId, project, events)
  await database.transaction(async (db) => {
    await job.lock.keep(db)
    if (notes !== undefined) {
      await replaceEventNotes(db, projectId, notes)
      await saveEventTrace(db, projectId, NOTES, print)
    }
    await replaceEventRequests(db, projectId, requests)
  })
}

async function listNotes(
  db: Db,
  projectId: number,
  events: readonly Hackathon[],
  candidates: readonly NotesCandidate[],
): Promise<readonly EventNote[]> {
  const noted = events.map((one) => one.event)
  const notes: EventNote[] = []
  for (const candidate of candidates) {
    const raw = await readRaw(db, projectId, candidate.message)
    const message = raw === undefined ? undefined : parseMessage(raw.bytes)
    const found = message === undefined ? undefined : findNotes(message, noted)
    if (found === undefined) continue
    const hackathon = events.find((one) => one.event.id === found.event)
    const { session: title, agreements, actions, open } = found.notes
    notes.push({
      message: candidate.message,
      event: found.event,
      note: {
        messageId: candidate.messageId,
        title,
        from: message?.from?.name || 'somebody',
        at: candidate.at,
        certainty: found.certainty,
        evidence: found.evidence,
        session: hackathon === undefined ? undefined : findSession(hackathon.sessions, title)?.id,
        agreements: agreements.length,
        actions: actions.length,
        open: open.length,
      },
    })
  }
  return notes
}

/** The session that is called so; case and punctuation make no difference. Of several, none. */
export function findSession(sessions: readonly Session[], title: string): Session | undefined {
  const wanted = nameWords(title).join(' ')
  const [only, ...more] = sessions.filter(
    (one) => !one.cancelled && nameWords(one.title).join(' ') === wanted,
  )
  return wanted === '' || more.length > 0 ? undefined : only
}

async function listRequests(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  events: readonly Hackathon[],
): Promise<readonly EventRequest[]> {
  const waiting = events.filter((one) => one.event.requestSubject !== undefined)
  const addresses = new Set(
    project.mailboxes.filter((one) => one.for === 'registration').map((one) => one.address),
  )
  const found = new Map<string, EventRequest>()
  if (waiting.length === 0) return []
  for (const address of addresses)
    for (let after = 0; ; ) {
      const mails = await listPrivateMails(db, projectId, address, after)
      for (const mail of mails) {
        const message = parseMessage(mail.bytes)
        const receivedAt = message.receivedAt ?? mail.receivedAt ?? message.sentAt
        if (receivedAt === undefined) continue
        for (const { event, registrations } of waiting) {
          const read = readRequestMail(message, event, registrations)
          if (read === undefined) continue
          found.set(`${event.id} ${mail.messageId}`, {
            event: event.id,
            messageId: mail.messageId,
            receivedAt,
            request: {
              name: message.from?.name ?? '',
              address: read.address,
              text: message.text.slice(0, LONGEST_REQUEST),
              person: read.kind === 'matched' ? read.person : undefined,
              why: read.kind === 'matched' ? read.evidence : read.why,
            },
          })
        }
      }
      const last = mails.at(-1)
      if (last === undefined) break
      after = last.id
    }
  return [...found.values()]
}
