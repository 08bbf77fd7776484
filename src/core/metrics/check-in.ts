import { commitShares } from './commit-shares.ts'
import { authorsOf, type PlacedFact } from './commits-in.ts'
import { isRefused } from './events.ts'
import type { Metric, MetricLine } from './metric.ts'

const LINES: readonly MetricLine[] = [
  { id: 'files', label: 'A maintainer of every file' },
  { id: 'second', label: 'Somebody who did not write it' },
  { id: 'objections', label: 'No objection left' },
  { id: 'all', label: 'All three' },
]

/** Whether what went in did so by the check-in rules, as far as anybody can see. */
export const checkInRules: Metric = {
  id: 'check-in',
  absent: 'Only where the repository has a MAINTAINERS file.',
  title: 'Check-in rules kept where all can see it',
  unit: 'percent',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'committed',
  lines: LINES,
  definition:
    'Of the commits to the development branch for whose files MAINTAINERS says who answers: the share that a maintainer of every file approved (whoever sent it or signed it off among them; by MAINTAINERS as it was before); that somebody who did not write it vouched for; the share of those whose posting is known on which no Nacked-by stood; and the share of all of which all three can be seen. Approvals count from the commit, or from the list where they were given to that patch before. Behind a number stand the exceptions: an approval given elsewhere is one too.',
  source:
    'Check-in conformance, in what the Xen dashboard lacked: the first, second and fourth of the rules in Xen’s MAINTAINERS.',
  compute: (scope) =>
    commitShares(
      scope,
      LINES,
      {
        files: isApproved,
        second: isSeconded,
        objections: (one) => (one.commit.checkIn === undefined ? undefined : isUnopposed(one)),
        all: (one) =>
          one.commit.checkIn === undefined
            ? undefined
            : isApproved(one) === true && isSeconded(one) === true && isUnopposed(one) === true,
      },
      'those that do not',
    ),
}

function isApproved(one: PlacedFact): boolean | undefined {
  const { checkIn } = one.commit
  if (checkIn === undefined || checkIn.lacks.length === 0) return checkIn && true
  const approvers = new Set(listApprovers(one).map((tag) => tag.person))
  return checkIn.lacks.every((people) => people.some((person) => approvers.has(person)))
}

function isSeconded(one: PlacedFact): boolean | undefined {
  const { checkIn } = one.commit
  if (checkIn === undefined || !checkIn.alone) return checkIn && true
  const authors = authorsOf(one.commit)
  return listApprovers(one).some((tag) => tag.key === 'Reviewed-by' && !authors.has(tag.person))
}

/** `undefined`: no posting is known. */
function isUnopposed({ commit, fact }: PlacedFact): boolean | undefined {
  if (fact === undefined) return undefined
  return fact.landed.every((one) => one.sha !== commit.sha || !isRefused(fact, one.version, commit.at))
}

/** Who approved the patch of a commit on the list before it went in. */
function listApprovers({ commit, fact }: PlacedFact) {
  if (fact === undefined) return []
  const places = fact.landed.filter((one) => one.sha === commit.sha)
  return fact.tags.filter(
    (tag) =>
      tag.origin === 'given' &&
      (tag.key === 'Reviewed-by' || tag.key === 'Acked-by') &&
      tag.at <= commit.at &&
      places.some((one) => one.version === tag.version && (tag.patch ?? one.patch) === one.patch),
  )
}
