import { randomBytes } from 'node:crypto'
import { digestBallots } from '../../core/governance/ballot-digest.ts'
import { countMotion, isOver } from '../../core/governance/count-motion.ts'
import type { MotionRecord } from '../../core/governance/motion-record.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import type { StoredBallot } from '../../store/derived/motions.ts'
import { appendDecision } from '../../store/inputs/decisions.ts'
import { listSealedBallots } from '../../store/inputs/sealed-ballots.ts'
import { listMotions, type MotionEntry } from '../../store/read/motions.ts'
import type { ProjectConfig } from '../config.ts'
import { sealedBallots } from './decision-ballots.ts'
import { RECORDER } from './motion-shapes.ts'
import { writeMotions } from './write-motions.ts'

/**
 * Records what follows by itself: that a call has opened a motion, with rule, electorate and words as they are from
 * then on, and the count at a close, with a digest of every ballot. In the caller's transaction. Gives how many.
 */
export async function recordMotions(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  now: Instant,
): Promise<number> {
  if (project.governance === undefined) return 0
  let recorded = 0
  for (const { motion } of await oldestFirst(db, projectId)) {
    if (motion.events.length === 0 || motion.openDecision !== undefined) continue
    if (motion.arrivedAt === undefined || motion.arrivedAt > now) continue
    await append(db, projectId, now, 'motion-open', motion.id, openingOf(motion, motion.arrivedAt))
    recorded++
  }
  if (recorded > 0) await writeMotions(db, projectId, project)
  let closed = 0
  for (const entry of await oldestFirst(db, projectId)) {
    const payload = await closingOf(db, projectId, entry, now)
    if (payload === undefined) continue
    await append(db, projectId, now, 'motion-close', entry.motion.id, payload)
    closed++
  }
  if (closed > 0) await writeMotions(db, projectId, project)
  return recorded + closed
}

/** In one order on every machine: by arrival, then id. */
async function oldestFirst(db: Db, projectId: number): Promise<readonly MotionEntry[]> {
  return [...(await listMotions(db, projectId))].reverse()
}

function openingOf(motion: MotionRecord, at: Instant): Readonly<Record<string, unknown>> {
  const opened = motion.events.find((event) => event.type === 'opened')
  return {
    call: motion.messageId ?? '',
    kind: motion.kind,
    electorate: motion.electorate,
    text: motion.text,
    textHash: opened?.textHash ?? '',
    proposer: motion.proposer,
    proposerName: motion.proposerName,
    at,
  }
}

async function closingOf(
  db: Db,
  projectId: number,
  { motion, ballots }: MotionEntry,
  now: Instant,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (motion.events.length === 0) return undefined
  // A count is recorded once, and once more for each correction of the electorate.
  const tally = 1 + motion.events.filter((event) => event.type === 'corrected' && event.at <= now).length
  if (motion.closed !== undefined && motion.closed.tally >= tally) return undefined
  const isAnonymous = motion.kind.ballot.mode === 'anonymous'
  const named = ballots.map((one) => one.ballot)
  const first = countMotion(motion, named, now)
  if (!isOver(first) || first.closesAt === undefined) return undefined
  const { closesAt } = first
  const isOpened = motion.closed !== undefined
  const sealed = isAnonymous && !isOpened ? await listSealedBallots(db, projectId, motion.id) : []
  const cast = [...named, ...sealed.flatMap((one) => sealedBallots(one.receipt, one.content, closesAt))]
  const outcome = countMotion(motion, cast, now)
  return {
    closesAt,
    result: outcome.result ?? 'none',
    summary: outcome.verdict.steps.map((step) => step.text).join('; '),
    ballots: digestBallots(cast, closesAt),
    counted: outcome.ballots.filter((one) => one.isCounted).length,
    mails: mailDigests(ballots, closesAt),
    ...(isAnonymous ? { box: isOpened ? [] : sealed } : {}),
    ...(tally === 1 ? {} : { tally }),
  }
}

/** Digests of the mails behind the ballots that were cast in time, each once, sorted: they tell nothing of any order. */
function mailDigests(ballots: readonly StoredBallot[], closesAt: Instant): readonly string[] {
  const digests = ballots.flatMap((one) => (one.ballot.at < closesAt ? (one.mail ?? []) : []))
  return [...new Set(digests)].sort()
}

async function append(
  db: Db,
  projectId: number,
  at: Instant,
  action: string,
  subject: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const salt = randomBytes(16).toString('hex')
  await appendDecision(db, projectId, { at, person: RECORDER, action, subject, payload, salt })
}
