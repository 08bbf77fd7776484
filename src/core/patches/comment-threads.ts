import type { Address } from '../mail/message.ts'
import type { Comment } from './comment.ts'
import { diffLines } from './line-diff.ts'
import { type PatchText, pathOf } from './patch-text.ts'
import { findSignals } from './signals.ts'
import { parseSubject } from './subject.ts'
import { readOwnText } from './unquoted.ts'

/** What the next version made of a line: the same, the same with a change near it, another, or no such file. */
export type LineFate = 'kept' | 'near' | 'changed' | 'gone'

/**
 * Where a talk stands, by its own words. `open`: somebody else spoke last. `promised`: the author said that they will.
 * `answered`: the author answered. `settled`: somebody else agreed to the answer.
 */
export type TalkState = 'open' | 'promised' | 'answered' | 'settled'

/** A talk about one place of a patch. */
export interface CommentThread {
  /** Index of the line in the patch; `undefined`: the patch as a whole, or a place that was not found. */
  readonly line: number | undefined
  /** Oldest first. */
  readonly comments: readonly Comment[]
  readonly state: TalkState
}

/** A review remark has one of these at its end, and says nothing with it. */
const CLOSING =
  /^(?:(?:many |much |best |kind |warm |with )*(?:thanks|thank you|thx|regards|cheers|br|best|greetings|wishes|sincerely)\b[^a-z]*.{0,40}|\[?\(?(?:\.{2,}|…)? ?(?:snip|cut|…|\.{2,})?\]?\)?|[a-z]{1,12}[.,]?|-{1,3}|\/[a-z]+)$/i
const WHOLE =
  /^(?:(?:thanks|thank you|thx|ok|great|good|nice|hi|hello)[,.! ]+)*(?:applied|merged|queued|pushed|committed|both|looks? (?:good|fine|ok)|lgtm|(?:reviewed|acked|tested)-by:)/i

/**
 * The comments on a patch as talks, by the line that they are about, then by time; greetings and names that stand alone
 * are left out, and a last word about the whole ("Applied, thanks") stands with the whole.
 *
 * `isAuthor` tells who wrote the patch; `senderOf` who wrote a mail.
 */
export function threadComments(
  comments: readonly Comment[],
  senderOf: (messageId: string) => Address | undefined,
  isAuthor: (sender: Address) => boolean,
): readonly CommentThread[] {
  const lastOf = new Map(comments.map((comment) => [comment.messageId, comment.position]))
  const threads: { line: number | undefined; comments: Comment[] }[] = []
  const threadOf = new Map<string, (typeof threads)[number]>()
  for (const comment of comments) {
    if (isNothing(comment.text)) continue
    const name = `${comment.messageId} ${comment.position}`
    const isWhole =
      comment.place.kind !== 'line' ||
      (comment.position === lastOf.get(comment.messageId) && WHOLE.test(comment.text.trim()))
    const line = comment.place.kind === 'line' && !isWhole ? comment.place.line : undefined
    const above = comment.answers && threadOf.get(`${comment.answers.messageId} ${comment.answers.position}`)
    const thread = above ?? { line, comments: [] }
    if (above === undefined) threads.push(thread)
    thread.comments.push(comment)
    threadOf.set(name, thread)
  }
  const order = new Map(comments.map((comment, n) => [comment, n]))
  return threads
    .map((thread) => ({ ...thread, state: stateOf(thread.comments, senderOf, isAuthor) }))
    .sort(
      (a, b) =>
        (a.line ?? -1) - (b.line ?? -1) ||
        (order.get(a.comments[0] as Comment) ?? 0) - (order.get(b.comments[0] as Comment) ?? 0),
    )
}

function isNothing(text: string): boolean {
  return text
    .slice(0, 500)
    .split('\n')
    .every((line) => line.trim() === '' || CLOSING.test(line.trim()))
}

const NO_SUBJECT = parseSubject('', [])

function stateOf(
  comments: readonly Comment[],
  senderOf: (messageId: string) => Address | undefined,
  isAuthor: (sender: Address) => boolean,
): TalkState {
  const last = comments.at(-1)
  const sender = last && senderOf(last.messageId)
  if (last === undefined || sender === undefined) return 'open'
  const said = new Set(findSignals(readOwnText(last.text), NO_SUBJECT, []).map((signal) => signal.kind))
  if (isAuthor(sender)) return said.has('promise') ? 'promised' : 'answered'
  return said.has('agreement') || said.has('approval') ? 'settled' : 'open'
}

/** Lines around one that count as near it. */
const NEAR = 3

/**
 * What a newer version made of each line of a patch, by its place among the lines: compared file by file (the message
 * with the message), whatever moved. `undefined` for lines that belong to neither.
 */
export function findFates(older: PatchText, newer: PatchText): (line: number) => LineFate | undefined {
  const fates = new Map<number, LineFate>()
  const before = groupLines(older)
  const after = groupLines(newer)
  for (const [name, lines] of before) {
    const others = after.get(name)
    if (others === undefined) {
      for (const line of lines) fates.set(line, 'gone')
      continue
    }
    const texts = (patch: PatchText, some: readonly number[]): string[] =>
      some.map((line) => patch.lines[line]?.text.trimEnd() ?? '')
    const changes = diffLines(texts(older, lines), texts(newer, others))
    const isChanged = lines.map(() => false)
    const isNear = lines.map(() => false)
    for (const change of changes) {
      if (change.kind === 'same') continue
      for (let i = change.old; i < change.old + change.removed; i++) isChanged[i] = true
      const from = Math.max(0, change.old - NEAR)
      for (let i = from; i < Math.min(lines.length, change.old + change.removed + NEAR); i++) isNear[i] = true
    }
    for (const [i, line] of lines.entries())
      fates.set(line, isChanged[i] ? 'changed' : isNear[i] ? 'near' : 'kept')
  }
  return (line) => fates.get(line)
}

/** Lines of the message, and of each file's hunks, by path. */
function groupLines(patch: PatchText): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  let isMessage = true
  for (const [n, line] of patch.lines.entries()) {
    if (line.kind === 'message' && line.text === '---') isMessage = false
    const header = patch.files[line.file]
    const name =
      line.kind === 'message' && isMessage
        ? ''
        : header !== undefined && line.kind !== 'file' && line.kind !== 'hunk'
          ? pathOf(header)
          : undefined
    if (name === undefined) continue
    const group = groups.get(name)
    if (group) group.push(n)
    else groups.set(name, [n])
  }
  return groups
}
