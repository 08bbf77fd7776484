import type { BallotMode, BallotRule, DecisionKind } from './decision-kind.ts'
import { ANONYMOUS, PRIVATE, USUAL } from './packs/parts.ts'

const RULES: Readonly<Record<BallotMode, BallotRule>> = {
  public: USUAL.ballot,
  private: PRIVATE,
  anonymous: ANONYMOUS,
}

/** The ways in which ballots on a motion of a kind can be cast: the kind's own first. */
export function listBallotModes(kind: DecisionKind): readonly BallotMode[] {
  return [...new Set([kind.ballot.mode, ...(kind.ballot.modes ?? []).map((one) => one.mode)])]
}

/** Why somebody with these roles cannot ask for a way to vote, in a sentence; `undefined`: they can. */
export function whyNotMode(
  kind: DecisionKind,
  mode: BallotMode,
  roles: readonly string[],
): string | undefined {
  if (mode === kind.ballot.mode) return undefined
  const found = kind.ballot.modes?.find((one) => one.mode === mode)
  if (found === undefined)
    return `ballots on “${kind.title}” are ${listBallotModes(kind).join(' or ')}, not ${mode}`
  if (found.openBy === undefined || found.openBy.some((role) => roles.includes(role))) return undefined
  return `to ask for ${mode} ballots takes one of ${found.openBy.join(', ')}`
}

/** The kind with its ballots cast in another way that it allows; the kind itself where it does not. */
export function withBallotMode(kind: DecisionKind, mode: BallotMode | undefined): DecisionKind {
  if (mode === undefined || mode === kind.ballot.mode || !listBallotModes(kind).includes(mode)) return kind
  const { modes } = kind.ballot
  return { ...kind, ballot: { ...RULES[mode], ...(modes === undefined ? {} : { modes }) } }
}
