import { groupBy } from '../group-by.ts'
import { compareMails, type PostedMail } from './grouping-mail.ts'

/** Mails of one run are not further apart than this: a process number comes again some day. */
const LONGEST_RUN = 86_400

/**
 * The postings in one run of a program: usually one, whatever versions its mails are labelled with.
 *
 * Split are: two totals that compete for a slot (left-over files of an older series); a file whose total *and*
 * version differ from the others' (a stray one); versions or trees that compete for slots; and several whole
 * series sent by one command. What still claims one slot twice stays together.
 * Source: patch-trackers dossier, section 2.5, rule 1.
 */
export function splitRun(run: readonly PostedMail[]): readonly (readonly PostedMail[])[] {
  if (run.length === 1) return [run]
  const ordered = [...run].sort(
    (a, b) => (a.run?.index ?? a.at) - (b.run?.index ?? b.at) || compareMails(a, b),
  )
  const parts = splitBy(ordered, (a, b) => Math.abs(b.at - a.at) > LONGEST_RUN)
  return parts
    .flatMap((part) =>
      compete(part, (mail) => mail.total) ? [...groupBy(part, (mail) => mail.total).values()] : [part],
    )
    .flatMap(splitStrays)
    .flatMap((part) =>
      compete(part, (mail) => mail.stable) ? [...groupBy(part, (mail) => mail.stable).values()] : [part],
    )
    .flatMap((part) =>
      compete(part, (mail) => mail.trees) ? [...groupBy(part, (mail) => mail.trees).values()] : [part],
    )
    .flatMap((part) =>
      compete(part, (mail) => mail.label) ? [...groupBy(part, (mail) => mail.label).values()] : [part],
    )
    .flatMap(splitWhole)
}

function splitBy(
  mails: readonly PostedMail[],
  isApart: (a: PostedMail, b: PostedMail) => boolean,
): PostedMail[][] {
  const parts: PostedMail[][] = []
  let last: PostedMail | undefined
  for (const mail of mails) {
    const part = parts.at(-1)
    if (part === undefined || (last !== undefined && isApart(last, mail))) parts.push([mail])
    else part.push(mail)
    last = mail
  }
  return parts
}

/** Do mails that differ in this claim one slot? Cover letters are often wrong about totals and versions. */
function compete(mails: readonly PostedMail[], of: (mail: PostedMail) => unknown): boolean {
  const claimed = new Map<number, unknown>()
  for (const mail of mails) {
    if (mail.slot === undefined || mail.slot === 0) continue
    if (claimed.has(mail.slot) && claimed.get(mail.slot) !== of(mail)) return true
    claimed.set(mail.slot, of(mail))
  }
  return false
}

/** Patches whose total and version are both others than most of the run's are no part of it. */
function splitStrays(mails: readonly PostedMail[]): readonly (readonly PostedMail[])[] {
  const patches = mails.filter((mail) => mail.slot !== 0)
  const total = mostFrequent(patches.map((mail) => mail.total))
  const main = patches.filter((mail) => mail.total === total)
  const label = mostFrequent(main.map((mail) => mail.label))
  const isStray = (mail: PostedMail): boolean =>
    mail.slot !== 0 && mail.total !== total && mail.total !== undefined && mail.label !== label
  const strays = mails.filter(isStray)
  if (strays.length === 0) return [mails]
  return [
    mails.filter((mail) => !isStray(mail)),
    ...groupBy(strays, (mail) => `${mail.total} ${mail.label}`).values(),
  ]
}

/** The value that most have; of several, the first. */
function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: T | undefined
  let most = 0
  for (const [value, count] of counts)
    if (count > most) {
      best = value
      most = count
    }
  return best
}

/** Cuts where a slot comes again, or where a cover letter opens the next series, if every piece is whole then. */
function splitWhole(mails: readonly PostedMail[]): readonly (readonly PostedMail[])[] {
  const answered = new Set(mails.flatMap((mail) => mail.facts.parents))
  const pieces: PostedMail[][] = []
  let taken = new Set<number>()
  let ids = new Set<string>()
  for (const mail of mails) {
    const slot = mail.slot ?? 0
    const piece = pieces.at(-1)
    const opensNext =
      slot === 0 && answered.has(mail.id) && !mail.facts.parents.some((parent) => ids.has(parent))
    if (piece === undefined || taken.has(slot) || (opensNext && piece.some((one) => one.slot !== 0))) {
      pieces.push([mail])
      taken = new Set([slot])
      ids = new Set([mail.id])
    } else {
      piece.push(mail)
      taken.add(slot)
      ids.add(mail.id)
    }
  }
  const isRepeated = new Set(mails.map((mail) => mail.slot)).size < mails.length
  return isRepeated && pieces.every(isWhole) ? pieces : [mails]
}

function isWhole(mails: readonly PostedMail[]): boolean {
  const slots = new Set(mails.map((mail) => mail.slot))
  const total = Math.max(...mails.map((mail) => mail.total ?? 0))
  if (total === 0) return false
  for (let slot = 1; slot <= total; slot++) if (!slots.has(slot)) return false
  return true
}
