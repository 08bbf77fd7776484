import { type Instant, secondsOf } from '../time.ts'
import type { DecisionKind } from './decision-kind.ts'
import type { MotionEvent, Opening } from './motion.ts'
import { addDuration, addSeconds, formatRuleDuration, isWeekend, secondsIn } from './rule-duration.ts'

/** When a motion can be voted on, by its rule and by what happened to it. */
export interface Clock {
  readonly opening: Opening
  /** Ballots count from here: the opening, or the end of the phases before the vote. */
  readonly votingFrom: Instant
  /** Before early closing is looked at. */
  readonly closesAt: Instant
  readonly cancelledAt: Instant | undefined
  /** The phase before the vote that runs at `now`; `undefined` in the vote. */
  readonly phase: string | undefined
  readonly warnings: readonly string[]
}

/** Where a rule states no duration and a call no deadline, a motion is open so long (readings I7 and I8). */
export const DEFAULT_DURATION = '7d'

/**
 * The clock of a motion: `undefined` for a draft, whose call has not arrived in a list, so that nobody could see it.
 *
 * It starts at the arrival of the call; a rule's minimum lengthens a shorter deadline. It stands still while the call
 * could not be seen, starts anew at a new revision where the rule says so, and an extension counts if it was
 * declared before the close.
 */
export function readClock(
  kind: DecisionKind,
  events: readonly MotionEvent[],
  now: Instant,
): Clock | undefined {
  const opening = events.find((event) => event.type === 'opened')
  if (opening === undefined) return undefined
  const warnings: string[] = []
  const phases = kind.phases ?? []
  const business = kind.duration.business ?? false
  const startsAnew = kind.duration.restartOn?.includes('newRevision') ?? false

  let stated = opening.deadline
  let votingFrom = phases.slice(0, -1).reduce((at, phase) => addDuration(at, phase.min, business), opening.at)
  let closesAt = closeOf(kind, votingFrom, stated, business)
  let hiddenSince: Instant | undefined
  let cancelledAt: Instant | undefined
  for (const event of events) {
    if (event.type === 'hidden') hiddenSince ??= event.at
    else if (event.type === 'shown' && hiddenSince !== undefined) {
      const seconds = secondsOf(event.at) - secondsOf(hiddenSince)
      if (hiddenSince < votingFrom) votingFrom = addSeconds(votingFrom, seconds)
      if (hiddenSince < closesAt) closesAt = addSeconds(closesAt, seconds)
      hiddenSince = undefined
    } else if (event.type === 'cancelled' && event.at < closesAt) cancelledAt ??= event.at
    else if (event.type === 'revised' && startsAnew && event.at < closesAt) {
      // Votes stay; the time to look at what is new begins.
      if (stated !== undefined && stated < addDuration(event.at, minimumOf(kind), business))
        stated = undefined
      closesAt = closeOf(kind, event.at, stated, business)
    } else if (event.type === 'extended') {
      if (event.at >= closesAt) warnings.push('It was extended after the close: that needs a new round.')
      else if (event.deadline > closesAt) {
        stated = event.deadline
        closesAt = event.deadline
      }
    }
  }
  // Still out of sight: what is left of the time has not begun to pass.
  if (hiddenSince !== undefined && hiddenSince < closesAt && now > hiddenSince)
    closesAt = addSeconds(closesAt, secondsOf(now) - secondsOf(hiddenSince))
  warnings.push(...warnOf(kind, opening, votingFrom, closesAt))
  return {
    opening,
    votingFrom,
    closesAt,
    cancelledAt,
    phase: phaseAt(kind, opening.at, now, business),
    warnings,
  }
}

function minimumOf(kind: DecisionKind): string {
  return kind.phases?.at(-1)?.min ?? kind.duration.min ?? '0d'
}

function closeOf(
  kind: DecisionKind,
  votingFrom: Instant,
  stated: Instant | undefined,
  business: boolean,
): Instant {
  const least = addDuration(votingFrom, minimumOf(kind), business)
  const usual = kind.duration.default ?? kind.duration.min ?? kind.phases?.at(-1)?.min ?? DEFAULT_DURATION
  const wanted = stated ?? addDuration(votingFrom, usual, business)
  return wanted > least ? wanted : least
}

function phaseAt(
  kind: DecisionKind,
  startedAt: Instant,
  now: Instant,
  business: boolean,
): string | undefined {
  let end = startedAt
  for (const phase of (kind.phases ?? []).slice(0, -1)) {
    end = addDuration(end, phase.min, business)
    if (now < end) return phase.name
  }
  return undefined
}

function warnOf(kind: DecisionKind, opening: Opening, votingFrom: Instant, closesAt: Instant): string[] {
  const warnings: string[] = []
  const least = minimumOf(kind)
  if (
    opening.deadline !== undefined &&
    opening.deadline < addDuration(votingFrom, least, kind.duration.business)
  )
    warnings.push(`The call gives less time than the ${formatRuleDuration(least)} that the rule asks for.`)
  else if (opening.deadline === undefined && kind.duration.default === undefined && secondsIn(least) === 0)
    warnings.push(
      `Neither the rule nor the call says how long: ${formatRuleDuration(DEFAULT_DURATION)} are taken.`,
    )
  if (kind.silence !== 'assent') return warnings
  if (secondsOf(closesAt) - secondsOf(votingFrom) < 3 * 86_400)
    warnings.push('Silence is assent here, and there are less than 72 hours to speak.')
  if (countWorkingDays(votingFrom, closesAt) < 2)
    warnings.push('Silence is assent here, and hardly a working day lies in the time to speak.')
  return warnings
}

/** Working days that end within the time; enough to tell a weekend, or the end of the year, from a week. */
function countWorkingDays(from: Instant, to: Instant): number {
  let count = 0
  for (let at = addDuration(from, '1d'); at <= to && count < 10; at = addDuration(at, '1d'))
    if (!isWeekend(at) && !isYearsEnd(at)) count++
  return count
}

/** The days on which nearly everybody is away. */
function isYearsEnd(at: Instant): boolean {
  const day = at.slice(5, 10)
  return day >= '12-24' || day === '01-01'
}
