import type { PatchText } from './patch-text.ts'

/** Index in `PatchText.lines` of the last line of the diff that is not empty; -1 for a text without a diff. */
export function tailOf(patch: PatchText): number {
  return patch.lines.findLastIndex((one) => one.file >= 0 && one.text.trim() !== '')
}

/** "this patch", "your series": below the end of the patch, such words are about all of it. */
const OF_PATCH =
  /\b(?:this|the|that|your|my|these|those|both|whole|entire) (?:patch(?:es|set)?|series)\b(?! ?#?\d)/i
/** Whoever quotes so many lines down to the end of the patch, and only then says something, has read it all. */
const MANY_LINES = 60

/**
 * Does a remark below the end of a diff, with nothing quoted below it, speak of the whole? Whoever has quoted the header of
 * a file or two hunks above it does, or many lines, and whoever names the patch; below the end of one hunk, people speak of that.
 *
 * `quoted`: what is quoted above it, without marks, from the remark before.
 */
export function isOfWholePatch(text: string, quoted: readonly string[]): boolean {
  if (quoted.length >= MANY_LINES || OF_PATCH.test(text)) return true
  return quoted.filter((line) => /^@@ -\d|^diff --git /.test(line)).length > 1
}
