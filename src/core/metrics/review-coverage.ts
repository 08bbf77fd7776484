import { NO_COMPANY } from '../people/affiliations.ts'
import { commitShares } from './commit-shares.ts'
import { approversOf } from './commits-in.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'one', label: 'By somebody else' },
  { id: 'two', label: 'By two or more' },
  { id: 'company', label: 'From another company' },
]

/** What share of what goes in was vouched for by others. */
export const reviewCoverage: Metric = {
  id: 'review-coverage',
  title: 'Commits vouched for by others',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'committed',
  lines: LINES,
  definition:
    'Of the commits on the development branch (merges are none) in a piece of time: the share with a Reviewed-by or Acked-by of somebody who wrote none of it; of two or more such people; and of at least one who worked for another company than its author at that time (people of whom no company is known are from no other).',
  source:
    'Review coverage in what the Xen dashboard lacked; cross-company coverage in the development statistics of the Linux networking lists (6.5: 60 % with a review, 53 % from another domain).',
  compute: (scope) =>
    commitShares(scope, LINES, {
      one: ({ commit }) => approversOf(commit).length >= 1,
      two: ({ commit }) => approversOf(commit).length >= 2,
      company: ({ commit }) => {
        const own = scope.people.companyOf(commit.author, commit.at)
        return approversOf(commit).some((person) => {
          const other = scope.people.companyOf(person, commit.at)
          return other !== own && other !== NO_COMPANY
        })
      },
    }),
}
