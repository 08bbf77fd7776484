import { listSome } from '../list-some.ts'
import type { Address } from '../mail/message.ts'
import type { FileOwners } from '../people/file-owners.ts'
import { plural } from '../plural.ts'
import { daysBetween, type Instant } from '../time.ts'
import { findSmallestAsk } from './smallest-ask.ts'

/** A tag by which somebody vouches for a change, valid for the version that is to go in. */
export interface Approval {
  readonly person: string
  readonly kind: 'acked' | 'reviewed'
  /** Which files it is about: all, unless a note narrows it (`readTagArea`). */
  readonly covers: (file: FileOwners) => boolean
}

/** Somebody's no, not taken back. */
export interface Objection {
  readonly person: string
  /** Where it was said. */
  readonly messageId: string
}

/** A change that somebody would like to commit, as the check-in policy looks at it. Persons are keys. */
export interface CheckInCase {
  /** Who answers for each file, by the MAINTAINERS file as it was before the change. */
  readonly files: readonly FileOwners[]
  /** Who wrote it, co-developers too. */
  readonly authors: readonly string[]
  /** Who sent this version: the last to edit it. */
  readonly sender: string
  /** Whose Signed-off-by it carries. */
  readonly signers: readonly string[]
  readonly approvals: readonly Approval[]
  readonly objections: readonly Objection[]
  readonly postedAt: Instant
  /** Days that people are given to answer (R3); 0 for an urgent fix. */
  readonly waitDays: number
  /** In a freeze: the release manager, and whether theirs (Release-acked-by) was given. */
  readonly freeze: { readonly releaseManager: string; readonly isReleased: boolean } | undefined
  /** Patches before it in its series that are neither committed nor ready. */
  readonly prerequisites: number
  /** An own patch with only a review: since when its author has said that they would commit it (R5). */
  readonly announcedAt: Instant | undefined
}

/** One condition of the policy, R1 to R7 of the governance dossier, section 3.4. */
export interface CheckInRule {
  readonly rule: 'R1' | 'R2' | 'R3' | 'R4' | 'R5' | 'R6' | 'R7'
  readonly isMet: boolean
  /** One sentence for people. */
  readonly text: string
}

/** How one file is approved: by those who answer for it, by somebody more general, or not. */
export interface FileApproval {
  readonly path: string
  readonly by: 'specific' | 'nested' | 'missing'
}

/** May the change be committed, and if not, what is missing. */
export interface CheckIn {
  /** `ready-nested`: only a more general maintainer approved, which needs a stated reason. */
  readonly verdict: 'ready' | 'ready-nested' | 'waiting' | 'blocked'
  readonly rules: readonly CheckInRule[]
  readonly files: readonly FileApproval[]
  /** The fewest people whose approval would meet R1, as alternatives: of each inner list any one. */
  readonly ask: readonly (readonly string[])[]
}

/**
 * Xen's check-in policy, as its MAINTAINERS file states it: approval by a maintainer of every file (the submitter's
 * Signed-off-by is one), a second pair of eyes, time to answer, no open objection.
 *
 * A Reviewed-by may come from anyone, an Acked-by counts only from a maintainer of the code. A project without a
 * MAINTAINERS file has files without a pool: R1 is then met, and R2 is all that is asked.
 */
export function checkIn(change: CheckInCase, now: Instant, personOf: (address: Address) => string): CheckIn {
  const files = change.files.map((file) => approveFile(change, file, personOf))
  const missing = change.files.filter((_, index) => files[index]?.by === 'missing')
  const ask = findSmallestAsk(missing.map((file) => file.pool.map(personOf)))
  const isNested = files.some((file) => file.by === 'nested')
  const rules = [
    ruleFiles(change, files, missing),
    ruleSecondPerson(change, personOf),
    ruleTime(change, now),
    ruleObjections(change, personOf),
    ...ruleOwnPatch(change, now, personOf),
    ...ruleFreeze(change),
    ...rulePrerequisites(change),
  ]
  const isBlocked = rules.some((one) => one.rule === 'R4' && !one.isMet)
  const isReady = rules.every((one) => one.isMet)
  const verdict = isBlocked ? 'blocked' : !isReady ? 'waiting' : isNested ? 'ready-nested' : 'ready'
  return { verdict, rules, files, ask }
}

function approveFile(
  change: CheckInCase,
  file: FileOwners,
  personOf: (address: Address) => string,
): FileApproval {
  if (file.pool.length === 0) return { path: file.path, by: 'specific' }
  const approvers = new Set(
    change.approvals.filter((approval) => approval.covers(file)).map((approval) => approval.person),
  )
  // A maintainer who sends or has signed it off stands behind it.
  for (const person of [change.sender, ...change.signers]) approvers.add(person)
  const isBy = (people: readonly Address[]): boolean => people.some((one) => approvers.has(personOf(one)))
  return { path: file.path, by: isBy(file.pool) ? 'specific' : isBy(file.general) ? 'nested' : 'missing' }
}

function ruleFiles(
  change: CheckInCase,
  files: readonly FileApproval[],
  missing: readonly FileOwners[],
): CheckInRule {
  const nested = files.filter((file) => file.by === 'nested').length
  const count = change.files.length
  const text =
    missing.length > 0
      ? `${missing.length} of ${plural(count, 'file')} ${missing.length === 1 ? 'lacks' : 'lack'} the approval of a maintainer: ${listSome(missing.map((file) => file.path))}`
      : nested > 0
        ? `${nested} of ${plural(count, 'file')} ${nested === 1 ? 'is' : 'are'} approved by a more general maintainer only: say why`
        : count === 1
          ? 'a maintainer of its file approved it'
          : `a maintainer of each of its ${count} files approved it`
  return { rule: 'R1', isMet: missing.length === 0, text }
}

function ruleSecondPerson(change: CheckInCase, personOf: (address: Address) => string): CheckInRule {
  const writers = new Set([...change.authors, change.sender])
  const maintainers = new Set(change.files.flatMap((file) => [...file.pool, ...file.general].map(personOf)))
  const hasPools = change.files.some((file) => file.pool.length > 0)
  const review = change.approvals.find((one) => one.kind === 'reviewed' && !writers.has(one.person))
  const ack = change.approvals.find(
    (one) => one.kind === 'acked' && !writers.has(one.person) && (maintainers.has(one.person) || !hasPools),
  )
  // Two wrote it: the one who did not edit last vouches for the other's part.
  const signers = new Set(change.signers)
  const shared =
    signers.size < 2
      ? undefined
      : change.approvals.find(
          (one) => signers.has(one.person) && one.person !== change.sender && maintainers.has(one.person),
        )
  const others = change.approvals.filter((one) => !writers.has(one.person))
  const text =
    review !== undefined
      ? 'somebody other than its author reviewed it'
      : ack !== undefined
        ? 'a maintainer other than its author acked it'
        : shared !== undefined
          ? 'of its two authors, the one who did not edit it last approved it'
          : others.length > 0
            ? 'the only Acked-by from somebody else is from nobody who maintains the code: a Reviewed-by would do'
            : 'nobody but its author has vouched for it'
  return { rule: 'R2', isMet: review !== undefined || ack !== undefined || shared !== undefined, text }
}

function ruleTime(change: CheckInCase, now: Instant): CheckInRule {
  const days = daysBetween(change.postedAt, now)
  const isMet = days >= change.waitDays
  const text = isMet
    ? `it has been on the list for ${plural(Math.floor(days), 'day')}`
    : `people are given ${plural(change.waitDays, 'day')} to answer; ${plural(Math.ceil(change.waitDays - days), 'day')} left`
  return { rule: 'R3', isMet, text }
}

function ruleObjections(change: CheckInCase, personOf: (address: Address) => string): CheckInRule {
  const isMaintainer = (person: string): boolean =>
    change.files.some((file) => [...file.pool, ...file.general].some((one) => personOf(one) === person))
  const count = change.objections.length
  const text =
    count === 0
      ? 'no objection is open'
      : change.objections.some((one) => isMaintainer(one.person))
        ? `${plural(count, 'objection')} open, of a maintainer`
        : `${plural(count, 'objection')} open; a maintainer may override, on the record`
  return { rule: 'R4', isMet: count === 0, text }
}

/**
 * A maintainer's own patch that no co-maintainer approved: they say a day before that they will commit it. Not where a more
 * general maintainer has vouched for it: who stands above the co-maintainers may commit it, and it is then nobody's own.
 */
function ruleOwnPatch(
  change: CheckInCase,
  now: Instant,
  personOf: (address: Address) => string,
): readonly CheckInRule[] {
  const maintainers = new Set(change.files.flatMap((file) => file.pool.map(personOf)))
  const writers = new Set([...change.authors, change.sender])
  const isOwn = maintainers.size > 1 && [...writers].some((person) => maintainers.has(person))
  const general = change.files.flatMap((file) => file.general.map(personOf))
  const vouching = new Set([...maintainers, ...general])
  const hasOther = change.approvals.some((one) => vouching.has(one.person) && !writers.has(one.person))
  if (!isOwn || hasOther || change.approvals.every((one) => writers.has(one.person))) return []
  const isMet = change.announcedAt !== undefined && daysBetween(change.announcedAt, now) >= 1
  const text = isMet
    ? 'a maintainer’s own patch, announced a day ago'
    : 'a maintainer’s own patch that no co-maintainer approved: say a day before that it will be committed'
  return [{ rule: 'R5', isMet, text }]
}

function ruleFreeze(change: CheckInCase): readonly CheckInRule[] {
  if (change.freeze === undefined) return []
  const isMet = change.freeze.isReleased
  const text = isMet ? 'the release manager agrees' : 'in the freeze it needs a Release-acked-by'
  return [{ rule: 'R6', isMet, text }]
}

function rulePrerequisites(change: CheckInCase): readonly CheckInRule[] {
  if (change.prerequisites === 0) return []
  const text = `${plural(change.prerequisites, 'patch', 'patches')} before it in the series not ready`
  return [{ rule: 'R7', isMet: false, text }]
}
