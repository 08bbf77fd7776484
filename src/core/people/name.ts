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
