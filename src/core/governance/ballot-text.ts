import { readOwnText } from '../patches/unquoted.ts'
import { findOption, fold } from './option-name.ts'
import { readRanks } from './ranked-ballot.ts'

/** One vote that a mail states: for the motion, or for one of its options. */
export interface StatedVote {
  readonly option: string | undefined
  readonly value: number
}

/** What a reply says as a ballot. */
export interface BallotText {
  /**
   * `clear`: one vote, or one for each option. `unclear`: it looks like a vote and cannot be counted, `why` says
   * so. `withdrawn`: it takes back an earlier vote. `none`: it is no ballot.
   */
  readonly status: 'clear' | 'unclear' | 'withdrawn' | 'none'
  readonly votes: readonly StatedVote[]
  readonly why: string | undefined
  /** What it says beside the vote, at most 2000 characters. */
  readonly reason: string
  /** Cast for somebody else. */
  readonly isProxy: boolean
  /** Names of concerns raised, and of those resolved. */
  readonly concerns: readonly string[]
  readonly resolved: readonly string[]
}

const VALUE = '([+-][12]|[+-]0)'
/** A vote stands at the start of a line, and what follows it is punctuation or one of these words. */
const LINE = new RegExp(
  `^[ \\t]{0,3}(\\*{0,2})${VALUE}\\1(?=$|\\s{0,3}[(,;:!–—]|\\s{1,3}-{1,2}\\s|\\.(?:\\s|$)|\\s{0,3}\\p{Extended_Pictographic}|\\s{1,3}(?:(?:from|for|to|on|as|and|but|with|since|because|binding|non-?binding)\\b|[[#]))`,
  'iu',
)
const BARE = /^[ \t]{0,3}0[ \t]*$/
const LABELLED = /^[ \t]{0,3}(?:my )?vote\s{0,3}[:=]\s{0,3}([+-]?[12]|[+-]?0)(?!\w|\.\d)/i
const TICKED = new RegExp(`^[ \\t]{0,9}\\[ ?[xX✓] ?\\]\\s{0,3}${VALUE}(?!\\w|\\.\\d)`)
const CHANGED = new RegExp(
  `^[ \\t]{0,3}I (?:hereby )?change my vote (?:from [+-]?[012] )?to ${VALUE}(?!\\w|\\.\\d)`,
  'i',
)
const WITHDRAWN =
  /^[ \t]{0,3}(?:I (?:hereby )?(?:withdraw|retract) my (?:vote|[+-]?[012]\b|objection|veto)|cancel my vote)/i
/** Begins like a vote and goes on in words that the grammar does not know. */
const NEARLY = new RegExp(`^[ \\t]{0,3}\\*{0,2}${VALUE}\\*{0,2}\\s{1,3}[A-Za-z]`)
const CONDITION =
  /^[\s(,;:!.–—*-]{0,6}(?:(?:but|and|only|from me|iff?)\s{1,3}){0,3}(?:if|iff|provided|providing|assuming|unless|once|as long as|conditional(?:ly)?)\b/i
const OTHER_VALUE = /(?:^|[\s,;(])([+-][12])(?=$|[\s,;:.!)])/g
const PROXY = /\bon behalf of\b|\b(?:by|as an?|in) proxy\b|\basked me to (?:vote|cast|pass|relay)\b/i
const CONCERN = /^[ \t]{0,3}Concern:\s{0,3}(\S.{0,79})/i
const RESOLVED = /^[ \t]{0,3}Resolved:\s{0,3}(\S.{0,79})/i

const MOST_LINES = 2000
const LONGEST_LINE = 500

/**
 * Reads a reply as a ballot. Only its own, unquoted lines speak: quotes, signatures, diffs and code do not.
 *
 * A vote is a signed value at the start of a line ("+1", "-2 because …", "**+1**"), `Vote: +1`, a ticked
 * `[x] +1`, a lone `0`, or for motions with options `Option: +1` or a ticked line of the template; where options are
 * ranked, `Option: 2` or the form filled in, `[ 2 ] Option`. Templates (`[ ] +1`, `[+1] Yes`), phone numbers,
 * `return -1;` and "I'd be +1 if …" are none. Two different values, or a condition behind one, are unclear.
 * Source: governance dossier, section 1.7. Linear in the text.
 */
export function readBallotText(
  text: string,
  options: readonly string[] = [],
  scheme: 'values' | 'ranks' = 'values',
): BallotText {
  const own = readOwnText(unwrapSigned(text))
  const lines = own.lines.slice(0, MOST_LINES).map(normalize)
  const concerns = lines.flatMap((line) => CONCERN.exec(line)?.[1]?.trim() ?? [])
  const resolved = lines.flatMap((line) => RESOLVED.exec(line)?.[1]?.trim() ?? [])
  const rest = { isProxy: false, concerns, resolved, reason: '', votes: [], why: undefined }
  if (own.diffAt !== undefined) return { ...rest, status: 'none', why: 'it is a patch' }
  const { votes, why, isVote } = scheme === 'ranks' ? readRanked(lines, options) : readValues(lines, options)
  const isWithdrawn = lines.some((line) => WITHDRAWN.test(line))
  const reason = reasonOf(own.lines, isVote, scheme)
  const isProxy = (votes.length > 0 || why !== undefined) && lines.some((line) => PROXY.test(line))
  if (why !== undefined) return { ...rest, status: 'unclear', why, reason, isProxy }
  if (votes.length > 0) return { ...rest, status: 'clear', votes: unique(votes), reason, isProxy }
  return { ...rest, status: isWithdrawn ? 'withdrawn' : 'none', reason: isWithdrawn ? reason : '' }
}

interface Reading {
  readonly votes: readonly StatedVote[]
  readonly why: string | undefined
  readonly isVote: readonly boolean[]
}

function readValues(lines: readonly string[], options: readonly string[]): Reading {
  const read = lines.map((line) => readLine(line, options))
  const votes = read.flatMap((one) => one.votes)
  return {
    votes,
    why: read.find((one) => one.why !== undefined)?.why ?? conflictOf(votes),
    isVote: read.map((one) => one.votes.length > 0 || one.why !== undefined),
  }
}

function readRanked(lines: readonly string[], options: readonly string[]): Reading {
  const { ranks, why, isBallot } = readRanks(lines, options)
  // "+1" to a question of order says nothing that could be counted.
  const hasValue = ranks.length === 0 && why === undefined && lines.some((line) => LINE.test(line))
  return {
    votes: ranks,
    why: hasValue ? 'it names no order of the options: 1 is liked best' : why,
    isVote: isBallot,
  }
}

interface LineReading {
  readonly votes: readonly StatedVote[]
  readonly why: string | undefined
}

const NOTHING: LineReading = { votes: [], why: undefined }

function readLine(line: string, options: readonly string[]): LineReading {
  const found = LINE.exec(line)
  if (found?.[2] !== undefined) {
    const value = numberOf(found[2])
    const rest = line.slice(found[0].length)
    if (CONDITION.test(rest)) return { votes: [], why: 'the vote depends on a condition' }
    const others = [...rest.matchAll(OTHER_VALUE)].map((other) => numberOf(other[1] ?? ''))
    if (others.some((other) => other !== value)) return { votes: [], why: 'it names two different values' }
    return { votes: [{ option: undefined, value }], why: undefined }
  }
  if (BARE.test(line)) return { votes: [{ option: undefined, value: 0 }], why: undefined }
  const value = (CHANGED.exec(line) ?? LABELLED.exec(line) ?? TICKED.exec(line))?.[1]
  if (value !== undefined) return { votes: [{ option: undefined, value: numberOf(value) }], why: undefined }
  const option = readOption(line, options) ?? readTick(line, options)
  if (option !== undefined) return { votes: [option], why: undefined }
  if (NEARLY.test(line)) {
    const isConditional = CONDITION.test(line.replace(/^[\s*+-]*[012]\**/, ''))
    return {
      votes: [],
      why: isConditional
        ? 'the vote depends on a condition'
        : 'more stands behind the value than can be read',
    }
  }
  return NOTHING
}

/** `(x) I would argue for it`: a line of the call's own template, ticked; its end may be on the next line. */
function readTick(line: string, options: readonly string[]): StatedVote | undefined {
  const text = /^[ \t]{0,4}[[(] ?[xX✓✔☑] ?[\])]\s{1,3}(\S.{0,300})$/.exec(line)?.[1]
  if (text === undefined) return undefined
  const start = fold(text)
  const option =
    options.find((one) => fold(one) === start) ?? options.find((one) => fold(one).startsWith(start))
  return option === undefined || start.length < 2 ? undefined : { option, value: 1 }
}

/** `A: +1`, `Option 2: -1`, `Use "deprecated": +2`: an option's name or the label it begins with. */
function readOption(line: string, options: readonly string[]): StatedVote | undefined {
  if (options.length === 0) return undefined
  const found = new RegExp(`^[ \\t]{0,3}(.{1,200}?)\\s{0,3}[:=]\\s{0,3}${VALUE}(?!\\w|\\.\\d)`).exec(line)
  if (found?.[1] === undefined || found[2] === undefined) return undefined
  const option = findOption(found[1], options)
  return option === undefined ? undefined : { option, value: numberOf(found[2]) }
}

/** Two different values for the same thing. */
function conflictOf(votes: readonly StatedVote[]): string | undefined {
  const byOption = new Map<string | undefined, number>()
  for (const vote of votes) {
    const before = byOption.get(vote.option)
    if (before !== undefined && before !== vote.value) return 'it names two different values'
    byOption.set(vote.option, vote.value)
  }
  return undefined
}

function unique(votes: readonly StatedVote[]): readonly StatedVote[] {
  return [...new Map(votes.map((vote) => [vote.option, vote])).values()]
}

function numberOf(text: string): number {
  // "-0" is a vote of 0.
  return Number(text) || 0
}

/** Full-width characters and the true minus sign are read as what they stand for; characters without width go. */
function normalize(line: string): string {
  return line
    .slice(0, LONGEST_LINE)
    .normalize('NFKC')
    .replaceAll('\u2212', '-')
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufe0f|\ufeff/g, '')
    .trimEnd()
}

function reasonOf(lines: readonly string[], isVote: readonly boolean[], scheme: 'values' | 'ranks'): string {
  return lines
    .map((line, index) =>
      isVote[index] && scheme === 'ranks'
        ? ''
        : isVote[index]
          ? line.replace(/^[\s*]*[+\-\u2212＋]?[012]\**[\s,;:.!–—-]*/, '')
          : line,
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, 2000)
}

const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----'

/** The text within an inline PGP signature: there a line with a dash at its start has "- " put before it. */
function unwrapSigned(text: string): string {
  const start = text.indexOf(SIGNED)
  if (start < 0 || (start > 0 && text[start - 1] !== '\n')) return text
  const body = text.indexOf('\n\n', start)
  if (body < 0) return text
  const end = text.indexOf('\n-----BEGIN PGP SIGNATURE-----', body)
  return text.slice(0, start) + text.slice(body + 2, end < 0 ? undefined : end).replace(/^- /gm, '')
}
