import type { Instant } from '../time.ts'
import { decide } from './decide.ts'
import type { DecisionKind } from './decision-kind.ts'
import type { Ballot, Electorate, MotionEvent } from './motion.ts'
import { findOddities, type Oddities } from './oddities.ts'
import type { Outcome } from './outcome.ts'

/** A decision of the past, with all that it was decided by. */
export interface PastDecision {
  readonly id: string
  readonly title: string
  readonly kind: DecisionKind
  readonly electorate: Electorate
  readonly ballots: readonly Ballot[]
  readonly events: readonly MotionEvent[]
}

/** What a past decision would have come to under another rule. */
export interface WhatIf {
  readonly id: string
  readonly title: string
  readonly was: Outcome['result']
  readonly wouldBe: Outcome['result']
  readonly isChanged: boolean
  /** Ballots that count under one of the two rules only. */
  readonly ballotsChanged: number
  /** The steps under the other rule, in one line. */
  readonly why: string
}

/** A draft rule, tried on the past. */
export interface Trial {
  /** Decisions that would have come out otherwise, first; then the others, each in the order given. */
  readonly decisions: readonly WhatIf[]
  readonly changed: number
  /** Votes that would work against themselves; `undefined` for rules in which votes are not counted so. */
  readonly oddities: Oddities | undefined
}

const COUNTED: ReadonlySet<DecisionKind['tally']> = new Set(['forAgainst', 'absolute', 'perGroupMeanShare'])

/**
 * "What would have changed had this rule been in force?": every past decision counted again under the draft, and the
 * draft searched for votes that work against themselves (teams of 3 to 8; by sub-project, two of 3 to 6).
 */
export function tryRule(past: readonly PastDecision[], draft: DecisionKind, now: Instant): Trial {
  const decisions = past.map((one) => compare(one, draft, now))
  const oddities = COUNTED.has(draft.tally)
    ? draft.tally === 'perGroupMeanShare'
      ? findOddities(draft, 2, 3, 6)
      : findOddities(draft, 1, 3, 8)
    : undefined
  return {
    decisions: [...decisions.filter((one) => one.isChanged), ...decisions.filter((one) => !one.isChanged)],
    changed: decisions.filter((one) => one.isChanged).length,
    oddities,
  }
}

function compare(past: PastDecision, draft: DecisionKind, now: Instant): WhatIf {
  const before = decide(past.kind, past.electorate, past.ballots, past.events, now)
  const after = decide(draft, past.electorate, past.ballots, past.events, now)
  const counted = (outcome: Outcome): ReadonlySet<string> =>
    new Set(outcome.ballots.filter((one) => one.isCounted).map((one) => one.ballot.id))
  const [old, other] = [counted(before), counted(after)]
  return {
    id: past.id,
    title: past.title,
    was: before.result,
    wouldBe: after.result,
    isChanged: before.result !== after.result,
    ballotsChanged: past.ballots.filter((ballot) => old.has(ballot.id) !== other.has(ballot.id)).length,
    why: after.summary,
  }
}
