import { addDays } from '../time.ts'
import { findMention } from './find-mention.ts'
import { findNearestItems } from './nearest-item.ts'
import { type OutcomeLink, type OutcomeTier, outcomeKey } from './outcome.ts'
import type { Reference } from './reference.ts'
import { followReverts } from './reverts.ts'
import { indexTerms, listTerms, spellTerms, type TermIndex } from './term-index.ts'
import type { TracedItem, TracedWork, TraceSources } from './traced-work.ts'
import { withoutTrailers } from './without-trailers.ts'

/** How far the trace goes. */
export interface TraceOptions {
  /** Days after the event within which something by the same words counts as a candidate. */
  readonly days: number
  /** Candidates by words alone, for each item and kind. */
  readonly most: number
}

const DEFAULTS: TraceOptions = { days: 730, most: 10 }

/**
 * What may have come of an event, in four tiers, each with its evidence (hackathon dossier, section 5); sorted by
 * item, then tier, then score. Nothing of it counts before a person confirms it (`OutcomeJudgement`). One link an item
 * and target: the strongest tier that says so. Commits that were taken back say by which, and which brought them again.
 */
export function traceOutcomes(
  sources: TraceSources,
  options: Partial<TraceOptions> = {},
): readonly OutcomeLink[] {
  const { days, most } = { ...DEFAULTS, ...options }
  const { event, items } = sources
  const from = `${event.startsOn}T00:00:00Z`
  const until = addDays(`${event.endsOn}T00:00:00Z`, days)
  // What names the event counts however late it comes; likeness of words only for some time.
  const later = sources.work.filter((work) => work.at >= from)
  const near = later.filter((work) => work.at <= until)
  const links = new Map<string, OutcomeLink>()
  const offer = (
    work: TracedWork,
    about: Reference,
    tier: OutcomeTier,
    evidence: string,
    score: number,
  ): void => {
    const link = {
      about,
      kind: work.kind,
      target: work.target,
      title: work.title,
      at: work.at,
      tier,
      evidence,
      score,
      revertedBy: undefined,
      relandedBy: undefined,
    }
    const known = links.get(outcomeKey(link))
    if (known === undefined || tier < known.tier || (tier === known.tier && score > known.score))
      links.set(outcomeKey(link), link)
  }
  const indexes: TermIndex[] = []
  for (const kind of ['commit', 'series', 'thread'] as const) {
    const works = near.filter((work) => work.kind === kind)
    const index = indexTerms(
      works.map((work) => ({ id: work.target, title: work.title, text: withoutTrailers(work.text) })),
    )
    indexes.push(index)
    const byTarget = new Map(works.map((work) => [work.target, work]))
    for (const item of items) {
      const saysEnough = coverageOf(index, item.text)
      for (const [rank, hit] of searchItem(index, item, most * 5).entries()) {
        const work = byTarget.get(hit.id)
        if (work === undefined || !saysEnough(hit.words)) continue
        const shared = spellTerms(hit.words.slice(0, 4), `${item.text}\n${item.title}`)
        const words = `it shares ${shared.length === 1 ? 'the word' : 'the words'} ${shared.join(', ')}`
        const isTheirs = item.people.some((person) => work.people.includes(person))
        if (isTheirs) offer(work, item.about, 3, `it is by ${work.by}, and ${words}`, hit.score)
        else if (rank < most) offer(work, item.about, 4, words, hit.score)
      }
    }
  }
  for (const work of later) {
    const mention = findMention(work, event, items)
    if (mention !== undefined) {
      const noted = items.filter((item) => mention.notes.some((id) => item.notes.includes(id)))
      const words = `${work.title}\n${work.text}`
      const near = findNearestItems(noted.length > 0 ? noted : items, words, indexes)
      const abouts = near.length > 0 ? near : [noted[0]?.about ?? (`event:${event.id}` as const)]
      for (const about of abouts) offer(work, about, 1, mention.evidence, 1)
    }
    for (const item of items) {
      const note = item.notes.find((id) => work.ancestors.includes(id))
      if (note !== undefined) offer(work, item.about, 2, `its thread began with the notes <${note}>`, 1)
    }
  }
  return [...followReverts([...links.values()], sources.work)].sort(
    (a, b) =>
      (a.about < b.about ? -1 : a.about > b.about ? 1 : 0) ||
      a.tier - b.tier ||
      b.score - a.score ||
      (a.target < b.target ? -1 : 1),
  )
}

/** Of what an item says, by its rarest words, this share has to be said by what came of it. */
const LEAST_SHARE = 0.25
const RAREST = 6

/** Whether shared words are enough of what an item says: one word like "tool" is not what a whole bullet is about. */
function coverageOf(index: TermIndex, text: string): (shared: readonly string[]) => boolean {
  const rarity = (term: string): number => Math.log(1 + index.size / (1 + index.frequency(term)))
  const own = new Map([...new Set(listTerms(text))].map((term) => [term, rarity(term)]))
  const whole = [...own.values()]
    .sort((a, b) => b - a)
    .slice(0, RAREST)
    .reduce((sum, one) => sum + one, 0)
  return (shared) => shared.reduce((sum, term) => sum + (own.get(term) ?? 0), 0) >= whole * LEAST_SHARE
}

/**
 * The works that share most with an item: by its own words, and by these together with those of its topic (a bullet
 * may be one word), the ranks of both added up.
 */
function searchItem(index: TermIndex, item: TracedItem, limit: number) {
  const own = index.search(item.text, limit)
  const whole = index.search(`${item.title} ${item.text}`, limit)
  const scores = new Map<string, { score: number; words: readonly string[] }>()
  for (const hits of [own, whole])
    for (const [rank, hit] of hits.entries()) {
      const known = scores.get(hit.id)
      scores.set(hit.id, { score: (known?.score ?? 0) + 1 / (rank + 3), words: known?.words ?? hit.words })
    }
  return [...scores]
    .map(([id, { score, words }]) => ({ id, score, words }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}
