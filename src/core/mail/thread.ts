import type { Instant } from '../time.ts'

/** What threading reads of a mail. */
export interface ThreadedMail {
  readonly messageId: string
  readonly at: Instant
  /** Possible parents, best first: In-Reply-To, then References from new to old. */
  readonly parents: readonly string[]
}

/** The threads that some mails make. Of an id that stands for none of these mails, nothing is known. */
export interface Threads {
  /** The nearest mail above that is here, past those that are missing; `undefined` for the top of a thread. */
  readonly parentOf: (messageId: string) => string | undefined
  /** The Message-ID at the top, that of a missing mail where one holds the thread together: it names the thread. */
  readonly rootOf: (messageId: string) => string
}

/** So many of a mail's possible parents are tried when the first would close a loop. */
const MOST_TRIES = 20

/**
 * Links mails by In-Reply-To and References; subjects play no part.
 *
 * A mail hangs below the first mail that it names, whether that is here or not; only its own headers decide. A
 * missing mail is a ghost: it hangs where the earliest mail that names it says. Where this would close a loop, a
 * ghost's place is given up first, then that of the earliest mail of the loop, which takes the next mail that it
 * names. Of two mails with one Message-ID the earlier one counts. The result does not depend on the order of `mails`.
 *
 *     v1 [0/2]            parentOf        rootOf
 *       [1/2]             0/2             0/2
 *       (2/2, missing)
 *         a reply         0/2             0/2
 *
 * Source: Zawinski's message threading, without grouping by subject, as public-inbox threads; RFC 5322, 3.6.4.
 */
export function buildThreads(mails: Iterable<ThreadedMail>): Threads {
  const byId = new Map<string, ThreadedMail>()
  for (const mail of mails) {
    const other = byId.get(mail.messageId)
    if (other === undefined || compareMails(mail, other) < 0) byId.set(mail.messageId, mail)
  }
  const ordered = [...byId.values()].sort(compareMails)
  const above = new Map<string, string>()
  const sets = disjointSets()
  const hang = (id: string, parent: string): boolean => {
    const fits = sets.join(id, parent)
    if (fits) above.set(id, parent)
    return fits
  }
  // From the latest to the earliest: whoever closes a loop is the earliest in it.
  for (const mail of ordered.toReversed()) {
    const parents = mail.parents.filter((id) => id !== mail.messageId)
    for (let at = 0; at < parents.length && at < MOST_TRIES; at++)
      if (hang(mail.messageId, parents[at] ?? '')) break
  }
  for (const [ghost, parent] of placeGhosts(ordered, byId)) hang(ghost, parent)
  return { parentOf: nearestHere(above, byId), rootOf: topOf(above) }
}

function compareMails(a: ThreadedMail, b: ThreadedMail): number {
  return (
    compare(a.at, b.at) ||
    compare(a.messageId, b.messageId) ||
    compare(a.parents.join(' '), b.parents.join(' '))
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Where each missing mail hangs: below the next one that the earliest mail naming both names. By id. */
function placeGhosts(
  ordered: readonly ThreadedMail[],
  here: ReadonlyMap<string, unknown>,
): readonly (readonly [string, string])[] {
  const places = new Map<string, string>()
  for (const { messageId, parents } of ordered)
    for (let at = 0; at + 1 < parents.length; at++) {
      const ghost = parents[at] ?? ''
      const next = parents[at + 1] ?? ''
      if (here.has(ghost) || places.has(ghost) || next === messageId || next === ghost) continue
      places.set(ghost, next)
    }
  return [...places].sort((a, b) => compare(a[0], b[0]))
}

/** Which mails hang together so far. */
function disjointSets(): { readonly join: (a: string, b: string) => boolean } {
  const parents = new Map<string, string>()
  const sizes = new Map<string, number>()
  const find = (id: string): string => {
    let root = id
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    for (let at = id; at !== root; ) {
      const next = parents.get(at) ?? root
      parents.set(at, root)
      at = next
    }
    return root
  }
  return {
    /** `false`: they already do. */
    join: (a, b) => {
      const [x, y] = [find(a), find(b)]
      if (x === y) return false
      const [sizeX, sizeY] = [sizes.get(x) ?? 1, sizes.get(y) ?? 1]
      const [large, small] = sizeX < sizeY ? [y, x] : [x, y]
      parents.set(small, large)
      sizes.set(large, sizeX + sizeY)
      return true
    },
  }
}

function nearestHere(
  above: ReadonlyMap<string, string>,
  here: ReadonlyMap<string, unknown>,
): (messageId: string) => string | undefined {
  const isEnd = (id: string): boolean => here.has(id)
  const climb = climber(above, isEnd)
  return (messageId) => {
    const parent = here.has(messageId) ? above.get(messageId) : undefined
    if (parent === undefined) return undefined
    const end = climb(parent)
    return here.has(end) ? end : undefined
  }
}

function topOf(above: ReadonlyMap<string, string>): (messageId: string) => string {
  return climber(above, () => false)
}

/** Climbs to the first id at which `isEnd` holds, else to the top. A way is climbed once. */
function climber(
  above: ReadonlyMap<string, string>,
  isEnd: (id: string) => boolean,
): (messageId: string) => string {
  const ends = new Map<string, string>()
  return (messageId) => {
    const way: string[] = []
    let id = messageId
    for (let known = ends.get(id); ; known = ends.get(id)) {
      if (known !== undefined) {
        id = known
        break
      }
      const next = isEnd(id) ? undefined : above.get(id)
      if (next === undefined) break
      way.push(id)
      id = next
    }
    for (const step of way) ends.set(step, id)
    return id
  }
}
