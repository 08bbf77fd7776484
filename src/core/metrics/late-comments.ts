import { tallyOverTime } from './counts.ts'
import { activeIn, approvedAt, isApproval, listGivenTags } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'
import { remember } from './remember.ts'
import type { ReplyFact, SeriesFact } from './series-fact.ts'

const LINES: readonly MetricLine[] = [
  { id: 'late', label: 'Late, and something followed' },
  { id: 'approvals', label: 'Versions approved', unit: 'versions' },
]

/** What was said after everybody had said yes, and mattered. */
export const lateComments: Metric = {
  id: 'late-comments',
  title: 'Late comments',
  unit: 'reviews',
  axis: 'time',
  shape: 'lines',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Reviews by others that came when every patch of the very same version had been approved already, and before it was merged, and after which another version was posted or the reviewer said no: a comment that came late and was needed. One more approval is none. Beside it, versions by when their last patch was approved. What is said after a merge, or about a version that nobody had approved, is not late.',
  source:
    'Use case 3 of the Xen dashboard ("post-ack comments"), which compared with the first Acked-by of any patch or version, so that every comment on a reposted patch counted.',
  compute(scope) {
    return tallyOverTime(scope, LINES, (note) => {
      for (const fact of activeIn(scope)) {
        for (const reply of listLateComments(fact))
          if (scope.isActor(reply.sender, reply.at)) note('late', reply.at, fact, reply)
        for (const [index, version] of fact.versions.entries()) {
          const at = approvedAt(fact, index)
          if (at !== undefined) note('approvals', at, fact, version)
        }
      }
    })
  },
}

/** The late comments on one series. */
export const listLateComments = remember((fact: SeriesFact): readonly ReplyFact[] => {
  const given = listGivenTags(fact)
  const noes = given.filter((tag) => tag.key === 'Nacked-by')
  const yeses = given.filter((tag) => isApproval(fact, tag))
  return fact.versions.flatMap((version, index) => {
    const approved = approvedAt(fact, index)
    if (approved === undefined) return []
    const next = fact.versions[index + 1]
    return version.replies.filter(
      (reply) =>
        reply.review &&
        reply.at > approved &&
        // One more yes is no comment that something had to follow from.
        !yeses.some((tag) => tag.person === reply.sender && tag.at === reply.at) &&
        (fact.mergedAt === undefined || reply.at < fact.mergedAt) &&
        ((next !== undefined && next.at > reply.at) ||
          noes.some((tag) => tag.person === reply.sender && tag.at >= reply.at)),
    )
  })
})
