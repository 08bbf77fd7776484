import { addDays, type Instant } from '../time.ts'

/** What can be seen of somebody's work in the scope of one role, in the list and in git. */
export interface RoleActivity {
  readonly person: string
  readonly name: string
  readonly role: string
  readonly scope: string
  /** Since when they have the role. */
  readonly since: Instant
  /** Commits in scope that they wrote, signed off, reviewed, acked or tested. */
  readonly commits: readonly Instant[]
  /** Replies of substance in scope, with or without a tag. */
  readonly replies: readonly Instant[]
  /** Patches in scope that were sent to them: the opportunities to answer. */
  readonly opportunities: readonly Instant[]
  /** Those of them that they answered. */
  readonly answered: readonly Instant[]
  /** Pings to them; `answeredAt` `undefined`: none of theirs followed. */
  readonly pings: readonly { readonly at: Instant; readonly answeredAt: Instant | undefined }[]
  /** Their approval is all that a change waits for, or a dispute needs their word. */
  readonly isNeeded: boolean
  readonly bounces: readonly { readonly at: Instant; readonly isPermanent: boolean }[]
  /** Votes that they could cast, and whether they did; oldest first. */
  readonly votes: readonly { readonly at: Instant; readonly isCast: boolean }[]
  /** Left the employer through which they had the role, and the address is dead. */
  readonly departedAt: Instant | undefined
  /** "Still active until …", by themselves. */
  readonly attestations: readonly { readonly at: Instant; readonly until: Instant }[]
  readonly leaves: readonly { readonly from: Instant; readonly until: Instant }[]
  /** Questions whether they wish to go on, and their answers. */
  readonly questions: readonly {
    readonly at: Instant
    readonly answeredAt: Instant | undefined
    readonly answer: 'keep' | 'reviewer' | 'emeritus' | undefined
  }[]
}

/** When somebody is asked, and when a lapse is proposed. */
export interface LapsePolicy {
  readonly activeDays: number
  readonly proposeDays: number
  /** Fewer opportunities than this say nothing about anybody. */
  readonly leastOpportunities: number
  readonly answerDays: number
  readonly bounceDays: number
  readonly pings: number
  readonly pingDays: number
}

/**
 * The defaults, from the history of Xen's MAINTAINERS: of 87 tenures 21 % had a gap of a year and went on, 5 % one of
 * two years (governance dossier, section 2.4, and cases, section D).
 */
export const LAPSE_POLICY: LapsePolicy = {
  activeDays: 365,
  proposeDays: 730,
  leastOpportunities: 3,
  answerDays: 30,
  bounceDays: 14,
  pings: 3,
  pingDays: 60,
}

/** Where somebody stands, from active to a proposed lapse. What follows is decided by people, never by this. */
export type LapseState = 'active' | 'on-leave' | 'quiet' | 'watch' | 'asked' | 'proposed'

/** What makes it so. */
export type LapseCause =
  | 'evidence'
  | 'attestation'
  | 'leave'
  | 'few-opportunities'
  | 'inactive'
  | 'no-answer'
  | 'long-inactive'
  | 'bounces'
  | 'departed'
  | 'pings'
  | 'own-wish'

/** An assessment of one role of one person, and since when it holds. */
export interface LapseAssessment {
  readonly state: LapseState
  readonly cause: LapseCause
  readonly since: Instant
  /** The latest sign of activity in scope; `undefined`: none since the role began. */
  readonly lastSeenAt: Instant | undefined
  /** In the last twelve months: patches sent to them, and answered. */
  readonly opportunities: number
  readonly answered: number
}

/**
 * How a role stands at `now`. Scope counts, activity elsewhere does not; what cannot be seen (chat, calls, embargoed
 * work) is for the person to attest, and leave of absence is respected. Without opportunities nobody is inactive.
 * Source: governance dossier, section 2.4.
 */
export function assessLapse(
  activity: RoleActivity,
  now: Instant,
  policy: LapsePolicy = LAPSE_POLICY,
): LapseAssessment {
  const past = (instants: readonly Instant[]): readonly Instant[] => instants.filter((at) => at <= now)
  const lastSeenAt = latest(past([...activity.commits, ...activity.replies]))
  const yearAgo = addDays(now, -policy.activeDays)
  const inYear = (instants: readonly Instant[]): number => past(instants).filter((at) => at > yearAgo).length
  const numbers = { opportunities: inYear(activity.opportunities), answered: inYear(activity.answered) }
  const found = (state: LapseState, cause: LapseCause, since: Instant): LapseAssessment => ({
    state,
    cause,
    since,
    lastSeenAt,
    ...numbers,
  })
  const leave = activity.leaves.find((one) => one.from <= now && now < one.until)
  if (leave !== undefined) return found('on-leave', 'leave', leave.from)
  const wish = activity.questions.findLast(
    (one) => one.answeredAt !== undefined && one.answeredAt <= now && one.answer !== 'keep',
  )
  if (wish?.answeredAt !== undefined && !isAfter(lastSeenAt, wish.answeredAt))
    return found('proposed', 'own-wish', wish.answeredAt)
  const kept = activity.questions.flatMap((one) =>
    one.answer === 'keep' && one.answeredAt !== undefined ? one.answeredAt : [],
  )
  const attested = activity.attestations.findLast((one) => one.at <= now && now < one.until)
  // The clock starts with the role, and anew with a sign of life, a "keep" and the end of a leave.
  const from =
    latest(
      past([
        activity.since,
        ...activity.commits,
        ...activity.replies,
        ...kept,
        ...activity.leaves.map((one) => one.until),
        ...activity.attestations.map((one) => (one.until <= now ? one.until : one.at)),
      ]),
    ) ?? activity.since
  const event = findEvent(activity, from, now, policy)
  if (event !== undefined) return found('proposed', event.cause, event.at)
  if (attested !== undefined) return found('active', 'attestation', attested.at)
  if (from > yearAgo) return found('active', 'evidence', from)
  const since = addDays(from, policy.activeDays)
  if (numbers.opportunities < policy.leastOpportunities) return found('quiet', 'few-opportunities', since)
  if (from <= addDays(now, -policy.proposeDays))
    return found('proposed', 'long-inactive', addDays(from, policy.proposeDays))
  const question = activity.questions.findLast(
    (one) => one.at >= since && one.at <= now && !isAnswered(one, now),
  )
  if (question === undefined) return found('watch', 'inactive', since)
  const due = addDays(question.at, policy.answerDays)
  return now >= due ? found('proposed', 'no-answer', due) : found('asked', 'inactive', question.at)
}

function isAnswered(question: { readonly answeredAt: Instant | undefined }, now: Instant): boolean {
  return question.answeredAt !== undefined && question.answeredAt <= now
}

/** What cannot wait for a year to pass, unless a sign of life came after it. */
function findEvent(
  activity: RoleActivity,
  from: Instant,
  now: Instant,
  policy: LapsePolicy,
): { readonly cause: LapseCause; readonly at: Instant } | undefined {
  const bounces = activity.bounces
    .filter((one) => one.isPermanent && one.at > from && one.at <= now)
    .map((one) => one.at)
    .sort()
  const [first] = bounces
  const second = bounces.find((at) => first !== undefined && at >= addDays(first, policy.bounceDays))
  if (second !== undefined) return { cause: 'bounces', at: second }
  const departed = activity.departedAt
  if (departed !== undefined && departed <= now && departed > from) return { cause: 'departed', at: departed }
  const pings = activity.pings
    .filter((one) => one.at > from && one.at <= now && one.at > addDays(now, -policy.pingDays))
    .filter((one) => one.answeredAt === undefined || one.answeredAt > now)
    .map((one) => one.at)
    .sort()
  const last = pings[policy.pings - 1]
  return activity.isNeeded && last !== undefined ? { cause: 'pings', at: last } : undefined
}

/** How somebody whose role lapsed comes back: within two years by lazy consensus, later by nomination. */
export function findWayBack(
  lapsedAt: Instant,
  requestedAt: Instant,
): { readonly kind: string; readonly days: number } {
  return requestedAt <= addDays(lapsedAt, 730)
    ? { kind: 'lazy', days: 7 }
    : { kind: 'maintainerNom', days: 7 }
}

/** The kind of decision that a lapse needs: seats of trust need a vote, a section's maintainers lazy consensus. */
export function lapseKindOf(role: string): { readonly kind: string; readonly days: number } {
  const isSeat = ['security-team', 'release-manager', 'leadership-team', 'lead', 'committer'].includes(role)
  return isSeat ? { kind: 'lt', days: 14 } : { kind: 'lazy', days: 14 }
}

function latest(instants: readonly Instant[]): Instant | undefined {
  return instants.reduce<Instant | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined)
}

function isAfter(a: Instant | undefined, b: Instant): boolean {
  return a !== undefined && a > b
}
