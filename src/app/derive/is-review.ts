import type { Address } from '../../core/mail/message.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import type { SeriesReply } from '../../core/patches/given-trailers.ts'
import type { Series } from '../../core/patches/series.ts'
import { REVIEW_KEYS } from '../../core/patches/trailer-keys.ts'

/**
 * Is a reply a review: words, a diff or a review tag of its own, by a person other than those whose series and patch
 * it answers?
 */
export function isReview(
  reply: SeriesReply,
  series: Series,
  factsOf: (messageId: string) => MessageFacts | undefined,
  personKey: (address: Address) => string,
): boolean {
  const { facts } = reply
  if (facts.kind === 'bot') return false
  const sender = personKey(facts.sender)
  if (personKey(series.sender) === sender) return false
  const patch = reply.patch === undefined ? undefined : factsOf(reply.patch)
  if (patch !== undefined && personKey(patch.author) === sender) return false
  return facts.hasText || facts.patch !== undefined || facts.trailers.some((one) => REVIEW_KEYS.has(one.key))
}
