import { isSettling } from '../../core/status/claims.ts'
import type { Instant } from '../../core/time.ts'
import type { Row } from '../../store/derived/lineages.ts'
import type { LineageStory, Numbering } from './lineage-story.ts'

/** What the record of the lost queue is made of: rows of the lineages that ever were lost, or asked after. */
export function queueCases(
  story: LineageStory,
  { factsOf }: Pick<Numbering, 'factsOf'>,
  numberOf: (id: string) => number,
): readonly Row<'queue_case'>[] {
  const actedAt = lastAct(story, factsOf)
  return story.courses.flatMap((course): Row<'queue_case'>[] => {
    const pings = course.lineage === story.lineage.id ? story.pings : []
    if (pings.length === 0 && !course.intervals.some((one) => one.lost.length > 0)) return []
    return [
      {
        lineage: numberOf(course.lineage),
        acted_at: actedAt,
        denied_at: deniedAt(story) ?? null,
        pings: JSON.stringify(pings),
      },
    ]
  })
}

function lastAct(story: LineageStory, factsOf: Numbering['factsOf']): Instant {
  const moments = [
    ...story.series.flatMap((one) => one.patches.map((id) => (id && factsOf(id)?.at) || one.at)),
    ...story.replies.filter((reply) => reply.facts.kind !== 'bot').map((reply) => reply.facts.at),
    ...story.matches.map((match) => match.committedAt),
  ]
  return moments.reduce((a, b) => (b > a ? b : a), story.series[0]?.at ?? '')
}

/**
 * Somebody says that it had been done, or was not needed any more, and no commit tells when: it may have been so since
 * anybody else last spoke of that version as of something open, or since it was posted. What is said of one patch of several,
 * or of a version that another one followed, settles nothing.
 */
function deniedAt(story: LineageStory): Instant | undefined {
  if (story.matches.length > 0) return undefined
  const denial = story.replies.findLast((reply) => isSettling(reply, story.series, ['settled']))
  if (denial === undefined) return undefined
  const posted = story.series.find((one) => one.id === denial.series)
  if (posted === undefined || story.series.some((one) => one.at > denial.facts.at)) return undefined
  const { address } = denial.facts.sender
  const spoken = story.replies.findLast(
    ({ facts }) =>
      facts.kind !== 'bot' &&
      facts.at > posted.at &&
      facts.at < denial.facts.at &&
      facts.sender.address !== address,
  )
  return spoken?.facts.at ?? posted.at
}
