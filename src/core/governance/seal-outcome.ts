import type { DecisionKind } from './decision-kind.ts'
import type { Outcome, Step } from './outcome.ts'

/** Has the vote not ended yet, so that a count would tell of single ballots? */
function isRunning(outcome: Outcome): boolean {
  return outcome.state === 'open' || outcome.state === 'review'
}

/**
 * The outcome as anybody may see it. While ballots whose names are not published are still being cast, a count that
 * grows by one tells what somebody voted who is seen to have voted: until the close only their number is shown.
 * `voted`: how many have.
 */
export function sealOutcome(kind: DecisionKind, outcome: Outcome, voted: number): Outcome {
  if (kind.ballot.publish === 'names' || !isRunning(outcome)) return outcome
  const turnout: Step = {
    code: 'turnout',
    isMet: undefined,
    text: `${voted === 0 ? 'nobody has' : voted === 1 ? '1 has' : `${voted} have`} voted; the count is shown at the close`,
  }
  const steps = [turnout, ...outcome.steps.filter((step) => step.code === 'clock')]
  return {
    ...outcome,
    leaning: undefined,
    verdict: {
      ...outcome.verdict,
      passes: undefined,
      groups: [],
      options: [],
      winner: undefined,
      mean: undefined,
      steps: [turnout],
      warnings: [],
    },
    ballots: [],
    steps,
    summary: steps.map((step) => step.text).join('; '),
    warnings: [],
    flips: [],
    readings: [],
  }
}
