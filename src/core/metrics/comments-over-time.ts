import { tallyOverTime } from './counts.ts'
import { activeIn } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'others', label: 'By others' },
  { id: 'own', label: 'By the authors' },
]

/** How much is said about patches. */
export const commentsOverTime: Metric = {
  id: 'comments',
  title: 'Comments',
  unit: 'mails',
  axis: 'time',
  shape: 'lines',
  countedBy: 'happened',
  lines: LINES,
  definition:
    'Replies to posted series, by those who posted or wrote them and by others. Replies to a cover letter are comments too. Those of programs are left out.',
  source: 'Evolution Comments Activity of the Xen dashboard of 2016 (comment, self-comment).',
  compute(scope) {
    return tallyOverTime(scope, LINES, (note) => {
      for (const fact of activeIn(scope))
        for (const version of fact.versions)
          for (const reply of version.replies)
            if (scope.isActor(reply.sender, reply.at))
              note(reply.own ? 'own' : 'others', reply.at, fact, reply)
    })
  },
}
