import { alignLines } from './align-lines.ts'
import { alignWords } from './align-words.ts'
import type { Comment, CommentPlace } from './comment.ts'
import type { ReplyLine } from './reply-lines.ts'
import { withoutMarks } from './unquote.ts'

/** What is known of a line that others may quote: where it belongs, and whose comment it is of. */
export interface KnownLine {
  readonly text: string
  /** Its text without quote marks and white space (`keyOf`): a quote of it has the same, however deep. */
  readonly key: string
  readonly place: CommentPlace | undefined
  readonly comment: Comment | undefined
}

/**
 * What each quoted line of a reply repeats: a line of the parent, else of the patch itself, else the line of the parent in which
 * its words stand, for what was wrapped anew. `undefined` for own lines, and for what is found nowhere.
 */
export function findSources(
  lines: readonly ReplyLine[],
  above: readonly KnownLine[],
  original: readonly KnownLine[],
): readonly (KnownLine | undefined)[] {
  const at: number[] = []
  for (const [i, line] of lines.entries()) if (line.kind === 'quoted') at.push(i)
  const sources: (KnownLine | undefined)[] = lines.map(() => undefined)
  const own = alignLines(
    at.map((i) => lines[i]?.key ?? ''),
    above.map((line) => line.key),
  )
  for (const [n, i] of at.entries()) sources[i] = above[own[n] ?? -1]
  const rest = at.filter((i) => sources[i] === undefined && lines[i]?.key !== '')
  if (rest.length === 0) return sources
  const direct = alignLines(
    rest.map((i) => lines[i]?.key ?? ''),
    original.map((line) => line.key),
  )
  for (const [n, i] of rest.entries()) sources[i] = original[direct[n] ?? -1]
  for (const stretch of stretchesOf(at, own, above.length)) {
    const missing = stretch.quoted.filter((i) => sources[i] === undefined && lines[i]?.key !== '')
    if (missing.length === 0) continue
    const window = above.slice(stretch.from, stretch.to)
    const words = alignWords(
      missing.map((i) => withoutMarks(lines[i]?.content ?? '')),
      window.map((line) => withoutMarks(line.text)),
      stretch.from > 0 && missing[0] === stretch.quoted[0],
    )
    for (const [n, i] of missing.entries()) sources[i] = window[words[n] ?? -1]
  }
  return sources
}

/** Quoted lines between two that were found, and the lines of the parent between these. */
interface Stretch {
  readonly quoted: readonly number[]
  readonly from: number
  readonly to: number
}

function stretchesOf(at: readonly number[], found: Int32Array, size: number): readonly Stretch[] {
  const stretches: Stretch[] = []
  let quoted: number[] = []
  let from = 0
  for (const [n, i] of at.entries()) {
    const here = found[n] ?? -1
    if (here < 0) {
      quoted.push(i)
      continue
    }
    if (quoted.length > 0 && here > from) stretches.push({ quoted, from, to: here })
    quoted = []
    from = here + 1
  }
  if (quoted.length > 0 && from < size) stretches.push({ quoted, from, to: size })
  return stretches
}
