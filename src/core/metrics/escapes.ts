import { DAY } from '../time.ts'
import { groupByTime, percentOf } from './cohorts.ts'
import type { CommitFact } from './commit-fact.ts'
import { approversOf, commitsIn, type PlacedFact, seriesBehind } from './commits-in.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'
import { remember } from './remember.ts'
import type { Seconds } from './series-fact.ts'
import { shareInterval } from './share-interval.ts'

const LINES: readonly MetricLine[] = [
  { id: 'within-90', label: 'Repaired within 90 days' },
  { id: 'within-365', label: 'Repaired within 365 days' },
  { id: 'reverted', label: 'Taken back within 365 days' },
]
const DAYS: Readonly<Record<string, number>> = { 'within-90': 90, 'within-365': 365, reverted: 365 }

/** What went in and had to be repaired. */
export const escapes: Metric = {
  id: 'escapes',
  title: 'Commits that had to be repaired',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'committed',
  lines: LINES,
  definition:
    'Of the commits on the development branch in a piece of time: the share that a later commit names in a Fixes: line within 90 and within 365 days, and the share that one takes back ("This reverts commit …") within 365. Only commits that are so old count. It can only be read where people write Fixes: lines; in Xen they do since about 2019.',
  source: 'Escape rate, in what the Xen dashboard lacked; Fixes: as in Linux’ submitting-patches.',
  compute(scope) {
    const repairs = listRepairs(scope.commits)
    const commits = commitsIn(scope)
    return LINES.flatMap(({ id }) => {
      const days = DAYS[id] ?? 0
      const old = commits.filter(({ commit }) => scope.asOf - commit.at >= days * DAY)
      return groupByTime(scope, old, coarser(scope.step), (one) => one.commit.at).map(([x, group]): Point => {
        const bad = group.filter(({ commit }) => isRepaired(repairs, commit, id === 'reverted', days))
        return {
          line: id,
          x,
          value: percentOf(bad.length, group.length),
          n: group.length,
          series: seriesBehind(bad),
          commits: bad.map((one) => one.commit),
        }
      })
    })
  },
}

const CLASSES = ['nobody', 'one person', 'two or more'] as const

/** The same by how many vouched for it. */
export const escapesByReviewers: Metric = {
  id: 'escapes-by-reviewers',
  title: 'Repaired within a year, by who vouched for it',
  unit: 'percent',
  axis: 'category',
  shape: 'bars',
  countedBy: 'committed',
  lines: [{ id: 'repaired', label: 'Repaired within 365 days' }],
  definition:
    'Of the commits on the development branch in the period that are a year old: the share that a later commit names in a Fixes: line within 365 days, by how many people who wrote none of it vouched for it with a Reviewed-by or Acked-by; with the 95 % interval (Wilson). Difficult changes get more reviewers and have more bugs: this is no measure of what a review is worth.',
  source: 'Escape rate by number of reviewers, in what the Xen dashboard lacked.',
  compute(scope) {
    const repairs = listRepairs(scope.commits)
    const groups = new Map<string, PlacedFact[]>(CLASSES.map((one) => [one, []]))
    for (const one of commitsIn(scope)) {
      if (scope.asOf - one.commit.at < 365 * DAY) continue
      const n = approversOf(one.commit).length
      groups.get(n === 0 ? 'nobody' : n === 1 ? 'one person' : 'two or more')?.push(one)
    }
    return [...groups].map(([x, group]): Point => {
      const bad = group.filter(({ commit }) => isRepaired(repairs, commit, false, 365))
      return {
        line: 'repaired',
        x,
        value: percentOf(bad.length, group.length),
        n: group.length,
        ...(group.length === 0 ? {} : shareInterval(bad.length, group.length)),
        series: seriesBehind(bad),
        commits: bad.map((one) => one.commit),
      }
    })
  },
}

interface Repair {
  readonly hash: string
  readonly at: Seconds
  readonly isRevert: boolean
}

/** What later commits name, by the first seven digits of the hash that they name. */
const listRepairs = remember((commits: readonly CommitFact[]): ReadonlyMap<string, readonly Repair[]> => {
  const repairs = new Map<string, Repair[]>()
  for (const commit of commits) {
    if (!commit.development) continue
    for (const [hashes, isRevert] of [
      [commit.fixes, false],
      [commit.reverts, true],
    ] as const)
      for (const hash of hashes) {
        const key = hash.slice(0, 7)
        const known = repairs.get(key)
        if (known) known.push({ hash, at: commit.at, isRevert })
        else repairs.set(key, [{ hash, at: commit.at, isRevert }])
      }
  }
  return repairs
})

function isRepaired(
  repairs: ReadonlyMap<string, readonly Repair[]>,
  commit: CommitFact,
  isRevert: boolean,
  days: number,
): boolean {
  return (repairs.get(commit.sha.slice(0, 7)) ?? []).some(
    (one) =>
      one.isRevert === isRevert &&
      commit.sha.startsWith(one.hash) &&
      one.at >= commit.at &&
      one.at - commit.at <= days * DAY,
  )
}
