import { plural } from '../plural.ts'
import type { Hackathon } from './hackathon.ts'
import { ITEM_STATES, type ItemState, type TracedState } from './item-states.ts'
import { parseReference, type Reference } from './reference.ts'
import { type DescriptionPart, listItems, type TopicFields } from './topic.ts'

/** What became of an event, in numbers. */
export interface OutcomeReport {
  readonly total: number
  readonly byState: Readonly<Record<ItemState, number>>
  /** Items whose series needs somebody: they go to the queue of lost patches. */
  readonly lost: readonly Reference[]
  /** Items of which nothing is settled: they begin the next event. */
  readonly unresolved: readonly Reference[]
  /** Middle of the days from the event to the first series, and to the first commit; `undefined` where there is none. */
  readonly medianDaysToPatch: number | undefined
  readonly medianDaysToMerge: number | undefined
}

/** States after which nobody has to take an item up again. */
const SETTLED: ReadonlySet<ItemState> = new Set(['merged', 'dropped', 'done'])

/** Sums up the states of an event's items. */
export function reportOutcomes(states: readonly TracedState[]): OutcomeReport {
  const count = (state: ItemState): number => states.filter((one) => one.state === state).length
  return {
    total: states.length,
    byState: Object.fromEntries(ITEM_STATES.map((state) => [state, count(state)])) as Record<
      ItemState,
      number
    >,
    lost: states.filter((one) => one.state === 'lost').map((one) => one.about),
    unresolved: states.filter((one) => !SETTLED.has(one.state)).map((one) => one.about),
    medianDaysToPatch: median(states.flatMap((one) => one.daysToPatch ?? [])),
    medianDaysToMerge: median(states.flatMap((one) => one.daysToMerge ?? [])),
  }
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

/**
 * Topics for the next event: those of this one that have unresolved bullets, with these alone, and where they come
 * from. Their dates and verifications are not taken over.
 */
export function listCarriedTopics(hackathon: Hackathon, report: OutcomeReport): readonly TopicFields[] {
  const unresolved = new Set(report.unresolved)
  return hackathon.topics
    .filter((topic) => !topic.withdrawn)
    .flatMap((topic): readonly TopicFields[] => {
      const items = listItems(topic.description)
      const left = items.filter((item) => unresolved.has(`topic:${topic.id}/${item.item}`))
      const isWhole = items.length === 0 && unresolved.has(`topic:${topic.id}`)
      if (left.length === 0 && !isWhole) return []
      const description: DescriptionPart[] = isWhole
        ? [...topic.description]
        : topic.description.filter((part) => part.kind === 'text' || left.includes(part))
      const { title, outreach, contacts, list, irc, difficulty, skills, outcomes } = topic
      return [
        {
          title,
          insertedOn: undefined,
          verifiedOn: undefined,
          outreach,
          contacts,
          list,
          irc,
          difficulty,
          skills,
          description: [...description, { kind: 'text', text: `Carried over from ${hackathon.event.name}.` }],
          outcomes,
        },
      ]
    })
}

/**
 * What came of a topic in one paragraph, as the leads of a conference track are asked for: what was merged, what is
 * under review, what is still open.
 */
export function describeOutcome(
  hackathon: Hackathon,
  topicId: string,
  states: readonly TracedState[],
): string {
  const topic = hackathon.topics.find((one) => one.id === topicId)
  const mine = states.filter(
    (one) => parseReference(one.about)?.kind === 'topic' && parseReference(one.about)?.id === topicId,
  )
  const name = topic?.title ?? topicId
  if (mine.length === 0) return `Nothing is known of what came of "${name}".`
  const sentences: string[] = []
  const say = (found: readonly ItemState[], verb: string): void => {
    const items = mine.filter((one) => found.includes(one.state))
    if (items.length > 0)
      sentences.push(`${verb}: ${items.map((one) => one.text.replace(/[.?!\s]{1,9}$/, '')).join('; ')}.`)
  }
  say(['merged', 'done'], 'Merged upstream')
  say(['in-review'], 'Under review')
  say(['proposed'], 'Proposed on the list')
  say(['lost'], 'Posted, and waiting for somebody to take it on')
  say(['reverted'], 'Merged and taken back')
  say(['dropped'], 'Dropped')
  say(['open'], 'Still open')
  const settled = mine.filter((one) => SETTLED.has(one.state)).length
  return `${name} (${hackathon.event.name}): ${settled} of ${plural(mine.length, 'point')} settled. ${sentences.join(' ')}`
}
