import type { ImportedTopic, ImportLine } from './page-import.ts'
import { gradeOfWords, parseSigned } from './signature.ts'
import { parseDescription, type TopicValues } from './topic-values.ts'

const FIELDS = [
  ['contact', /^technical contact\s?:/i],
  ['list', /^mailing list(?:\/forum)?(?: for project)?\s?:/i],
  ['irc', /^irc channel(?: for project)?\s?:/i],
  ['difficulty', /^difficulty\s?:/i],
  ['skills', /^skills needed\s?:/i],
  ['description', /^description\s?:/i],
  ['outcomes', /^outcomes\s?:/i],
] as const

type FieldName = (typeof FIELDS)[number][0]

/** With this a topic begins, below its title. */
export const FIRST_FIELD = /^date of insert\s?:/i
const REVIEW = /^peer review comments\b/i
const COMMENTS = /feel free to make suggestions here/i
const VOTES = /and whether you intend to attend/i

/** What was read of a topic so far. */
export interface TopicDraft {
  readonly title: string
  readonly line: number
  readonly values: Map<string, string>
  readonly description: string[]
  readonly votes: ImportedTopic['votes'][number][]
  readonly comments: ImportedTopic['comments'][number][]
  place: FieldName | 'comments' | 'votes' | undefined
}

/** Takes a line into a topic: a field, a part of its description, a vote. Gives the use that was made of it. */
export function readTopicLine(draft: TopicDraft, text: string): ImportLine['use'] {
  const words = text.trim()
  if (FIRST_FIELD.test(words)) {
    for (const piece of words.split(';')) {
      const colon = piece.indexOf(':')
      const key = piece.slice(0, colon).trim().toLowerCase()
      draft.values.set(key === 'date of insert' ? 'date' : key, piece.slice(colon + 1).trim())
    }
    return 'topic'
  }
  if (REVIEW.test(words)) {
    draft.place = 'comments'
    return 'frame'
  }
  if (COMMENTS.test(words) || VOTES.test(words)) {
    draft.place = COMMENTS.test(words) ? 'comments' : 'votes'
    return 'frame'
  }
  const inReview = draft.place === 'comments' || draft.place === 'votes'
  const field = inReview ? undefined : FIELDS.find(([, pattern]) => pattern.test(words))
  if (field !== undefined) {
    const [name] = field
    draft.place = name
    const value = words.slice(words.indexOf(':') + 1).trim()
    if (name !== 'description') draft.values.set(name, value)
    else if (value !== '') draft.description.push(value)
    return 'topic'
  }
  if (draft.place === 'description') {
    draft.description.push(text)
    return 'topic'
  }
  if (inReview) return readReview(draft, words)
  // A field that goes on over several lines.
  if (draft.place === undefined) return 'unparsed'
  draft.values.set(draft.place, `${draft.values.get(draft.place) ?? ''}\n${words}`.trim())
  return 'topic'
}

function readReview(draft: TopicDraft, words: string): ImportLine['use'] {
  const icon = /^Pictogram (voting comment|vote) ?\d{0,3}(?:px)?\.png\s{0,5}/i.exec(words)
  const signed = parseSigned(words.slice(icon?.[0].length ?? 0))
  if (signed === undefined) return 'unparsed'
  const isVote = icon === null ? draft.place === 'votes' : icon[1]?.toLowerCase() === 'vote'
  if (isVote) draft.votes.push({ ...signed, grade: gradeOfWords(signed.text) ?? 'yes' })
  else draft.comments.push(signed)
  return 'topic'
}

/** The values of a topic, once all its lines are read. */
export function valuesOf(draft: TopicDraft): TopicValues {
  const { values } = draft
  return {
    title: draft.title,
    date: values.get('date'),
    verified: values.get('verified'),
    gsoc: values.get('gsoc'),
    contact: values.get('contact'),
    list: values.get('list'),
    irc: values.get('irc'),
    difficulty: values.get('difficulty'),
    skills: values.get('skills'),
    description: parseDescription(draft.description),
    outcomes: values.get('outcomes'),
  }
}
