import { type EventLetter, formatReminder } from '../../core/hackathon/event-letters.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { listMissingNotes, type MissingNotes } from '../../core/hackathon/notes-reminders.ts'
import { listHackathons } from '../../store/read/hackathons.ts'
import { RECORDER } from '../governance/motion-shapes.ts'
import type { Outbox } from '../outbox.ts'
import { type EventActContext, recordAct } from './act-on-event.ts'

/** Who is to be asked for the notes of a session, and the mails that ask them. */
export interface DueReminder {
  readonly hackathon: Hackathon
  readonly missing: MissingNotes
  readonly letters: readonly EventLetter[]
}

/** Sessions without notes of events that are not archived, a day or three after they ended, once each. */
export async function listDueReminders(
  { database, projectId, clock }: EventActContext,
  urlOf: (event: string, session: string) => string,
): Promise<readonly DueReminder[]> {
  const now = clock()
  return (await listHackathons(database.kysely, projectId))
    .filter((one) => one.event.phase !== 'archived')
    .flatMap((hackathon) =>
      listMissingNotes(hackathon, now)
        .filter((missing) => missing.isToAsk)
        .map((missing) => ({
          hackathon,
          missing,
          letters: addressesOf(hackathon, missing.people).map((to) =>
            formatReminder(hackathon, missing, to, urlOf(hackathon.event.id, missing.session.id)),
          ),
        })),
    )
}

/** Sends reminders, and records of each session that its people were asked, so that nobody is asked twice. */
export async function sendReminders(
  { database, projectId, clock }: EventActContext,
  due: readonly DueReminder[],
  outbox: Outbox,
): Promise<number> {
  let sent = 0
  for (const { hackathon, missing, letters } of due) {
    if (missing.due === undefined || letters.length === 0) continue
    for (const letter of letters) await outbox.send(letter)
    sent += letters.length
    const act = { kind: 'note.reminded', session: missing.session.id, hours: missing.due } as const
    const event = hackathon.event.id
    await database.transaction((db) =>
      recordAct({ db, projectId, event, person: RECORDER, role: 'organiser', at: clock() }, hackathon, act),
    )
  }
  return sent
}

function addressesOf(hackathon: Hackathon, people: readonly string[]): readonly string[] {
  return people.flatMap((person) => {
    const known = hackathon.registrations.find((one) => one.person === person)?.address
    return known ?? (person.includes('@') ? person : [])
  })
}
