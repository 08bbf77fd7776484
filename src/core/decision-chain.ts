import { createHash } from 'node:crypto'
import { UserError } from './errors.ts'

/** A decision as the log holds it: text, as it is stored. */
export interface ChainLink {
  readonly sequence: number
  readonly at: string
  readonly person: string
  readonly action: string
  readonly subject: string
  readonly payload_digest: string
  readonly previous: string
}

/** A link with its digest, and with what it says where that was not erased. */
export interface StoredLink extends ChainLink {
  readonly digest: string
  readonly salt: string | null
  readonly payload: string | null
}

/** The first link of the chain that does not hold. */
export interface BrokenLink {
  readonly sequence: number
  readonly what: string
}

/** What stands as the digest before the first decision. */
export const FIRST_PREVIOUS = '0'.repeat(64)

/** The digest of a decision: SHA-256 (hex) over a JSON array, so that no two different decisions have the same text. */
export function digestDecision(link: ChainLink): string {
  const { sequence, at, person, action, subject, payload_digest, previous } = link
  const fields = [sequence, at, person, action, subject, payload_digest, previous]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** The digest of what a decision says: SHA-256 (hex), salted, so that an erased one cannot be guessed. */
export function digestPayload(salt: string, payload: string): string {
  return createHash('sha256')
    .update(JSON.stringify([salt, payload]))
    .digest('hex')
}

/**
 * Checks a chain in the order of its numbers: every digest, every link, no gap, every payload that no later decision
 * erased. `undefined`: all is well. A cut at the end shows only against a `head`: a digest that was noted elsewhere, or
 * at least its first twelve digits. Throws `UserError` 'usage' for a head that is no digest.
 */
export function findBrokenLink(links: readonly StoredLink[], head?: string): BrokenLink | undefined {
  const wanted = head === undefined ? undefined : needDigest(head)
  let previous = FIRST_PREVIOUS
  let sequence = 0
  let seen = wanted === undefined || FIRST_PREVIOUS.startsWith(wanted) ? 1 : 0
  for (const link of links) {
    sequence += 1
    if (link.sequence !== sequence) return { sequence, what: `decision ${sequence} is missing` }
    if (link.previous !== previous)
      return { sequence, what: `decision ${sequence} does not follow the one before it` }
    if (digestDecision(link) !== link.digest) return { sequence, what: `decision ${sequence} was changed` }
    if (link.payload !== null && digestPayload(link.salt ?? '', link.payload) !== link.payload_digest)
      return { sequence, what: `the payload of decision ${sequence} was changed` }
    previous = link.digest
    if (wanted !== undefined && link.digest.startsWith(wanted)) seen++
  }
  const gone = findUnerased(links)
  if (gone !== undefined)
    return { sequence: gone, what: `the payload of decision ${gone} is gone, and no decision erased it` }
  if (seen === 1) return undefined
  return seen > 1
    ? { sequence, what: `${wanted} begins the digests of ${seen} decisions: give more of its digits` }
    : {
        sequence: sequence + 1,
        what: `no decision has the digest ${wanted}: those after ${sequence} are missing, or it was rewritten`,
      }
}

/** Twelve digits, as lists show them, are enough to tell one from another. */
function needDigest(text: string): string {
  const digest = text.trim().toLowerCase()
  if (/^[0-9a-f]{12,64}$/.test(digest)) return digest
  throw new UserError('usage', `"${text.slice(0, 80)}" is no digest`, {
    hint: 'A digest has 64 digits, 0 to 9 and a to f; its first twelve are enough.',
  })
}

/**
 * The first decision that has lost its payload though no later one erased it. An erasure whose own words were erased
 * says no longer which one it was, but still that it was one on the same Message-ID: it accounts for any such one.
 */
function findUnerased(links: readonly StoredLink[]): number | undefined {
  const erased = new Set<unknown>()
  const wordless = new Map<string, number>()
  let first: number | undefined
  for (const { sequence, action, subject, payload } of [...links].reverse()) {
    const left = wordless.get(subject) ?? 0
    if (payload === null && !erased.has(sequence)) {
      if (left === 0) first = sequence
      else wordless.set(subject, left - 1)
    }
    if (action !== 'erase') continue
    if (payload === null) wordless.set(subject, (wordless.get(subject) ?? 0) + 1)
    else erased.add(sequenceOf(payload))
  }
  return first
}

function sequenceOf(payload: string): unknown {
  const read: { readonly sequence?: unknown } = JSON.parse(payload)
  return read.sequence
}
