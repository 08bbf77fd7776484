import type { Address } from '../mail/message.ts'

/** A name as it is compared: lower case, its words in order of the alphabet: "Example, Ada" and "Ada Example" are one. */
export function foldName(name: string): string {
  return nameWords(name).sort().join(' ')
}

/** The words of a name, lower case, without punctuation and without what stands in brackets ("(Company)"). */
export function nameWords(name: string): string[] {
  return name
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .split(/[\s,."'“”]+/)
    .filter((word) => word !== '')
}

/** Somebody's name, or their address where they give none. */
export function displayName(person: Address): string {
  return person.name === '' ? person.address : person.name
}

/**
 * What tells one person's two addresses apart from two people: a name of two words or more, as it is compared, or nothing. Who posts
 * from one address and answers from another, and is in no mailmap, would else be the reviewer of their own work.
 */
export function fullName(person: Address): readonly string[] {
  const known = fullNames.get(person)
  if (known !== undefined) return known
  const found = nameWords(person.name).length < 2 ? [] : [foldName(person.name)]
  fullNames.set(person, found)
  return found
}

/** A long thread is looked at once for every mail in it. */
const fullNames = new WeakMap<Address, readonly string[]>()
