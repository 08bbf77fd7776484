import type { BallotRule, ElectorateRule, PassRule, ScaleRule } from '../decision-kind.ts'
import type { PackKind } from '../rule-pack.ts'

/** What most kinds of all packs have in common; each says what it has otherwise. */
export const USUAL = {
  abstain: 'ignored',
  silence: 'nothing',
  close: { early: 'never', lateBallots: 'shown' },
  ballot: { mode: 'public', revote: 'last', publish: 'names', channel: ['list', 'form'] },
  result: { tie: 'fail' },
  duration: {},
  markers: {},
  readings: [],
} as const satisfies Partial<PackKind>

/** Persons with a role, as it was when the vote opened; opinions of others are recorded. */
export function holdersOf(...roles: readonly string[]): ElectorateRule {
  return {
    units: 'person',
    groups: roles.map((role) => ({ role })),
    exclude: ['emeritus', 'recused'],
    nonBinding: 'record',
    snapshot: 'atOpen',
  }
}

/** −2 to +2, of which rules of "for" and "against" see the sign only. */
export const FIVE_STEPS: ScaleRule = {
  values: [2, 1, 0, -1, -2],
  reasonRequired: [-2],
  reasonMissing: 'warn',
}

/** For, abstain, against. */
export const THREE_STEPS: ScaleRule = { values: [1, 0, -1], reasonRequired: [], reasonMissing: 'warn' }

/** More votes for than against. */
export const MORE_THAN_HALF_CAST: PassRule = {
  need: { num: 1, den: 2 },
  of: 'forPlusAgainst',
  strict: true,
}

/** More than half of everybody who may vote. */
export const MORE_THAN_HALF_OF_ALL: PassRule = { need: { num: 1, den: 2 }, of: 'electorate', strict: true }

/** Two thirds of those who are for or against. */
export const TWO_THIRDS_CAST: PassRule = { need: { num: 2, den: 3 }, of: 'forPlusAgainst', strict: false }

/** Two thirds of everybody who may vote. */
export const TWO_THIRDS_OF_ALL: PassRule = { need: { num: 2, den: 3 }, of: 'electorate', strict: false }

/** Ballots that only those who count them see; the numbers are published. */
export const PRIVATE: BallotRule = {
  mode: 'private',
  revote: 'last',
  publish: 'counts',
  channel: ['form', 'list'],
  proof: 'confirmed',
}

/** Ballots without names: who voted and what was voted are two records without a common key. */
export const ANONYMOUS: BallotRule = {
  mode: 'anonymous',
  revote: 'refuse',
  publish: 'counts',
  channel: ['form'],
  proof: 'account',
}
