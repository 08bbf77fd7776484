import { DAY } from '../time.ts'
import { approversOf, commitsIn } from './commits-in.ts'
import { fewestForHalf } from './concentration.ts'
import { CAUSES, endingOf } from './endings.ts'
import { closedAt, isIn, listReviews } from './events.ts'
import { isIgnored } from './ignored.ts'
import { estimateIncidence } from './incidence.ts'
import type { Scope } from './metric.ts'
import type { Period } from './period.ts'
import { listReadyWaits } from './ready-wait.ts'
import { isMet } from './response-levels.ts'
import { listFirstResponses } from './responses.ts'
import type { SeriesFact } from './series-fact.ts'
import { isOpen } from './standings.ts'
import { estimateSurvival, survivalQuantile } from './survival.ts'
import { listMergeTimings } from './time-to-merge.ts'

/** A number of a period, and of the one before it. */
export interface Compared {
  /** `undefined`: it cannot be told. */
  readonly now: number | undefined
  readonly before: number | undefined
}

/** Somebody and what waits for them. */
export interface Load {
  /** Key of the person. */
  readonly person: string
  readonly waiting: number
  /** Versions reviewed in the period. */
  readonly reviewed: number
}

/** What happened in a period, and what stood at its end. */
export interface PeriodReport {
  readonly period: Period
  readonly started: Compared
  readonly versions: Compared
  readonly reviews: Compared
  readonly people: Compared
  readonly newcomers: Compared
  readonly merged: Compared
  readonly dropped: Compared
  readonly commits: Compared
  /** Percent of the commits with a Reviewed-by or Acked-by of somebody else. */
  readonly vouched: Compared
  /** Days; half within. */
  readonly firstResponse: Compared
  readonly timeToMerge: Compared
  readonly readyWait: Compared
  /** Percent of versions answered within five business days. */
  readonly inTime: Compared
  /** Percent of what was started that was merged within 90 days. */
  readonly accepted: Compared
  /** At the end of the period. */
  readonly open: Compared
  readonly waiting: Readonly<Record<'reviewers' | 'author' | 'committers' | 'nobody', Compared>>
  readonly lost: Compared
  /** Started in the period, a month old, and nobody else has written to it. */
  readonly ignored: Compared
  /** How many people gave half of the reviews. */
  readonly half: Compared
  /** The largest that went in, the longest that waits for review, what is ready and not in, and what was lost. */
  readonly landed: readonly SeriesFact[]
  readonly longest: readonly SeriesFact[]
  readonly ready: readonly SeriesFact[]
  readonly lostSeries: readonly SeriesFact[]
  /** Those for whom the most waits, at most five; by what waits. */
  readonly load: readonly Load[]
}

const MOST = 5

/**
 * What came, what landed, what waits on whom, what was lost and who is overloaded in the period of a scope, beside the
 * period before it. `before`: the same scope as it was known at the end of that one.
 */
export function reportPeriod(now: Scope, before: Scope): PeriodReport {
  const one = numbersOf(now)
  const other = numbersOf(before)
  const pair = <K extends keyof Numbers>(key: K): { now: Numbers[K]; before: Numbers[K] } => ({
    now: one[key],
    before: other[key],
  })
  const turn = (key: keyof Numbers['turns']): Compared => ({ now: one.turns[key], before: other.turns[key] })
  return {
    period: now.period,
    started: pair('started'),
    versions: pair('versions'),
    reviews: pair('reviews'),
    people: pair('people'),
    newcomers: pair('newcomers'),
    merged: pair('merged'),
    dropped: pair('dropped'),
    commits: pair('commits'),
    vouched: pair('vouched'),
    firstResponse: pair('firstResponse'),
    timeToMerge: pair('timeToMerge'),
    readyWait: pair('readyWait'),
    inTime: pair('inTime'),
    accepted: pair('accepted'),
    open: pair('open'),
    waiting: {
      reviewers: turn('reviewers'),
      author: turn('author'),
      committers: turn('committers'),
      nobody: turn('nobody'),
    },
    lost: pair('lost'),
    ignored: pair('ignored'),
    half: pair('half'),
    ...listsOf(now),
  }
}

interface Numbers {
  readonly started: number
  readonly versions: number
  readonly reviews: number
  readonly people: number
  readonly newcomers: number
  readonly merged: number
  readonly dropped: number
  readonly commits: number
  readonly vouched: number | undefined
  readonly firstResponse: number | undefined
  readonly timeToMerge: number | undefined
  readonly readyWait: number | undefined
  readonly inTime: number | undefined
  readonly accepted: number | undefined
  readonly open: number
  readonly turns: Readonly<Record<'reviewers' | 'author' | 'committers' | 'nobody', number>>
  readonly lost: number
  readonly ignored: number
  readonly half: number | undefined
}

function numbersOf(scope: Scope): Numbers {
  const { facts } = scope
  const started = facts.filter((fact) => isIn(scope, fact.startedAt))
  const reviews = facts.flatMap((fact) => listReviews(fact).filter(({ reply }) => isIn(scope, reply.at)))
  const responses = listFirstResponses(scope).filter((one) => isIn(scope, one.version.at))
  const judged = responses.flatMap((one) => isMet(scope.calendar.businessDays, one, 5) ?? [])
  const byPerson = new Map<string, number>()
  for (const { reply } of reviews) byPerson.set(reply.sender, (byPerson.get(reply.sender) ?? 0) + 1)
  const open = facts.filter((fact) => fact.intervals.at(-1) !== undefined && isOpen(last(fact)))
  const commits = commitsIn(scope)
  const vouched = commits.filter(({ commit }) => approversOf(commit).length > 0).length
  const startedPatches = started.filter((fact) => fact.kind === 'patch')
  return {
    started: started.length,
    versions: facts.reduce((sum, fact) => sum + fact.versions.filter((one) => isIn(scope, one.at)).length, 0),
    reviews: reviews.length,
    people: byPerson.size,
    newcomers: new Set(started.filter((fact) => fact.newcomer).map((fact) => fact.sender)).size,
    merged: facts.filter((fact) => isIn(scope, fact.mergedAt)).length,
    dropped: facts.filter((fact) => isIn(scope, fact.droppedAt)).length,
    commits: commits.length,
    vouched: commits.length === 0 ? undefined : (vouched / commits.length) * 100,
    firstResponse: median(responses.map((one) => one.timing)),
    timeToMerge: median(listMergeTimings({ facts: started, asOf: scope.asOf })),
    readyWait: median(listReadyWaits(scope).filter((one) => isIn(scope, one.at))),
    inTime: judged.length === 0 ? undefined : (judged.filter(Boolean).length / judged.length) * 100,
    accepted: mergedWithin90(startedPatches, scope.asOf),
    open: open.length,
    turns: {
      reviewers: open.filter((fact) => fact.turn === 'reviewers').length,
      author: open.filter((fact) => fact.turn === 'author').length,
      committers: open.filter((fact) => fact.turn === 'committers' || fact.turn === 'claimant').length,
      nobody: open.filter((fact) => fact.turn === 'nobody').length,
    },
    lost: open.filter((fact) => fact.lost).length,
    ignored: started.filter((fact) => scope.asOf - fact.startedAt >= 30 * DAY && isIgnored(fact, scope.asOf))
      .length,
    half: byPerson.size === 0 ? undefined : fewestForHalf([...byPerson.values()]),
  }
}

/** The standing of a series now; of one without any, that it is new. */
function last(fact: SeriesFact): SeriesFact['intervals'][number] {
  return (
    fact.intervals.at(-1) ?? {
      from: fact.startedAt,
      to: undefined,
      status: 'new',
      turn: 'reviewers',
      lost: false,
    }
  )
}

function median(timings: readonly { readonly days: number; readonly ended: boolean }[]): number | undefined {
  return survivalQuantile(estimateSurvival(timings), 0.5)
}

function mergedWithin90(facts: readonly SeriesFact[], asOf: number): number | undefined {
  const endings = facts.map((fact) => endingOf(fact, asOf))
  const open = endings.filter((one) => one.cause === undefined)
  if (endings.length === 0 || (open.length > 0 && open.every((one) => one.days < 90))) return undefined
  const step = estimateIncidence(endings, CAUSES).findLast((one) => one.days <= 90)
  return (step?.shares['merged'] ?? 0) * 100
}

function listsOf(scope: Scope): Pick<PeriodReport, 'landed' | 'longest' | 'ready' | 'lostSeries' | 'load'> {
  const open = scope.facts.filter((fact) => closedAt(fact) === undefined)
  const newestAt = (fact: SeriesFact): number => fact.versions.at(-1)?.at ?? fact.startedAt
  const lostIn = open.filter(
    (fact) => fact.lost && isIn(scope, fact.intervals.findLast((one) => !one.lost)?.to ?? fact.startedAt),
  )
  return {
    landed: first(
      scope.facts.filter((fact) => isIn(scope, fact.mergedAt)),
      (a, b) => b.patches - a.patches || b.lines - a.lines,
    ),
    longest: first(
      open.filter((fact) => fact.turn === 'reviewers' && scope.asOf - newestAt(fact) < 365 * DAY),
      (a, b) => newestAt(a) - newestAt(b),
    ),
    ready: first(
      open.filter((fact) => fact.status === 'ready'),
      (a, b) => newestAt(a) - newestAt(b),
    ),
    lostSeries: first(lostIn, (a, b) => newestAt(b) - newestAt(a)),
    load: loadOf(scope, open),
  }
}

function first(
  facts: readonly SeriesFact[],
  order: (a: SeriesFact, b: SeriesFact) => number,
): readonly SeriesFact[] {
  return [...facts].sort((a, b) => order(a, b) || (a.lineage < b.lineage ? -1 : 1)).slice(0, MOST)
}

function loadOf(scope: Scope, open: readonly SeriesFact[]): readonly Load[] {
  const waiting = new Map<string, number>()
  for (const fact of open) {
    if (fact.turn !== 'reviewers') continue
    const people = new Set(listReviews(fact).map(({ reply }) => reply.sender))
    for (const person of people) waiting.set(person, (waiting.get(person) ?? 0) + 1)
  }
  const reviewed = new Map<string, Set<string>>()
  for (const fact of scope.facts)
    for (const { reply, version } of listReviews(fact)) {
      if (!isIn(scope, reply.at)) continue
      const known = reviewed.get(reply.sender) ?? new Set<string>()
      reviewed.set(reply.sender, known.add(`${fact.lineage} ${version}`))
    }
  return [...waiting]
    .filter(([, n]) => n >= 2)
    .map(([person, n]): Load => ({ person, waiting: n, reviewed: reviewed.get(person)?.size ?? 0 }))
    .sort((a, b) => b.waiting - a.waiting || (a.person < b.person ? -1 : 1))
    .slice(0, MOST)
}
