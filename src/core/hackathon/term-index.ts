/** A text that is searched, with what it is. */
export interface TermDocument {
  readonly id: string
  /** Its title counts twice. */
  readonly title: string
  readonly text: string
}

/** A document found, greater scores first. */
export interface TermHit {
  readonly id: string
  readonly score: number
  /** The words that they share, rarest first, as the document has them stemmed. */
  readonly words: readonly string[]
}

/** A set of documents by their words. */
export interface TermIndex {
  /** The documents that share most with a text, at most `limit`; those that share nothing are not among them. */
  readonly search: (text: string, limit: number) => readonly TermHit[]
  /** How many documents have a word, as `listTerms` stems it. */
  readonly frequency: (term: string) => number
  readonly size: number
}

// Usual values (Robertson and Zaragoza 2009).
const SATURATION = 1.2
const LENGTH = 0.75
const LONGEST = 20_000

/**
 * An index for BM25 (Robertson et al. 1994; Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009):
 * rare words that a text and a document share say most. In the commits of two years after a hackathon this finds what
 * came of a topic's bullet among the first few (hackathon dossier, section 5).
 */
export function indexTerms(documents: readonly TermDocument[]): TermIndex {
  const postings = new Map<string, { readonly at: number; readonly count: number }[]>()
  const lengths = new Float64Array(documents.length)
  for (const [at, document] of documents.entries()) {
    const counts = new Map<string, number>()
    const terms = [...listTerms(document.title), ...listTerms(document.title), ...listTerms(document.text)]
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    lengths[at] = terms.length
    for (const [term, count] of counts) {
      const list = postings.get(term)
      if (list === undefined) postings.set(term, [{ at, count }])
      else list.push({ at, count })
    }
  }
  const mean = lengths.reduce((sum, one) => sum + one, 0) / Math.max(documents.length, 1)
  const search = (text: string, limit: number): readonly TermHit[] => {
    const scores = new Map<
      number,
      { score: number; readonly words: { readonly term: string; readonly weight: number }[] }
    >()
    for (const term of new Set(listTerms(text))) {
      const list = postings.get(term) ?? []
      const weight = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5))
      for (const { at, count } of list) {
        const length = 1 - LENGTH + (LENGTH * (lengths[at] ?? 0)) / Math.max(mean, 1)
        const found = scores.get(at) ?? { score: 0, words: [] }
        found.score += (weight * count * (SATURATION + 1)) / (count + SATURATION * length)
        found.words.push({ term, weight })
        scores.set(at, found)
      }
    }
    return [...scores]
      .sort(([a, one], [b, other]) => other.score - one.score || a - b)
      .slice(0, limit)
      .map(([at, { score, words }]) => ({
        id: documents[at]?.id ?? '',
        score,
        words: words.sort((a, b) => b.weight - a.weight).map((one) => one.term),
      }))
  }
  return { search, frequency: (term) => postings.get(term)?.length ?? 0, size: documents.length }
}

/** The words of a text, stemmed a little, in order; words that say nothing of any subject are left out. */
export function listTerms(text: string): readonly string[] {
  return (
    text
      .slice(0, LONGEST)
      .toLowerCase()
      .match(/[\p{L}\p{N}_]{2,40}/gu) ?? []
  ).flatMap((word) => {
    if (COMMON.has(word)) return []
    // "cpu_idle" is about idle too.
    const parts = word.includes('_')
      ? word.split('_').filter((part) => part.length > 2 && !COMMON.has(part))
      : []
    return [word, ...parts].map(stem)
  })
}

/** Terms as a text writes them: "signatures" for what is stemmed to "signatur". */
export function spellTerms(terms: readonly string[], text: string): readonly string[] {
  const written = new Map<string, string>()
  for (const word of text.slice(0, LONGEST).match(/[\p{L}\p{N}_]{2,40}/gu) ?? [])
    for (const term of listTerms(word)) if (!written.has(term)) written.set(term, word)
  return [...new Set(terms.map((term) => written.get(term) ?? term))]
}

/** "scrubbing", "scrubs" and "scrubbed" are "scrub". */
function stem(word: string): string {
  if (word.length < 5 || /[\d_]/.test(word)) return word
  const cut = word.replace(/(?:ings?|edly|ed|ers?|ly|ies|es|s)$/, '')
  if (cut.length < 3) return word
  if (cut === word) return word.replace(/[ey]$/, '')
  return /([b-df-hj-np-tv-z])\1$/.test(cut) && !/(?:ll|ss)$/.test(cut)
    ? cut.slice(0, -1)
    : cut.replace(/[eiy]$/, '')
}

const COMMON = new Set(
  (
    'a about above after again all also an and any are around as at be because been before being below between both but by can ' +
    'cannot could did do does doing down during each etc few for from further had has have having he her here how if in into is ' +
    'it its itself just like make may me might more most must my need needs no nor not now of off on once only or other our out ' +
    'over own same should so some such than that the their them then there these they this those through to too under until up ' +
    'us use used using very was way we well were what when where whether which while who why will with would yet you your ' +
    'acked by cc changes commit discuss reported reviewed signed suggested tested link fixes com org'
  ).split(' '),
)
