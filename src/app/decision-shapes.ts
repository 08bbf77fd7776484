import * as z from 'zod'
import { eventOfSubject } from '../core/hackathon/recorded-act.ts'
import { STATUSES } from '../core/status/status.ts'
import { isDay } from '../core/zone-time.ts'

/**
 * What people can decide, and what each decision says beside its subject (a Message-ID). Everything refers to
 * Message-IDs and commits, never to derived numbers: decisions outlive every rebuild.
 *
 * `group`: the mail is part of the series of another mail, or (`own`) of a series of its own. `link`: the series of the mail continues the series of
 * `older`; `unlink`: it does not. `state`: the lineage of the mail stands so, until its next posting or commit.
 * `match`: the patch became that commit; `unmatch`: it did not. `erase`: the words of an earlier decision are gone.
 *
 * About the lineage of the mail, by whoever decides: `snooze`: it waits until the end of that day. `not-lost`: it is
 * not lost, until something happens to it. `look`: they look at it by that day. `not-me`: they are not to be asked.
 * `adopt`: they go on with it, its author stays its author. `offer`: it is a project for somebody to pick up.
 *
 * About who is who, their subject is `person:` and an address: `join`: it is another address of that person. `separate`: it
 * is not. Both win over `.mailmap`; of the configuration they cannot say the opposite.
 *
 * `number`: a figure of the dashboard looks wrong; its subject is `figure:` and the id of the metric.
 */
const reason = z.string().max(10_000).optional()
const messageId = z.string().min(1).max(1000)
const commit = z.string().regex(/^[0-9a-f]{40}$/)

const day = z.string().refine(isDay, 'must be a day of the calendar, as in 2026-05-01')
const words = z.string().min(1).max(1000)

/** An address, as it is compared. */
const address = z
  .string()
  .max(320)
  .regex(/^[^\s<>@,;:"()[\]\\]{1,200}@[^\s<>@,;:"()[\]\\]{1,255}$/, 'must be a mail address')
  .transform((text) => text.toLowerCase())

/** What the subject of a decision about somebody begins with; their address follows. */
export const PERSON_SUBJECT = 'person:'

export const DECISION_SHAPES = {
  group: z.strictObject({ series: messageId, reason }),
  link: z.strictObject({ older: messageId, reason }),
  unlink: z.strictObject({ older: messageId, reason }),
  state: z.strictObject({ status: z.enum(STATUSES), reason }),
  match: z.strictObject({ commit, repository: z.string(), reason }),
  unmatch: z.strictObject({ commit, repository: z.string(), reason }),
  snooze: z.strictObject({ until: day, reason }),
  'not-lost': z.strictObject({ reason: z.string().min(1).max(10_000) }),
  look: z.strictObject({ by: day, reason }),
  'not-me': z.strictObject({ reason }),
  adopt: z.strictObject({ reason }),
  offer: z.strictObject({
    difficulty: z.enum(['easy', 'medium', 'hard']),
    skills: words.optional(),
    mentor: words.optional(),
    reason,
  }),
  join: z.strictObject({ person: address, reason }),
  separate: z.strictObject({ person: address, reason }),
  number: z.strictObject({
    /** Where it was seen, and what was seen there. */
    address: z.string().min(1).max(2000),
    title: words,
    shown: z.string().max(2000),
    definition: z.string().max(5000),
    comment: z.string().min(1).max(10_000),
    /** How to reach whoever says so, if they want to be. */
    contact: z.string().max(300).optional(),
  }),
  erase: z.strictObject({ sequence: z.number().int().positive(), reason }),
}

/** The name of a kind of decision. */
export type DecisionAction = keyof typeof DECISION_SHAPES

export const DECISION_ACTIONS = Object.keys(DECISION_SHAPES).sort() as readonly DecisionAction[]

/** Nothing is derived from these: they are read where they are shown, and no derivation is due for them. */
export const DERIVES_NOTHING: ReadonlySet<string> = new Set<DecisionAction>(['number'])

/** Whether rows follow from a decision: those about events have theirs where events are derived. */
export function derivesRows({
  action,
  subject,
}: {
  readonly action: string
  readonly subject: string
}): boolean {
  return !DERIVES_NOTHING.has(action) && eventOfSubject(subject) === undefined
}
