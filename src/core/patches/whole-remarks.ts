import { hasTag } from './closing-remark.ts'
import type { PatchText } from './patch-text.ts'

// Remarks that stand below a quote, and speak of no line of it. Only so much of a long one is looked at.
const LONGEST = 2000

/** Index in `PatchText.lines` of the last line of the diff that is not empty; -1 for a text without a diff. */
export function tailOf(patch: PatchText): number {
  return patch.lines.findLastIndex((one) => one.file >= 0 && one.text.trim() !== '')
}

/**
 * Is a line the last of the diff, or one of the signature behind it? What a mail says in prose behind its diff is neither.
 */
export function isBehindDiff(patch: PatchText, tail: number, line: number): boolean {
  if (tail < 0 || line < tail) return false
  for (let n = tail + 1; n <= line; n++) if (/^-- ?$/.test(patch.lines[n]?.text ?? '')) return true
  return line === tail
}

/** "Some more nitpicks.", "Looks fine, a few comments below:", "I have only some notes"; not "see my comment above". */
const OF_REVIEW = [
  /\b(?:some|few|couple of|minor|small|little|tiny|quick|my|more|other|these|one|two|three|following|only)\b[^.!?]{0,30}\b(?:nit(?:pick)?s?|comments?|remarks?|notes?|questions?|details)\b[^.!?]{0,20}\b(?:below|inline|in-line)\b/i,
  /^(?:just |only )?(?:some|a few|few|one|two|a couple of)(?: more| minor| other| small| \([\w-]{1,30}\))* (?:nit(?:pick)?s?|comments?|remarks?|questions?)\b[^?]{0,60}$/i,
  /\b(?:details|(?:see|find)(?: (?:my|some|the|inline))? (?:comments|remarks|nits)) (?:below|inline)[.:\s]*$/i,
  /\bI(?:'ve| have)(?: only| just| but)? (?:some|a few|few|one|two|a couple of)(?: \w{1,20}){0,2} (?:nit(?:pick)?s?|comments?|remarks?|notes|questions)\b/i,
]
/** "Otherwise it looks good.", "Other than those nits, this looks great!" */
const OTHERWISE =
  /^(?:otherwise|other than|apart from|aside from|besides|except for|minus|modulo)\b[^.!?]{0,60}\b(?:looks?|is|seems?|lgtm)\b(?: \w{1,12}){0,3}(?: (?:good|great|fine|ok|okay|nice|reasonable|sane|right))?\b[^?]{0,80}$/i
/** "Kindly ping." */
const PING =
  /^(?:(?:kind|kindly|gentle|friendly|polite)[ -])?(?:ping|bump)\b|^(?:kind|kindly|gentle|friendly) reminder[.!]/i
/** A longer remark says more than that there are some. */
const SHORT = 200

/** Does a remark speak of the review itself, or of the rest, or does it only ask for one, wherever it stands? */
export function isOfReview(text: string): boolean {
  const words = text.trim().replace(/^[[(<][.\w ]{0,12}[\])>]\s*/, '')
  return (
    words.length <= SHORT &&
    (OTHERWISE.test(words) || PING.test(words) || OF_REVIEW.some((one) => one.test(words)))
  )
}

/** "this patch", "your series": below the end of the patch, such words are about all of it. */
const OF_PATCH =
  /\b(?:this|the|that|your|my|these|those|both|whole|entire) (?:patch(?:es|set)?|series)\b(?! ?#?\d)/i
/** "This is needed earlier": below the one hunk that was not left out, it is that. */
const POINTED = /^(?:this|that|these|those)\b/i
/** Does somebody name the patch, as a whole, in the beginning of what they say? */
export function namesPatch(text: string): boolean {
  return OF_PATCH.test(text.trim().slice(0, BEGINNING))
}

/** What a patch is for, and what it is for or on top of. */
const OF_ALL =
  /\b(?:features?|use[- ]?cases?|appl(?:y|ies)|rebased?|based on|which tree|what tree|commit (?:message|log)|changelog|subject)\b/i
/** Whoever quotes so many lines down to the end of the patch, and only then says something, has read it all. */
const MANY_LINES = 60
/** So many lines are what somebody has before their eyes who speaks of "here". */
const NEAR_LINES = 8
const OF_LINES =
  /\bhere\b(?! (?:is|are)\b)|^(?:same|ditto|again)\b|\b(?:this|these|those|that)(?: two| three| last)? (?:lines?|functions?|hunks?|checks?|loops?|conditions?|braces?|texts?|parts?|macros?|defines?)\b/i
/** "Unnecessary ;", "Why?" */
const FEW_WORDS = 2

/**
 * Does a remark below the end of a diff, with nothing quoted below it, speak of the whole? Most do, for whoever speaks of a
 * line stops quoting there, and nobody can stop behind the end. Not those that say "here" or name something that stands in the last
 * lines, unless the header of a file, two hunks or many lines are quoted above them: then the whole was read.
 *
 * `quoted`: what is quoted above it, without marks, from the remark before. `chosen`: as much of it as stands behind something that was
 * left out, `undefined` where nothing was: "this" is the hunk where all others were left out.
 */
export function isOfWholePatch(
  text: string,
  quoted: readonly string[],
  chosen: readonly string[] | undefined,
): boolean {
  if (OF_PATCH.test(text)) return true
  const words = text.slice(0, LONGEST).trim()
  const isChosen = chosen !== undefined && chosen.length < MANY_LINES && countHunks(chosen) <= 1
  if (!isChosen && (quoted.length >= MANY_LINES || countHeaders(quoted) > 1)) return true
  if (isChosen && (hasTag(words) || OF_ALL.test(words))) return true
  if (isChosen && POINTED.test(words)) return false
  if (words.split(/\s+/, FEW_WORDS + 1).length <= FEW_WORDS || OF_LINES.test(words)) return false
  const near = new Set(namesIn(quoted.slice(-NEAR_LINES).join('\n')))
  const last = new Set(namesIn(quoted.slice(-LAST_LINES).join('\n')))
  const isNamed = (word: string): boolean => last.has(word) && word.length >= LONG_NAME && !FREQUENT.has(word)
  return (
    !codeWordsIn(words).some((word) => near.has(word)) && !namesIn(words.slice(0, BEGINNING)).some(isNamed)
  )
}

/** Words of prose that stand in the last lines and have no look of code are looked for in the beginning of a remark only. */
const LAST_LINES = 3
const BEGINNING = 60
const LONG_NAME = 5
const FREQUENT: ReadonlySet<string> = new Set(
  'return break continue static const struct default while switch define undef endif ifdef ifndef include error value test tests setup cleanup needs check state false there where which other these those would could should this patch series'.split(
    ' ',
  ),
)

function countHunks(lines: readonly string[]): number {
  return lines.filter((line) => /^@@ -\d/.test(line)).length
}

function countHeaders(lines: readonly string[]): number {
  return lines.filter((line) => /^@@ -\d|^diff --git /.test(line)).length
}

const NAME = /[A-Za-z_$][\w$]{2,}/g

function namesIn(text: string): readonly string[] {
  return text.slice(0, LONGEST).match(NAME) ?? []
}

/** Words of prose that have the look of code: `a_name`, `name()`, `.name`, `someName`, `NAME2`, 'quoted'. */
function codeWordsIn(text: string): readonly string[] {
  const found: string[] = []
  for (const match of text.matchAll(NAME)) {
    const [word] = match
    const before = text[match.index - 1] ?? ' '
    const after = text[match.index + word.length] ?? ' '
    const isCode = /_|\d|[a-z][A-Z]|^[A-Z]{3,}$/.test(word) || /[.'"`@>]/.test(before) || /[(`]/.test(after)
    if (isCode) found.push(word)
  }
  return found
}

/** The numbers of a block of nothing but references ("[1] https://…"); empty where it says anything else. */
export function referencesIn(text: string): readonly string[] {
  const numbers: string[] = []
  for (const line of text.slice(0, LONGEST).split('\n')) {
    const words = line.trim()
    const number = /^\[(\d{1,2})\]:?(?:\s|$)/.exec(words)?.[1]
    if (number !== undefined) numbers.push(number)
    else if (words !== '' && (numbers.length === 0 || !/^https?:\/\/\S+$/.test(words))) return []
  }
  return numbers
}
