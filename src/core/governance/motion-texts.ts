import { compilePattern } from '../pattern.ts'
import { dayOf, type Instant } from '../time.ts'
import type { DecisionKind } from './decision-kind.ts'
import { describeKind } from './describe-kind.ts'
import { signed } from './judge-consensus.ts'
import type { DraftMail } from './lapse-texts.ts'
import type { BallotFate, Outcome } from './outcome.ts'

/** What a motion is called and says. */
export interface MotionText {
  readonly title: string
  readonly text: string
  readonly deadline: Instant | undefined
  readonly options: readonly string[]
  readonly startingPosition: number | undefined
}

/** Where private ballots go, and the address of the motion's page. */
export interface VotingWays {
  readonly mailbox?: string | undefined
  readonly page?: string | undefined
}

/**
 * The call to send to the list: nothing is open before it arrived there. It carries the words by which the rule's
 * pack, and people's filters, know such a call.
 */
export function draftCall(kind: DecisionKind, motion: MotionText, ways: VotingWays = {}): DraftMail {
  const mark = firstThatFits(kind.markers.subject, ['[VOTE]', '[POLL]', '[LAZY]', '[PROPOSAL]'])
  const words = firstThatFits(kind.markers.body, ['lazy consensus', 'lazy voting'])
  const lines = [motion.text.trim(), '']
  if (words !== undefined)
    lines.push(
      words === 'lazy consensus'
        ? 'This is lazy consensus: without an objection it is agreed.'
        : 'This is lazy voting: silence is no assent.',
    )
  if (motion.startingPosition !== undefined) lines.push(`My starting position is ${motion.startingPosition}.`)
  if (motion.deadline !== undefined)
    lines.push(`It is open until ${motion.deadline.slice(0, 10)} ${motion.deadline.slice(11, 16)} UTC.`)
  lines.push('', ...sayHow(kind, motion.options, ways))
  lines.push('', 'The rule:', '', ...describeKind(kind).map((sentence) => `  ${sentence}`), '')
  const subject = mark === undefined ? motion.title : `${mark} ${motion.title}`
  return { subject, text: lines.join('\n') }
}

/** How to vote, by the rule: where an answer goes, and what it has to say. */
function sayHow(kind: DecisionKind, options: readonly string[], ways: VotingWays): readonly string[] {
  if (kind.tally === 'checkIn') return []
  const page = ways.page === undefined ? 'on the page of the motion' : `at ${ways.page}`
  if (kind.ballot.mode === 'anonymous')
    return [
      `Ballots are anonymous: please vote ${page}, signed in. That you voted is recorded, and apart from it, without a`,
      'name, what was voted. Please do not answer to the list with your vote.',
      ...options.map((option) => `  - ${option}`),
    ]
  const where =
    kind.ballot.mode === 'public'
      ? ''
      : ways.mailbox === undefined
        ? `Ballots are private: please vote ${page}, and not on the list. By mail it is:`
        : `Ballots are private: please answer to ${ways.mailbox} only, with the line "Motion: …" below, or vote ${page}.`
  const start = where === '' ? [] : [where, '']
  if (options.length === 0) {
    const values = kind.scale.values.map((value) => (value > 0 ? `+${value}` : `${value}`)).join(', ')
    return [...start, `To vote, answer with one of ${values} at the start of a line; a reason may follow.`]
  }
  if (kind.tally === 'condorcet')
    return [
      ...start,
      'To vote, copy these lines without quoting them, and put a number into each: 1 is what you like best, two may have',
      'the same, and what is left empty you like least.',
      '',
      ...options.map((option) => `[ ] ${option}`),
    ]
  return [
    ...start,
    'To vote, answer with "OPTION: +1" for each that you mean, or quote nothing and tick lines with (x):',
    '',
    ...options.map((option) => `( ) ${option}`),
  ]
}

/**
 * To a voter: how their ballot was read, and how to change it. `foundUnder`: of a mail that only who counts has seen, its
 * digest, which the close is recorded with.
 */
export function draftReceipt(title: string, fate: BallotFate, foundUnder = fate.ballot.id): DraftMail {
  const { ballot } = fate
  const option = ballot.option === undefined ? '' : ` for "${ballot.option}"`
  const read =
    ballot.value === undefined
      ? ballot.isWithdrawal
        ? 'It takes back your earlier ballot.'
        : `It could not be read as a vote: ${ballot.reason}.`
      : `It was read as ${signed(ballot.value)}${option}.`
  const text = [
    `Your ballot on "${title}" was received at ${ballot.at.replace('T', ' ').replace('Z', ' UTC')}.`,
    read,
    fate.why ?? 'It counts.',
    '',
    'To change it, answer the call again: of several ballots the last clear one counts.',
    `In the published record it is found under ${foundUnder}.`,
    '',
  ]
  return { subject: `Your ballot: ${title}`, text: text.join('\n') }
}

/** To somebody who has not voted yet, in private. */
export function draftReminder(title: string, closesAt: Instant): DraftMail {
  const text = [
    `The vote on "${title}" closes on ${dayOf(closesAt)} at ${closesAt.slice(11, 16)} UTC, and you have not voted yet.`,
    'Whether you do is up to you; nobody else gets this mail.',
    '',
  ]
  return { subject: `Still open: ${title}`, text: text.join('\n') }
}

/** The result for the list: the count step by step, every ballot where names are public, and what can be done about it. */
export function draftResult(kind: DecisionKind, title: string, outcome: Outcome, digest: string): DraftMail {
  const word =
    outcome.result === 'passed' ? 'passed' : outcome.result === 'failed' ? 'did not pass' : 'has ended'
  const lines = [`"${title}" ${word}.`, '', 'The count:', '']
  for (const step of outcome.verdict.steps) lines.push(`  ${step.text}`)
  for (const warning of outcome.warnings) lines.push(`  Note: ${warning}`)
  lines.push('', ...(kind.ballot.publish === 'names' ? listBallots(outcome) : listNumbers(outcome)))
  if (kind.result.challenge !== undefined)
    lines.push('', 'The result is provisional: please check the reading of your ballot and of the rule.')
  if (outcome.next !== undefined) lines.push('', `From here, a decision "${outcome.next}" can be asked for.`)
  lines.push('', `Recorded as ${digest}.`, '')
  return { subject: `[RESULT] ${title}`, text: lines.join('\n') }
}

function listBallots(outcome: Outcome): readonly string[] {
  const lines = outcome.ballots.map((fate) => {
    const value = fate.ballot.value === undefined ? '?' : signed(fate.ballot.value)
    const option = fate.ballot.option === undefined ? '' : ` ${fate.ballot.option}:`
    return `  ${value.padStart(2)}${option} ${fate.ballot.name}${fate.why === undefined ? '' : ` (not counted: ${fate.why})`}`
  })
  return lines.length === 0 ? ['No ballots were cast.'] : ['Ballots:', '', ...lines]
}

function listNumbers(outcome: Outcome): readonly string[] {
  const counted = outcome.ballots.filter((fate) => fate.isCounted).length
  const left = new Map<string, number>()
  for (const fate of outcome.ballots)
    if (fate.why !== undefined) left.set(fate.why, (left.get(fate.why) ?? 0) + 1)
  return [
    `${counted} of ${outcome.ballots.length} ballots count.`,
    ...[...left].map(([why, count]) => `  ${count} not: ${why}`),
  ]
}

/** The first of some usual marks that a pattern knows. */
function firstThatFits(pattern: string | undefined, marks: readonly string[]): string | undefined {
  if (pattern === undefined) return undefined
  const compiled = compilePattern(pattern, { ignoreCase: true }).pattern
  return marks.find((mark) => compiled?.isFoundIn(mark))
}
