import { DAY } from '../time.ts'
import { isOpenStatus } from './complete-facts.ts'
import { countBy } from './counts.ts'
import type { Metric, MetricLine } from './metric.ts'

const CLASSES: readonly { readonly x: string; readonly most: number }[] = [
  { x: 'up to a week', most: 7 },
  { x: 'up to a month', most: 30 },
  { x: 'up to 90 days', most: 90 },
  { x: 'up to a year', most: 365 },
  { x: 'older', most: Number.POSITIVE_INFINITY },
]

const LINES: readonly MetricLine[] = [
  { id: 'reviewers', label: 'Reviewers' },
  { id: 'author', label: 'Author' },
  { id: 'others', label: 'Others' },
]

/** How old what is open is. */
export const openAge: Metric = {
  id: 'open-age',
  title: 'Age of what is open',
  unit: 'series',
  axis: 'category',
  shape: 'bars',
  countedBy: 'now',
  lines: LINES,
  definition:
    'Series that are open, by the days since their first version was posted, and whose turn it is. Those that nobody has answered are among them: a backlog without them would leave out what matters most in it.',
  source: 'Open Merge Request Age of GitLab; open age in CHAOSS.',
  compute(scope) {
    return countBy(
      LINES,
      CLASSES.map((one) => one.x),
      scope.facts
        .filter((fact) => isOpenStatus(fact.status))
        .map((fact) => {
          const days = (scope.asOf - fact.startedAt) / DAY
          return {
            line: fact.turn === 'reviewers' || fact.turn === 'author' ? fact.turn : 'others',
            x: CLASSES.find((one) => days <= one.most)?.x ?? 'older',
            at: fact.startedAt,
            fact,
          }
        }),
    )
  },
}
