import type { Instant } from '../time.ts'
import { restamp, type Stamp, stampNew } from './amend.ts'
import type { HackathonAct } from './decision.ts'
import { amendIn, done, type Effect, refuse, replaceIn } from './effect.ts'
import type { Hackathon } from './hackathon.ts'
import { identifyPerson } from './identify-person.ts'
import {
  holdsSeat,
  REGISTRATION_STATES,
  type Registration,
  type RegistrationState,
  seatsTaken,
} from './registration.ts'

type RegistrationAct = Extract<
  HackathonAct,
  {
    readonly kind:
      | 'registration.register'
      | 'registration.change'
      | 'registration.travel'
      | 'registration.accept'
      | 'registration.withdraw'
      | 'registration.set'
      | 'person.identify'
  }
>

/**
 * What an act about who comes does. Core members confirm themselves while there are seats, and wait where there are
 * none; others ask. Seats are never given twice: confirmed people and invitations that hold are at most the capacity
 * after every act, by whomever. After the cut-off only organisers change the list, which each step then says.
 */
export function applyRegistrationAct(
  hackathon: Hackathon,
  act: RegistrationAct,
  stamp: Stamp,
  byOrganiser: boolean,
): Effect {
  const find = (person: string) => hackathon.registrations.find((one) => one.person === person)
  switch (act.kind) {
    case 'registration.register': {
      const known = find(act.person)
      if (act.fields.name.trim() === '') return refuse('invalid', 'a registration needs a name')
      if (known !== undefined && known.state !== 'withdrawn')
        return refuse('exists', `${act.fields.name} is on the list already: ${known.state}`)
      const closed = findClosed(hackathon, stamp.at)
      if (closed !== undefined && !byOrganiser) return refuse('closed', closed)
      const to = act.isCore ? (hasSeat(hackathon, stamp.at) ? 'confirmed' : 'waitlisted') : 'requested'
      const blank: Registration = {
        ...act.fields,
        person: act.person,
        state: to,
        invitedUntil: undefined,
        isCore: act.isCore,
        evidence: act.evidence,
        travel: known?.travel,
        steps: known?.steps ?? [],
        ...stampNew(act.person, stamp),
      }
      return move(hackathon, blank, to, stamp, { override: closed !== undefined, reason: undefined })
    }
    case 'registration.change':
      return amendIn(
        hackathon.registrations,
        act.person,
        act.change,
        act.seen,
        stamp,
        `registration of ${act.person}`,
        (registrations) => done(hackathon, { registrations }),
      )
    case 'registration.travel': {
      const known = find(act.person)
      if (known === undefined) return refuse('not-found', `${act.person} is not on the list`)
      return done(hackathon, {
        registrations: replaceIn(hackathon.registrations, restamp(known, { travel: act.travel }, stamp)),
      })
    }
    case 'registration.accept': {
      const known = find(act.person)
      if (known?.state !== 'invited') return refuse('not-found', `there is no invitation for ${act.person}`)
      if (!holdsSeat(known, stamp.at))
        return refuse(
          'closed',
          `the invitation ended at ${known.invitedUntil}: ask the organisers for another`,
        )
      const closed = findClosed(hackathon, stamp.at)
      if (closed !== undefined && !byOrganiser) return refuse('closed', closed)
      return move(hackathon, known, 'confirmed', stamp, { override: closed !== undefined, reason: undefined })
    }
    case 'registration.withdraw': {
      const known = find(act.person)
      if (known === undefined || known.state === 'withdrawn')
        return refuse('not-found', `${act.person} is not on the list`)
      const closed = findClosed(hackathon, stamp.at)
      if (closed !== undefined && !byOrganiser && known.state === 'confirmed') return refuse('closed', closed)
      return move(hackathon, known, 'withdrawn', stamp, {
        override: closed !== undefined,
        reason: act.reason,
      })
    }
    case 'registration.set': {
      const known = find(act.person)
      if (known === undefined) return refuse('not-found', `${act.person} is not on the list`)
      if (!REGISTRATION_STATES.includes(act.to))
        return refuse('invalid', `"${act.to}" is no state of a registration`)
      if (act.to === 'invited' && (act.invitedUntil === undefined || act.invitedUntil <= stamp.at))
        return refuse('invalid', 'an invitation needs a day in the future on which it ends')
      const override = findClosed(hackathon, stamp.at) !== undefined
      const until = act.to === 'invited' ? act.invitedUntil : undefined
      return move(hackathon, known, act.to, stamp, { override, reason: act.reason, until })
    }
    case 'person.identify':
      return identifyPerson(hackathon, act.was, act.is)
  }
}

/** Why nobody but an organiser changes the list at an instant; `undefined` while it is open. */
export function findClosed(hackathon: Pick<Hackathon, 'event'>, at: Instant): string | undefined {
  const { phase, cutOffAt, contact } = hackathon.event
  const ask = contact === undefined ? 'ask the organisers' : `write to ${contact}`
  if (cutOffAt !== undefined && at > cutOffAt) return `registration closed at ${cutOffAt}: ${ask}`
  if (phase === 'announced') return 'registration is not open yet'
  return phase === 'open' ? undefined : `registration is closed: ${ask}`
}

function hasSeat(hackathon: Hackathon, at: Instant, without?: string): boolean {
  const { capacity } = hackathon.event
  const others = hackathon.registrations.filter((one) => one.person !== without)
  // An invitation that ended may have given its seat to somebody else, whatever the clocks of two machines say.
  const confirmed = others.filter((one) => one.state === 'confirmed').length
  return capacity === undefined || Math.max(seatsTaken(others, at), confirmed) < capacity
}

function move(
  hackathon: Hackathon,
  registration: Registration,
  to: RegistrationState,
  stamp: Stamp,
  how: {
    readonly override: boolean
    readonly reason: string | undefined
    readonly until?: Instant | undefined
  },
): Effect {
  const needsSeat = to === 'confirmed' || to === 'invited'
  if (needsSeat && !hasSeat(hackathon, stamp.at, registration.person))
    return refuse(
      'full',
      `all ${hackathon.event.capacity} seats are taken: ${registration.name} can wait for one`,
    )
  const step = { at: stamp.at, person: stamp.person, to, override: how.override, reason: how.reason }
  const moved = restamp(
    registration,
    { state: to, invitedUntil: how.until, steps: [...registration.steps, step] },
    stamp,
  )
  return done(hackathon, { registrations: replaceIn(hackathon.registrations, moved) })
}
