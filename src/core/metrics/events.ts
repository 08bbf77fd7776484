import type { Scope } from './metric.ts'
import { remember } from './remember.ts'
import type { ReplyFact, Seconds, SeriesFact, TagFact, VersionFact } from './series-fact.ts'

/** Keys by which somebody vouches for a patch. */
const APPROVALS: ReadonlySet<string> = new Set(['Reviewed-by', 'Acked-by'])

/** The next version, or what came of the last one: when nobody had to look at this one any more. */
export function endOfVersion(fact: SeriesFact, index: number): Seconds | undefined {
  return fact.versions[index + 1]?.at ?? closedAt(fact)
}

/** When it was merged, rejected or withdrawn. */
export function closedAt(fact: SeriesFact): Seconds | undefined {
  return fact.mergedAt ?? fact.droppedAt
}

/** The first answer of somebody else to a version. A program's is none, the author's own is none. */
export function firstResponse(version: VersionFact): ReplyFact | undefined {
  return version.replies.find((reply) => !reply.own)
}

/** Every review of a series with the index of its version, by version, then time. */
export const listReviews = remember(
  (fact: SeriesFact): readonly { readonly reply: ReplyFact; readonly version: number }[] =>
    fact.versions.flatMap((one, version) =>
      one.replies.filter((reply) => reply.review).map((reply) => ({ reply, version })),
    ),
)

/** Every time that somebody gave a tag themselves, once for each key, version and patch: carried copies are not given. */
export const listGivenTags = remember((fact: SeriesFact): readonly TagFact[] => {
  const seen = new Set<string>()
  return fact.tags.filter((tag) => {
    if (tag.origin !== 'given') return false
    const key = `${tag.key} ${tag.person} ${tag.version} ${tag.patch ?? ''}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
})

/** A tag by which somebody other than the author approves. */
export function isApproval(fact: SeriesFact, tag: TagFact): boolean {
  if (!APPROVALS.has(tag.key) || tag.origin === 'own' || tag.origin === 'passed') return false
  const version = fact.versions[tag.version]
  if (version === undefined || version.sender === tag.person) return false
  return tag.patch === undefined
    ? !version.authors.includes(tag.person)
    : version.authors[tag.patch] !== tag.person
}

/**
 * When every patch of a version had a Reviewed-by or an Acked-by of somebody else, given to it or carried into it;
 * `undefined` while one has none. A tag on the cover letter is for every patch.
 */
export function approvedAt(fact: SeriesFact, index: number): Seconds | undefined {
  return listApprovals(fact)[index]
}

/** The same of each version. */
const listApprovals = remember((fact: SeriesFact): readonly (Seconds | undefined)[] => {
  const first = fact.versions.map((one) => one.authors.map((): Seconds | undefined => undefined))
  for (const tag of fact.tags) {
    const slots = first[tag.version]
    if (slots === undefined || !isApproval(fact, tag)) continue
    for (const slot of tag.patch === undefined ? slots.keys() : [tag.patch]) {
      const known = slots[slot]
      if (known === undefined || tag.at < known) slots[slot] = tag.at
    }
  }
  return fact.versions.map((version, index) => {
    let last: Seconds | undefined
    for (const [slot, author] of version.authors.entries()) {
      if (author === undefined) continue
      const at = first[index]?.[slot]
      if (at === undefined) return undefined
      if (last === undefined || at > last) last = at
    }
    return last
  })
})

/** The first instant at which some version was approved whole. */
export function firstApprovedAt(fact: SeriesFact): Seconds | undefined {
  let first: Seconds | undefined
  for (const at of listApprovals(fact))
    if (at !== undefined && (first === undefined || at < first)) first = at
  return first
}

/** Since when it has been ready for good: the last run of `ready` before it was merged, or up to now. */
export function readyAt(fact: SeriesFact): Seconds | undefined {
  for (let n = fact.intervals.length - 1; n >= 0; n--) {
    const one = fact.intervals[n]
    if (one?.status === 'merged' || one?.status === 'queued') continue
    if (one?.status !== 'ready') return undefined
    while (fact.intervals[n - 1]?.status === 'ready') n--
    return fact.intervals[n]?.from
  }
  return undefined
}

/**
 * The series of which anything happened in the period: a mail, a tag, a commit, an end. What counts by when something
 * happened has to look at no other; of twenty years two have a tenth.
 */
export const activeIn = remember((scope: Scope): readonly SeriesFact[] =>
  scope.facts.filter((fact) => fact.startedAt < scope.period.to && lastEventAt(fact) >= scope.period.from),
)

const lastEventAt = remember((fact: SeriesFact): Seconds => {
  let at = Math.max(fact.mergedAt ?? 0, fact.droppedAt ?? 0)
  for (const version of fact.versions) at = Math.max(at, version.at, version.replies.at(-1)?.at ?? 0)
  for (const tag of fact.tags) at = Math.max(at, tag.at)
  for (const one of fact.landed) at = Math.max(at, one.at)
  return at
})

/** Whether an instant is in the period. */
export function isIn(scope: Pick<Scope, 'period'>, at: Seconds | undefined): boolean {
  return at !== undefined && at >= scope.period.from && at < scope.period.to
}

/** The interval that an instant is in. */
export function intervalAt(fact: SeriesFact, at: Seconds): SeriesFact['intervals'][number] | undefined {
  let low = 0
  let high = fact.intervals.length
  while (low < high) {
    const middle = (low + high) >> 1
    const one = fact.intervals[middle]
    if (one !== undefined && one.from <= at) low = middle + 1
    else high = middle
  }
  const found = fact.intervals[low - 1]
  return found !== undefined && (found.to === undefined || found.to > at) ? found : undefined
}

/** Somebody's Nacked-by stood on a version at an instant: not followed by an approval of theirs. */
export function isRefused(
  fact: SeriesFact,
  version: number,
  at: Seconds = Number.POSITIVE_INFINITY,
): boolean {
  const tags = listGivenTags(fact).filter((tag) => tag.version === version && tag.at <= at)
  return tags.some(
    (no) =>
      no.key === 'Nacked-by' &&
      !tags.some(
        (yes) =>
          yes.person === no.person && yes.at > no.at && (yes.key === 'Reviewed-by' || yes.key === 'Acked-by'),
      ),
  )
}
