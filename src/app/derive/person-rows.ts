import type { Identities, Person } from '../../core/people/person.ts'
import type { FactRecord } from '../../store/derived/facts.ts'
import type { Row } from '../../store/derived/lineages.ts'
import { isReview } from './is-review.ts'
import type { Works } from './picture.ts'

/** Everybody who sent a mail, with how much of what. */
export function personRows(
  records: readonly FactRecord[],
  works: Works,
  people: Pick<Identities, 'personKey'> & { readonly persons: readonly Person[] },
): readonly Row<'person'>[] {
  const names = new Map(people.persons.map((one) => [one.key, one]))
  const found = new Map<
    string,
    { id: number; first: string; last: string; messages: number; series: number; reviews: number }
  >()
  for (const { message, senderKey, facts } of records) {
    const person = found.get(senderKey)
    if (person === undefined)
      found.set(senderKey, {
        id: message,
        first: facts.at,
        last: facts.at,
        messages: 1,
        series: 0,
        reviews: 0,
      })
    else {
      person.id = Math.min(person.id, message)
      // Records are in order of time.
      person.last = facts.at
      person.messages++
    }
  }
  for (const { series } of works.lineages)
    for (const one of series) {
      const person = found.get(people.personKey(one.sender))
      if (person) person.series++
      for (const reply of works.repliesTo(one.id)) {
        const other = found.get(people.personKey(reply.facts.sender))
        if (other && isReview(reply, one, works.factsOf, people.personKey)) other.reviews++
      }
    }
  return [...found].map(([key, person]) => ({
    id: person.id,
    person: key,
    name: names.get(key)?.name ?? '',
    addresses: JSON.stringify(names.get(key)?.addresses ?? [key]),
    first_at: person.first,
    last_at: person.last,
    message_count: person.messages,
    series_count: person.series,
    review_count: person.reviews,
  }))
}
