import type { BareFact, FactInterval, Seconds, VersionFact } from './series-fact.ts'

/**
 * A lineage as it was known at an instant: only what had been sent, committed and decided by then. Empty before its
 * first version; several where a later version joined what were separate pieces of work at that time.
 */
export function cutFact(fact: BareFact, asOf: Seconds): readonly BareFact[] {
  const known = fact.versions.filter((one) => one.at <= asOf).length
  if (known === 0) return []
  if (isOver(fact, asOf)) return [fact]
  const apart = fact.joined.filter((one) => isOpenAt(one.intervals, asOf))
  const groups = apart.length === 0 ? [range(known)] : groupsAt(fact, known)
  return groups.map((indexes) => {
    const first = indexes[0] ?? 0
    const course = first === 0 ? fact.intervals : apart.find((one) => one.first === first)?.intervals
    const place = new Map(indexes.map((index, n) => [index, n]))
    const versions = indexes.flatMap((index) => {
      const version = fact.versions[index]
      return version === undefined ? [] : [cutVersion(version, asOf)]
    })
    return {
      lineage: versions[0]?.id ?? fact.lineage,
      versions,
      tags: fact.tags.flatMap((tag) => {
        const version = place.get(tag.version)
        return version === undefined || tag.at > asOf ? [] : [{ ...tag, version }]
      }),
      landed: fact.landed.flatMap((one) => {
        const version = place.get(one.version)
        return version === undefined || one.at > asOf ? [] : [{ ...one, version }]
      }),
      intervals: cutIntervals(course ?? [], asOf),
      joined: [],
      links: [],
    }
  })
}

/** Nothing in it is later: it looks as it did, and is handed on as it is. */
function isOver(fact: BareFact, asOf: Seconds): boolean {
  const last = fact.intervals.at(-1)
  return (
    fact.joined.length === 0 &&
    (last === undefined || (last.from <= asOf && (last.to === undefined || last.to <= asOf))) &&
    fact.versions.every((one) => one.at <= asOf && (one.replies.at(-1)?.at ?? asOf) <= asOf) &&
    fact.tags.every((tag) => tag.at <= asOf) &&
    fact.landed.every((one) => one.at <= asOf)
  )
}

function range(n: number): readonly number[] {
  return Array.from({ length: n }, (_, i) => i)
}

function isOpenAt(intervals: readonly FactInterval[], at: Seconds): boolean {
  const [first] = intervals
  const last = intervals.at(-1)
  return first !== undefined && first.from <= at && (last?.to === undefined || last.to > at)
}

/** The versions that were one lineage by the links between those that existed; each group by its oldest. */
function groupsAt(fact: BareFact, known: number): readonly (readonly number[])[] {
  const root = range(known).slice()
  const rootOf = (index: number): number => {
    let at = index
    for (let next = root[at] ?? at; next !== at; next = root[at] ?? at) at = next
    return at
  }
  for (const [newer, older] of fact.links) {
    if (newer >= known || older >= known) continue
    const [a = 0, b = 0] = [rootOf(newer), rootOf(older)].sort((x, y) => x - y)
    root[b] = a
  }
  const groups = new Map<number, number[]>()
  for (const index of range(known)) {
    const group = groups.get(rootOf(index))
    if (group) group.push(index)
    else groups.set(rootOf(index), [index])
  }
  return [...groups.values()]
}

function cutVersion(version: VersionFact, asOf: Seconds): VersionFact {
  const { replies } = version
  const last = replies.at(-1)
  return last === undefined || last.at <= asOf
    ? version
    : { ...version, replies: replies.filter((one) => one.at <= asOf) }
}

function cutIntervals(intervals: readonly FactInterval[], asOf: Seconds): readonly FactInterval[] {
  return intervals
    .filter((one) => one.from <= asOf)
    .map((one) => (one.to !== undefined && one.to > asOf ? { ...one, to: undefined } : one))
}
