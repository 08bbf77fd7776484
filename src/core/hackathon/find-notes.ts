import { withoutListFooter } from '../mail/list-footer.ts'
import type { Message } from '../mail/message.ts'
import { parseSubject } from '../patches/subject.ts'
import { daysBetween } from '../time.ts'
import type { Day } from '../zone-time.ts'
import { readNotes, type SessionNotes } from './read-notes.ts'

/** An event as far as its notes are recognised by it. */
export interface NotedEvent {
  readonly id: string
  readonly name: string
  readonly startsOn: Day
  readonly endsOn: Day
}

/** A mail that carries the notes of a session. */
export interface NotesFound {
  readonly messageId: string
  readonly notes: SessionNotes
  /** The event that they are of, by its name or by the day of the mail. */
  readonly event: string | undefined
  /** `likely`: only its day and its looks say so; a person should confirm it. */
  readonly certainty: 'sure' | 'likely'
  /** What says so. */
  readonly evidence: string
}

/** How many days after an event its notes may come, where the subject says little. */
const DAYS_AFTER = 30

const MEETING = '(?:hackathon|design[ -]sessions?|summit|community call|bof|plumbers|face[- ]to[- ]face|f2f)'
const SUBJECTS: readonly (readonly [RegExp, number])[] = [
  // "Design session notes: GPU acceleration"
  [new RegExp(`^(?:${MEETING} )?(?:design[ -])?session (?:notes|minutes)\\s?:\\s?(.{2,200})$`, 'i'), 1],
  // "[Example Hackathon 2026] Notes: Live patching"
  [/^\[[^\]]{2,100}\]\s?(?:session )?(?:notes|minutes)\s?:\s?(.{2,200})$/i, 1],
  // "[Hackathon minutes] NUMA", "[Notes for Example Summit 2018 design session] Releases"
  [/^\[[^\]]{0,80}(?:notes|minutes)[^\]]{0,80}\]\s?(.{2,200})$/i, 1],
  [new RegExp(`^\\[[^\\]]{0,80}${MEETING}[^\\]]{0,80}(?:notes|minutes)\\]\\s?(.{2,200})$`, 'i'), 1],
  // "Hackathon notes: ACPI", "Notes from Example Summit: ACPI", "Summit minutes - ACPI"
  [new RegExp(`^[\\w ]{0,40}${MEETING}[\\w ]{0,20} (?:notes|minutes)\\s?[:-]\\s?(.{2,200})$`, 'i'), 1],
  [
    new RegExp(
      `^(?:notes|minutes) (?:from|of) [\\w ]{0,40}${MEETING}[\\w ]{0,20}\\s?[:-]\\s?(.{2,200})$`,
      'i',
    ),
    1,
  ],
  // "Notes from "Clarifying Maintainership" discussion", "Notes from Security Session"
  [/^(?:notes|minutes) (?:from|of)(?: the)? (.{2,200}?) (?:design )?(?:session|discussion|bof)$/i, 1],
  // "xSplice session notes", "ACPI design session"
  [/^(.{2,200}?)[ -]{1,3}(?:design )?(?:session|discussion|bof) (?:notes|minutes)$/i, 1],
  [/^(.{2,200}?)[ -]{1,3}design session$/i, 1],
]
const WEAK = /^(.{2,200}?)[ -]{1,3}(?:session|discussion|notes|minutes|bof)$/i

/**
 * Whether a mail carries the notes of a session of some event, and what they say. Subjects as this community writes
 * them are enough; one that only ends in "session" or "notes" needs an event whose days were just over, or words of
 * several speakers. Replies, patches and release notes are none.
 */
export function findNotes(message: Message, events: readonly NotedEvent[]): NotesFound | undefined {
  const subject = parseSubject(message.subject.slice(0, 400), [])
  if (subject.reply || subject.patch || subject.pull) return undefined
  const line = message.subject
    .slice(0, 400)
    .replace(/^(?:\s{0,3}fwd?:)+\s{0,3}/i, '')
    .trim()
  if (/\brelease notes\b/i.test(line)) return undefined
  const named = events.find((event) => line.toLowerCase().includes(event.name.toLowerCase()))
  const recent = named ?? findRecent(message, events)
  const text = withoutListFooter(message.text)
  for (const [pattern, group] of SUBJECTS) {
    const title = pattern.exec(line)?.[group]
    if (title !== undefined)
      return make(message, clean(title), text, recent?.id, 'sure', `its subject is "${line.slice(0, 150)}"`)
  }
  const weak = WEAK.exec(line)?.[1]
  if (weak === undefined) return undefined
  if (countSpeakers(text) >= 3)
    return make(message, clean(weak), text, recent?.id, 'likely', 'it has the words of several speakers')
  if (recent !== undefined)
    return make(
      message,
      clean(weak),
      text,
      recent.id,
      'likely',
      `it came within ${DAYS_AFTER} days of ${recent.name}`,
    )
  return undefined
}

function make(
  message: Message,
  title: string,
  text: string,
  event: string | undefined,
  certainty: NotesFound['certainty'],
  evidence: string,
): NotesFound {
  return { messageId: message.messageId, notes: readNotes(title, text), event, certainty, evidence }
}

function findRecent(message: Message, events: readonly NotedEvent[]): NotedEvent | undefined {
  const at = message.sentAt ?? message.receivedAt
  if (at === undefined) return undefined
  return events
    .filter((event) => {
      const days = daysBetween(`${event.startsOn}T00:00:00Z`, at)
      return days >= 0 && daysBetween(`${event.endsOn}T00:00:00Z`, at) <= DAYS_AFTER
    })
    .sort((a, b) => (a.startsOn < b.startsOn ? 1 : -1))[0]
}

/** How many people speak in a text, as notes have it: "Ada: …", "Ben: …". */
function countSpeakers(text: string): number {
  const speakers = new Set<string>()
  for (const line of text.slice(0, 50_000).split('\n')) {
    const name = /^\s{0,4}([A-Z][\p{L}]{1,20}): \S/u.exec(line)?.[1]
    if (name !== undefined && !/^(?:Subject|From|To|Date|Cc|Note|Example|Fixes|Link)$/.test(name))
      speakers.add(name)
  }
  return speakers.size
}

function clean(title: string): string {
  return title.replace(/^["'“”\s]{1,5}|["'“”\s]{1,5}$/g, '')
}
