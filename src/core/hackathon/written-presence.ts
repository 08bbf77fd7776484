import type { Instant } from '../time.ts'
import { type ClockTime, type Day, instantAt, localTimeOf } from '../zone-time.ts'
import { findDate } from './written-date.ts'

/**
 * When somebody arrives or leaves, as written: "April 17", "18th April 17:08 at the station". What could not be read
 * stays in `raw`.
 */
export interface WrittenPresence {
  readonly raw: string
  readonly day: Day | undefined
  /** By the clock of the event's place. */
  readonly time: ClockTime | undefined
}

/**
 * Reads an arrival or a departure. A date without a year is that nearest to the event; a time without a day is none
 * (the text is kept for people). `undefined` for the many ways of saying nothing: see `isBlankValue`.
 */
export function parsePresence(text: string, eventStartsOn: Day): WrittenPresence | undefined {
  const raw = text.trim().slice(0, 200)
  if (isBlankValue(raw)) return undefined
  const eventYear = Number(eventStartsOn.slice(0, 4))
  const near = [eventYear - 1, eventYear, eventYear + 1]
    .flatMap((year) => findDate(raw, year) ?? [])
    .filter((found) => found.days.length === 1)
    .sort((a, b) => distance(a.days[0], eventStartsOn) - distance(b.days[0], eventStartsOn))[0]
  const rest = near === undefined ? raw : `${raw.slice(0, near.start)} ${raw.slice(near.end)}`
  return { raw, day: near?.days[0], time: near === undefined ? undefined : findTime(rest) }
}

/** Whether a value says nothing: empty, a dash, "N/A", "TBD", "unknown". "Home" says something. */
export function isBlankValue(text: string): boolean {
  return /^(?:-{0,3}|–|—|\?{1,3}|n\.?\/?a\.?|none|tbd|tba|tbc|unknown|not specified.{0,60})$/i.test(
    text.trim(),
  )
}

/** A default text of a template that an old page is shown with is no data either. */
export function isTemplateDefault(text: string): boolean {
  return isBlankValue(text) || /^not updated in \d{4}$/i.test(text.trim())
}

/**
 * How surely somebody is there during a slot, 0 to 1.
 *
 * Who says nothing of arrival or departure is there all the time. An arrival by day alone is a whole day; a
 * departure by day alone leaves its later hours in doubt (half, for what ends after 16:00). A slot that has begun
 * before somebody arrives, or ends after they leave, is one that they miss.
 */
export function presenceIn(
  slot: { readonly startsAt: Instant; readonly endsAt: Instant },
  travel: Pick<Travel, 'arrives' | 'leaves'> | undefined,
  timeZone: string,
): number {
  const arrives = travel?.arrives
  if (arrives?.day !== undefined) {
    const from = instantAt(arrives.day, arrives.time ?? '00:00', timeZone)
    if (from !== undefined && slot.startsAt < from) return 0
  }
  const leaves = travel?.leaves
  if (leaves?.day === undefined) return 1
  if (leaves.time !== undefined) {
    const until = instantAt(leaves.day, leaves.time, timeZone)
    return until === undefined || slot.endsAt <= until ? 1 : 0
  }
  const end = localTimeOf(slot.endsAt, timeZone)
  if (end.day > leaves.day) return 0
  return end.day === leaves.day && end.time > LATE ? 0.5 : 1
}

const LATE = '16:00'

function findTime(text: string): ClockTime | undefined {
  const found = /\b([01]?\d|2[0-3])[:.h]([0-5]\d)\s{0,2}([ap]m\b)?/i.exec(text)
  const hourOnly = found === null ? /\b(1[0-2]|[1-9])\s{0,2}([ap]m)\b/i.exec(text) : null
  if (found === null && hourOnly === null) return undefined
  const hour = Number(found?.[1] ?? hourOnly?.[1])
  const half = (found?.[3] ?? hourOnly?.[2])?.toLowerCase()
  const of24 = half === undefined || hour > 12 ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  return `${String(of24).padStart(2, '0')}:${found?.[2] ?? '00'}`
}

function distance(day: Day | undefined, other: Day): number {
  return day === undefined ? Number.POSITIVE_INFINITY : Math.abs(Date.parse(day) - Date.parse(other))
}

/** Travel as other attendees may know it: as written, and as far as it could be read. Erased after the event. */
export interface Travel {
  readonly arrives: WrittenPresence | undefined
  readonly leaves: WrittenPresence | undefined
  readonly lodging: string | undefined
}
