/** What the value of a trailer has to be for the line to count as one. */
export type ValueKind = 'person' | 'commit' | 'message' | 'url' | 'word'

/** A key of trailers, and what stands behind it. */
export interface TrailerKey {
  /** Canonical spelling. */
  readonly key: string
  readonly kind: ValueKind
}

const PERSON_KEYS =
  'Reviewed-by Acked-by Tested-by Nacked-by Signed-off-by Co-developed-by Co-authored-by Suggested-by Reported-by ' +
  'Requested-by Release-Acked-by Assisted-by Compile-tested-by Build-tested-by Regression-tested-by Debugged-by ' +
  'Diagnosed-by Noticed-by Originally-by Cc'
const MESSAGE_KEYS = 'Message-Id Depends-on Based-on Supersedes Obsoletes'
const URL_KEYS = 'Link Closes Bug BugLink Reported-at See-also'
const WORD_KEYS = 'Backport Origin Amends Resolves Change-Id XSA CVE'

/** Other spellings that people mean nothing else by. */
const ALIASES: readonly (readonly [string, string])[] = [
  ['nak-by', 'Nacked-by'],
  ['nack-by', 'Nacked-by'],
  ['ack-by', 'Acked-by'],
  ['release-ack-by', 'Release-Acked-by'],
]

const KEYS = new Map<string, TrailerKey>()
for (const [names, kind] of [
  [PERSON_KEYS, 'person'],
  [MESSAGE_KEYS, 'message'],
  [URL_KEYS, 'url'],
  [WORD_KEYS, 'word'],
  ['Fixes', 'commit'],
] as const)
  for (const key of names.split(' ')) KEYS.set(key.toLowerCase(), { key, kind })
for (const [alias, key] of ALIASES) {
  const known = KEYS.get(key.toLowerCase())
  if (known) KEYS.set(alias, { key, kind: known.kind })
}

/** Keys that others are taken for when misspelt: those by which somebody vouches. */
const RESEMBLED = PERSON_KEYS.split(' ').filter((key) => key !== 'Cc')

/**
 * The keys that a word in front of a colon stands for: one, two for `Reviewed-and-tested-by`, none for a word
 * that is no key. An unknown `X-by` is a person trailer that keeps its own spelling.
 */
export function findKeys(word: string): readonly TrailerKey[] {
  const lower = word.toLowerCase()
  const known = KEYS.get(lower)
  if (known) return [known]
  if (!lower.endsWith('-by') || lower.length > 40 || !/^[a-z]+(?:-[a-z]+)*$/.test(lower)) return []
  const both = /^([a-z]{3,20})-and-([a-z]{3,20})-by$/.exec(lower)
  if (both) {
    const pair = [KEYS.get(`${both[1]}-by`), KEYS.get(`${both[2]}-by`)].filter((key) => key !== undefined)
    if (pair.length === 2) return pair
  }
  return [{ key: word, kind: 'person' }]
}

/** The word is a key that this list knows, in any case. */
export function isKnownKey(word: string): boolean {
  return KEYS.has(word.toLowerCase())
}

/**
 * The key that a misspelt one resembles ("Reviwed-by", "Reviewed by", "acked by"), by at most two wrong, missing,
 * extra or swapped letters; `undefined` where it resembles none, or several equally.
 */
export function findResembledKey(word: string): string | undefined {
  const lower = word.toLowerCase().replace(/[\s_]+/g, '-')
  if (lower.length < 6 || lower.length > 24) return undefined
  let best: string | undefined
  let bestDistance = 3
  for (const key of RESEMBLED) {
    const distance = editDistance(lower, key.toLowerCase())
    // Two letters away and another one in front: "Posted-by" is no "Tested-by".
    if (distance === 2 && key[0]?.toLowerCase() !== lower[0]) continue
    if (distance < bestDistance) {
      best = key
      bestDistance = distance
    }
  }
  return best
}

/** Damerau-Levenshtein (optimal string alignment) up to 2; 3 stands for more. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isEqual = a[i - 1] === b[j - 1]
      let cost = Math.min((row[j - 1] ?? 0) + (isEqual ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return Math.min(row[b.length] ?? 3, 3)
}

/** Keys by which somebody vouches for a patch. */
export const APPROVALS: ReadonlySet<string> = new Set(['Reviewed-by', 'Acked-by'])

/** Keys that make a reply a review, whatever else it says. */
export const REVIEW_KEYS: ReadonlySet<string> = new Set([
  'Reviewed-by',
  'Acked-by',
  'Tested-by',
  'Nacked-by',
  'Release-Acked-by',
])
