import { commitShares } from './commit-shares.ts'
import { approversOf } from './commits-in.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'self', label: 'Own work, nobody else’s tag' },
  { id: 'unposted', label: 'No posting known' },
  { id: 'both', label: 'Both' },
]

/** What went in without a second pair of eyes that anybody could see. */
export const selfCommits: Metric = {
  id: 'self-commits',
  title: 'Committed without a second pair of eyes',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'committed',
  lines: LINES,
  definition:
    'Of the commits on the development branch in a piece of time: the share that was committed by its author and bears no Reviewed-by or Acked-by of anybody else; the share of which no posting on the list is known; and the share of which both is true. Second of the check-in rules of the Xen Project, as far as a commit shows it. A posting that was not found looks the same as one that there never was, and fixes for undisclosed problems are reviewed where nobody sees it.',
  source:
    'Check-in conformance and self-commits, in what the Xen dashboard lacked; check-in policy in Xen’s MAINTAINERS.',
  compute: (scope) =>
    commitShares(scope, LINES, {
      self: ({ commit }) => commit.author === commit.committer && approversOf(commit).length === 0,
      unposted: ({ fact }) => fact === undefined,
      both: ({ commit, fact }) =>
        fact === undefined && commit.author === commit.committer && approversOf(commit).length === 0,
    }),
}
