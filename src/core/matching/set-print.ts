import { createHash } from 'node:crypto'

/**
 * Print of a set of texts: hexadecimal, the sum of their hashes (SHA-256) modulo 2²⁵⁶. Equal sets have equal prints
 * whatever came first, and one that comes or goes is added or taken away without looking at the others.
 */
export type SetPrint = string

const MODULUS = 1n << 256n

/** The print of the set of one text. */
export function printOfOne(text: string): SetPrint {
  return createHash('sha256').update(text).digest('hex')
}

/** The print of a set to which the sets with these prints come, and from which those with the others go. */
export function changeSetPrint(
  print: SetPrint,
  come: Iterable<SetPrint>,
  go: Iterable<SetPrint> = [],
): SetPrint {
  let sum = numberOf(print)
  for (const one of come) sum += numberOf(one)
  for (const one of go) sum -= numberOf(one)
  return (((sum % MODULUS) + MODULUS) % MODULUS).toString(16)
}

function numberOf(print: SetPrint): bigint {
  return print === '' ? 0n : BigInt(`0x${print}`)
}
