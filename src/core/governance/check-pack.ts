import { compilePattern } from '../pattern.ts'
import type { DecisionKind } from './decision-kind.ts'
import type { Frac } from './fraction.ts'
import { parseRuleDuration } from './rule-duration.ts'
import type { PackKind, PackProblem, RulePack } from './rule-pack.ts'

type Complain = (path: readonly (string | number)[], what: string) => void

/** What a tally cannot do without. */
const NEEDS_PASS: ReadonlySet<DecisionKind['tally']> = new Set([
  'sum',
  'forAgainst',
  'absolute',
  'perGroupMeanShare',
  'consensusBlock',
  'fcp',
])

/**
 * What is wrong with a pack beyond its shape: fractions that are none, durations and patterns that cannot be read,
 * values that are not on their own scale, rules that could never pass or never fail. Every problem names the kind
 * and leads to its place in the file. An empty list: the pack can be decided by.
 */
export function checkPack(pack: RulePack): readonly PackProblem[] {
  const problems: PackProblem[] = []
  const complain: Complain = (path, what) => problems.push({ path, what })
  const [from, to] = pack.effective
  for (const [index, day] of pack.effective.entries())
    if (day !== undefined && !isDay(day)) complain(['effective', index], `"${day}" is no day, as 2026-03-31`)
  if (to !== undefined && to <= from) complain(['effective', 1], `it ends before it begins, on ${from}`)
  for (const [index, kind] of pack.kinds.entries()) checkKind(kind, ['kinds', index], complain)
  for (const [id, change] of Object.entries(pack.override ?? {}))
    checkParts(change, id, ['override', id], complain)
  return problems
}

function checkKind(kind: PackKind, path: readonly (string | number)[], complain: Complain): void {
  checkParts(kind, kind.id, path, complain)
  if (NEEDS_PASS.has(kind.tally) && kind.pass === undefined)
    complain([...path, 'pass'], `"${kind.id}" does not say what it takes to pass`)
  if (kind.tally === 'perGroupMeanShare' && !kind.electorate.perGroup)
    complain(
      [...path, 'electorate', 'perGroup'],
      `"${kind.id}" averages sub-projects, and does not count by them`,
    )
  if (kind.tally === 'perGroupMeanShare' && kind.pass?.of !== 'shares')
    complain([...path, 'pass', 'of'], `"${kind.id}" averages shares, and compares something else`)
  if (kind.tally === 'sum' && typeof kind.pass?.need === 'object')
    complain([...path, 'pass', 'need'], `"${kind.id}" adds up values: it needs a number, not a share`)
  if (kind.tally === 'fcp' && kind.outstandingBelow === undefined)
    complain([...path, 'outstandingBelow'], `"${kind.id}" does not say how many may still be out`)
  const { values } = kind.scale
  for (const value of kind.veto?.values ?? [])
    if (!values.includes(value))
      complain([...path, 'veto', 'values'], `a veto of ${value} is not on the scale of "${kind.id}"`)
  if (kind.tally !== 'condorcet' && kind.tally !== 'fcp' && !values.some((value) => value < 0))
    complain([...path, 'scale', 'values'], `nobody can be against "${kind.id}"`)
  if (!values.some((value) => value > 0))
    complain([...path, 'scale', 'values'], `nobody can be in favour of "${kind.id}"`)
  const canPassBySilence = kind.tally === 'consensusBlock' && kind.pass?.need === 0
  if (canPassBySilence && kind.silence === 'nothing' && kind.quorum === undefined)
    complain(
      [...path, 'silence'],
      `"${kind.id}" needs no vote, and silence is no assent: it could not be told when it passes`,
    )
  for (const [index, reading] of kind.readings.entries()) {
    if (!reading.options.some((option) => option.id === reading.chosen))
      complain(
        [...path, 'readings', index, 'chosen'],
        `reading ${reading.id} of "${kind.id}" has no option "${reading.chosen}"`,
      )
    for (const [at, option] of reading.options.entries())
      checkParts(option.set, kind.id, [...path, 'readings', index, 'options', at, 'set'], complain)
  }
}

/** What can be checked of a kind, of a deviation and of a reading alike. */
function checkParts(
  parts: Partial<PackKind>,
  id: string,
  path: readonly (string | number)[],
  complain: Complain,
): void {
  for (const [key, need] of [
    ['pass', parts.pass?.need],
    ['quorum', parts.quorum?.need],
  ] as const) {
    const what = wrongNeed(need)
    if (what !== undefined) complain([...path, key, 'need'], `${what} ("${id}")`)
  }
  if (parts.quorum?.base === 'fixed' && typeof parts.quorum.need !== 'number')
    complain([...path, 'quorum', 'need'], `a fixed quorum is a number ("${id}")`)
  for (const [key, duration] of Object.entries({ ...parts.duration, minOpen: parts.close?.minOpen })) {
    if (typeof duration !== 'string' || parseRuleDuration(duration) !== undefined) continue
    complain(
      [...path, key === 'minOpen' ? 'close' : 'duration', key],
      `"${duration}" is no duration, as 72h, 7d or 2w ("${id}")`,
    )
  }
  for (const [index, phase] of (parts.phases ?? []).entries())
    if (parseRuleDuration(phase.min) === undefined)
      complain([...path, 'phases', index, 'min'], `"${phase.min}" is no duration, as 72h, 7d or 2w ("${id}")`)
  for (const key of ['subject', 'body'] as const) {
    const source = parts.markers?.[key]
    const problem = source === undefined ? undefined : compilePattern(source, { ignoreCase: true }).problem
    if (problem !== undefined) complain([...path, 'markers', key], `${problem} ("${id}")`)
  }
  if (parts.electorate?.orgCap !== undefined && parts.electorate.orgCap < 1)
    complain([...path, 'electorate', 'orgCap'], `a cap below one leaves nobody a vote ("${id}")`)
  if (parts.electorate?.groups.length === 0)
    complain([...path, 'electorate', 'groups'], `nobody may vote on "${id}"`)
}

function wrongNeed(need: Frac | number | undefined): string | undefined {
  if (need === undefined) return undefined
  if (typeof need === 'number')
    return Number.isSafeInteger(need) && need >= 0 ? undefined : `${need} is no whole number`
  const { num, den } = need
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || den <= 0)
    return `${num}/${den} is no fraction of whole numbers`
  return num < 0 || num > den ? `${num}/${den} is not between nothing and all` : undefined
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
