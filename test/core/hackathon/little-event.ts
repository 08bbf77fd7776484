import { applyDecisions } from '../../../src/core/hackathon/apply.ts'
import type { HackathonAct, HackathonDecision } from '../../../src/core/hackathon/decision.ts'
import type { EventFields } from '../../../src/core/hackathon/event.ts'
import type { Hackathon } from '../../../src/core/hackathon/hackathon.ts'
import type { RegistrationFields } from '../../../src/core/hackathon/registration.ts'
import type { SessionFields } from '../../../src/core/hackathon/session.ts'
import type { TopicFields } from '../../../src/core/hackathon/topic.ts'

/** The organiser of the little event. */
export const OLGA = 'olga@example.org'

export const EVENT: EventFields = {
  name: 'Example Hackathon 2026',
  aliases: [],
  startsOn: '2026-04-21',
  endsOn: '2026-04-22',
  timeZone: 'Europe/London',
  venue: 'Example House',
  address: undefined,
  host: 'Example Ltd',
  capacity: 3,
  cutOffAt: '2026-04-08T22:59:59Z',
  phase: 'open',
  contact: 'events@example.org',
  requestSubject: 'Request for Hackathon 2026 Invite',
  list: 'devel@example.org',
  irc: '#example',
  texts: {},
  purgeAfterDays: 30,
}

export const TOPIC: TopicFields = {
  title: 'Live patching',
  insertedOn: undefined,
  verifiedOn: undefined,
  outreach: undefined,
  contacts: [],
  list: undefined,
  irc: undefined,
  difficulty: undefined,
  skills: undefined,
  description: [],
  outcomes: undefined,
}

export const SESSION: SessionFields = {
  title: 'Live patching',
  abstract: undefined,
  topics: [],
  leaders: [],
  required: [],
  noteTaker: undefined,
  wishes: [],
  unreadWishes: [],
}

/** What somebody says of themselves, made of an address. */
export function fieldsOf(address: string): RegistrationFields {
  const name = `${address.slice(0, 1).toUpperCase()}${address.slice(1, address.indexOf('@'))} Example`
  return { name, organisation: undefined, jobTitle: undefined, passName: undefined, irc: undefined, address }
}

/** An act, and by whom and when; the organiser on 1 March where nothing else is said. */
export type Done =
  | HackathonAct
  | { readonly act: HackathonAct; readonly person?: string; readonly at?: string }

/** The decisions that acts make, numbered from 1; whoever is not the organiser is a member. */
export function decisions(acts: readonly Done[]): readonly HackathonDecision[] {
  return acts.map((given, i) => {
    const { act, person = OLGA, at = '2026-03-01T12:00:00Z' } = 'act' in given ? given : { act: given }
    return { sequence: i + 1, at, person, role: person === OLGA ? 'organiser' : 'member', act }
  })
}

export const CREATE: HackathonAct = { kind: 'event.create', id: 'example-2026', fields: EVENT }

/** The event with these acts after its creation (which is decision 1). */
export function hackathon(...acts: readonly Done[]): Hackathon {
  const made = applyDecisions(decisions([CREATE, ...acts]))
  if (made === undefined) throw new Error('no event was made')
  return made
}

/** A registration of somebody by themselves. */
export function register(address: string, isCore = true, at?: string): Done {
  const act: HackathonAct = {
    kind: 'registration.register',
    person: address,
    fields: fieldsOf(address),
    isCore,
    evidence: isCore ? ['maintainer of EXAMPLE'] : [],
  }
  return at === undefined ? { act, person: address } : { act, person: address, at }
}
