import type { PatchText } from './patch-text.ts'
import { findKeys } from './trailer-keys.ts'
import { namesPatch } from './whole-remarks.ts'

// Remarks below the lines of a patch's message. Only so much of a long one is looked at.
const LONGEST = 2000

const OF_TRAILERS =
  /(?:\b|-)(?:by|tags?|trailers?|sign(?:ed|ing)?|sob|dco|rbt?|rvb|acks?|cc|fixes|links?|names?|spell(?:ed|ing)?|address|here)\b|---/i
const OF_STATISTICS = /\b(?:diff-?)?stats?\b|\b(?:insertions|deletions)\b/i
/** A remark that is no longer means what it points to: "Don't forget this." */
const POINTING = 60
/** " 2 files changed, 3 insertions(+)", and a line of the summary above or below it. */
const SUMMARY = /^\s{0,3}\d+ files? changed\b/
const OF_FILE = /^\s{0,3}\S.{0,300} \| +(?:\d+ ?[+-]*|Bin\b.{0,40})$|^ (?:create|delete) mode \d|^ ?rename /
/** Whoever means a file of the summary names it in the beginning. */
const NAMING = 160
/** Words of paths that stand in many. */
const COMMON = new Set([
  'file',
  'files',
  'test',
  'tests',
  'lib',
  'libs',
  'src',
  'include',
  'create',
  'mode',
  'delete',
])

/**
 * Does a remark below the last lines of a patch's message (its trailers, its summary of files) speak of the whole? Whoever has
 * something to say of a trailer or of a file there names it.
 *
 * `line`: the line of the message that is quoted last.
 */
export function isOfWholeMessage(text: string, line: string): boolean {
  const words = text
    .slice(0, LONGEST)
    .split('\n')
    .filter((one) => !isTrailer(one))
    .join('\n')
  if (line.trim() === '---' || isTrailer(line)) return !OF_TRAILERS.test(words)
  if (SUMMARY.test(line)) return !OF_STATISTICS.test(words)
  if (!OF_FILE.test(line.trimEnd())) return false
  if (PLEASED.test(words.trim()) || namesPatch(words)) return true
  if (
    OF_STATISTICS.test(words) ||
    (words.trim().length <= POINTING && /\bth(?:is|ese|at|ose)\b/i.test(words))
  )
    return false
  const said = new Set(
    words
      .trim()
      .slice(0, NAMING)
      .toLowerCase()
      .match(/[a-z_]\w{2,}/g) ?? [],
  )
  return !(line.toLowerCase().match(/[a-z_]\w{2,}/g) ?? []).some(
    (word) => !COMMON.has(word) && said.has(word),
  )
}

const PLEASED =
  /^(?:(?:hi|hello|hey)\b[^,\n]{0,30},\s*)?(?:looks? (?:good|great|nice|fine|ok)|lgtm|nice|great|cool|awesome|thanks|thank you|sounds good|overall|generally|in general)\b/i

/**
 * Does a remark below the last prose of a patch's message speak of all of it? Whoever begins there with praise, thanks or "this
 * patch" does, whatever they go on with.
 *
 * `line`: index of the line of the message that is quoted last.
 */
export function isOfMessage(patch: PatchText, text: string, line: number): boolean {
  const here = patch.lines[line]?.text ?? ''
  const words = text.trim()
  if (!PLEASED.test(words) && !namesPatch(words)) return false
  if (isTrailer(here) || SUMMARY.test(here) || OF_FILE.test(here.trimEnd())) return false
  for (const one of patch.lines.slice(line + 1)) {
    if (one.kind !== 'message' || one.text.trim() === '---') return true
    if (one.text.trim() !== '' && !isTrailer(one.text)) return false
  }
  return true
}

function isTrailer(line: string): boolean {
  const key = /^\s{0,3}([A-Za-z][A-Za-z-]{0,40}):\s/.exec(`${line} `)?.[1]
  return key !== undefined && findKeys(key).length > 0
}
