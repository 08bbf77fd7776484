import type { Instant } from '../time.ts'
import type { Stamped } from './amend.ts'
import type { Travel } from './written-presence.ts'

/**
 * Where a registration stands. `invited`: granted a seat and not yet taken up; the seat is held until the invitation
 * ends. Nobody but `confirmed` comes.
 */
export const REGISTRATION_STATES = [
  'requested',
  'invited',
  'confirmed',
  'waitlisted',
  'declined',
  'withdrawn',
] as const
export type RegistrationState = (typeof REGISTRATION_STATES)[number]

/** What one says of oneself when registering. */
export interface RegistrationFields {
  readonly name: string
  /** As written: company names have commas and brackets in them. */
  readonly organisation: string | undefined
  /** What the host wants on its list. */
  readonly jobTitle: string | undefined
  /** First and last name for a security pass, where the person gave them apart. */
  readonly passName: { readonly first: string; readonly last: string } | undefined
  readonly irc: string | undefined
  /** Where mail reaches them; an organiser must see who is confirmed without. */
  readonly address: string | undefined
}

/** One step of a registration. */
export interface RegistrationStep {
  readonly at: Instant
  readonly person: string
  readonly to: RegistrationState
  /** An organiser changed the list after its cut-off, or by the rules could not have: they said why. */
  readonly override: boolean
  readonly reason: string | undefined
}

/** Somebody who wants to come. */
export interface Registration extends Stamped, RegistrationFields {
  /** Their address; `name:ada example` for one who is known by name alone. Also its id. */
  readonly person: string
  readonly state: RegistrationState
  /** Until when an invitation holds; `undefined` in other states. */
  readonly invitedUntil: Instant | undefined
  /** They may confirm themselves: maintainer or otherwise a core member. */
  readonly isCore: boolean
  /** What says so, for people: "maintainer of ARM", "41 reviews in the last year". */
  readonly evidence: readonly string[]
  readonly travel: Travel | undefined
  readonly steps: readonly RegistrationStep[]
}

/** Whether a registration holds a seat at an instant. */
export function holdsSeat(registration: Pick<Registration, 'state' | 'invitedUntil'>, now: Instant): boolean {
  if (registration.state === 'confirmed') return true
  return registration.state === 'invited' && (registration.invitedUntil ?? '') > now
}

/** Seats taken at an instant: confirmed, and invitations that still hold. */
export function seatsTaken(registrations: readonly Registration[], now: Instant): number {
  return registrations.filter((one) => holdsSeat(one, now)).length
}

/** Those who wait for a seat, in the order in which they came to wait. */
export function listWaiting(registrations: readonly Registration[]): readonly Registration[] {
  const since = (one: Registration): Instant => one.steps.at(-1)?.at ?? one.createdAt
  return registrations
    .filter((one) => one.state === 'waitlisted')
    .sort((a, b) =>
      since(a) === since(b) ? a.createdAt.localeCompare(b.createdAt) : since(a) < since(b) ? -1 : 1,
    )
}

/** Those who are confirmed and whom no mail reaches: an organiser has to ask. */
export function listUnreachable(registrations: readonly Registration[]): readonly Registration[] {
  return registrations.filter((one) => one.state === 'confirmed' && one.address === undefined)
}

/** What stands for a person who is known by name alone. */
export function personOfName(name: string, foldedName: string): string {
  return `name:${foldedName === '' ? name.trim().toLowerCase() : foldedName}`
}
