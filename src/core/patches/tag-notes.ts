import { type PatchList, readPatchList } from './patch-list.ts'
import { findTagCondition, type TagCondition } from './tag-condition.ts'
import { REVIEW_KEYS } from './trailer-keys.ts'
import type { PlacedTrailer } from './trailers.ts'
import type { OwnText } from './unquoted.ts'

/** What the words around a tag narrow it to, with those words. */
export type TagScope =
  /** Patches by their places in the series, or all of it. */
  | ({ readonly text: string } & PatchList)
  /** A part of the files: `area` is "x86" of "for the x86 parts". */
  | { readonly kind: 'area'; readonly text: string; readonly area: string }
  /** Lines quoted directly above it, which may be titles of patches. */
  | { readonly kind: 'titles'; readonly text: string; readonly titles: readonly string[] }

/** What the words around one tag of a reply say of it. */
export interface TagNote {
  /** Its place among the trailers of the mail, from 0. */
  readonly position: number
  readonly scope: TagScope | undefined
  readonly condition: TagCondition | undefined
}

/**
 * What the words right above each block of tags, and the note behind a tag, narrow it to and make it depend on.
 * Tags of which nothing is said are left out.
 *
 * The lead-in of a block is the paragraph above it, at most three lines, one blank line between; each block has its
 * own. `listsPatches`: the mail answers a cover letter, so lines quoted directly above a block may be titles.
 * Source: patch-trackers dossier, sections 5.3 and 5.4.
 */
export function findTagNotes(
  text: string,
  own: OwnText,
  placed: readonly PlacedTrailer[],
  listsPatches: boolean,
): readonly TagNote[] {
  const found: TagNote[] = []
  let lead: Omit<TagNote, 'position'> | undefined
  let before: PlacedTrailer | undefined
  for (const [position, one] of placed.entries()) {
    if (before === undefined || opensBlock(own, before, one))
      lead = readLeadIn(text, own, one.line, listsPatches)
    before = one
    const { key, note } = one.trailer
    if (!REVIEW_KEYS.has(key)) continue
    const condition = (note === undefined ? undefined : findTagCondition(note)) ?? lead?.condition
    const scope = (note === undefined ? undefined : readNote(note)) ?? lead?.scope
    if (scope !== undefined || condition !== undefined) found.push({ position, scope, condition })
  }
  return found
}

/** Tags stand in one block as long as nothing comes between them. */
function opensBlock(own: OwnText, before: PlacedTrailer, one: PlacedTrailer): boolean {
  if (one.line === before.line) return false
  return one.line !== before.lastLine + 1 || isQuote(own.above[one.line])
}

function isQuote(above: OwnText['above'][number] | undefined): boolean {
  return above === 'quote' || above === 'quoted-diff'
}

const LEAD_LINES = 3
const LONGEST = 300

function readLeadIn(
  text: string,
  own: OwnText,
  line: number,
  listsPatches: boolean,
): Omit<TagNote, 'position'> {
  const lead = findLeadIn(own, line)
  const words = lead.lines.join(' ').replace(/\s+/g, ' ').trim().slice(-LONGEST)
  const scope = words === '' ? undefined : readScope(words)
  return {
    scope: scope ?? (listsPatches ? findTitles(text, own, lead.first) : undefined),
    condition: words === '' ? undefined : findTagCondition(words),
  }
}

/** The paragraph above a block, nothing quoted between; `first` is the line that it begins with. */
function findLeadIn(
  own: OwnText,
  line: number,
): { readonly lines: readonly string[]; readonly first: number } {
  let first = line
  let at = line - 1
  if (isQuote(own.above[line])) return { lines: [], first }
  if (own.lines[at]?.trim() === '') at--
  const lines: string[] = []
  for (; at >= 0 && lines.length < LEAD_LINES; at--) {
    const words = own.lines[at]?.trim() ?? ''
    if (words === '') break
    lines.unshift(words)
    first = at
    if (isQuote(own.above[at])) break
  }
  return { lines, first }
}

/** What says that a sentence is about the tags below it, not a remark that happens to name a patch. */
const OPENS =
  /^(?:(?:so|and|but|also|then|ok|okay|otherwise|anyway|likewise|please|feel free)\b,? ?){0,2}(?:for|on|to) /i
const HANDS =
  /\b(?:add|have|take|keep|carry|consider|here(?:'s| is)|this is|give|giving)\b.{0,60}\bmy\b|\b(?:look|looks|looking) (?:good|ok|okay|fine|great)\b/i

/**
 * The scope that a lead-in gives: of its last sentence, and only if that ends with a colon, opens with "for", or is
 * nothing but a list of patches.
 */
function readScope(words: string): TagScope | undefined {
  const sentence = lastSentence(words)
  const isIntroduction =
    /[:,]$/.test(sentence) || OPENS.test(sentence) || HANDS.test(sentence) || sentence.length <= 40
  if (!isIntroduction) return undefined
  const list = readPatchList(sentence)
  if (list !== undefined) return { ...list, text: sentence }
  const area = /[:,]$/.test(sentence) ? AREA.exec(sentence)?.[1] : undefined
  return area === undefined ? undefined : { kind: 'area', text: sentence, area: area.toLowerCase() }
}

const AREA =
  /\bfor (?:all )?(?:the |these |those |your )?([\w/.,+& -]{1,40}?)[ -](?:bits?|parts?|side|pieces?|portions?|areas?)\b/i

function lastSentence(words: string): string {
  const ends = [...words.matchAll(/[.?!](?= [A-Z*])/g)]
  const last = ends.at(-1)?.index
  return last === undefined ? words : words.slice(last + 2)
}

/** A note is about patches, or about an area whose name only the files tell. */
function readNote(note: string): TagScope | undefined {
  const list = readPatchList(note)
  if (list !== undefined) return { ...list, text: note }
  if (note.includes('@') || findTagCondition(note) !== undefined) return undefined
  return { kind: 'area', text: note, area: note.toLowerCase().slice(0, LONGEST) }
}

const MOST_TITLES = 20
/** No line of a diff or diffstat, no trailer: a few words, or the "Ada Example (3):" above them. */
const MAY_BE_TITLE = /^(?![+@#*-]|[A-Z][\w-]*-by:)(?=.{8})[^|]{1,120}? [^|]{1,120}$/

/** The lines quoted directly above: of a shortlog or of titles; undefined where nothing is quoted there. */
function findTitles(text: string, own: OwnText, first: number): TagScope | undefined {
  const start = own.starts[first]
  if (start === undefined || !isQuote(own.above[first])) return undefined
  const lines = text.slice(Math.max(0, start - 4000), start).split('\n')
  const titles: string[] = []
  for (let at = lines.length - 1; at >= 0 && titles.length < MOST_TITLES; at--) {
    const quoted = /^ ?[>|]([\s>|]*)(.*)$/.exec((lines[at] ?? '').slice(0, 300))
    if (quoted === null) {
      if (lines[at]?.trim() === '' && titles.length === 0) continue
      break
    }
    const title = (quoted[2] ?? '').trim()
    if (title === '' && titles.length > 0) break
    if (MAY_BE_TITLE.test(title)) titles.unshift(title)
  }
  return titles.length === 0 ? undefined : { kind: 'titles', text: 'the titles quoted above', titles }
}
