import type { Count } from './count-votes.ts'
import type { DecisionKind } from './decision-kind.ts'
import { compareFractions, type Frac, fractionOf, leastOf } from './fraction.ts'
import { signed } from './judge-consensus.ts'
import { addGroups, judgeGroup } from './judge-majority.ts'
import type { OptionCount, Step, Verdict } from './outcome.ts'

/** What was answered, option by option; what it means is its organiser's to say. */
export function judgeSurvey(kind: DecisionKind, count: Count): Verdict {
  const steps: Step[] = count.options.map((option) => ({
    code: 'option',
    isMet: undefined,
    text: `${option.option}: ${answers(option)}`,
  }))
  steps.push({ code: 'organiser', isMet: undefined, text: 'not binding: its organiser says what it came to' })
  return { ...verdictOf(kind, count), passes: undefined, steps }
}

/**
 * Each option by itself, as the rule's quorum and majority have it; of those that pass, the one with most votes in
 * favour wins. A tie at the top elects nobody.
 */
export function judgeApproval(kind: DecisionKind, count: Count): Verdict {
  const group = addGroups(count.groups)
  const results = count.options.map((option) => {
    const judged = judgeGroup(kind, {
      ...group,
      inFavour: option.inFavour,
      against: option.against,
      abstained: option.abstained,
      sum: 0,
    })
    const need = kind.pass?.need ?? { num: 1, den: 2 }
    const order =
      typeof need === 'number'
        ? option.inFavour - need
        : judged.share === undefined
          ? -1
          : compareFractions(judged.share, fractionOf(need))
    const passes = judged.hasQuorum && (kind.pass?.strict ? order > 0 : order >= 0)
    return { option, judged, passes }
  })
  const most = Math.max(0, ...results.filter((one) => one.passes).map((one) => one.option.inFavour))
  const first = results.filter((one) => one.passes && one.option.inFavour === most)
  const [only] = first
  const winner = first.length === 1 ? only?.option.option : undefined
  const steps: Step[] = results.map(({ option, judged, passes }) => {
    const quorum =
      judged.quorumNeed === undefined
        ? ''
        : `, quorum ${judged.quorumNeed} ${judged.hasQuorum ? 'met' : 'missed'}`
    const text = `${option.option}: ${option.inFavour} in favour, ${option.against} against${quorum}: ${passes ? 'enough' : 'not enough'}`
    return { code: 'option', isMet: passes, text }
  })
  const end =
    winner !== undefined
      ? `${winner} has most votes`
      : first.length > 1
        ? `a tie between ${first.map((one) => one.option.option).join(' and ')}: nobody is elected`
        : 'no option has enough votes'
  steps.push({ code: 'majority', isMet: winner !== undefined, text: end })
  return { ...verdictOf(kind, count), passes: winner !== undefined, winner, steps }
}

/**
 * Options ranked, 1 the best, compared in pairs; the last option is the default ("none of the above").
 *
 * An option is dropped unless three times half the square root of the electorate prefer it to the default, and
 * unless it beats the default by its majority: the rule's, or the one that its own text ends with ("[3:1]"). Of the rest, the winner is of the Schwartz set, from which the weakest
 * defeats are dropped until one is left; if none is, the default stands.
 * Source: the constitution of Debian, A.6.
 */
export function judgeCondorcet(kind: DecisionKind, count: Count): Verdict {
  const options = count.options.map((one) => one.option)
  const fallback = options.at(-1)
  const prefer = (a: string, b: string): number =>
    count.rankings.filter((ranks) => (ranks.get(a) ?? Infinity) < (ranks.get(b) ?? Infinity)).length
  const members = addGroups(count.groups).members
  // 3 Q, Q half the square root of the electorate: v >= 3 Q, without a square root: 4 v² >= 9 n.
  const hasQuorum = (votes: number): boolean => 4 * votes * votes >= 9 * members
  const usual = typeof kind.pass?.need === 'object' ? kind.pass.need : { num: 1, den: 2 }
  const steps: Step[] = []
  const kept = options.filter((option) => {
    if (option === fallback || fallback === undefined) return true
    const [better, worse] = [prefer(option, fallback), prefer(fallback, option)]
    const cast = better + worse
    const majority = statedMajority(option) ?? usual
    const isMajority =
      cast > 0 && (2 * majority.num === majority.den ? better > worse : better >= leastOf(majority, cast))
    const isKept = hasQuorum(better) && isMajority
    const text = `${option}: ${better} prefer it to "${fallback}", ${worse} the other way: ${isKept ? 'stays' : hasQuorum(better) ? 'no majority, dropped' : 'quorum missed, dropped'}`
    steps.push({ code: 'option', isMet: isKept, text })
    return isKept
  })
  const winner = findSchwartzWinner(kept, prefer)
  const passes = winner !== undefined && winner !== fallback
  const end = winner === undefined ? 'no option beats all others' : `"${winner}" wins`
  steps.push({ code: 'majority', isMet: passes, text: end })
  return { ...verdictOf(kind, count), passes, winner, steps }
}

/** "[3:1]" or "[needs 3:1]" at the end of an option: it has to beat the default three to one, as Debian's ballots say. */
function statedMajority(option: string): Frac | undefined {
  const ratio = Number(/\[(?:needs )?([1-9]\d?):1(?: majority)?\]\s{0,3}$/i.exec(option)?.[1])
  return ratio >= 1 ? { num: ratio, den: ratio + 1 } : undefined
}

/** Drops the weakest defeats within the Schwartz set until no defeat is left in it. */
function findSchwartzWinner(
  options: readonly string[],
  prefer: (a: string, b: string) => number,
): string | undefined {
  let defeats = options.flatMap((winner) =>
    options
      .map((loser) => ({ winner, loser, votes: prefer(winner, loser), against: prefer(loser, winner) }))
      .filter((one) => one.votes > one.against),
  )
  for (let round = 0; round <= options.length ** 2; round++) {
    const schwartz = options.filter((option) => {
      const above = reach(option, defeats, 'loser', 'winner')
      const below = reach(option, defeats, 'winner', 'loser')
      return [...above].every((other) => below.has(other))
    })
    const inside = defeats.filter((one) => schwartz.includes(one.winner) && schwartz.includes(one.loser))
    if (inside.length === 0) return schwartz.length === 1 ? schwartz[0] : undefined
    const weakest = inside.reduce((a, b) => (isWeaker(b, a) ? b : a))
    defeats = defeats.filter(
      (one) => one.votes !== weakest.votes || one.against !== weakest.against || !inside.includes(one),
    )
  }
  return undefined
}

interface Defeat {
  readonly winner: string
  readonly loser: string
  readonly votes: number
  readonly against: number
}

function isWeaker(a: Defeat, b: Defeat): boolean {
  return a.votes < b.votes || (a.votes === b.votes && a.against > b.against)
}

/** Everybody whom a chain of defeats leads to, up or down. */
function reach(
  from: string,
  defeats: readonly Defeat[],
  by: 'winner' | 'loser',
  to: 'winner' | 'loser',
): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [from]
  for (let one = open.pop(); one !== undefined; one = open.pop())
    for (const defeat of defeats)
      if (defeat[by] === one && !found.has(defeat[to])) {
        found.add(defeat[to])
        open.push(defeat[to])
      }
  return found
}

function answers(option: OptionCount): string {
  if (option.histogram.length === 0) return 'nobody answered'
  return option.histogram.map(({ value, count }) => `${count} × ${signed(value)}`).join(', ')
}

function verdictOf(kind: DecisionKind, count: Count): Omit<Verdict, 'passes' | 'steps'> {
  return {
    groups: count.groups.map((group) => judgeGroup(kind, group)),
    options: count.options,
    winner: undefined,
    mean: undefined,
    warnings: [],
  }
}
