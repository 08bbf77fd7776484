import { createHash } from 'node:crypto'
import type { Message } from '../mail/message.ts'
import { readOwnText } from '../patches/unquoted.ts'
import { isBot } from '../people/bots.ts'
import type { Instant } from '../time.ts'
import { type Call, type CallContext, type CallMarker, findCall, findOptions } from './call.ts'
import { findNamedFiles, type NamedFiles } from './named-files.ts'
import { findDeadline } from './written-deadline.ts'

/** A mail that calls for a decision, with what is kept of it: the words that people decided on. */
export interface MailCall extends Call {
  /** The draft that it says it is the call of; `undefined`: it was written by hand. */
  readonly motion: string | undefined
  readonly subject: string
  /** Its own text, quotes and signature left out, at most 20,000 characters. */
  readonly text: string
  /** SHA-256 (hex) of the subject and of that text. */
  readonly textHash: string
  /** The files that it names. */
  readonly files: NamedFiles
  /** It announces a result: the motion is the one that its thread belongs to. */
  readonly isResult: boolean
}

const MOST_CHARACTERS = 20_000
const MOTION_LINE = /^\s{0,3}Motion: {1,3}(m-[0-9a-f]{12})\s*$/
const RESULT_SUBJECT = /^\s{0,3}(?:re:\s{0,3})?\[result\]/i

/** Reads a mail as a call; `undefined` where it is none. */
export type CallReader = (message: Message, arrivedAt: Instant) => MailCall | undefined

/** The reader of calls of a project. Nearly every mail is put aside by its words, before any pattern is tried. */
export function makeCallReader(context: Omit<CallContext, 'arrivedAt'>, bots: readonly string[]): CallReader {
  const inSubject = wordsOf(context.markers, 'subject')
  const inBody = wordsOf(context.markers, 'body')
  return (message, arrivedAt) => {
    const isLikely =
      inSubject.test(message.subject) ||
      inBody.test(message.text) ||
      RESULT_SUBJECT.test(message.subject) ||
      message.text.includes('Motion: m-')
    if (!isLikely || isBot(message, bots)) return undefined
    return readMailCall(message, { ...context, arrivedAt })
  }
}

/** What a text has to hold so that one of the markers can be found in it. */
function wordsOf(markers: readonly CallMarker[], part: 'subject' | 'body'): RegExp {
  const words: string[] = []
  for (const marker of markers) {
    const source = marker[part]?.source
    if (source === undefined) continue
    for (const alternative of source.split('|')) {
      const plain = alternative.replace(/\\[b[\]]/g, ' ')
      const word = /[()[\]{}?*+.^$\\]/.test(plain)
        ? undefined
        : [...plain.matchAll(/[a-z]{3,}/gi)].map((found) => found[0]).sort((a, b) => b.length - a.length)[0]
      // A pattern that is more than words is tried on every mail.
      if (word === undefined) return /(?:)/
      words.push(word)
    }
  }
  return words.length === 0 ? /(?!)/ : new RegExp([...new Set(words)].join('|'), 'i')
}

/**
 * Reads a mail as a call, or as the announcement of a result; `undefined` where it is neither. A line "Motion: m-…"
 * makes it the call of a draft even where its kind has no markers.
 */
export function readMailCall(message: Message, context: CallContext): MailCall | undefined {
  if (isBot(message)) return undefined
  const isResult = RESULT_SUBJECT.test(message.subject)
  const call = isResult ? undefined : findCall(message, context)
  const hasLine = message.text.includes('Motion: m-')
  if (call === undefined && !hasLine && !isResult) return undefined
  const own = readOwnText(message.text)
  const motion = own.lines.flatMap((line) => MOTION_LINE.exec(line)?.[1] ?? [])[0]
  if (call === undefined && motion === undefined && !isResult) return undefined
  const text = own.lines.join('\n').slice(0, MOST_CHARACTERS).trim()
  const lists = new Set(context.lists)
  return {
    messageId: message.messageId,
    kinds: [],
    marker: '',
    title: message.subject.replace(/^(?:\s{0,3}\[[^[\]]{0,60}\]){1,6}\s*/, '').trim(),
    arrivedAt: context.arrivedAt,
    deadline: findDeadline(own.lines, context.arrivedAt),
    startingPosition: undefined,
    options: findOptions(own.lines),
    form: undefined,
    addressed: [...new Set([...message.to, ...message.cc].map((one) => one.address))].filter(
      (one) => !lists.has(one),
    ),
    ...call,
    // The page of the motion itself is no poll elsewhere: its ballots are counted here.
    ...(motion !== undefined && call?.form?.includes(motion) ? { form: undefined } : {}),
    motion,
    subject: message.subject,
    text,
    textHash: hashMotionText(message.subject, text),
    files: findNamedFiles(message.text, text),
    isResult,
  }
}

/** The digest by which a motion's words are known again: SHA-256 (hex) over subject and text. */
export function hashMotionText(subject: string, text: string): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, text]))
    .digest('hex')
}
