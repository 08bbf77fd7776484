import type { MailmapEntry } from './mailmap.ts'
import { identify } from './person.ts'

/** What somebody decided of two addresses, lower case: they are one person's, or they are not. */
export interface IdentityDecision {
  /** The address that was decided about. */
  readonly address: string
  /** The address of the person whom it belongs to, or does not belong to. */
  readonly other: string
  readonly isOne: boolean
}

/**
 * The entries of `.mailmap` as people know better: decisions win over them, of two about one address the later one holds.
 *
 * An address that was joined belongs to the other's person, whatever `.mailmap` says of it; those that `.mailmap` gives to it
 * come along. One that was separated stands for itself, if it was one with the other up to then. `decisions` in the order
 * in which they were made.
 */
export function decideIdentities(
  mailmap: readonly MailmapEntry[],
  decisions: readonly IdentityDecision[],
): readonly MailmapEntry[] {
  let entries = mailmap
  for (const { address, other, isOne } of decisions) {
    if (address === other || isOne === areOne(entries, address, other)) continue
    if (isOne)
      entries = [
        ...without(entries, address),
        { name: undefined, address: other, commitName: undefined, commitAddress: address },
      ]
    else {
      const apart = without(entries, address)
      // Where it is the one that the other's mails are given to, the other goes.
      entries = areOne(apart, address, other) ? without(entries, other) : apart
    }
  }
  return entries
}

function without(entries: readonly MailmapEntry[], address: string): readonly MailmapEntry[] {
  return entries.filter((entry) => entry.commitAddress !== address || entry.address === address)
}

/** Whether two addresses are one person's by these entries. */
export function areOne(entries: readonly MailmapEntry[], one: string, other: string): boolean {
  const { personKey } = identify({ mailmap: entries })
  return personKey({ name: '', address: one }) === personKey({ name: '', address: other })
}
