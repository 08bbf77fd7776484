import { COUNTING } from '../../core/status/tags.ts'
import { excerptOf } from '../mails/mail-body.ts'
import { type Ground, groundsOfItems } from '../review/evidence-fold.ts'
import type { SeriesPage } from './series-page.ts'

/** The mails and commits that where a series stands rests on: what it says itself, and what that was made of. */
export function standingGrounds(model: SeriesPage): readonly Ground[] {
  const { story, review, contents } = model
  const items = groundsOfItems(review?.items ?? [])
  const own: Ground[] =
    story.evidence === undefined || items.some((one) => one.id === story.evidence)
      ? []
      : [{ id: story.evidence, words: wordsOf(model, story.evidence) }]
  switch (story.status) {
    case 'merged':
    case 'partly-merged':
      return [
        ...contents.patches.flatMap((patch) =>
          patch.matches
            .filter((match) => match.counted && match.development)
            .map((match) => ({ id: match.sha, note: `patch ${patch.position}` })),
        ),
        ...own,
      ]
    case 'ready':
    case 'needs-approval':
      return [...own, ...items, ...tagGrounds(model)]
    default:
      return [...own, ...items]
  }
}

/** The tags that hold, each mail once. */
function tagGrounds({ review }: SeriesPage): readonly Ground[] {
  const tags = (review?.tags ?? []).filter((tag) => COUNTING.has(tag.status))
  return [...new Map(tags.map((tag) => [tag.messageId, { id: tag.messageId, note: tag.key }])).values()]
}

/** What a mail of this page begins with, where the page holds its text. */
export function wordsOf({ contents, texts }: SeriesPage, messageId: string): string | undefined {
  const reply = contents.replies.find((one) => one.messageId === messageId)
  const text = reply && texts.get(reply.message)
  return text === undefined ? undefined : excerptOf(text)
}

/** Everything that the page of a series may unfold. */
export function evidenceOfSeries({
  story,
  review,
  contents,
}: Pick<SeriesPage, 'story' | 'review' | 'contents'>): readonly (string | undefined)[] {
  return [
    story.evidence,
    ...(review?.items ?? []).map((item) => item.messageId),
    ...(review?.needs ?? []).map((need) => need.evidence),
    ...(review?.tags ?? []).flatMap((tag) => [tag.messageId, tag.patch]),
    ...contents.patches.flatMap((patch) => patch.matches.map((match) => match.sha)),
    ...story.intervals.map((one) => one.evidence),
  ]
}
