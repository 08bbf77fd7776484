import { formatNotesMail, splitMail } from '../../core/hackathon/notes-mail.ts'
import type { Session } from '../../core/hackathon/session.ts'
import { localTimeOf } from '../../core/zone-time.ts'
import { type EventView, eventPath } from './event-view.ts'
import { mailtoOf } from './ready-letter.ts'

/** The notes of a session as mails that a list takes. */
export interface ReadyNotes {
  readonly to: string | undefined
  readonly subject: string
  readonly parts: readonly string[]
  /** `undefined` where it is too long for an address. */
  readonly mailto: string | undefined
}

/** What lists take without asking a moderator. */
const MOST_CHARACTERS = 40_000

/** Composes the mail by which the notes of a session go to the list; names, not addresses, stand in it. */
export function readyNotes(ev: EventView, session: Session): ReadyNotes {
  const { hackathon } = ev
  const { event } = hackathon
  const note = hackathon.notes.find((one) => one.session === session.id)
  const slot = hackathon.slots.find((one) => one.id === session.placement?.slot)
  const mail = formatNotesMail(
    {
      session: session.title,
      text: note?.text ?? '',
      agreements: note?.agreements ?? [],
      actions: hackathon.actions
        .filter((one) => one.session === session.id)
        .map((one) => ({
          text: one.text,
          state: one.state,
          assignee: one.assignee === undefined ? undefined : ev.nameOf(one.assignee),
        })),
      open: note?.open ?? [],
    },
    {
      event: event.name,
      day: slot === undefined ? event.startsOn : localTimeOf(slot.startsAt, event.timeZone).day,
      leaders: session.leaders.map(ev.nameOf),
      noteTaker: session.noteTaker === undefined ? undefined : ev.nameOf(session.noteTaker),
      url: `${ev.view.origin}${eventPath(ev, 'sessions', session.id, 'notes')}`,
    },
  )
  return {
    to: event.list,
    subject: mail.subject,
    parts: splitMail(mail.text, MOST_CHARACTERS),
    mailto: mailtoOf({ to: event.list ?? '', ...mail }),
  }
}

/** The first mail as a file that a mail program opens: unsent, so that the person sends it themselves. */
export function formatNotesFile(notes: ReadyNotes): string {
  const header = (name: string, value: string): string => `${name}: ${encodeWords(value)}`
  const lines = [
    ...(notes.to === undefined ? [] : [header('To', notes.to)]),
    header('Subject', notes.subject),
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(notes.parts[0] ?? '', 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** A header value: as it is where it is plain ASCII, else in encoded words of at most 75 characters (RFC 2047). */
function encodeWords(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, ' ')
  if (/^[\x20-\x7e]*$/.test(line)) return line
  const words: string[] = []
  let word = ''
  for (const char of line) {
    if (Buffer.byteLength(word + char) > 45) {
      words.push(word)
      word = ''
    }
    word += char
  }
  return [...words, word].map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')
}
