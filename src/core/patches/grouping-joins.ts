import { type Group, type Groups, joinGroups } from './grouping-group.ts'
import { BURST, compareMails, type PostedMail } from './grouping-mail.ts'

const HOUR = 3600
/** Mails of one thread that are further apart are no one posting. */
const ONE_POSTING = 48 * HOUR
/** But some keep the date of their commits: what answers the very cover letter may bear a date long before or behind it. */
const OWN_COVER = 30 * 24 * HOUR
/** And a patch beyond the last one ("26/25") may come late. */
const LATE_ADDITION = 60 * 24 * HOUR
/** So many ancestors are looked at: the nearest decide. */
const MOST_PARENTS = 50
/** So many neighbours in time are joined with, of so many that are looked at. */
const NEIGHBOURS = 4
const MOST_TRIED = 20

/**
 * Joins each mail's group with that of the nearest mail above it that fits.
 * Source: patch-trackers dossier, section 2.5, rule 2.
 */
export function joinByThread(mails: readonly PostedMail[], groups: Groups): void {
  const byId = new Map(mails.map((mail) => [mail.id, mail]))
  for (const mail of mails) {
    if (mail.unnumberedCover) continue
    const parents = mail.facts.parents
    for (let i = 0; i < parents.length && i < MOST_PARENTS; i++) {
      const parent = byId.get(parents[i] ?? '')
      if (parent === undefined) continue
      const own = groups.get(mail.id)
      const above = groups.get(parent.id)
      if (own === undefined || above === undefined || own === above) break
      if (!fitsBelow(mail, own, parent, above)) continue
      joinGroups(groups, above, own, 'thread')
      break
    }
  }
}

function fitsBelow(mail: PostedMail, own: Group, parent: PostedMail, above: Group): boolean {
  if (mail.stable !== parent.stable || !areDisjoint(own.slots, above.slots)) return false
  const apart = Math.abs(mail.at - parent.at)
  const loneCover = isLoneCover(own) || isLoneCover(above)
  const sameLabel = sameLabels(own, above)
  if (sameLabel && isAddition(own, above) && apart <= LATE_ADDITION) return true
  if (!sameLabel && !(apart <= BURST && isForgotten(own, above))) return false
  if (parent.unnumberedCover) return apart <= BURST
  if (!sharesTotal(own, above)) return loneCover && apart <= BURST
  const answersCover = sameLabel && mail.facts.parents[0] === parent.id && parent.slot === 0
  return apart <= (answersCover ? OWN_COVER : ONE_POSTING)
}

/** Every slot lies beyond what the other was said to hold. */
function isAddition(own: Group, above: Group): boolean {
  if (above.totals.size === 0) return false
  const most = Math.max(...above.totals)
  return own.slots.size > 0 && Math.min(...own.slots) > most
}

function isLoneCover(group: Group): boolean {
  return group.slots.size === 1 && group.slots.has(0)
}

/** What has none is version 1. A cover letter has its say only where there are no patches yet. */
function labelsOf(group: Group): ReadonlySet<string> {
  return group.labels.size > 0 ? group.labels : group.coverLabels
}

function sameLabels(a: Group, b: Group): boolean {
  return !areDisjoint(labelsOf(a), labelsOf(b))
}

/** Some forget the version on the cover letter, or on all but it. */
function isForgotten(a: Group, b: Group): boolean {
  return (isLoneCover(a) || isLoneCover(b)) && (labelsOf(a).has('') || labelsOf(b).has(''))
}

/** An unknown total ("1/n") is any. */
function sharesTotal(a: Group, b: Group): boolean {
  return a.totals.size === 0 || b.totals.size === 0 || !areDisjoint(a.totals, b.totals)
}

function areDisjoint<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  for (const one of few) if (many.has(one)) return false
  return true
}

/**
 * Joins mails that answer one and the same mail (which we may not hold): all of a version that was sent in reply to
 * the one before, or below a cover letter that the list never saw.
 * Source: patch-trackers dossier, section 2.5, rule 3.
 */
export function joinSiblings(mails: readonly PostedMail[], groups: Groups): void {
  const families = new Map<string, PostedMail[]>()
  for (const mail of mails) {
    const parent = mail.facts.parents[0]
    if (parent === undefined || mail.unnumberedCover) continue
    const above = groups.get(parent)
    if (above !== undefined && above === groups.get(mail.id)) continue
    const key = JSON.stringify([parent, mail.label, mail.total, mail.stable, mail.trees])
    const family = families.get(key)
    if (family) family.push(mail)
    else families.set(key, [mail])
  }
  for (const family of families.values()) {
    let open: { group: Group; since: number }[] = []
    for (const mail of family) {
      const own = groups.get(mail.id)
      if (own === undefined) continue
      open = open.filter((one) => mail.at - one.since <= ONE_POSTING).slice(-NEIGHBOURS)
      if (open.some((one) => one.group === own)) continue
      const fitting = open.findLast((one) => areDisjoint(one.group.slots, own.slots))
      if (fitting === undefined) open.push({ group: own, since: mail.at })
      else {
        joinGroups(groups, fitting.group, own, 'siblings')
        fitting.group = groups.get(mail.id) ?? own
      }
    }
  }
}

interface Span {
  readonly group: Group
  readonly from: number
  readonly to: number
  readonly first: PostedMail
}

/**
 * Joins what was sent within half an hour with the same version, total and tree, nearest first. Last comes a cover
 * letter whose version was forgotten, or was not on the patches.
 * Source: patch-trackers dossier, section 2.5, rule 4.
 */
export function joinByWindow(groups: Groups): void {
  const families = new Map<string, Span[]>()
  for (const group of new Set(groups.values())) {
    const mails = [...group.mails].sort(compareMails)
    const first = mails[0]
    const last = mails.at(-1)
    if (first === undefined || last === undefined || first.unnumberedCover) continue
    const span = { group, from: first.at, to: last.at, first }
    for (const total of totalsOf(group)) {
      const key = JSON.stringify([total, first.stable, first.trees])
      const family = families.get(key)
      if (family) family.push(span)
      else families.set(key, [span])
    }
  }
  const pairs = [...families.values()].flatMap(listNeighbours)
  pairs.sort(
    (x, y) =>
      Number(x.isForgotten) - Number(y.isForgotten) ||
      x.gap - y.gap ||
      compareMails(x.a.first, y.a.first) ||
      compareMails(x.b.first, y.b.first),
  )
  for (const { a, b } of pairs) {
    const one = groups.get(a.first.id)
    const other = groups.get(b.first.id)
    if (one === undefined || other === undefined || one === other) continue
    if (!areDisjoint(one.slots, other.slots)) continue
    if (sharesTotal(one, other) || isNextTo(one, other) || isNextTo(other, one))
      joinGroups(groups, one, other, 'window')
  }
}

/** Is it the one patch beyond a whole series, which counted itself in? */
function isNextTo(last: Group, series: Group): boolean {
  const [slot = 0] = last.slots
  if (last.slots.size !== 1 || !last.totals.has(slot) || !series.totals.has(slot - 1)) return false
  for (let at = 1; at < slot; at++) if (!series.slots.has(at)) return false
  return true
}

/** A lone "7/7" may have been added to a series of six. */
function totalsOf(group: Group): ReadonlySet<number> {
  const [total = 0] = group.totals
  const isLast = group.slots.size === 1 && group.slots.has(total) && total > 2
  return isLast ? new Set([total, total - 1]) : group.totals
}

interface Neighbours {
  /** Seconds. */
  readonly gap: number
  readonly isForgotten: boolean
  readonly a: Span
  readonly b: Span
}

function listNeighbours(family: readonly Span[]): readonly Neighbours[] {
  const ordered = [...family].sort((a, b) => compareMails(a.first, b.first))
  return ordered.flatMap((a, at) => {
    const near: Neighbours[] = []
    for (const b of ordered.slice(at + 1, at + 1 + MOST_TRIED)) {
      const gap = Math.max(0, b.from - a.to)
      if (gap > BURST || near.length >= NEIGHBOURS) break
      const same = sameLabels(a.group, b.group)
      if (same || isForgotten(a.group, b.group)) near.push({ gap, isForgotten: !same, a, b })
    }
    return near
  })
}
