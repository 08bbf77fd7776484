import { type Day, listDays, localTimeOf, weekdayOf } from '../zone-time.ts'
import type { Event, Room, Slot } from './event.ts'
import { sortSlots } from './event.ts'
import type { Session, Wish } from './session.ts'
import { findDate } from './written-date.ts'

/** What a wish in words can refer to. */
export interface WishContext {
  readonly event: Pick<Event, 'startsOn' | 'endsOn' | 'timeZone'>
  readonly slots: readonly Slot[]
  readonly rooms: readonly Pick<Room, 'id' | 'name'>[]
  readonly sessions: readonly Pick<Session, 'id' | 'title'>[]
  /** Whose wish it is. */
  readonly self: string | undefined
}

/**
 * Reads a wish as people write it into titles and notes: "on Wednesday", "on April 19", "on day 2", "in the morning",
 * "not on Monday", "after session 2", "before Security", "not beside Toolstack", "in the Kitchen". "must be …",
 * "only …" make it a rule. Sessions are meant by their title, or a part of it that only one has, or by "session" and
 * their number in the list. `undefined` for anything else: an organiser has to read that.
 */
export function parseWish(text: string, context: WishContext): Wish | undefined {
  const words = text
    .slice(0, 300)
    .replace(/[[\]"'“”()]/g, ' ')
    .replace(/^\s*(?:note to admin|note|admin|please|schedule this(?: session)?|[:,.\s])+/i, '')
    .replace(/\bplease\b|\bschedule this(?: session)?\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[.!\s]+$/, '')
    .trim()
  const hard = /\b(?:must|only|has to|have to|needs to)\b/i.test(words)
  const plain = words
    .replace(
      /\b(?:must|only|has to|have to|needs to|should|would like to|if possible|ideally|be held|take place|be|is)\b/gi,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim()
  const apart =
    /^(?:not |never )(?:beside|next to|parallel (?:to|with)|against|with|(?:at )?the same time as|at once with|during|in parallel (?:to|with))\s(.+)$/i.exec(
      plain,
    )
  if (apart !== null)
    return withSession(context, apart[1] ?? '', (session) => ({ kind: 'apart', session, hard }))
  const behind = /^(?:after|follows|follow[- ]?on (?:session )?to|following)\s(.+)$/i.exec(plain)
  if (behind !== null) {
    const slots = afterHour(context, behind[1] ?? '')
    if (slots !== undefined) return { kind: 'in-slots', slots, hard }
    return withSession(context, behind[1] ?? '', (session) => ({ kind: 'after', session, hard }))
  }
  const ahead = /^(?:before|ahead of)\s(.+)$/i.exec(plain)
  if (ahead !== null)
    return withSession(context, ahead[1] ?? '', (session) => ({ kind: 'before', session, hard }))
  const not = /^(?:not|never)\s(.+)$/i.exec(plain)
  const when = (not?.[1] ?? plain).replace(/^(?:on|in|during|at)\s(?:the\s)?/i, '')
  const slots = slotsWhen(context, when)
  if (slots !== undefined && slots.length > 0) {
    if (not !== null) return { kind: 'not-in-slots', slots, hard }
    const day = HALF.test(when) ? undefined : dayWhen(context, when)
    return day === undefined ? { kind: 'in-slots', slots, hard } : { kind: 'on-day', day, hard }
  }
  const room = context.rooms.find(
    (one) => one.name.toLowerCase() === when.toLowerCase().replace(/^room\s/, ''),
  )
  return room === undefined || not !== null ? undefined : { kind: 'in-room', room: room.id, hard }
}

const HALF = /\b(morning|afternoon|evening)\b/i

function withSession(context: WishContext, words: string, make: (session: string) => Wish): Wish | undefined {
  const others = context.sessions.filter((one) => one.id !== context.self)
  const wanted = words.toLowerCase().trim()
  const named = wanted.replace(/^(?:the\s)?(?:session\s)?(?:on\s|about\s)?/, '')
  const number = /^(?:the\s)?(?:session|#)\s?#?(\d{1,3}|one|two|three|four|five|six)$/.exec(wanted)?.[1]
  const exact = others.find((one) => [wanted, named].includes(one.title.toLowerCase()) || one.id === named)
  if (exact !== undefined) return make(exact.id)
  if (number !== undefined) {
    const index = ['one', 'two', 'three', 'four', 'five', 'six'].indexOf(number)
    const numbered = context.sessions[(index >= 0 ? index + 1 : Number(number)) - 1]
    return numbered === undefined || numbered.id === context.self ? undefined : make(numbered.id)
  }
  const partly = others.filter((one) => named.length > 2 && one.title.toLowerCase().includes(named))
  return partly.length === 1 && partly[0] !== undefined ? make(partly[0].id) : undefined
}

function slotsWhen(context: WishContext, words: string): readonly string[] | undefined {
  const day = dayWhen(context, words)
  const half = HALF.exec(words)?.[1]?.toLowerCase()
  const rest = words.replace(/\b(?:the|in|of|on)\b/gi, ' ').trim()
  const isOnlyHalf = half !== undefined && rest.toLowerCase() === half
  if (day === undefined && !isOnlyHalf) return undefined
  return sessionSlots(context)
    .filter(({ local }) => day === undefined || local.day === day)
    .filter(({ local }) => half === undefined || (half === 'morning') === local.time < '12:00')
    .map(({ slot }) => slot.id)
}

function dayWhen(context: WishContext, words: string): Day | undefined {
  const { startsOn, endsOn } = context.event
  const days = listDays(startsOn, endsOn)
  if (/\b(morning|afternoon|evening)\b/i.test(words) && !/\b(?:\w+day|day \d)\b/i.test(words))
    return undefined
  const ordinal = /^(?:the\s)?(?:day\s(\d{1,2})|(first|second|third|last)\sday)\b/i.exec(words)
  if (ordinal !== null) {
    const word = ordinal[2]?.toLowerCase()
    const index =
      word === undefined
        ? Number(ordinal[1]) - 1
        : word === 'last'
          ? days.length - 1
          : ['first', 'second', 'third'].indexOf(word)
    return days[index]
  }
  const weekday = /\b(mon|tues|wednes|thurs|fri|satur|sun)day\b/i.exec(words)?.[0]?.toLowerCase()
  if (weekday !== undefined) {
    const named = days.filter((day) => weekdayOf(day) === weekday)
    return named.length === 1 ? named[0] : undefined
  }
  const date = findDate(words, Number(startsOn.slice(0, 4)))?.days
  return date?.length === 1 && days.includes(date[0] ?? '') ? date[0] : undefined
}

/** "after 14:00", "after lunch": the slots that begin then or later, on any day. */
function afterHour(context: WishContext, words: string): readonly string[] | undefined {
  const hour = /^(?:([01]?\d|2[0-3]):([0-5]\d)|(lunch))$/i.exec(words.trim())
  if (hour === null) return undefined
  const from = hour[3] === undefined ? `${(hour[1] ?? '').padStart(2, '0')}:${hour[2]}` : '12:30'
  return sessionSlots(context)
    .filter(({ local }) => local.time >= from)
    .map(({ slot }) => slot.id)
}

function sessionSlots(context: WishContext) {
  return sortSlots(context.slots)
    .filter((slot) => slot.kind === 'session')
    .map((slot) => ({ slot, local: localTimeOf(slot.startsAt, context.event.timeZone) }))
}
