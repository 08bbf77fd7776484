import { groupByTime, percentOf } from './cohorts.ts'
import { commitsIn, type PlacedFact, seriesBehind } from './commits-in.ts'
import type { Metric, MetricLine, Point } from './metric.ts'
import { coarser } from './period.ts'
import { remember } from './remember.ts'
import type { SeriesFact } from './series-fact.ts'

const KEYS: ReadonlySet<string> = new Set(['Reviewed-by', 'Acked-by', 'Tested-by'])

const LINES: readonly MetricLine[] = [
  { id: 'sourced', label: 'Tags in commits that a mail shows' },
  { id: 'kept', label: 'Given tags that the commit has' },
]

/** Whether the tags in a commit were given, and whether those given are in it. */
export const tagProvenance: Metric = {
  id: 'tag-provenance',
  title: 'Where tags come from, and whether they arrive',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'committed',
  lines: LINES,
  definition:
    'Of the Reviewed-by, Acked-by and Tested-by in commits of a known series: the share that the person named gave in a mail of that series before. And of those that people gave to the patch that became the commit (or to its whole version): the share that the commit has. By when it was committed; behind a number stand the series with a tag that is not shown, or was lost.',
  source: 'Tag provenance, in what the Xen dashboard lacked.',
  compute(scope) {
    const checked = commitsIn(scope).flatMap((one) =>
      one.fact === undefined ? [] : [{ ...one, ...compare(one, one.fact) }],
    )
    const groups = groupByTime(scope, checked, coarser(scope.step), (one) => one.commit.at)
    return LINES.flatMap(({ id }) =>
      groups.map(([x, group]): Point => {
        const isSourced = id === 'sourced'
        const missing: (typeof checked)[number][] = []
        let part = 0
        let whole = 0
        for (const one of group) {
          const shown = isSourced ? one.sourced : one.kept
          const all = isSourced ? one.inCommit : one.given
          part += shown
          whole += all
          if (shown < all) missing.push(one)
        }
        return {
          line: id,
          x,
          value: percentOf(part, whole),
          n: whole,
          series: seriesBehind(missing),
          commits: missing.map((one) => one.commit),
        }
      }),
    )
  },
}

const givenTags = remember((fact: SeriesFact) =>
  fact.tags.filter((tag) => tag.origin === 'given' && KEYS.has(tag.key)),
)

/** How many tags of a commit a mail shows, and how many that were given it has. */
export function compare(
  { commit }: Pick<PlacedFact, 'commit'>,
  fact: SeriesFact,
): {
  readonly inCommit: number
  readonly sourced: number
  readonly given: number
  readonly kept: number
} {
  const places = fact.landed.filter((one) => one.sha === commit.sha)
  const bears = new Set(
    commit.tags
      .filter((tag) => KEYS.has(tag.key) && tag.person !== commit.author)
      .map((tag) => `${tag.key} ${tag.person}`),
  )
  const all = givenTags(fact).filter((tag) => tag.at <= commit.at)
  const here = all.filter((tag) =>
    places.some((one) => one.version === tag.version && (tag.patch === undefined || tag.patch === one.patch)),
  )
  const given = new Set(here.map((tag) => `${tag.key} ${tag.person}`))
  const anywhere = new Set(all.map((tag) => `${tag.key} ${tag.person}`))
  return {
    inCommit: bears.size,
    sourced: [...bears].filter((one) => anywhere.has(one)).length,
    given: given.size,
    kept: [...given].filter((one) => bears.has(one)).length,
  }
}
