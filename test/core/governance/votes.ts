import { decide } from '../../../src/core/governance/decide.ts'
import type { DecisionKind, KindId } from '../../../src/core/governance/decision-kind.ts'
import type {
  Ballot,
  Electorate,
  ElectorateGroup,
  MotionEvent,
  Opening,
  Voter,
} from '../../../src/core/governance/motion.ts'
import type { Outcome } from '../../../src/core/governance/outcome.ts'
import { findPreset, PRESETS } from '../../../src/core/governance/packs/presets.ts'
import { findKind, resolvePack } from '../../../src/core/governance/rule-pack.ts'
import { addDays, type Instant } from '../../../src/core/time.ts'

/** Motions of these tests open here, a Monday. */
export const OPENED: Instant = '2026-03-02T10:00:00Z'

/** So many days after the opening. */
export const day = (days: number): Instant => addDays(OPENED, days)

/** A kind of a preset, by `pack/kind`. */
export function kindOf(name: string): DecisionKind {
  const [packId = '', id = ''] = name.split('/')
  const pack = findPreset(packId)
  const kind = pack === undefined ? undefined : findKind(resolvePack(pack, PRESETS), id satisfies KindId)
  if (kind === undefined) throw new Error(`no preset ${name}`)
  return kind
}

export function voter(person: string, more: Partial<Voter> = {}): Voter {
  return {
    person,
    name: person,
    organisation: undefined,
    active: true,
    necessary: false,
    emeritus: false,
    ...more,
  }
}

/** A group of so many voters named `a1`, `a2`, …, or of the voters given. */
export function group(
  id: string,
  voters: number | readonly Voter[],
  more: Partial<ElectorateGroup> = {},
): ElectorateGroup {
  const list =
    typeof voters === 'number' ? Array.from({ length: voters }, (_, i) => voter(`${id}${i + 1}`)) : voters
  return { id, title: id, mature: true, voters: list, unnamed: 0, ...more }
}

export const electorate = (...groups: readonly ElectorateGroup[]): Electorate => ({ groups })

/** A ballot on the first day, its id from its voter, unless told otherwise. */
export function ballot(person: string, value: number | undefined, more: Partial<Ballot> = {}): Ballot {
  return {
    id: `${person}@${more.at ?? '1'}`,
    person,
    name: person,
    group: undefined,
    at: day(1),
    option: undefined,
    value,
    reason: 'because',
    proof: 'account',
    isProxy: false,
    isUnconfirmed: false,
    isWithdrawal: false,
    ...more,
  }
}

/** Ballots of `a1`, `a2`, …, one for each value. */
export const ballots = (id: string, ...values: readonly number[]): readonly Ballot[] =>
  values.map((value, i) => ballot(`${id}${i + 1}`, value))

export function opened(more: Partial<Opening> = {}): Opening {
  return { type: 'opened', at: OPENED, proposer: 'pat', proposerName: 'Pat', textHash: 'x', ...more }
}

/** How it ended: twenty days after the opening, with these ballots and nothing else. */
export function outcome(
  kind: DecisionKind,
  voters: Electorate,
  cast: readonly Ballot[],
  more: {
    readonly events?: readonly MotionEvent[]
    readonly now?: Instant
    readonly opening?: Partial<Opening>
  } = {},
): Outcome {
  return decide(kind, voters, cast, [opened(more.opening), ...(more.events ?? [])], more.now ?? day(20))
}
