import type { Address } from '../mail/message.ts'
import { nameWords } from '../people/name.ts'

/** Tells senders apart, and knows again who writes from another address under the same full name. */
export interface SenderBook {
  /**
   * The numbers of a sender: two where an address and a name were known as two people's before. Two senders with a
   * number in common are one person as far as versions of a patch go.
   */
  readonly numbersOf: (sender: Address) => readonly number[]
}

/**
 * An empty book. Senders have to be asked for in order of time: what is known of one depends on earlier ones only.
 *
 * People change addresses between versions (a new employer, a second account of the same one), and only some
 * projects keep a `.mailmap`. A name of one word tells nothing.
 */
export function senderBook(personKey: (address: Address) => string): SenderBook {
  const known = new Map<string, number>()
  let next = 0
  return {
    numbersOf: (sender) => {
      const words = nameWords(sender.name)
      const keys = [`address ${personKey(sender)}`]
      if (words.length > 1) keys.push(`name ${words.sort().join(' ')}`)
      const numbers = new Set(keys.map((key) => known.get(key)).filter((number) => number !== undefined))
      const [number = next++] = numbers
      for (const key of keys) if (!known.has(key)) known.set(key, number)
      return numbers.size > 1 ? [...numbers] : [number]
    },
  }
}
