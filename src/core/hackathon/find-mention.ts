import type { TracedItem, TracedWork, TraceSources } from './traced-work.ts'
import { withoutTrailers } from './without-trailers.ts'

/** Words by which a commit or series says that it comes from an event. */
export interface ExplicitMention {
  /** Message-IDs of notes that it names. */
  readonly notes: readonly string[]
  readonly evidence: string
}

/** Kinds of meetings, by how they are spoken of. */
const KINDS = ['hackathon', 'summit', 'dev(?:eloper)? meeting', 'community call'] as const
/** A bare "hackathon" means the last one: after so long another may have been. */
const DAYS_BARE = 200

/**
 * Whether a work says that it comes from this event: it names a mail of its notes, or the event by its name, or speaks
 * of "the hackathon", "the design session" in the months after it. `undefined` where it does not. One that names
 * another year's event, or whose sentence denies it, is not meant.
 */
export function findMention(
  work: Pick<TracedWork, 'title' | 'text' | 'links' | 'at'>,
  event: TraceSources['event'],
  items: readonly Pick<TracedItem, 'notes'>[],
): ExplicitMention | undefined {
  const cited = [...new Set(items.flatMap((item) => item.notes))].filter((id) => work.links.includes(id))
  if (cited.length > 0) return { notes: cited, evidence: `it names the notes <${cited[0]}>` }
  const text = `${work.title}\n\n${withoutTrailers(work.text)}`
  const at = text.toLowerCase().indexOf(event.name.toLowerCase())
  if (at >= 0 && event.name.trim() !== '') return { notes: [], evidence: `it says "${sentenceAt(text, at)}"` }
  const year = event.startsOn.slice(0, 4)
  const days = (Date.parse(work.at) - Date.parse(`${event.startsOn}T00:00:00Z`)) / 86_400_000
  if (days < 0) return undefined
  let offset = 0
  const meeting = meetingOf(event.name)
  for (let found = meeting.exec(text); found !== null; found = meeting.exec(text.slice(offset))) {
    const start = offset + found.index
    const sentence = sentenceAt(text, start)
    offset = start + found[0].length
    const years: readonly string[] = sentence.match(/\b20\d\d\b/g) ?? []
    const isThisYear = years.includes(year)
    if (years.length > 0 && !isThisYear) continue
    if (isThisYear || (days <= DAYS_BARE && isSaid(sentence)))
      return { notes: [], evidence: `it says "${sentence}"` }
  }
  return undefined
}

/** A hackathon is no summit; sessions there are at both. An event of no known kind may be spoken of as any. */
function meetingOf(name: string): RegExp {
  const own = KINDS.filter((kind) => new RegExp(`\\b${kind}\\b`, 'i').test(name))
  return new RegExp(`\\b(?:design sessions?|${(own.length > 0 ? own : KINDS).join('|')})\\b`, 'i')
}

/** "As proposed on the hackathon", "discussed at the design session": not every mention is one of an origin. */
function isSaid(sentence: string): boolean {
  return /\b(?:as|was|were|been|we|had)?\s?(?:discuss|propos|agree|decid|suggest|rais|talk|mention|request|present|discussion|outcome|notes|conclusion|consensus)/i.test(
    sentence,
  )
}

/** The sentence in which a position of a text is, on one line, at most 200 characters. */
function sentenceAt(text: string, at: number): string {
  const from = Math.max(text.lastIndexOf('\n\n', at) + 2, text.lastIndexOf('. ', at) + 2, at - 150, 0)
  const ends = [text.indexOf('\n\n', at), text.indexOf('. ', at), at + 150].filter((end) => end >= 0)
  return text
    .slice(from === 1 ? 0 : from, Math.min(...ends) + 1)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^-{3}\s/, '')
    .slice(0, 200)
}
