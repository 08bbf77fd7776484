import { listChecks } from '../../app/derive/review-rows.ts'
import { reviewsAsOf } from '../../app/past/reviews-as-of.ts'
import { type ReviewEntry, readReview } from '../../store/read/review.ts'
import type { Asked } from '../request.ts'
import type { FoundSeries } from './load-series.ts'

/** Where the review of a series is, or was on the past day that was asked for. */
export async function loadReview(
  { db, projectId, view }: Asked,
  { story, past }: Pick<FoundSeries, 'story' | 'past'>,
): Promise<ReviewEntry | undefined> {
  if (past === undefined) return readReview(db, projectId, story.id)
  const found = await reviewsAsOf(db, projectId, view.project, view.asOf, [past.standing])
  const review = found.get(past.standing.lineage)?.review
  if (review === undefined) return undefined
  const { needs, tags, items, remedies, weight, lost } = review
  return {
    needs,
    tags,
    items,
    checks: listChecks(review),
    remedies,
    lostAt: lost[0]?.at,
    isFirst: weight.isFirst,
    isSmall: weight.isSmall,
  }
}
