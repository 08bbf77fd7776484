import { isDay, isTimeZone } from '../zone-time.ts'
import type { EventFields, Slot } from './event.ts'
import { PHASES } from './event.ts'

/** What is wrong with an event's fields, in one sentence; `undefined` where nothing is. */
export function checkEvent(fields: EventFields): string | undefined {
  if (fields.name.trim() === '') return 'an event needs a name'
  if (!isDay(fields.startsOn)) return `"${fields.startsOn}" is no day`
  if (!isDay(fields.endsOn)) return `"${fields.endsOn}" is no day`
  if (fields.endsOn < fields.startsOn)
    return `an event cannot end (${fields.endsOn}) before it starts (${fields.startsOn})`
  if (Date.parse(fields.endsOn) - Date.parse(fields.startsOn) > 31 * 86_400_000)
    return `an event cannot last from ${fields.startsOn} to ${fields.endsOn}: at most a month`
  if (!isTimeZone(fields.timeZone)) return `"${fields.timeZone}" is no time zone that is known here`
  if (fields.capacity !== undefined && !(Number.isInteger(fields.capacity) && fields.capacity >= 0))
    return `"${fields.capacity}" is no number of seats`
  if (!PHASES.includes(fields.phase)) return `"${fields.phase}" is no phase`
  return undefined
}

/**
 * What is wrong with a slot beside others, in one sentence; `undefined` where nothing is. Slots for sessions do not
 * overlap: nobody could be in both.
 */
export function checkSlot(
  slot: Pick<Slot, 'startsAt' | 'endsAt' | 'kind'>,
  others: readonly Slot[],
): string | undefined {
  if (Number.isNaN(Date.parse(slot.startsAt))) return `"${slot.startsAt}" is no time`
  if (Number.isNaN(Date.parse(slot.endsAt))) return `"${slot.endsAt}" is no time`
  if (slot.endsAt <= slot.startsAt)
    return `a slot cannot end (${slot.endsAt}) before it starts (${slot.startsAt})`
  const other = others.find(
    (one) => one.kind === 'session' && one.startsAt < slot.endsAt && slot.startsAt < one.endsAt,
  )
  if (other !== undefined && slot.kind === 'session')
    return `slot ${other.id} is at the same time (${other.startsAt} to ${other.endsAt})`
  return undefined
}
