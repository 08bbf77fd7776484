import { type Stamp, stampNew } from './amend.ts'
import type { HackathonAct } from './decision.ts'
import { amendIn, done, type Effect, refuse } from './effect.ts'
import { checkEvent, checkSlot } from './event-rules.ts'
import type { Hackathon } from './hackathon.ts'
import { isId } from './reference.ts'
import { seatsTaken } from './registration.ts'

type EventAct = Extract<
  HackathonAct,
  {
    readonly kind:
      | 'event.change'
      | 'room.add'
      | 'room.change'
      | 'room.remove'
      | 'slot.add'
      | 'slot.change'
      | 'slot.remove'
  }
>

/** What an act about the event itself, its rooms or its slots does. */
export function applyEventAct(hackathon: Hackathon, act: EventAct, stamp: Stamp): Effect {
  switch (act.kind) {
    case 'event.change': {
      const about = `event ${hackathon.event.id}`
      return amendIn([hackathon.event], hackathon.event.id, act.change, act.seen, stamp, about, ([event]) => {
        if (event === undefined) return refuse('not-found', `there is no ${about}`)
        const taken = seatsTaken(hackathon.registrations, stamp.at)
        const wrong = checkEvent(event)
        if (wrong !== undefined) return refuse('invalid', wrong)
        if (event.capacity !== undefined && event.capacity < taken)
          return refuse(
            'full',
            `${taken} seats are taken: ${taken - event.capacity} of them have to be freed first`,
          )
        return done(hackathon, { event })
      })
    }
    case 'room.add': {
      const wrong = checkNew(act.id, hackathon.rooms, 'room')
      if (wrong !== undefined) return wrong
      return done(hackathon, { rooms: [...hackathon.rooms, { ...act.fields, ...stampNew(act.id, stamp) }] })
    }
    case 'room.change':
      return amendIn(hackathon.rooms, act.id, act.change, act.seen, stamp, `room ${act.id}`, (rooms) =>
        done(hackathon, { rooms }),
      )
    case 'room.remove': {
      const held = hackathon.sessions.find((one) => !one.cancelled && one.placement?.room === act.id)
      if (held !== undefined) return refuse('taken', `"${held.title}" is in room ${act.id}: move it first`)
      return removeFrom(hackathon.rooms, act.id, 'room', (rooms) => done(hackathon, { rooms }))
    }
    case 'slot.add': {
      const wrong = checkNew(act.id, hackathon.slots, 'slot')
      if (wrong !== undefined) return wrong
      const times = checkSlot(act.fields, hackathon.slots)
      if (times !== undefined) return refuse('invalid', times)
      return done(hackathon, { slots: [...hackathon.slots, { ...act.fields, ...stampNew(act.id, stamp) }] })
    }
    case 'slot.change':
      return amendIn(hackathon.slots, act.id, act.change, act.seen, stamp, `slot ${act.id}`, (slots) => {
        const changed = slots.find((one) => one.id === act.id)
        const others = slots.filter((one) => one.id !== act.id)
        const times = changed === undefined ? undefined : checkSlot(changed, others)
        if (times !== undefined) return refuse('invalid', times)
        const held = hackathon.sessions.find((one) => !one.cancelled && one.placement?.slot === act.id)
        if (held !== undefined && changed?.kind !== 'session')
          return refuse('taken', `"${held.title}" is in slot ${act.id}: move it first`)
        return done(hackathon, { slots })
      })
    case 'slot.remove': {
      const held = hackathon.sessions.find((one) => !one.cancelled && one.placement?.slot === act.id)
      if (held !== undefined) return refuse('taken', `"${held.title}" is in slot ${act.id}: move it first`)
      return removeFrom(hackathon.slots, act.id, 'slot', (slots) => done(hackathon, { slots }))
    }
  }
}

/** Why something cannot be added under an id. */
export function checkNew(
  id: string,
  list: readonly { readonly id: string }[],
  what: string,
): Effect | undefined {
  if (!isId(id)) return refuse('invalid', `"${id}" cannot be the id of a ${what}`)
  if (list.some((one) => one.id === id)) return refuse('exists', `there is a ${what} ${id} already`)
  return undefined
}

function removeFrom<T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  what: string,
  make: (list: readonly T[]) => Effect,
): Effect {
  const rest = list.filter((one) => one.id !== id)
  return rest.length === list.length ? refuse('not-found', `there is no ${what} ${id}`) : make(rest)
}
