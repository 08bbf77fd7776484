import { acceptance } from '../core/metrics/acceptance.ts'
import { approvalTime } from '../core/metrics/approval-time.ts'
import { areaWorkload } from '../core/metrics/area-workload.ts'
import { backportLag } from '../core/metrics/backport-lag.ts'
import { balance, balanceCompanies } from '../core/metrics/balance.ts'
import { ballOverTime } from '../core/metrics/ball-over-time.ts'
import { changeSize } from '../core/metrics/change-size.ts'
import { checkInRules } from '../core/metrics/check-in.ts'
import { closureRatio } from '../core/metrics/closure-ratio.ts'
import { commenters, commentingCompanies } from '../core/metrics/commenters.ts'
import { commentersPerSeries } from '../core/metrics/commenters-per-series.ts'
import { commentsOverTime } from '../core/metrics/comments-over-time.ts'
import { commentsPerSeries } from '../core/metrics/comments-per-series.ts'
import { concentration } from '../core/metrics/concentration.ts'
import { concentrationAreas } from '../core/metrics/concentration-areas.ts'
import { CORRECTIONS } from '../core/metrics/corrected.ts'
import { cumulativeFlow } from '../core/metrics/cumulative-flow.ts'
import { endingsCurve } from '../core/metrics/endings-curve.ts'
import { equity } from '../core/metrics/equity.ts'
import { escapes, escapesByReviewers } from '../core/metrics/escapes.ts'
import { firstResponse } from '../core/metrics/first-response.ts'
import { firstResponseSeries } from '../core/metrics/first-response-series.ts'
import { firstTimeRight } from '../core/metrics/first-time-right.ts'
import { freezes } from '../core/metrics/freezes.ts'
import { ignored } from '../core/metrics/ignored.ts'
import { landing, landingCompanies } from '../core/metrics/landing.ts'
import { lateComments } from '../core/metrics/late-comments.ts'
import { linkedCommits } from '../core/metrics/linked-commits.ts'
import { littlesLaw } from '../core/metrics/littles-law.ts'
import { lostOverTime } from '../core/metrics/lost-over-time.ts'
import { maintainerResponse } from '../core/metrics/maintainer-response.ts'
import { mergeCurve } from '../core/metrics/merge-curve.ts'
import { mergedOrNot } from '../core/metrics/merged-or-not.ts'
import { mergedWithinDays } from '../core/metrics/merged-within.ts'
import type { Metric } from '../core/metrics/metric.ts'
import { newcomers } from '../core/metrics/newcomers.ts'
import { newcomersAndOthers } from '../core/metrics/newcomers-and-others.ts'
import { objections } from '../core/metrics/objections.ts'
import { openAge } from '../core/metrics/open-age.ts'
import { openAgeOverTime } from '../core/metrics/open-age-over-time.ts'
import { openByStatus } from '../core/metrics/open-by-status.ts'
import { openByTurn } from '../core/metrics/open-by-turn.ts'
import { partialMerge } from '../core/metrics/partial-merge.ts'
import { patchesPerSeries } from '../core/metrics/patches-per-series.ts'
import { posted } from '../core/metrics/posted.ts'
import { reReview } from '../core/metrics/re-review.ts'
import { readyWait } from '../core/metrics/ready-wait.ts'
import { readyWaiting } from '../core/metrics/ready-waiting.ts'
import { releaseAck } from '../core/metrics/release-ack.ts'
import { releases } from '../core/metrics/releases.ts'
import { responseLevels } from '../core/metrics/response-levels.ts'
import { responsibleCommitters } from '../core/metrics/responsible-committers.ts'
import { reviewCoverage } from '../core/metrics/review-coverage.ts'
import { reviewRounds } from '../core/metrics/review-rounds.ts'
import { reviewerLoad } from '../core/metrics/reviewer-load.ts'
import { reviewers, reviewingCompanies } from '../core/metrics/reviewers.ts'
import { reviewersPerCommit } from '../core/metrics/reviewers-per-commit.ts'
import { reviewsOverTime } from '../core/metrics/reviews-over-time.ts'
import { rightPeople } from '../core/metrics/right-people.ts'
import { roles } from '../core/metrics/roles.ts'
import { selfCommits } from '../core/metrics/self-commits.ts'
import { seriesByCommenters } from '../core/metrics/series-by-commenters.ts'
import { seriesByComments } from '../core/metrics/series-by-comments.ts'
import { seriesByPatches } from '../core/metrics/series-by-patches.ts'
import { seriesByVersions } from '../core/metrics/series-by-versions.ts'
import { stages } from '../core/metrics/stages.ts'
import { startedAndClosed } from '../core/metrics/started-and-closed.ts'
import { startedByYear } from '../core/metrics/started-by-year.ts'
import { tagKinds } from '../core/metrics/tag-kinds.ts'
import { tagProvenance } from '../core/metrics/tag-provenance.ts'
import { tagsOverTime } from '../core/metrics/tags-over-time.ts'
import { timeToMerge } from '../core/metrics/time-to-merge.ts'
import { timeToMergeByMerge } from '../core/metrics/time-to-merge-by-merge.ts'
import { timeToMergeByPatches } from '../core/metrics/time-to-merge-by-patches.ts'
import { timeToMergeBySize } from '../core/metrics/time-to-merge-by-size.ts'
import { timeToMergeByVersions } from '../core/metrics/time-to-merge-by-versions.ts'
import { versionsPerSeries } from '../core/metrics/versions-per-series.ts'

/** Every metric, in the order in which docs/methods.md explains them: what waits, how long things take, who does what, and how good it is. */
export const METRICS: readonly Metric[] = [
  openByTurn,
  openByStatus,
  lostOverTime,
  openAge,
  openAgeOverTime,
  readyWaiting,
  reviewerLoad,
  areaWorkload,
  objections,
  ignored,
  startedAndClosed,
  cumulativeFlow,
  closureRatio,
  littlesLaw,
  mergedOrNot,
  partialMerge,
  acceptance,
  endingsCurve,
  releases,
  freezes,
  releaseAck,
  backportLag,
  firstResponse,
  firstResponseSeries,
  maintainerResponse,
  responseLevels,
  reReview,
  reviewRounds,
  approvalTime,
  readyWait,
  stages,
  ballOverTime,
  timeToMerge,
  timeToMergeByMerge,
  mergedWithinDays,
  mergeCurve,
  timeToMergeByPatches,
  timeToMergeByVersions,
  timeToMergeBySize,
  patchesPerSeries,
  versionsPerSeries,
  commentsPerSeries,
  commentersPerSeries,
  seriesByPatches,
  seriesByVersions,
  seriesByComments,
  seriesByCommenters,
  startedByYear,
  changeSize,
  firstTimeRight,
  equity,
  reviewsOverTime,
  tagsOverTime,
  reviewers,
  reviewingCompanies,
  balance,
  balanceCompanies,
  commentsOverTime,
  commenters,
  commentingCompanies,
  lateComments,
  tagKinds,
  posted,
  landing,
  landingCompanies,
  roles,
  concentration,
  concentrationAreas,
  newcomers,
  newcomersAndOthers,
  reviewCoverage,
  reviewersPerCommit,
  selfCommits,
  checkInRules,
  responsibleCommitters,
  rightPeople,
  tagProvenance,
  escapes,
  escapesByReviewers,
  linkedCommits,
]

/** The metric with an id, those of the replay of the old methods among them. */
export function findMetric(id: string): Metric | undefined {
  return METRICS.find((metric) => metric.id === id) ?? CORRECTIONS.find((metric) => metric.id === id)
}
