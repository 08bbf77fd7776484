import type { Identities } from '../../../core/people/person.ts'
import type { Db } from '../../../store/database.ts'
import type { FactRecord } from '../../../store/derived/facts.ts'
import type { LineageRows, Row } from '../../../store/derived/lineages.ts'
import {
  countPersons,
  listPersonRows,
  replaceSomePersons,
  type WorkCounts,
} from '../../../store/derived/people.ts'

/** What changes what is counted of people. */
export interface SenderChanges {
  /** New mails, with their people. */
  readonly fresh: readonly FactRecord[]
  /** Series and reviews of the lineages that are replaced, as they were. */
  readonly before: ReadonlyMap<string, WorkCounts>
  readonly rows: Pick<LineageRows, 'series' | 'replies'>
}

/**
 * Brings the rows of people up to date, in the transaction that wrote the mails, series and replies. Somebody who sends under
 * another name or address than before is counted anew, for the name that is used most is theirs.
 */
export async function writeSenders(
  db: Db,
  projectId: number,
  { fresh, before, rows }: SenderChanges,
  people: Identities,
): Promise<void> {
  const now = workIn(rows)
  const persons = new Set([...fresh.map((one) => one.senderKey), ...before.keys(), ...now.keys()])
  const known = await listPersonRows(db, projectId, [...persons])
  const changed: Row<'person'>[] = []
  const anew = new Set<string>()
  for (const person of persons) {
    const row = known.get(person)
    const mails = fresh.filter((one) => one.senderKey === person)
    if (row === undefined || mails.some((one) => !isAsBefore(one, known))) {
      anew.add(person)
      continue
    }
    const instants = mails.map((one) => one.facts.at)
    const next = {
      ...row,
      id: Math.min(row.id, ...mails.map((one) => one.message)),
      first_at: [row.first_at, ...instants].reduce((a, b) => (b < a ? b : a)),
      last_at: [row.last_at, ...instants].reduce((a, b) => (b > a ? b : a)),
      message_count: row.message_count + mails.length,
      series_count: row.series_count + (now.get(person)?.series ?? 0) - (before.get(person)?.series ?? 0),
      review_count: row.review_count + (now.get(person)?.reviews ?? 0) - (before.get(person)?.reviews ?? 0),
    }
    if (JSON.stringify(next) !== JSON.stringify(row)) changed.push(next)
  }
  const counted = await countAnew(db, projectId, [...anew], people)
  await replaceSomePersons(
    db,
    projectId,
    [...anew, ...changed.map((row) => row.person)],
    [...counted, ...changed],
  )
}

/** Whether the sender of a mail, by person key among the rows of people, is known by that name and address. */
export function isAsBefore(
  { senderKey, facts }: FactRecord,
  rows: ReadonlyMap<string, Row<'person'>>,
): boolean {
  const row = rows.get(senderKey)
  if (row === undefined) return false
  const addresses: readonly string[] = JSON.parse(row.addresses)
  return facts.sender.name === row.name && addresses.includes(facts.sender.address)
}

function workIn(rows: SenderChanges['rows']): ReadonlyMap<string, WorkCounts> {
  const found = new Map<string, WorkCounts>()
  const add = (person: string, series: number, reviews: number): void => {
    const one = found.get(person)
    found.set(person, { series: (one?.series ?? 0) + series, reviews: (one?.reviews ?? 0) + reviews })
  }
  for (const one of rows.series) add(one.sender, 1, 0)
  for (const one of rows.replies) if (one.review === 1) add(one.sender, 0, 1)
  return found
}

async function countAnew(
  db: Db,
  projectId: number,
  persons: readonly string[],
  people: Identities,
): Promise<readonly Row<'person'>[]> {
  const counted = await countPersons(db, projectId, persons)
  const named = new Map(
    people.listPersons(counted.flatMap((one) => one.senders)).map((one) => [one.key, one]),
  )
  return counted.map((one) => ({
    id: one.id,
    person: one.person,
    name: named.get(one.person)?.name ?? '',
    addresses: JSON.stringify(named.get(one.person)?.addresses ?? [one.person]),
    first_at: one.firstAt,
    last_at: one.lastAt,
    message_count: one.messages,
    series_count: one.series,
    review_count: one.reviews,
  }))
}
