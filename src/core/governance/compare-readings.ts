import type { Instant } from '../time.ts'
import { type Clock, readClock } from './clock.ts'
import { type DecisionKind, withReading } from './decision-kind.ts'
import { evaluate, type Poll } from './evaluate.ts'
import type { Ballot, Electorate, MotionEvent } from './motion.ts'
import type { OtherReading } from './outcome.ts'

/** What the count would be under each of the other readings of the written rule. */
export function compareReadings(
  kind: DecisionKind,
  electorate: Electorate,
  ballots: readonly Ballot[],
  events: readonly MotionEvent[],
  clock: Clock,
  now: Instant,
  chosen: Poll,
): readonly OtherReading[] {
  return kind.readings.flatMap((reading) =>
    reading.options.flatMap((option) => {
      if (option.id === reading.chosen || Object.keys(option.set).length === 0) return []
      const other = withReading(kind, reading.id, option.id)
      const poll = evaluate(other, electorate, ballots, events, readClock(other, events, now) ?? clock, now)
      return [
        {
          reading: reading.id,
          option: option.id,
          question: reading.question,
          text: option.text,
          passes: poll.verdict.passes,
          isDifferent: poll.verdict.passes !== chosen.verdict.passes,
          countsDiffer: whoCounts(poll) !== whoCounts(chosen),
        },
      ]
    }),
  )
}

function whoCounts(poll: Poll): string {
  const groups = poll.verdict.groups.filter((group) => group.isCounted).map((group) => group.id)
  const ballots = poll.box.votes.map((vote) => `${vote.group} ${vote.ballot.id}`)
  return JSON.stringify([groups, ballots.sort()])
}

/** A sentence for each reading that makes a difference. */
export function warnReadings(readings: readonly OtherReading[]): readonly string[] {
  return readings.flatMap((reading) => {
    const name = `Reading ${reading.reading}-${reading.option} (${reading.text})`
    if (reading.isDifferent) return [`${name}: it would ${reading.passes ? 'pass' : 'fail'}.`]
    return reading.countsDiffer ? [`${name}: other votes would count, with the same result.`] : []
  })
}
