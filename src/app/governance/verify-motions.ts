import { digestBallots } from '../../core/governance/ballot-digest.ts'
import { originOf } from '../../core/governance/ballot-origin.ts'
import { countMotion } from '../../core/governance/count-motion.ts'
import { plural } from '../../core/plural.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { type Decision, listDecisions, verifyDecisions } from '../../store/inputs/decisions.ts'
import { digestOfMail } from '../../store/inputs/mail-bytes.ts'
import { checkPrivateMails } from '../../store/inputs/private.ts'
import { readRaw } from '../../store/inputs/raw.ts'
import { listMotions, type MotionEntry } from '../../store/read/motions.ts'

/** A recorded count, and whether it comes out again. */
export interface Recount {
  readonly id: string
  readonly title: string
  readonly recorded: string
  readonly counted: string
  /** What does not fit, in sentences; empty where all does. */
  readonly problems: readonly string[]
}

/** What a check of the whole record came to. */
export interface Verification {
  readonly decisions: number
  /** The newest digest; `undefined` in an empty log. */
  readonly head: string | undefined
  /** The first link of the chain that does not hold, in one sentence. */
  readonly broken: string | undefined
  readonly recounts: readonly Recount[]
}

/** Checks the chain of the log, and counts every recorded decision again from its ballots. */
export async function verifyMotions(
  db: Db,
  projectId: number,
  now: Instant,
  head?: string,
): Promise<Verification> {
  const broken = await verifyDecisions(db, projectId, head)
  const decisions = await listDecisions(db, projectId)
  const recounts: Recount[] = []
  for (const entry of (await listMotions(db, projectId)).toReversed()) {
    const found = recount(entry, now)
    if (found === undefined) continue
    const problems = [
      ...found.problems,
      ...(await missingMails(db, projectId, entry)),
      ...boxProblems(entry, decisions),
    ]
    recounts.push({ ...found, problems })
  }
  return {
    decisions: decisions.length,
    head: decisions.at(-1)?.digest,
    broken: broken?.what,
    recounts,
  }
}

/** Mails by which ballots were cast, and which are gone or were changed since the close: their octets are read again. */
async function missingMails(
  db: Db,
  projectId: number,
  { motion, ballots }: MotionEntry,
): Promise<readonly string[]> {
  const wanted = new Set(motion.closed?.mails ?? [])
  for (const { ballot, channel, mail } of ballots) {
    if (mail === undefined || !wanted.has(mail) || channel !== 'list') continue
    if (await isIntact(db, projectId, originOf(ballot), mail)) wanted.delete(mail)
  }
  const boxed = await checkPrivateMails(db, projectId, [...wanted])
  const gone = [...wanted].filter((digest) => !boxed.has(digest)).length
  if (gone === 0) return []
  return [
    `${plural(gone, 'mail')} that ballots were cast by ${gone === 1 ? 'is' : 'are'} not what was there at the close.`,
  ]
}

async function isIntact(db: Db, projectId: number, messageId: string, digest: string): Promise<boolean> {
  try {
    const raw = await readRaw(db, projectId, messageId, digest)
    return raw !== undefined && digestOfMail(raw.bytes) === digest
  } catch (error) {
    // Damaged octets cannot be unpacked.
    if (error instanceof Error) return false
    throw error
  }
}

/** In an anonymous vote there are as many ballots in the box as people who put one into it. */
function boxProblems({ motion, ballots }: MotionEntry, decisions: readonly Decision[]): readonly string[] {
  if (motion.closed === undefined || motion.kind.ballot.mode !== 'anonymous') return []
  const voted = decisions.filter((one) => one.action === 'voted' && one.subject === motion.id).length
  const cast = new Set(ballots.flatMap((one) => (one.channel === 'box' ? originOf(one.ballot) : []))).size
  return voted === cast ? [] : [`${voted} have voted, and ${cast} ballots were in the box.`]
}

/** Counts one recorded decision again; `undefined` where none is recorded. */
export function recount({ motion, ballots }: MotionEntry, now: Instant): Recount | undefined {
  const { closed } = motion
  if (closed === undefined) return undefined
  const cast = ballots.map((one) => one.ballot)
  const outcome = countMotion(motion, cast, now)
  const counted = outcome.result ?? 'none'
  const problems: string[] = []
  // A correction of the electorate is a count of its own, recorded by the next sync.
  if (counted !== closed.result && outcome.tallyVersion === closed.tally)
    problems.push(`The record says ${closed.result}, and the ballots say ${counted}.`)
  if (digestBallots(cast, closed.closesAt) !== closed.ballots)
    problems.push('The ballots are not those of the close: some came, went or were changed since.')
  return { id: motion.id, title: motion.title, recorded: closed.result, counted, problems }
}
