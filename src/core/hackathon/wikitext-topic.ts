import type { Problem } from '../mail/message.ts'
import type { ImportedTopic } from './page-import.ts'
import { gradeOfWords, parseSigned } from './signature.ts'
import type { DescriptionPart } from './topic.ts'
import { parseDescription, readTopicValues } from './topic-values.ts'
import { findTemplates, plainWikitext, type WikiTemplate } from './wiki-template.ts'
import type { DateOrder } from './written-date.ts'

/** The parameters of `{{project}}` that are understood, by their names in lower case. */
const PARAMETERS = new Set([
  'project',
  'date',
  'verified',
  'gsoc',
  'contact',
  'list',
  'mailinglist',
  'irc',
  'difficulty',
  'skills',
  'desc',
  'outcomes',
  'review',
])

/** A topic from its `{{project}}` at a line of the page; what has no place in it is added to `problems`. */
export function readWikitextTopic(
  template: WikiTemplate,
  line: number,
  order: DateOrder | undefined,
  problems: Problem[],
): ImportedTopic {
  const values = new Map<string, string>()
  for (const [key, value] of template.values) {
    const name = key.toLowerCase()
    if (PARAMETERS.has(name)) values.set(name, value)
    else if (value.trim() !== '')
      problems.push({
        where: `line ${line}`,
        what: `{{project}} has "${key}", which is no field: ${value.trim().slice(0, 200)}`,
      })
  }
  const plain = (name: string): string | undefined => {
    const value = values.get(name)
    return value === undefined ? undefined : plainWikitext(value)
  }
  const title = plain('project') ?? ''
  if (title === '') problems.push({ where: `line ${line}`, what: 'a topic has no title' })
  const { rest, comments, votes, unsigned } = readRemarks(values.get('desc') ?? '')
  const review = readRemarks(values.get('review') ?? '')
  for (const words of [
    ...unsigned,
    ...review.unsigned,
    ...(review.rest.trim() === '' ? [] : [review.rest.trim()]),
  ])
    problems.push({ where: `topic "${title}"`, what: `nobody signed "${words.slice(0, 200)}"` })
  const { fields, problems: found } = readTopicValues(
    {
      title: title === '' ? 'Untitled' : title,
      date: plain('date'),
      verified: plain('verified'),
      gsoc: plain('gsoc'),
      contact: plain('contact'),
      list: plain('list') ?? plain('mailinglist'),
      irc: plain('irc'),
      difficulty: plain('difficulty'),
      skills: plain('skills'),
      description: [rest, ...review.unsigned, review.rest]
        .flatMap(readDescription)
        .map((part, i, all) =>
          part.kind === 'text'
            ? part
            : { ...part, item: all.slice(0, i + 1).filter((one) => one.kind === 'item').length },
        ),
      outcomes: plain('outcomes'),
    },
    order,
  )
  problems.push(...found)
  return { fields, comments: [...comments, ...review.comments], votes: [...votes, ...review.votes], line }
}

/** The parts of a description, each as people read it. */
function readDescription(text: string): readonly DescriptionPart[] {
  return parseDescription(text.split('\n'))
    .map((part) => ({ ...part, text: plainWikitext(part.text) }))
    .filter((part) => part.text !== '')
}

/** Votes and comments in a text, each with the words behind it up to the end of the line, and what is left of it. */
function readRemarks(text: string) {
  const comments: ImportedTopic['comments'][number][] = []
  const votes: ImportedTopic['votes'][number][] = []
  const unsigned: string[] = []
  let rest = ''
  let from = 0
  for (const template of findTemplates(text)) {
    const name = template.name.toLowerCase()
    if ((name !== 'vote' && name !== 'comment') || template.start < from) continue
    const newline = text.indexOf('\n', template.end)
    const end = newline < 0 ? text.length : newline
    const words = plainWikitext(text.slice(template.end, end))
    const signed = parseSigned(template.values.get('1') ?? '')
    rest += text.slice(from, template.start)
    from = end
    if (signed === undefined)
      unsigned.push(`${plainWikitext(template.values.get('1') ?? '')} ${words}`.trim())
    else if (name === 'comment') comments.push({ ...signed, text: words })
    else votes.push({ ...signed, text: words, grade: gradeOfWords(words) ?? 'yes' })
  }
  return { rest: rest + text.slice(from), comments, votes, unsigned }
}
