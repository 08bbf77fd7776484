import { countMotion, isOver } from '../../core/governance/count-motion.ts'
import type { MotionRecord } from '../../core/governance/motion-record.ts'
import { draftCall, draftResult } from '../../core/governance/motion-texts.ts'
import type { Instant } from '../../core/time.ts'
import type { MotionEntry } from '../../store/read/motions.ts'

/** A mail that somebody sends from their own program, changed as they like. */
export interface ReadyMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The Message-ID that it answers; `undefined`: it begins a thread. */
  readonly inReplyTo: string | undefined
}

/** What a ready mail needs to know of a project. */
interface Addressee {
  readonly lists: readonly { readonly address: string }[]
  readonly mailboxes?: readonly { readonly address: string; readonly for: string }[]
}

/** The call of a draft. Its line "Motion: …" is how it is known again when it arrives. */
export function draftMail(project: Addressee, motion: MotionRecord, page?: string): ReadyMail {
  const mailbox = project.mailboxes?.find((one) => one.for === 'ballots')?.address
  const mail = draftCall(motion.kind, motion, { mailbox, page })
  return {
    to: project.lists[0]?.address ?? '',
    subject: mail.subject,
    text: `${mail.text.trimEnd()}\n\nMotion: ${motion.id}\n`,
    inReplyTo: undefined,
  }
}

/** The result of a motion, as an answer to its call; `undefined` before its close. */
export function resultMail(
  project: Addressee,
  entry: MotionEntry,
  now: Instant,
  head: string | undefined,
): ReadyMail | undefined {
  const { motion, ballots } = entry
  const outcome = countMotion(
    motion,
    ballots.map((one) => one.ballot),
    now,
  )
  if (!isOver(outcome)) return undefined
  const mail = draftResult(
    motion.kind,
    motion.title,
    outcome,
    motion.closed?.digest ?? head ?? 'not recorded yet',
  )
  const check = head === undefined ? '' : `The record up to here: patchmoot verify --head ${head}\n`
  return {
    to: project.lists[0]?.address ?? '',
    subject: mail.subject,
    text: `${mail.text}${check}`,
    inReplyTo: motion.messageId,
  }
}
