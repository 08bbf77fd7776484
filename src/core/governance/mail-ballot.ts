import type { Message } from '../mail/message.ts'
import { isBot } from '../people/bots.ts'
import type { Instant } from '../time.ts'
import { readBallotText } from './ballot-text.ts'
import type { Ballot, Proof } from './motion.ts'

/** The call that a reply may answer. */
export interface AnsweredCall {
  readonly messageId: string
  readonly subject: string
  readonly options: readonly string[]
  /** Its options are put into an order, not voted on one by one. */
  readonly isRanked?: boolean
}

/** What is known of a reply, beside the mail: who sent it, when, how well that is proved, and where it hangs. */
export interface ReplyContext {
  readonly person: string
  readonly name: string
  readonly receivedAt: Instant
  readonly proof: Proof
  /** It hangs below the call, directly or through other mails. */
  readonly isInThread: boolean
  /** A line of it says which motion it is for: its subject does not matter then. */
  readonly namesMotion?: boolean
}

/** What a mail in the thread of a call is to the motion. */
export interface MailBallots {
  /** One for each option that it votes on; an unclear one has no value. */
  readonly ballots: readonly Ballot[]
  /** Why it is no ballot, in one sentence; `undefined` where it is one. */
  readonly why: string | undefined
  readonly concerns: readonly string[]
  readonly resolved: readonly string[]
}

/**
 * Reads a mail as an answer to a call.
 *
 * The call itself casts nothing, nor do patches and programs. In the thread under another subject, or under its
 * subject outside the thread, a ballot waits until its sender confirms it. Every other mail without a vote is no
 * ballot, and says why.
 */
export function readMailBallots(message: Message, call: AnsweredCall, context: ReplyContext): MailBallots {
  const none = (why: string): MailBallots => ({ ballots: [], why, concerns: [], resolved: [] })
  if (message.messageId === call.messageId) return none('It is the call itself.')
  if (isBot(message)) return none('A program sent it.')
  const isSameSubject =
    context.namesMotion === true || foldSubject(message.subject) === foldSubject(call.subject)
  if (!context.isInThread && !isSameSubject) return none('It is neither in the thread nor under its subject.')
  const text = readBallotText(message.text, call.options, call.isRanked ? 'ranks' : 'values')
  const { concerns, resolved } = text
  if (text.status === 'none') {
    const why = text.why === undefined ? 'No line of it is a vote.' : `No ballot: ${text.why}.`
    return { ballots: [], why, concerns, resolved }
  }
  const base: Ballot = {
    id: message.messageId,
    person: context.person,
    name: context.name,
    group: undefined,
    at: context.receivedAt,
    option: undefined,
    value: undefined,
    reason: text.status === 'unclear' ? (text.why ?? '') : text.reason,
    proof: context.proof,
    isProxy: text.isProxy,
    isUnconfirmed: !context.isInThread || !isSameSubject,
    isWithdrawal: text.status === 'withdrawn',
  }
  if (text.status !== 'clear') return { ballots: [base], why: undefined, concerns, resolved }
  const ballots = text.votes.map((vote) => ({
    ...base,
    id: vote.option === undefined ? base.id : `${base.id}#${vote.option}`,
    option: vote.option,
    value: vote.value,
  }))
  return { ballots, why: undefined, concerns, resolved }
}

/**
 * The call that a mail answers: the nearest one above it in its thread; `undefined` where there is none. So of two
 * calls in one thread each has its own answers. Loop-proof.
 */
export function findAnsweredCall(
  messageId: string,
  parentOf: (messageId: string) => string | undefined,
  isCall: (messageId: string) => boolean,
): string | undefined {
  const seen = new Set([messageId])
  for (let id = parentOf(messageId); id !== undefined && !seen.has(id); id = parentOf(id)) {
    if (isCall(id)) return id
    seen.add(id)
  }
  return undefined
}

/** Without "Re:", marks in brackets, case and blanks; "new (was: old)" is still the old subject. */
function foldSubject(subject: string): string {
  const was = /\(was:?\s{0,3}([^()]{1,300})\)\s*$/i.exec(subject)?.[1] ?? subject
  let text = was.slice(0, 500).toLowerCase().replace(/\s+/g, ' ').trim()
  for (let i = 0; i < 10; i++) {
    const shorter = text.replace(/^(?:(?:re|fwd?|aw|antw|sv)(?:\[\d\])?\s?:|\[[^[\]]{0,60}\])\s*/, '')
    if (shorter === text) break
    text = shorter
  }
  return text
}
