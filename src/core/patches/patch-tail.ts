import type { PatchText } from './patch-text.ts'

/** The last line of a diff that is not empty. */
export interface PatchTail {
  /** Index in `PatchText.lines`. */
  readonly line: number
  /** Nothing is changed in it, or no more than a bracket: whoever writes below it has the whole above them. */
  readonly isBare: boolean
}

/** Where the diff of a patch ends; `undefined` for a text without one. */
export function tailOf(patch: PatchText): PatchTail | undefined {
  const line = patch.lines.findLastIndex((one) => one.file >= 0 && one.text.trim() !== '')
  const last = patch.lines[line]
  if (last === undefined) return undefined
  const isBare =
    last.kind === 'same' || last.kind === 'file' || /^[+-]\s*(?:[{}()[\];,]+|#endif\b.*)?$/.test(last.text)
  return { line, isBare }
}

/** "this patch", "your series": below the end of the patch, such words are about all of it. */
const OF_PATCH =
  /\b(?:this|the|that|your|my|these|those|both|whole|entire) (?:patch(?:es|set)?|series)\b(?! ?#?\d)/i

/**
 * Does a remark below the end of a diff speak of the whole? Whoever has quoted two hunks or more down to a bare end does,
 * and whoever names the patch; below the only hunk, people speak of that.
 *
 * `quoted`: what is quoted above it, without marks, from the remark before.
 */
export function isOfWholePatch(text: string, quoted: readonly string[], tail: PatchTail): boolean {
  if (OF_PATCH.test(text)) return true
  return tail.isBare && quoted.filter((line) => /^@@ -\d|^diff --git /.test(line)).length > 1
}
