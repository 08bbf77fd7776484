import type { Hackathon } from './hackathon.ts'
import { parseReference, type Reference } from './reference.ts'
import { listItems } from './topic.ts'

/** An item of an event of which a series is known to have come. */
export interface SeriesOrigin {
  readonly event: string
  readonly eventName: string
  readonly about: Reference
  readonly text: string
}

/**
 * From which items of which events series came, as people confirmed it, by the Message-ID that they named: for the
 * queue of lost patches, and for the page of a series.
 */
export function listSeriesOrigins(
  hackathons: readonly Hackathon[],
): ReadonlyMap<string, readonly SeriesOrigin[]> {
  const origins = new Map<string, SeriesOrigin[]>()
  for (const hackathon of hackathons)
    for (const one of hackathon.outcomes) {
      if (one.verdict !== 'confirmed' || one.kind !== 'series') continue
      const list = origins.get(one.target) ?? []
      origins.set(one.target, list)
      const { id, name } = hackathon.event
      list.push({ event: id, eventName: name, about: one.about, text: describeItem(hackathon, one.about) })
    }
  return origins
}

/** What a reference leads to, in words: the text of a bullet or action, the title of a topic, session or event. */
export function describeItem(hackathon: Hackathon, about: Reference): string {
  const parts = parseReference(about)
  switch (parts?.kind) {
    case 'topic': {
      const topic = hackathon.topics.find((one) => one.id === parts.id)
      const bullet = listItems(topic?.description ?? []).find((one) => one.item === parts.item)
      return bullet?.text ?? topic?.title ?? about
    }
    case 'session':
      return hackathon.sessions.find((one) => one.id === parts.id)?.title ?? about
    case 'action':
      return hackathon.actions.find((one) => one.id === parts.id)?.text ?? about
    case 'event':
      return hackathon.event.name
    case undefined:
      return about
  }
}
