import * as z from 'zod'
import { isDay } from '../../core/zone-time.ts'

/**
 * What is recorded about motions and roles. The subject is the id of the motion (the Message-ID of its call, or the
 * name of its draft), or for `role-note` the role: `role\nscope\nperson`.
 *
 * `motion-draft`: somebody wants to put it. `motion-open` and `motion-close` are recorded by a sync, as the person
 * `patchmoot`: rule, electorate and words from the opening on, digests and count at the close. `motion-event`:
 * what happened to it in between. `vote`: a ballot cast on a page; `voted`: that somebody put one into the box of an
 * anonymous vote, and nothing else. `vote-confirm`: the mail was meant as a ballot, or as the call.
 */
const words = z.string().min(1).max(1000)
const reason = z.string().max(10_000)
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'must be an instant, as 2026-05-01T12:00:00Z')
const day = z.string().refine(isDay, 'must be a day of the calendar, as in 2026-05-01')
const motionId = z.string().min(1).max(1000)
const via = z.enum(['web', 'token', 'cli'])
const value = z.int().min(-20).max(20)
const choices = z
  .array(z.strictObject({ option: z.string().min(1).max(300), value }))
  .min(1)
  .max(20)
const anything = z.record(z.string(), z.unknown())

/** What happens to a motion by somebody's word. */
const motionEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('extended'), deadline: instant, via }),
  z.strictObject({ type: z.literal('revised'), text: z.string().min(1).max(20_000), via }),
  z.strictObject({ type: z.literal('cancelled'), reason: reason.optional(), via }),
  z.strictObject({ type: z.literal('recused'), via }),
  z.strictObject({ type: z.literal('challenged'), reason: z.string().min(1).max(10_000), via }),
  z.strictObject({ type: z.literal('published'), text: z.string().max(20_000), via }),
  z.strictObject({ type: z.literal('castingVote'), value, via }),
  // The electorate is drawn anew when it is recorded: nobody sends one.
  z.strictObject({
    type: z.literal('corrected'),
    reason: z.string().min(1).max(10_000),
    electorate: anything.optional(),
    via,
  }),
  z.strictObject({ type: z.literal('present'), persons: z.array(words).max(200), via }),
  z.strictObject({
    type: z.literal('reported'),
    group: words,
    inFavour: z.int().min(0).max(100_000),
    against: z.int().min(0).max(100_000),
    abstained: z.int().min(0).max(100_000),
    via,
  }),
  z.strictObject({ type: z.literal('added'), group: words, person: words, name: z.string().max(200), via }),
])

export const MOTION_SHAPES = {
  'motion-draft': z.strictObject({
    kind: words,
    title: z.string().min(3).max(200),
    text: z.string().min(1).max(20_000),
    options: z.array(z.string().min(1).max(300)).max(20).optional(),
    deadline: instant.optional(),
    startingPosition: z.union([z.literal(0), z.literal(-1)]).optional(),
    subjectPerson: words.optional(),
    project: z.string().max(100).optional(),
    ballots: z.enum(['public', 'private', 'anonymous']).optional(),
    via,
  }),
  'motion-open': z.strictObject({
    call: motionId,
    kind: anything,
    electorate: anything,
    text: z.string().max(20_000),
    textHash: z.string(),
    proposer: words,
    proposerName: z.string(),
    at: instant,
  }),
  'motion-close': z.strictObject({
    closesAt: instant,
    result: words,
    summary: z.string().max(20_000),
    ballots: z.string(),
    counted: z.int(),
    /** Digests of the mails that ballots were cast by, sorted. */
    tally: z.int().optional(),
    mails: z.array(z.string().max(100)).max(100_000).optional(),
    /** Of an anonymous vote: what was in the box, in the order of the receipts. */
    box: z
      .array(
        z.strictObject({
          receipt: words,
          content: z.strictObject({ value: value.optional(), choices: choices.optional() }),
        }),
      )
      .optional(),
  }),
  'motion-event': motionEvent,
  vote: z.strictObject({
    value: value.optional(),
    withdraw: z.literal(true).optional(),
    /** Where the motion has options: one value for each that is voted on. */
    choices: choices.optional(),
    group: words.optional(),
    reason: z.string().max(2000).optional(),
    via,
  }),
  voted: z.strictObject({ via }),
  'vote-confirm': z.strictObject({ mail: motionId, via }),
  'role-note': z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('leave'), from: day, until: day, via }),
    z.strictObject({ type: z.literal('attest'), until: day, via }),
    z.strictObject({ type: z.literal('asked'), via }),
    // Mail to them came back: for good, or for now.
    z.strictObject({ type: z.literal('bounced'), on: day, permanent: z.boolean(), via }),
    // They left the employer through which they had the role, and the address is dead.
    z.strictObject({ type: z.literal('left'), on: day, via }),
    z.strictObject({
      type: z.literal('begins'),
      from: day,
      name: z.string().min(1).max(200).optional(),
      decision: words,
      via,
    }),
    z.strictObject({ type: z.literal('ends'), on: day, decision: words, via }),
    z.strictObject({ type: z.literal('answered'), answer: z.enum(['keep', 'reviewer', 'emeritus']), via }),
  ]),
}

/** Decisions about motions and roles, which are not about a series. */
export type MotionAction = keyof typeof MOTION_SHAPES

/** Is a decision of this name about a motion or a role? */
export function isMotionAction(action: string): action is MotionAction {
  return Object.hasOwn(MOTION_SHAPES, action)
}

/** Who records what follows by itself: openings and closes. No person can be called so: it is no address. */
export const RECORDER = 'patchmoot'

/** The name of a role of somebody, as the subject of a `role-note`. */
export function roleSubject(role: string, scope: string, person: string): string {
  return [role, scope, person].join('\n')
}
