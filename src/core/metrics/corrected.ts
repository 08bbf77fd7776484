import { DAY } from '../time.ts'
import { groupByTime, quantileOf, rounded } from './cohorts.ts'
import { listGivenTags } from './events.ts'
import type { Metric, MetricLine, Point, Scope } from './metric.ts'
import { coarser } from './period.ts'
import type { SeriesFact, VersionFact } from './series-fact.ts'
import { estimateSurvival, survivalQuantile } from './survival.ts'
import { listMergeTimings } from './time-to-merge.ts'

const LINES: readonly MetricLine[] = [
  { id: 'old', label: 'As the old dashboard counted' },
  { id: 'ours', label: 'As it is counted here' },
]

const SOURCE =
  'Review-dashboard dossier, section 3.2: defects of the Xen dashboard of 2016, replayed on these data.'

type Grouped = readonly (readonly [x: string, facts: readonly SeriesFact[]])[]

function started(scope: Scope, facts: readonly SeriesFact[] = scope.facts): Grouped {
  return groupByTime(scope, facts, coarser(scope.step), (fact) => fact.startedAt)
}

function points(
  groups: Grouped,
  values: Readonly<Record<'old' | 'ours', (facts: readonly SeriesFact[]) => number | undefined>>,
  /** The series that a line counts; all of them unless told. */
  counted: (line: 'old' | 'ours', fact: SeriesFact) => boolean = () => true,
): readonly Point[] {
  return (['old', 'ours'] as const).flatMap((line) =>
    groups.map(([x, all]): Point => {
      const facts = all.filter((fact) => counted(line, fact))
      return { line, x, value: rounded(values[line](facts)), n: all.length, series: facts }
    }),
  )
}

function ourMedian(scope: Scope, facts: readonly SeriesFact[]): number | undefined {
  return survivalQuantile(estimateSurvival(listMergeTimings({ facts, asOf: scope.asOf })), 0.5)
}

/** Days to the last commit of a series on whatever branch; `undefined`: none. */
function oldDays(fact: SeriesFact, onlyDevelopment: boolean): number | undefined {
  const times = fact.landed.filter((one) => one.development || !onlyDevelopment).map((one) => one.at)
  return times.length === 0 ? undefined : (Math.max(...times) - fact.startedAt) / DAY
}

const base = {
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'opened',
  lines: LINES,
  source: SOURCE,
} as const

/** What the dashboard of 2016 would show for these data, beside what is shown here. */
export const CORRECTIONS: readonly Metric[] = [
  {
    ...base,
    id: 'corrected-d1',
    title: 'D1: unmerged series counted as merged after no time',
    unit: 'days',
    definition:
      'Median days until merged. Old: what was not merged was kept as −1 days, and the chart took the percentiles over all rows, so that the less is merged the faster it looks. Ours: what is open goes on (Kaplan-Meier); where fewer than half are merged the median cannot be told.',
    compute: (scope) =>
      points(
        started(
          scope,
          scope.facts.filter((fact) => fact.kind === 'patch'),
        ),
        {
          old: (facts) =>
            quantileOf(
              facts.map((fact) => (fact.mergedAt === undefined ? -1 : (oldDays(fact, true) ?? -1))),
              0.5,
            ),
          ours: (facts) => ourMedian(scope, facts),
        },
      ),
  },
  {
    ...base,
    id: 'corrected-d2',
    title: 'D2: backports that overwrite the merge date',
    unit: 'days',
    definition:
      '75th percentile of the days until merged, over merged series only on both sides, so that nothing but the date differs. Old: commits of all branches, the last one wins. Ours: the earliest commit of each patch on the development branch.',
    compute: (scope) =>
      points(
        started(
          scope,
          scope.facts.filter((fact) => fact.mergedAt !== undefined && fact.landed.length > 0),
        ),
        {
          old: (facts) =>
            quantileOf(
              facts.map((fact) => Math.max(0, oldDays(fact, false) ?? 0)),
              0.75,
            ),
          ours: (facts) =>
            quantileOf(
              facts.map((fact) => Math.max(0, ((fact.mergedAt ?? 0) - fact.startedAt) / DAY)),
              0.75,
            ),
        },
      ),
  },
  {
    ...base,
    id: 'corrected-d7',
    title: 'D7: versions joined by equal titles only',
    unit: 'series',
    countedBy: 'happened',
    definition:
      'Series, by when their first version was posted. Old: a later version belongs to an earlier one only if the two titles are equal to the letter; any other is a new series. Ours: versions are joined by what they contain, who sent them and what they answer.',
    compute(scope) {
      const versions = scope.facts.flatMap((fact) =>
        joinByTitle(fact).map((version) => ({ fact, at: version.at, version })),
      )
      const ours = new Map(started(scope))
      return (['old', 'ours'] as const).flatMap((line) =>
        groupByTime(scope, versions, coarser(scope.step), (one) => one.at).map(([x, group]): Point => {
          const series = line === 'old' ? [...new Set(group.map((one) => one.fact))] : (ours.get(x) ?? [])
          return line === 'ours'
            ? { line, x, value: series.length, series }
            : { line, x, value: group.length, series, events: group.map((one) => one.version) }
        }),
      )
    },
  },
  {
    ...base,
    id: 'corrected-d8',
    title: 'D8: tags counted again at every repost',
    unit: 'tags',
    countedBy: 'happened',
    definition:
      'Reviewed-by tags. Old: every line that says so in any mail, at the date of that mail: a tag that is carried through seven versions counts eight times, and seven times at dates at which nobody reviewed anything. Ours: each where it was given, once.',
    compute(scope) {
      const tags = scope.facts.flatMap((fact) =>
        fact.tags.filter((tag) => tag.key === 'Reviewed-by').map((tag) => ({ fact, at: tag.at, tag })),
      )
      const given = scope.facts.flatMap((fact) =>
        listGivenTags(fact)
          .filter((tag) => tag.key === 'Reviewed-by')
          .map((tag) => ({ fact, at: tag.at, tag })),
      )
      return ([tags, given] as const).flatMap((all, n) =>
        groupByTime(scope, all, coarser(scope.step), (one) => one.at).map(
          ([x, group]): Point => ({
            line: n === 0 ? 'old' : 'ours',
            x,
            value: group.length,
            series: [...new Set(group.map((one) => one.fact))],
            events: group.map((one) => one.tag),
          }),
        ),
      )
    },
  },
  {
    ...base,
    id: 'corrected-d12',
    title: 'D12: series without a comment left out',
    unit: 'series',
    definition:
      'Series that the timing panel counted. Old: only those with a comment; what nobody answered was in no chart. Ours: all of them. The gap is what was ignored, or merged without a word on the list.',
    compute: (scope) =>
      points(
        started(scope),
        { old: (facts) => facts.length, ours: (facts) => facts.length },
        (line, fact) => line === 'ours' || fact.versions.some((one) => one.replies.length > 0),
      ),
  },
  {
    ...base,
    id: 'corrected-d17',
    title: 'D17: only what is merged already, by when it was posted',
    unit: 'days',
    definition:
      '75th percentile of the days until merged, by when a series was posted. Old: only those that are merged so far: the newest pieces hold nothing but what was quick, and delays look "under control" for as long as one looks. Ours: the open ones too (Kaplan-Meier). By when it was merged is a third figure, on the Performance page.',
    compute: (scope) =>
      points(
        started(
          scope,
          scope.facts.filter((fact) => fact.kind === 'patch'),
        ),
        {
          old: (facts) =>
            quantileOf(
              facts.flatMap((fact) =>
                fact.mergedAt === undefined ? [] : [Math.max(0, (fact.mergedAt - fact.startedAt) / DAY)],
              ),
              0.75,
            ),
          ours: (facts) =>
            survivalQuantile(estimateSurvival(listMergeTimings({ facts, asOf: scope.asOf })), 0.75),
        },
      ),
  },
]

/** The first version of each series that equal titles alone would make of the versions of one. */
function joinByTitle(fact: SeriesFact): readonly VersionFact[] {
  const seen = new Set<string>()
  return fact.versions.flatMap((version) => {
    const title = version.title.trim()
    if (version.version > 1 && seen.has(title)) return []
    seen.add(title)
    return [version]
  })
}
