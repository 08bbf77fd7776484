import { readWrittenPerson } from '../people/written-person.ts'
import { isName } from './attendee-line.ts'
import type { Contact } from './topic.ts'

/** The people whom a topic's "technical contact" names, and words that name nobody. */
export interface WrittenContacts {
  readonly contacts: readonly Contact[]
  readonly rest: readonly string[]
}

/**
 * Reads contacts: `Ada Example, Ben Example`, `Ada Example <ada@example.org>; Ben Example <…>; please Cc the list`,
 * `Mentor: Ada Example, Student: Ben Example`. Sentences between them are given back as `rest`.
 */
export function parseContacts(text: string): WrittenContacts {
  const contacts: Contact[] = []
  const rest: string[] = []
  for (const piece of splitContacts(text.slice(0, 2000))) {
    const said = /^([\p{L} ]{3,30}):\s*(.{1,300})$/u.exec(piece)
    const words = said?.[2] ?? piece
    const { name, address } = readWrittenPerson(words)
    const role = said?.[1]?.trim()
    if (address !== '') contacts.push({ name: name === '' ? address : name, person: address, role })
    else if (isPersonName(words)) contacts.push({ name: words.trim(), person: undefined, role })
    else rest.push(piece)
  }
  return { contacts, rest }
}

/** By semicolons; by commas and "and" only between names, for a sentence has commas too. */
function splitContacts(text: string): readonly string[] {
  return text
    .split(/[;\n]/)
    .flatMap((part) => {
      const pieces = part.split(/,|\sand\s|\s&\s/)
      const named = pieces.every((piece) => {
        const words = piece.replace(/^[\p{L} ]{3,30}:/u, '').trim()
        return words === '' || isPersonName(words) || readWrittenPerson(words).address !== ''
      })
      return named ? pieces : [part]
    })
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
}

/** Two words or more, the first and last of which begin as names do; or one that does, alone. */
function isPersonName(text: string): boolean {
  const words = text.trim().split(/\s+/)
  const isProper = (word: string | undefined): boolean =>
    word !== undefined && /^\p{Lu}[\p{L}.'’-]*$/u.test(word)
  return (
    isName(text) &&
    isProper(words[0]) &&
    isProper(words.at(-1)) &&
    words.every((word) => /^[\p{L}.'’-]+$/u.test(word))
  )
}
