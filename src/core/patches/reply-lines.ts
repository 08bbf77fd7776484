import { keyOf } from './align-lines.ts'
import { unquote, withoutMarks } from './unquote.ts'
import { readOwnText } from './unquoted.ts'

/** A line of a reply. */
export interface ReplyLine {
  /** `quoted`: behind a quote mark. `own`: its writer's words. `other`: attribution, signature, footer, a diff of its own. */
  readonly kind: 'quoted' | 'own' | 'other'
  /** As written. */
  readonly text: string
  /** Of a quoted line: without one mark. Else as written. */
  readonly content: string
  /** The key of it (`keyOf`), without any marks. */
  readonly key: string
}

const MOST_LINES = 50_000

/**
 * The lines of a reply, told apart. A long quoted line that a mail client broke in two is quoted whole: `isKnown` tells
 * whether the mail that is quoted has a line with such a key, and `continues` whether it has a longer one.
 */
export function readReplyLines(
  text: string,
  isKnown: (key: string) => boolean,
  continues: (key: string) => boolean,
): readonly ReplyLine[] {
  const own = new Set(readOwnText(text).starts)
  const lines: ReplyLine[] = []
  let at = 0
  for (const line of text.split('\n', MOST_LINES)) {
    const content = unquote(line)
    const kind = content !== undefined ? 'quoted' : own.has(at) ? 'own' : 'other'
    lines.push({ kind, text: line, content: content ?? line, key: keyOf(withoutMarks(line)) })
    at += line.length + 1
  }
  return joinBroken(
    lines.map((line, n) => (isOwnAfterAll(lines, n, isKnown) ? ownLine(line) : line)),
    isKnown,
    continues,
  )
}

/** ">2) CPUs": own words that a mail client broke before a sign, below own words, with nothing quoted behind. */
function isOwnAfterAll(lines: readonly ReplyLine[], n: number, isKnown: (key: string) => boolean): boolean {
  const [before, line, after] = [lines[n - 1], lines[n], lines[n + 1]]
  if (line === undefined || !/^>=?[^\s>+-]/.test(line.text) || isKnown(line.key)) return false
  return before?.kind === 'own' && before.key !== '' && after?.kind !== 'quoted'
}

function ownLine(line: ReplyLine): ReplyLine {
  return { kind: 'own', text: line.text, content: line.text, key: keyOf(line.text) }
}

/** Pieces of a broken line that are looked at. */
const MOST_PIECES = 40
/** A shorter beginning of a line is a beginning of many. */
const LEAST_KEY = 12

function joinBroken(
  lines: readonly ReplyLine[],
  isKnown: (key: string) => boolean,
  continues: (key: string) => boolean,
): readonly ReplyLine[] {
  const joined: ReplyLine[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (line === undefined) break
    const pieces =
      line.kind === 'quoted' && !isKnown(line.key) ? countPieces(lines, i, isKnown, continues) : 1
    if (pieces === 1) {
      joined.push(line)
      continue
    }
    const parts = lines.slice(i, i + pieces)
    const content = parts.map((part) => part.content).join(' ')
    joined.push({
      kind: 'quoted',
      text: parts.map((part) => part.text).join('\n'),
      content,
      key: parts.map((part) => part.key).join(''),
    })
    i += pieces - 1
  }
  return joined
}

/** How many lines from here on are pieces of one line that is known; 1 where they are not. */
function countPieces(
  lines: readonly ReplyLine[],
  first: number,
  isKnown: (key: string) => boolean,
  continues: (key: string) => boolean,
): number {
  let key = lines[first]?.key ?? ''
  for (let count = 1; count < MOST_PIECES; count++) {
    const next = lines[first + count]
    if (next === undefined || next.key === '' || key.length < LEAST_KEY || !continues(key)) return 1
    key += next.key
    if (isKnown(key)) return count + 1
  }
  return 1
}
