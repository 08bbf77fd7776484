import type { Address } from '../mail/message.ts'
import { nameWords } from '../people/name.ts'
import type { Instant } from '../time.ts'

/** What a sender book knows: the number of an address, or of a full name. */
export interface SenderNumber {
  /** "address ada@example.org", "name ada example" */
  readonly key: string
  readonly number: number
  /** When the series was posted that first bore it. */
  readonly since: Instant
}

/** Tells senders apart, and knows again who writes from another address under the same full name. */
export interface SenderBook {
  /**
   * The numbers of a sender or author of a series that was posted at an instant: two where an address and a name were known as
   * two people's before. Two senders with a number in common are one person as far as versions of a patch go.
   */
  readonly numbersOf: (sender: Address, at: Instant) => readonly number[]
  /** All that it knows, in the order in which it came to know it. */
  readonly list: () => readonly SenderNumber[]
}

/**
 * A book, empty or with what is known of earlier series. Senders have to be asked for in order of time: what is known of one
 * depends on earlier ones only, and never changes again.
 *
 * People change addresses between versions (a new employer, a second account of the same one), and only some
 * projects keep a `.mailmap`. A name of one word tells nothing.
 */
export function senderBook(
  personKey: (address: Address) => string,
  before: readonly SenderNumber[] = [],
): SenderBook {
  const known = new Map(before.map((one) => [one.key, one]))
  let next = before.reduce((most, one) => Math.max(most, one.number + 1), 0)
  return {
    numbersOf: (sender, at) => {
      const keys = senderKeys(sender.name, personKey(sender))
      const numbers = new Set(keys.map((key) => known.get(key)?.number).filter((one) => one !== undefined))
      const [number = next++] = numbers
      for (const key of keys) if (!known.has(key)) known.set(key, { key, number, since: at })
      return numbers.size > 1 ? [...numbers] : [number]
    },
    list: () => [...known.values()],
  }
}

/** By what a sender is known: the address of the person, and the full name where there is one. */
export function senderKeys(name: string, person: string): readonly string[] {
  const words = nameWords(name)
  const key = `address ${person}`
  return words.length > 1 ? [key, `name ${words.sort().join(' ')}`] : [key]
}
