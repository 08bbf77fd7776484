import type { Address } from '../mail/message.ts'
import { foldName, nameWords } from '../people/name.ts'
import { readWrittenPerson } from '../people/written-person.ts'
import { findKeys, findResembledKey, isKnownKey, type TrailerKey } from './trailer-keys.ts'

/** One `Key: value` line of a mail's own text or of a commit message (patch-trackers dossier, section 5.1). */
export interface Trailer {
  /** Canonical spelling: `Reviewed-by`, `Acked-by`, `Fixes`, …; an unknown `X-by` keeps its own. */
  readonly key: string
  /** The person of a person trailer; `name` may be empty, `address` is lower case or empty (a bare name). */
  readonly name: string
  readonly address: string
  /** The value as written, white space folded. */
  readonly value: string
  /** The note behind `#` or on a following `[…]` line; its meaning (scope) is a later part's matter. */
  readonly note: string | undefined
  /** The key was misspelt and read as the one it resembles. */
  readonly typo: boolean
}

/** More trailers than this are not read from one text. */
const MOST = 200

/**
 * The trailers in a mail's own lines (`readOwnText`), in order; at most 200.
 *
 * A line is a trailer by its key and by what its value is: a person trailer names an address, or is a bare name
 * of the sender's ("Acked-by: Jan"); `Fixes:` a commit; `Link:` a URL. So "Tested-by: means that…" is none. A
 * misspelt key counts when the person is the sender. One line may name several people, a name and its address may
 * stand on two lines, and words behind `#`, in brackets or on a following `[…]` line are the note.
 * Source: patch-trackers dossier, section 5.1.
 */
export function findTrailers(lines: readonly string[], sender: Address | undefined): readonly Trailer[] {
  return placeTrailers(lines, sender).map((placed) => placed.trailer)
}

/** A trailer and the lines that it stands on, from 0. */
export interface PlacedTrailer {
  readonly trailer: Trailer
  readonly line: number
  /** Its last line: that of a wrapped value, or of a note below it. */
  readonly lastLine: number
}

/** The same trailers as `findTrailers`, and where they stand. */
export function placeTrailers(
  lines: readonly string[],
  sender: Address | undefined,
): readonly PlacedTrailer[] {
  const found: PlacedTrailer[] = []
  for (let i = 0; i < lines.length && found.length < MOST; i++) {
    const line = lines[i] ?? ''
    const colon = line.indexOf(':')
    if (colon < 2 || colon > 42) continue
    const start = startOfKey(line)
    if (start < 0) continue
    const word = line.slice(start, colon).trimEnd()
    const keys = findKeys(word)
    if (keys.length === 0 && !mayBeMisspelt(word)) continue
    let value = fold(line.slice(colon + 1))
    const next = lines[i + 1]?.trim() ?? ''
    const isWrapped = value !== '' && continues(value, next)
    if (isWrapped) value = fold(`${value} ${next}`)
    const misspelt = isKnownKey(word) ? undefined : readMisspelt(word, value, sender)
    const read = misspelt ? [misspelt] : keys.flatMap((key) => readValue(key, value, sender))
    if (read.length === 0) continue
    const first = i
    if (isWrapped) i++
    const note = noteLine(lines[i + 1])
    if (note !== undefined) i++
    for (const one of read) {
      const trailer = note !== undefined && one.note === undefined ? { ...one, note } : one
      found.push({ trailer, line: first, lastLine: i })
    }
  }
  return found
}

/** The trailers of a commit message, wherever in it they stand; its first line and quoted lines are left out. */
export function findCommitTrailers(message: string): readonly Trailer[] {
  const lines = message.slice(0, 1_000_000).split(/\r?\n/)
  return findTrailers(lines.slice(1), undefined)
}

/** The line that says it: `findTrailers` reads the same trailer from it (its `typo` gone). */
export function formatTrailer(trailer: Trailer): string {
  return `${trailer.key}: ${trailer.value}${trailer.note === undefined ? '' : ` # ${trailer.note}`}`
}

/** Where the key starts behind at most three blanks; -1 where no letter is. */
function startOfKey(line: string): number {
  let at = 0
  while (at < 3 && line.charCodeAt(at) === 32) at++
  const code = line.charCodeAt(at) | 32
  return code >= 97 && code <= 122 ? at : -1
}

function mayBeMisspelt(word: string): boolean {
  return word.length >= 6 && word.length <= 24 && /b.?y?$|y.?b$/i.test(word)
}

function fold(text: string): string {
  return text.slice(0, 1000).replace(/\s+/g, ' ').trim()
}

/** A name without its address, or a quoted title that is not closed, goes on in the next line. */
function continues(value: string, next: string): boolean {
  if (next.startsWith('<') && next.includes('@')) return !value.includes('@')
  if (next === '' || !value.includes('("') || value.endsWith('")')) return false
  return next.endsWith('")') && !next.includes(':')
}

function noteLine(line: string | undefined): string | undefined {
  const text = line?.trim() ?? ''
  if (text.length < 4 || text.length > 300 || text[0] !== '[' || text.indexOf(']') !== text.length - 1)
    return undefined
  return fold(text.slice(1, -1)) || undefined
}

function readValue(key: TrailerKey, value: string, sender: Address | undefined): readonly Trailer[] {
  if (value === '') return []
  switch (key.kind) {
    case 'person':
      return readPeople(key.key, value, sender)
    case 'commit':
      return /^(?:commit )?[0-9a-f]{6,40}(?![0-9a-z])/i.test(value) ? [plain(key.key, value)] : []
    case 'message':
      return /[^\s@]@[^\s@]|:\/\//.test(value) ? [plain(key.key, value)] : []
    case 'url':
      return /^<?https?:\/\/\S|[^\s@]@[^\s@]|^#?\d+$|^[\w.-]{1,60}\/[\w.-]{1,60}#\d/.test(value)
        ? [plain(key.key, value)]
        : []
    case 'word':
      return value.split(' ').length <= 6 ? [plain(key.key, value)] : []
    default:
      return key.kind satisfies never
  }
}

function plain(key: string, text: string): Trailer {
  const { value, note } = splitNote(text)
  return { key, name: '', address: '', value, note, typo: false }
}

/** A word with blanks before `#` ends the value: `Fixes: 1234abcd # 5.10`. */
function splitNote(text: string): { value: string; note: string | undefined } {
  const at = text.indexOf(' #')
  if (at <= 0) return { value: text, note: undefined }
  const note = text.slice(at + 2).trim()
  return { value: text.slice(0, at).trimEnd(), note: note === '' ? undefined : note }
}

/** Longest name, in words; what is longer is a sentence that happens to hold an address. */
const NAME_WORDS = 7

function readPeople(key: string, text: string, sender: Address | undefined): readonly Trailer[] {
  const found: Trailer[] = []
  let rest = text
  for (let count = 0; count < 20 && rest !== ''; count++) {
    const person = readWrittenPerson(rest)
    if (person.address === '') {
      // A bare name is believed of the sender only: nobody else can be told from it.
      const { value, note } = splitNote(rest)
      if (found.length === 0 && sender !== undefined && isShortFor(value, sender.name))
        found.push({
          key,
          name: person.name.length > value.length ? value : person.name,
          address: '',
          value,
          note,
          typo: false,
        })
      break
    }
    if (person.name.split(' ').length > NAME_WORDS || person.name.includes(':')) break
    const value = rest.slice(0, rest.length - person.rest.length).replace(/[\s,;]{1,9}$/, '')
    const separator = /^[,;&]\s*/.exec(person.rest)
    const goesOn = separator !== null && person.rest.includes('@')
    found.push({
      key,
      name: person.name,
      address: person.address,
      value: value.trim(),
      note: goesOn ? undefined : noteOf(person.rest),
      typo: false,
    })
    if (!goesOn) break
    rest = person.rest.slice(separator[0].length)
  }
  return found
}

/** What stands behind a person: `# x86`, `[for the tools]`, `(on arm64)`, or plain words. */
function noteOf(rest: string): string | undefined {
  const text = rest.replace(/^[\s#,;.:]+/, '').trim()
  const inner = /^[[(]([^[\]()]{1,300})[\])]\.?$/.exec(text)?.[1]?.trim() ?? text
  return inner === '' ? undefined : inner
}

/** "Jan" or "Jan E" for "Jan Example", in any order of words. */
function isShortFor(text: string, name: string): boolean {
  const words = nameWords(text)
  if (words.length === 0 || words.length > 4 || text.length > 60) return false
  const whole = new Set(nameWords(name))
  return words.every((word) => whole.has(word))
}

function readMisspelt(word: string, value: string, sender: Address | undefined): Trailer | undefined {
  if (sender === undefined || !value.includes('@') || !/^[a-z][a-z _-]*$/i.test(word)) return undefined
  const key = findResembledKey(word)
  if (key === undefined) return undefined
  const [first, ...more] = readPeople(key, value, sender)
  if (first === undefined || more.length > 0 || !isSender(first, sender)) return undefined
  return { ...first, typo: true }
}

function isSender(person: Address, sender: Address): boolean {
  if (person.address === sender.address) return true
  return person.name !== '' && foldName(person.name) === foldName(sender.name)
}
