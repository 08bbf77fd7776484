import { UserError } from '../../core/errors.ts'
import type { Room, Slot } from '../../core/hackathon/event.ts'
import { SLOT_KINDS } from '../../core/hackathon/event.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { parseWish } from '../../core/hackathon/parse-wish.ts'
import type { Placement, Session, SessionFields, Wish } from '../../core/hackathon/session.ts'
import { type EventView, sessionSlots } from './event-view.ts'
import { linesOf, numberOf, readLocal, textOf } from './read-forms.ts'
import { wishWords } from './session-page.ts'

/**
 * Who is meant by a name: somebody on the list, a contact, or whoever was there before; or an address. Throws
 * `UserError` for a name that nobody bears: a leader whom the agenda does not know would be in two places at once.
 */
export function readPerson(
  ev: EventView,
  whole: Hackathon,
  name: string,
  before: readonly string[] = [],
): string {
  const words = name.trim()
  if (/^[^\s@]+@[^\s@]+$/.test(words)) return words.toLowerCase()
  const isSame = (other: string): boolean => other.toLowerCase() === words.toLowerCase()
  const found =
    before.find((person) => isSame(ev.nameOf(person))) ??
    whole.registrations.find((one) => isSame(one.name))?.person ??
    whole.topics.flatMap((topic) => topic.contacts).find((one) => isSame(one.name))?.person ??
    (ev.viewer.person !== undefined && isSame(ev.nameOf(ev.viewer.person)) ? ev.viewer.person : undefined)
  if (found !== undefined) return found
  throw new UserError('usage', `Nobody called “${words.slice(0, 100)}” is known at this event.`, {
    hint: 'Give the name as it stands in the list of those who come, or a mail address.',
  })
}

/** The fields of a session. Wishes that cannot be read are kept for an organiser. */
export function readSessionFields(
  form: URLSearchParams,
  ev: EventView,
  whole: Hackathon,
  before?: Session,
): SessionFields & { readonly attendance: number | undefined } {
  const people = (name: string, known: readonly string[]): readonly string[] => [
    ...new Set(linesOf(form, name).map((line) => readPerson(ev, whole, line, known))),
  ]
  const noteTaker = textOf(form, 'noteTaker')
  const known = before?.noteTaker === undefined ? [] : [before.noteTaker]
  return {
    title: textOf(form, 'title') ?? '',
    abstract: textOf(form, 'abstract'),
    topics: form.getAll('topic').filter((id) => whole.topics.some((one) => one.id === id)),
    leaders: people('leaders', before?.leaders ?? []),
    required: people('required', before?.required ?? []),
    noteTaker: noteTaker === undefined ? undefined : readPerson(ev, whole, noteTaker, known),
    ...readWishes(linesOf(form, 'wishes'), ev, whole, before),
    attendance: numberOf(form, 'attendance', 'How many came'),
  }
}

function readWishes(
  lines: readonly string[],
  ev: EventView,
  whole: Hackathon,
  before: Session | undefined,
): Pick<SessionFields, 'wishes' | 'unreadWishes'> {
  const plain = (text: string): string => text.replace(/[“”"]/g, '')
  const context = { ...whole, self: before?.id }
  const wishes: Wish[] = []
  const unreadWishes: string[] = []
  for (const line of lines) {
    // As we write a wish ourselves it may say more than can be read: it is the one that was there.
    const same = before?.wishes.find((wish) => plain(wishWords(ev, wish)) === plain(line))
    const wish = same ?? parseWish(line, context)
    if (wish === undefined) unreadWishes.push(line)
    else wishes.push(wish)
  }
  return { wishes, unreadWishes }
}

/** The fields of a room. */
export function readRoomFields(form: URLSearchParams): Pick<Room, 'name' | 'capacity' | 'equipment' | 'url'> {
  return {
    name: textOf(form, 'name') ?? '',
    capacity: numberOf(form, 'capacity', 'Seats'),
    equipment: textOf(form, 'equipment'),
    url: textOf(form, 'url'),
  }
}

type SlotFields = Pick<Slot, 'kind' | 'title' | 'startsAt' | 'endsAt' | 'locked' | 'closedRooms'>

/** The fields of a slot, times by the clock of the event's place. */
export function readSlotFields(form: URLSearchParams, whole: Hackathon): SlotFields {
  const { timeZone } = whole.event
  const at = (name: string): string =>
    readLocal(`${textOf(form, 'day') ?? ''}T${textOf(form, name) ?? ''}`, timeZone) ?? ''
  return {
    kind: SLOT_KINDS.find((one) => one === form.get('kind')) ?? 'session',
    title: textOf(form, 'title'),
    startsAt: at('from'),
    endsAt: at('to'),
    locked: form.get('locked') === '1',
    closedRooms: form.getAll('closedRoom').filter((id) => whole.rooms.some((one) => one.id === id)),
  }
}

/**
 * Slots written one a line: `2026-04-21 09:00-09:30 plenary Welcome`, `12:30-13:30 break Lunch`. A line without a day is
 * on that of the line before, the first on the first day of the event. Throws `UserError` naming the line.
 */
export function readSlotLines(lines: readonly string[], whole: Hackathon): readonly SlotFields[] {
  let day = whole.event.startsOn
  return lines.map((line) => {
    const found =
      /^(?:(\d{4}-\d{2}-\d{2})\s+)?(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})(?:\s+(plenary|session|break|social))?(?:\s+(\S.{0,200}))?$/.exec(
        line,
      )
    if (found === null)
      throw new UserError('usage', `“${line.slice(0, 80)}” is no time.`, {
        hint: 'It looks like “09:00-09:30 plenary Welcome”.',
      })
    day = found[1] ?? day
    const at = (time: string | undefined): string =>
      readLocal(`${day}T${(time ?? '').padStart(5, '0')}`, whole.event.timeZone) ?? ''
    return {
      kind: SLOT_KINDS.find((one) => one === found[4]) ?? 'session',
      title: found[5]?.trim(),
      startsAt: at(found[2]),
      endsAt: at(found[3]),
      locked: false,
      closedRooms: [],
    }
  })
}

/**
 * Where a session goes: into the room that was named, else into that in which it is, else the first that is free then.
 * Throws `UserError` where there is none.
 */
export function readPlacement(form: URLSearchParams, whole: Hackathon, session: string): Placement {
  const slot = sessionSlots(whole).find((one) => one.id === form.get('slot'))
  if (slot === undefined) throw new UserError('usage', 'Say at which time it is.')
  const room = textOf(form, 'room')
  if (room !== undefined) return { session, slot: slot.id, room }
  const taken = new Set(
    whole.sessions.flatMap((one) =>
      one.id !== session && !one.cancelled && one.placement?.slot === slot.id ? [one.placement.room] : [],
    ),
  )
  const free = whole.rooms.filter((one) => !taken.has(one.id) && !slot.closedRooms.includes(one.id))
  const here = whole.sessions.find((one) => one.id === session)?.placement?.room
  const chosen = free.find((one) => one.id === here) ?? free[0]
  if (chosen === undefined)
    throw new UserError('conflict', 'All rooms are taken then.', { hint: 'Choose another time.' })
  return { session, slot: slot.id, room: chosen.id }
}
