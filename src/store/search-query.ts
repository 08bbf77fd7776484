/** Where a word must stand. */
export type SearchField = 'subject' | 'sender' | 'body'

/** Words that must stand next to each other, in order; one word is the usual case. */
export interface SearchTerm {
  /** `undefined`: anywhere. */
  readonly field: SearchField | undefined
  /** Lower case, without diacritics; never empty. */
  readonly words: readonly string[]
  /** The last word may go on. */
  readonly prefix: boolean
}

/** A query, read: every group must hold, by any of its terms; no term of `without` may. */
export interface SearchQuery {
  readonly groups: readonly (readonly SearchTerm[])[]
  readonly without: readonly SearchTerm[]
}

/** More than this of a query, and more terms, are ignored. */
const QUERY_CHARACTERS = 500
const TERMS = 20
/** Longer words are cut, in the index and in queries. */
const WORD_CHARACTERS = 100

const FIELDS: Readonly<Record<string, SearchField>> = {
  s: 'subject',
  subject: 'subject',
  f: 'sender',
  from: 'sender',
  b: 'body',
  body: 'body',
}

/**
 * Reads what somebody typed: words, "a phrase", `s:` subject, `f:` sender, `b:` body, `word*` for a beginning,
 * `-word` for its absence, `OR` between two. All words must be there otherwise. Anything else is taken as
 * words: no text is an error. `undefined`: nothing to look for.
 */
export function parseSearch(text: string): SearchQuery | undefined {
  const groups: SearchTerm[][] = []
  const without: SearchTerm[] = []
  let or = false
  let count = 0
  for (const token of tokensOf(text.slice(0, QUERY_CHARACTERS))) {
    if (token === 'OR' || token === '|') {
      or = groups.length > 0
      continue
    }
    const { term, negative } = readToken(token)
    if (term === undefined) continue
    count += 1
    if (count > TERMS) break
    const last = groups[groups.length - 1]
    if (negative) without.push(term)
    else if (or && last) last.push(term)
    else groups.push([term])
    or = false
  }
  return groups.length + without.length > 0 ? { groups, without } : undefined
}

/** Splits at white space outside of double quotes. */
function* tokensOf(text: string): Generator<string> {
  let token = ''
  let quoted = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    if (!quoted && /\s/.test(character)) {
      if (token !== '') yield token
      token = ''
    } else token += character
  }
  if (token !== '') yield token
}

function readToken(token: string): { readonly term: SearchTerm | undefined; readonly negative: boolean } {
  const negative = token.startsWith('-')
  let rest = negative ? token.slice(1) : token
  const colon = rest.indexOf(':')
  const field = colon > 0 ? FIELDS[rest.slice(0, colon).toLowerCase()] : undefined
  if (field) rest = rest.slice(colon + 1)
  const words = wordsOf(rest)
  const last = words[words.length - 1]
  if (last === undefined) return { term: undefined, negative }
  // A single letter and everything that begins with it would be half of the list.
  const prefix = rest.endsWith('*') && last.length > 1
  return { term: { field, words, prefix }, negative }
}

/**
 * The words of a text as the index has them: runs of letters and digits, lower case, without diacritics.
 * `foo_bar.c` is the three words foo, bar, c: found whole as a phrase, and by each part.
 *
 * Source: the `unicode61` tokenizer of SQLite's FTS5, which makes the words of plain text on SQLite.
 */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
  return (plain.match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []).map((word) => word.slice(0, WORD_CHARACTERS))
}

/**
 * A text of which FTS5 makes the same words as `wordsOf`. Plain text is left as it is, which is most of it; of the rest
 * FTS5 would keep marks that queries lose (`й`, `が`), cut at others (`हि`), and take Hangul for whole syllables.
 */
export function plainWords(text: string): string {
  return NOT_PLAIN.test(text) ? wordsOf(text).join(' ') : text
}

const NOT_PLAIN = new RegExp(`[^\\p{ASCII}]|[0-9A-Za-z]{${WORD_CHARACTERS + 1}}`, 'u')
