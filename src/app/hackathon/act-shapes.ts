import * as z from 'zod'
import { UserError } from '../../core/errors.ts'
import type { HackathonAct, HackathonActKind } from '../../core/hackathon/decision.ts'
import { PAGE_TEXTS, PHASES, SLOT_KINDS } from '../../core/hackathon/event.ts'
import { GRADES } from '../../core/hackathon/interest.ts'
import { parseReference } from '../../core/hackathon/reference.ts'
import { REGISTRATION_STATES } from '../../core/hackathon/registration.ts'
import { ACTION_STATES } from '../../core/hackathon/session.ts'

/**
 * What each act about an event says, as it stands in a decision's payload (JSON). What is absent is `undefined`; in a
 * `change`, `null` empties a field and an absent one is not changed.
 */
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'must be lower-case letters, digits, dots and hyphens')
const word = z.string().max(300)
const line = z.string().max(2000)
const prose = z.string().max(200_000)
const person = z.string().min(1).max(320)
const messageId = z.string().min(1).max(1000)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day: 2026-05-01')
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, 'must be a time: 2026-05-01T12:00:00Z')
const count = z.number().int().min(0).max(1_000_000)
const seen = z.number().int().min(0)
const reference = z
  .string()
  .refine((text) => parseReference(text) !== undefined, 'must name a topic, session or action')
const list = <T extends z.ZodType>(shape: T) => z.array(shape).max(1000)

const writtenDate = z.strictObject({ raw: line, day: day.optional(), candidates: list(day) })
const presence = z.strictObject({ raw: line, day: day.optional(), time: word.optional() })
const cell = { slot: id, room: id }
const placement = z.strictObject({ session: id, ...cell })

const eventFields = {
  name: word,
  aliases: list(word),
  startsOn: day,
  endsOn: day,
  timeZone: word,
  venue: line.optional(),
  address: line.optional(),
  host: word.optional(),
  capacity: count.optional(),
  cutOffAt: instant.optional(),
  phase: z.enum(PHASES),
  contact: person.optional(),
  requestSubject: word.optional(),
  list: person.optional(),
  irc: word.optional(),
  texts: z.partialRecord(z.enum(PAGE_TEXTS), prose),
  purgeAfterDays: count,
}
const roomFields = {
  name: word,
  capacity: count.optional(),
  equipment: line.optional(),
  url: line.optional(),
}
const slotFields = {
  kind: z.enum(SLOT_KINDS),
  title: word.optional(),
  startsAt: instant,
  endsAt: instant,
  locked: z.boolean(),
  closedRooms: list(id),
}
const description = list(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: prose }),
    z.strictObject({
      kind: z.literal('item'),
      item: count,
      depth: z.number().int().min(0).max(9),
      text: prose,
    }),
  ]),
)
const topicFields = {
  title: line,
  insertedOn: writtenDate.optional(),
  verifiedOn: writtenDate.optional(),
  outreach: z.enum(['yes', 'no']).optional(),
  contacts: list(z.strictObject({ name: word, person: person.optional(), role: word.optional() })),
  list: line.optional(),
  irc: line.optional(),
  difficulty: prose.optional(),
  skills: prose.optional(),
  description,
  outcomes: prose.optional(),
}
const registrationFields = {
  name: word.min(1),
  organisation: word.optional(),
  jobTitle: word.optional(),
  passName: z.strictObject({ first: word, last: word }).optional(),
  irc: word.optional(),
  address: person.optional(),
}
const hard = z.boolean()
const wish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('on-day'), day, hard }),
  z.strictObject({ kind: z.literal('in-slots'), slots: list(id), hard }),
  z.strictObject({ kind: z.literal('not-in-slots'), slots: list(id), hard }),
  z.strictObject({ kind: z.literal('after'), session: id, hard, directly: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('before'), session: id, hard }),
  z.strictObject({ kind: z.literal('apart'), session: id, hard }),
  z.strictObject({ kind: z.literal('in-room'), room: id, hard }),
])
const sessionFields = {
  title: line,
  abstract: prose.optional(),
  topics: list(id),
  leaders: list(person),
  required: list(person),
  noteTaker: person.optional(),
  wishes: list(wish),
  unreadWishes: list(line),
}
const noteFields = { text: prose, agreements: list(prose), open: list(prose) }
const actionFields = {
  session: id.optional(),
  about: reference.optional(),
  text: prose,
  assignee: person.optional(),
  state: z.enum(ACTION_STATES),
}

/** Some of the fields; `null` for one that can be absent empties it. */
function changeOf(fields: Readonly<Record<string, z.ZodType>>) {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, shape]) => [
        name,
        shape instanceof z.ZodOptional
          ? shape.nullable().transform((value) => value ?? undefined)
          : shape.optional(),
      ]),
    ),
  )
}

/** The shapes of payloads by the kind of act; the kind itself is the action of the decision. */
export const HACKATHON_ACT_SHAPES = {
  'event.create': z.strictObject({ id, fields: z.strictObject(eventFields) }),
  'event.change': z.strictObject({ change: changeOf(eventFields), seen }),
  'room.add': z.strictObject({ id, fields: z.strictObject(roomFields) }),
  'room.change': z.strictObject({ id, change: changeOf(roomFields), seen }),
  'room.remove': z.strictObject({ id }),
  'slot.add': z.strictObject({ id, fields: z.strictObject(slotFields) }),
  'slot.change': z.strictObject({ id, change: changeOf(slotFields), seen }),
  'slot.remove': z.strictObject({ id }),
  'topic.add': z.strictObject({ id, fields: z.strictObject(topicFields) }),
  'topic.change': z.strictObject({ id, change: changeOf({ ...topicFields, withdrawn: z.boolean() }), seen }),
  'topic.comment': z.strictObject({
    id,
    comment: z.strictObject({ person, name: word, at: instant.optional(), text: prose }),
  }),
  'topic.mailed': z.strictObject({ id, messageId }),
  'interest.state': z.strictObject({
    about: reference,
    person,
    grade: z.enum(GRADES),
    via: z.enum(['web', 'mail', 'import']),
    note: line.optional(),
  }),
  'registration.register': z.strictObject({
    person,
    fields: z.strictObject(registrationFields),
    isCore: z.boolean(),
    evidence: list(line),
  }),
  'registration.change': z.strictObject({ person, change: changeOf(registrationFields), seen }),
  'registration.travel': z.strictObject({
    person,
    travel: z
      .strictObject({ arrives: presence.optional(), leaves: presence.optional(), lodging: line.optional() })
      .optional(),
  }),
  'registration.accept': z.strictObject({ person }),
  'registration.withdraw': z.strictObject({ person, reason: line.optional() }),
  'registration.set': z.strictObject({
    person,
    to: z.enum(REGISTRATION_STATES),
    invitedUntil: instant.optional(),
    reason: line.optional(),
  }),
  'person.identify': z.strictObject({ was: person, is: person }),
  'session.add': z.strictObject({ id, fields: z.strictObject(sessionFields) }),
  'session.change': z.strictObject({
    id,
    change: changeOf({ ...sessionFields, cancelled: z.boolean(), attendance: count.optional() }),
    seen,
  }),
  'agenda.place': z.strictObject({ placement, locked: z.boolean(), seen }),
  'agenda.unplace': z.strictObject({ session: id, seen }),
  'agenda.accept': z.strictObject({ placements: list(placement), seen }),
  'agenda.publish': z.strictObject({ note: line.optional() }),
  'note.write': z.strictObject({ session: id, change: changeOf(noteFields), seen }),
  'note.mailed': z.strictObject({ session: id, messageId }),
  'note.reminded': z.strictObject({ session: id, hours: z.union([z.literal(24), z.literal(72)]) }),
  'action.add': z.strictObject({ id, fields: z.strictObject(actionFields) }),
  'action.change': z.strictObject({ id, change: changeOf(actionFields), seen }),
  'outcome.judge': z.strictObject({
    about: reference,
    outcome: z.enum(['commit', 'series', 'thread']),
    target: messageId,
    verdict: z.enum(['confirmed', 'rejected']),
    tier: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).optional(),
    evidence: prose,
  }),
  'conflict.settle': z.strictObject({ conflict: seen }),
} satisfies Readonly<Record<HackathonActKind, z.ZodType>>

/** The kinds of acts about events, as they stand in a decision's `action`. */
export const HACKATHON_ACTS = Object.keys(HACKATHON_ACT_SHAPES).sort() as readonly HackathonActKind[]

/** An act of a kind from a payload. Throws `UserError` naming what does not fit. */
export function parseHackathonAct(kind: string, payload: unknown): HackathonAct {
  const known = HACKATHON_ACTS.find((one) => one === kind)
  if (known === undefined) throw new UserError('usage', `there is no act "${kind}"`)
  const read = HACKATHON_ACT_SHAPES[known].safeParse(payload)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new UserError(
      'usage',
      `this ${kind} cannot be recorded: ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  // The shape of the kind was just checked; what JSON leaves out is what is `undefined`.
  return { kind: known, ...read.data } as HackathonAct
}

/** An act as a payload: JSON, in which a field that a change empties is `null`. */
export function formatHackathonAct(act: HackathonAct): Readonly<Record<string, unknown>> {
  const { kind: _, ...payload } = act
  return formatPayload(payload)
}

/** Plain data as such a payload. */
export function formatPayload(payload: object): Readonly<Record<string, unknown>> {
  return JSON.parse(
    JSON.stringify(payload, function (this: Readonly<Record<string, unknown>>, name, value) {
      if (name !== 'change' || typeof value !== 'object' || value === null) return value
      return Object.fromEntries(Object.entries(value).map(([field, to]) => [field, to ?? null]))
    }),
  )
}
