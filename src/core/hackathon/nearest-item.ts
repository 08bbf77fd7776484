import type { Reference } from './reference.ts'
import { listTerms, type TermIndex } from './term-index.ts'
import type { TracedItem } from './traced-work.ts'
import { withoutTrailers } from './without-trailers.ts'

/** Below this, what they share is chance: it is left to a person. Measured on the event of April 2016. */
const LEAST = 0.08
const LONGEST = 5000

/** Items that are nearly as near are named too: which of them is meant is for a person to say. */
const NEARLY = 0.75
const MOST = 3

/**
 * The items that a text is most likely about, nearest first, at most three: by the cosine of their words, each weighed
 * by how rare it is among all that was searched (`indexes`). None where no item shares enough.
 */
export function findNearestItems(
  items: readonly TracedItem[],
  text: string,
  indexes: readonly TermIndex[],
): readonly Reference[] {
  const size = indexes.reduce((sum, index) => sum + index.size, 0)
  const rarity = (term: string): number =>
    Math.log(1 + size / (1 + indexes.reduce((sum, index) => sum + index.frequency(term), 0)))
  const lengthOf = (terms: ReadonlySet<string>): number =>
    Math.sqrt([...terms].reduce((sum, term) => sum + rarity(term) ** 2, 0))
  const words = new Set(listTerms(withoutTrailers(text).slice(0, LONGEST)))
  const length = lengthOf(words)
  const scored = items.map((item) => {
    const own = new Set(listTerms(`${item.title}\n${item.text}`))
    const shared = [...own].reduce((sum, term) => sum + (words.has(term) ? rarity(term) ** 2 : 0), 0)
    return { about: item.about, score: shared === 0 ? 0 : shared / (lengthOf(own) * length) }
  })
  const ranked = scored.sort((a, b) => b.score - a.score || (a.about < b.about ? -1 : 1))
  const least = Math.max(LEAST, (ranked[0]?.score ?? 0) * NEARLY)
  return ranked
    .filter((one) => one.score >= least)
    .slice(0, MOST)
    .map((one) => one.about)
}
