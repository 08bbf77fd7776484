import { approversOf, commitsIn } from './commits-in.ts'
import { countBy } from './counts.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'people', label: 'Commits, by people who vouch' },
  { id: 'companies', label: 'Commits, by companies of these' },
]
const XS = ['0', '1', '2', '3+'] as const

/** How many independent people vouch for a change. */
export const reviewersPerCommit: Metric = {
  id: 'reviewers-per-commit',
  title: 'People who vouch for a commit',
  unit: 'commits',
  axis: 'category',
  shape: 'bars',
  countedBy: 'committed',
  lines: LINES,
  definition:
    'Commits on the development branch in the period, by how many people who wrote none of them have a Reviewed-by or Acked-by in them, and by how many companies, other than the author’s, these worked for.',
  source: 'Independent reviewers, in what the Xen dashboard lacked.',
  compute(scope) {
    return countBy(
      LINES,
      XS,
      commitsIn(scope).flatMap(({ commit, fact }) => {
        const people = approversOf(commit)
        const own = scope.people.companyOf(commit.author, commit.at)
        const companies = new Set(people.map((one) => scope.people.companyOf(one, commit.at)))
        companies.delete(own)
        const more = { at: commit.at, commit, ...(fact === undefined ? {} : { fact }) }
        return [
          { line: 'people', x: classOf(people.length), ...more },
          { line: 'companies', x: classOf(companies.size), ...more },
        ]
      }),
    )
  },
}

function classOf(n: number): string {
  return n >= 3 ? '3+' : String(n)
}
