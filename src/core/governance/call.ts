import type { Message } from '../mail/message.ts'
import { readPatchContent } from '../patches/diff.ts'
import { parseSubject } from '../patches/subject.ts'
import { readOwnText } from '../patches/unquoted.ts'
import { compilePattern, type Pattern } from '../pattern.ts'
import { isBot } from '../people/bots.ts'
import type { Instant } from '../time.ts'
import type { DecisionKind, KindId } from './decision-kind.ts'
import { findDeadline } from './written-deadline.ts'

/** A mail that calls for a decision, by the markers of a rule pack. */
export interface Call {
  readonly messageId: string
  /** The kinds whose markers it carries, in the pack's order; the first is proposed. */
  readonly kinds: readonly KindId[]
  /** What marks it: the words found. */
  readonly marker: string
  readonly title: string
  /** When it arrived: the clock starts here. */
  readonly arrivedAt: Instant
  readonly deadline: Instant | undefined
  /** "My starting position is 0": lazy voting. */
  readonly startingPosition: number | undefined
  /** The options of a template that it contains, in order. */
  readonly options: readonly string[]
  /** Where ballots are cast if not by mail; their count is then its organiser's to report. */
  readonly form: string | undefined
  /** To: and Cc:, lower case: whom a lazy consensus asks, lists left out. */
  readonly addressed: readonly string[]
}

/** The markers of one kind, compiled once for many mails. */
export interface CallMarker {
  readonly kind: KindId
  readonly subject: Pattern | undefined
  readonly body: Pattern | undefined
}

/** What reading a call depends on, beside the mail. */
export interface CallContext {
  readonly markers: readonly CallMarker[]
  readonly arrivedAt: Instant
  /** Addresses of the lists, lower case. */
  readonly lists: readonly string[]
  readonly listTags: readonly string[]
}

/** The markers of those kinds that have any, in the pack's order. A pattern that cannot be used marks nothing. */
export function listMarkers(kinds: readonly DecisionKind[]): readonly CallMarker[] {
  const compile = (source: string | undefined): Pattern | undefined =>
    source === undefined ? undefined : compilePattern(source, { ignoreCase: true }).pattern
  return kinds
    .map((kind) => ({
      kind: kind.id,
      subject: compile(kind.markers.subject),
      body: compile(kind.markers.body),
    }))
    .filter((one) => one.subject !== undefined || one.body !== undefined)
}

/**
 * Reads a mail as a call: `undefined` unless its subject or an own, unquoted line carries a marker of one of the
 * kinds. A reply is never one by its subject; a patch only if it changes nothing but MAINTAINERS, as people propose
 * who answers for what; a program's mail never at all.
 *
 * A mail can still be tracked as a motion by hand; and a call opens nothing until its sender is known to have the
 * right. Source: governance dossier, section 1.7.
 */
export function findCall(message: Message, context: CallContext): Call | undefined {
  if (isBot(message)) return undefined
  const subject = parseSubject(message.subject, context.listTags)
  const own = readOwnText(message.text)
  const isReply = subject.reply || message.inReplyTo.length > 0
  // A marker may be broken over two lines.
  const text = own.lines.join(' ').slice(0, 100_000).replace(/\s+/g, ' ')
  const found = context.markers.flatMap((one) => {
    const marker = (isReply ? undefined : foundIn(one.subject, message.subject)) ?? foundIn(one.body, text)
    return marker === undefined ? [] : [{ kind: one.kind, marker }]
  })
  const [first] = found
  if (first === undefined) return undefined
  if (own.diffAt !== undefined && !changesMaintainersOnly(message.text)) return undefined
  const lists = new Set(context.lists)
  return {
    messageId: message.messageId,
    kinds: found.map((one) => one.kind),
    marker: first.marker,
    title: titleOf(message.subject),
    arrivedAt: context.arrivedAt,
    deadline: findDeadline(own.lines, context.arrivedAt),
    startingPosition: findStart(own.lines),
    options: findOptions(own.lines),
    form: findForm(own.lines),
    addressed: [...new Set([...message.to, ...message.cc].map((one) => one.address))].filter(
      (one) => !lists.has(one),
    ),
  }
}

function changesMaintainersOnly(text: string): boolean {
  const files = readPatchContent(text)?.files ?? []
  return files.length > 0 && files.every((file) => /(?:^|\/)MAINTAINERS$/.test(file.path))
}

function foundIn(pattern: Pattern | undefined, text: string): string | undefined {
  return pattern?.isFoundIn(text) ? pattern.source : undefined
}

/** The subject without the marks in brackets before it and without "Re:". */
function titleOf(subject: string): string {
  return subject.replace(/^(?:\s{0,3}(?:re|fwd?|aw)\s?:|\s{0,3}\[[^[\]]{0,60}\]){1,6}\s*/i, '').trim()
}

function findStart(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const found = /\bmy starting (?:position|opinion|vote) is\s{0,3}:?\s{0,3}([+-]?[012])(?!\w|\.\d)/i.exec(
      line.slice(0, 500).replaceAll('\u2212', '-'),
    )
    if (found?.[1] !== undefined) return Number(found[1]) || 0
  }
  return undefined
}

/** `( ) text`, `A) text`, `Option 1: text`, at least two of a kind; a line below may go on with the text. */
export function findOptions(lines: readonly string[]): readonly string[] {
  const boxes: string[] = []
  const labelled: string[] = []
  let last: string[] | undefined
  for (const raw of lines) {
    const line = raw.slice(0, 300).trimEnd()
    const box = /^\s{0,4}(?:\( ?\)|\[ ?\])\s{1,3}(\S.*)$/.exec(line)?.[1]
    const label = /^\s{0,4}((?:option\s)?(?:[A-H]|\d{1,2})[.):]\s{1,3}\S.*)$/i.exec(line)?.[1]
    if (box !== undefined && !/^[+-][012]\b/.test(box)) last = boxes
    else if (label !== undefined) last = labelled
    else {
      const before = last?.pop()
      if (last !== undefined && before !== undefined)
        last.push(line === '' ? before : `${before} ${line.trim()}`.slice(0, 300))
      if (line === '') last = undefined
      continue
    }
    last.push((box ?? label ?? '').trim())
  }
  const isList = labelled.length > 1 && /^(?:option\s)?(?:A|1)\b/i.test(labelled[0] ?? '')
  return (boxes.length > 1 ? boxes : isList ? labelled : []).slice(0, 20)
}

/** The address behind "vote here", "the poll", "this form": ballots are then cast and counted there. */
function findForm(lines: readonly string[]): string | undefined {
  const text = lines.join('\n').slice(0, 20_000)
  const found =
    /\b(?:vote here|vote at|poll|form|ballot|survey)\b[^\n]{0,200}\n?[^\n]{0,20}?(https?:\/\/[^\s<>"*]{1,500})/i.exec(
      text,
    )
  return found?.[1]?.replace(/[.,;:!?)\]]+$/, '')
}
