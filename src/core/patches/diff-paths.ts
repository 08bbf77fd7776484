/** The two names that a diff gives a file; `undefined`: it does not exist on that side, or no name is given. */
export interface PathPair {
  readonly old: string | undefined
  readonly now: string | undefined
}

const NO_FILE = '/dev/null'
const LONGEST = 4096

/**
 * The names in a `diff --git a/x b/y` line, prefixes removed; both `undefined` where they cannot be told apart
 * (two different names with blanks in them).
 */
export function readGitHeader(line: string): PathPair {
  const text = line.slice('diff --git '.length, LONGEST).trimEnd()
  if (text.startsWith('"')) {
    const end = endOfQuoted(text)
    return stripPrefixes(unquote(text.slice(0, end)), unquote(text.slice(end).trim()))
  }
  const quoted = text.indexOf(' "')
  if (quoted >= 0) return stripPrefixes(text.slice(0, quoted), unquote(text.slice(quoted + 1)))
  // With equal names the blank that parts them is in the middle, whatever blanks the names hold.
  const middle = (text.length - 1) / 2
  if (Number.isInteger(middle) && text[middle] === ' ') {
    const pair = stripPrefixes(text.slice(0, middle), text.slice(middle + 1))
    if (pair.old === pair.now) return pair
  }
  const words = text.split(' ')
  const [old, now] = words
  return words.length === 2 ? stripPrefixes(old, now) : { old: undefined, now: undefined }
}

/** The name on a `--- ` or `+++ ` line, as written, without a time stamp; `undefined` for `/dev/null`. */
export function readPathLine(line: string): string | undefined {
  const text = line.slice(4, LONGEST)
  if (text.startsWith('"')) return unquote(text.slice(0, endOfQuoted(text)))
  const tab = text.indexOf('\t')
  let name = tab >= 0 ? text.slice(0, tab) : text
  // A mail program may have made blanks of the tab before the time stamp.
  const stamp = tab >= 0 ? -1 : name.search(/ (?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [A-Z][a-z]{2} )/)
  if (stamp > 0) name = name.slice(0, stamp)
  name = name.trimEnd()
  return name === NO_FILE || name === '' ? undefined : name
}

/** The name in `rename from x`, `copy to x` and the like, after the words. */
export function readPlainPath(text: string): string {
  return text.startsWith('"') ? unquote(text.slice(0, endOfQuoted(text))) : text.slice(0, LONGEST).trimEnd()
}

/**
 * The names without the prefixes that diff programs put before them (`a/` and `b/`, `linux.orig/` and `linux/`).
 * Names that are equal as written have none (`--no-prefix`), unless it is a plain `a/`.
 */
export function stripPrefixes(old: string | undefined, now: string | undefined): PathPair {
  const first = old === NO_FILE ? undefined : old
  const second = now === NO_FILE ? undefined : now
  if (first === undefined || second === undefined)
    return { old: first && stripOne(first), now: second && stripOne(second) }
  if (first !== second && afterSlash(first) !== undefined) {
    // Renames have different names behind the prefixes: one letter each says that it is a prefix.
    if (afterSlash(first) === afterSlash(second) || (isMark(first) && isMark(second)))
      return { old: afterSlash(first), now: afterSlash(second) }
  }
  return { old: first, now: second }
}

function stripOne(name: string): string {
  return afterSlash(name) ?? name
}

function afterSlash(name: string): string | undefined {
  const slash = name.indexOf('/')
  return slash > 0 && slash < name.length - 1 ? name.slice(slash + 1) : undefined
}

/** git's own prefixes, also those of `diff.mnemonicPrefix`. */
function isMark(name: string): boolean {
  return name[1] === '/' && 'abciow12'.includes(name[0] ?? ' ')
}

function endOfQuoted(text: string): number {
  for (let i = 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return text.length
}

const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
}

/** A name as git quotes it (C style, octets in octal), read. */
function unquote(text: string): string {
  if (!text.startsWith('"')) return text
  const end = text.endsWith('"') && text.length > 1 ? text.length - 1 : text.length
  const octets: number[] = []
  for (let i = 1; i < end; i++) {
    const char = text[i] ?? ''
    if (char !== '\\') {
      octets.push(...new TextEncoder().encode(char))
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(i + 1, i + 4))
    const octet = ESCAPES[text[i + 1] ?? '']
    if (octal) octets.push(Number.parseInt(octal[0], 8))
    else if (octet !== undefined) octets.push(octet)
    i += octal ? 3 : 1
  }
  return new TextDecoder().decode(Uint8Array.from(octets))
}
