import type { Instant } from '../time.ts'
import type { Grade, Interest } from './interest.ts'
import { type Reference, topicReference } from './reference.ts'
import { indexTerms, spellTerms } from './term-index.ts'
import type { Topic } from './topic.ts'

/** Something that a person wrote or reviewed. */
export interface Activity {
  readonly person: string
  readonly kind: 'wrote' | 'reviewed'
  /** What it was about: the title of a patch, paths of files. */
  readonly text: string
  readonly at: Instant
}

/** An interest that follows from what somebody did, to be confirmed with one click. */
export interface SuggestedInterest extends Interest {
  /** "wrote 3 and reviewed 12 patches about xsplice, livepatch" */
  readonly evidence: string
}

/** Fewer acts than this suggest nothing. */
const LEAST = 2

/**
 * Interests that people seem to have by what they wrote and reviewed before `now`, in topics about which they have not
 * answered; contacts of a topic want to be in it by all means. An act is about the topics among which its words stand
 * first. Reviews count as much as patches: who reviews cares.
 */
export function suggestInterests(
  topics: readonly Topic[],
  activities: readonly Activity[],
  answered: ReadonlyMap<Reference, readonly Interest[]>,
  now: Instant,
): readonly SuggestedInterest[] {
  const open = topics.filter((topic) => !topic.withdrawn)
  const index = indexTerms(
    open.map((topic) => ({
      id: topic.id,
      title: topic.title,
      text: topic.description.map((part) => part.text).join('\n'),
    })),
  )
  const counts = new Map<string, { wrote: number; reviewed: number; readonly words: Map<string, number> }>()
  for (const activity of activities) {
    if (activity.at > now) continue
    const [best, other] = index.search(activity.text, 2)
    // One word in common may be chance, unless no other topic has it.
    if (best === undefined || (best.words.length < 2 && other !== undefined)) continue
    const key = JSON.stringify([activity.person, best.id])
    const count = counts.get(key) ?? { wrote: 0, reviewed: 0, words: new Map() }
    counts.set(key, count)
    if (activity.kind === 'wrote') count.wrote++
    else count.reviewed++
    for (const word of spellTerms(best.words.slice(0, 3), activity.text))
      count.words.set(word, (count.words.get(word) ?? 0) + 1)
  }
  const suggestions: SuggestedInterest[] = []
  const suggest = (person: string, topic: string, grade: Grade, evidence: string): void => {
    const about = topicReference(topic)
    if (answered.get(about)?.some((one) => one.person === person)) return
    if (suggestions.some((one) => one.about === about && one.person === person)) return
    suggestions.push({ person, about, grade, via: 'suggestion', note: undefined, at: now, evidence })
  }
  for (const topic of open)
    for (const contact of topic.contacts)
      if (contact.person !== undefined) suggest(contact.person, topic.id, 'must', 'contact of the topic')
  for (const [key, { wrote, reviewed, words }] of counts) {
    const [person = '', topic = ''] = JSON.parse(key) as readonly string[]
    if (wrote + reviewed < LEAST) continue
    const shared = [...words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word)
    const grade: Grade = wrote + reviewed >= 10 ? 'yes' : 'maybe'
    suggest(
      person,
      topic,
      grade,
      `wrote ${wrote} and reviewed ${reviewed} patches about ${shared.slice(0, 3).join(', ')}`,
    )
  }
  return suggestions.sort((a, b) =>
    a.about === b.about ? (a.person < b.person ? -1 : 1) : a.about < b.about ? -1 : 1,
  )
}
