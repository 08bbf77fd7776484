import type { Problem } from '../mail/message.ts'
import { parseAttendee } from './attendee-line.ts'
import { findEventFacts } from './event-facts.ts'
import type { AttendeeList, ImportedAttendee, ImportedTopic, ImportLine, PageImport } from './page-import.ts'
import { LONGEST_PAGE, listTooLong } from './page-import.ts'
import { FIRST_FIELD, readTopicLine, type TopicDraft, valuesOf } from './rendered-topic.ts'
import { readTopicValues } from './topic-values.ts'
import type { DateOrder } from './written-date.ts'

/** Headings of such pages; anything below one belongs to it until the next. */
const HEADINGS: readonly (readonly [RegExp, AttendeeList | undefined])[] = [
  [
    /^(?:when and where|session notes|topics to discuss|instructions$|topics$|more information$|schedule\b.{0,20}$|i want to attend$)/i,
    undefined,
  ],
  [/^request an? invitation$/i, 'requested'],
  [/^confirmed attendees$/i, 'confirmed'],
  [/^people that have been granted an invite/i, 'invited'],
]

interface Line {
  readonly number: number
  readonly text: string
}

/**
 * Reads a hackathon's page as a wiki shows it: plain text, one topic after another with the fields of the template,
 * and the numbered list of those who come. Every line that is not blank has a use in `lines`; nothing is dropped.
 * `order`: how dates like 12/03/2013 are meant, where somebody knows.
 */
export function parseRenderedPage(text: string, order?: DateOrder): PageImport {
  const lines = splitLines(text)
  const uses = new Map<Line, ImportLine['use']>()
  const sections = new Map<Line, string>()
  const problems: Problem[] = listTooLong(text)
  const topics: ImportedTopic[] = []
  const attendees: ImportedAttendee[] = []
  const heads = readHead(lines, uses)
  let section = ''
  let list: AttendeeList | undefined
  let draft: TopicDraft | undefined
  const finish = (): void => {
    if (draft === undefined) return
    const { fields, problems: found } = readTopicValues(valuesOf(draft), order)
    topics.push({ fields, votes: draft.votes, comments: draft.comments, line: draft.line })
    problems.push(...found)
    draft = undefined
  }
  for (const [i, line] of lines.entries()) {
    const words = line.text.trim()
    if (words === '') continue
    const title = isTitle(lines, i)
    const heading = HEADINGS.find(([pattern]) => pattern.test(words))
    if (title || (heading !== undefined && draft?.place !== 'description')) {
      finish()
      section = words
      list = title ? undefined : heading?.[1]
      if (title)
        draft = {
          title: words,
          line: line.number,
          values: new Map(),
          description: [],
          votes: [],
          comments: [],
          place: undefined,
        }
      uses.set(line, title ? 'topic' : 'frame')
    } else if (draft !== undefined) uses.set(line, readTopicLine(draft, line.text))
    else if (!uses.has(line)) {
      const numbered = /^\d{1,4}\.\s{1,5}(.{1,1000})$/.exec(words)
      const attendee = list === undefined || numbered === null ? undefined : parseAttendee(numbered[1] ?? '')
      if (attendee !== undefined && list !== undefined)
        attendees.push({ ...attendee, list, line: line.number })
      uses.set(
        line,
        attendee !== undefined ? 'attendee' : numbered !== null && list !== undefined ? 'unparsed' : 'text',
      )
    }
    sections.set(line, section)
  }
  finish()
  const prose = lines.filter((line) => uses.get(line) === 'text')
  const { facts, used } = findEventFacts(
    prose.map((line) => line.text),
    heads.title,
    heads.aliases,
  )
  for (const [i, line] of prose.entries()) if (used.has(i)) uses.set(line, 'fact')
  const accounted = lines.flatMap((line): ImportLine[] => {
    const use = uses.get(line)
    return use === undefined ? [] : [{ ...line, use, section: sections.get(line) ?? '' }]
  })
  for (const line of accounted)
    if (line.use === 'unparsed')
      problems.push({
        where: `line ${line.number}`,
        what: `"${line.text.trim().slice(0, 200)}" was not understood`,
      })
  return { facts, topics, attendees, notes: [], lines: accounted, problems }
}

/** Tables come as one line a row, with bars between what were lines. */
function splitLines(text: string): readonly Line[] {
  return text
    .slice(0, LONGEST_PAGE)
    .replaceAll('\r\n', '\n')
    .split('\n')
    .flatMap((line, i) => {
      const isRow = line.startsWith('| ') || line.includes(' |  | ')
      const pieces = isRow ? line.replace(/^\|\s/, '').split(/ \|(?: {1,3}\|)? ?/) : [line]
      return pieces.map((piece) => ({ number: i + 1, text: piece }))
    })
}

function readHead(
  lines: readonly Line[],
  uses: Map<Line, ImportLine['use']>,
): { readonly title: string | undefined; readonly aliases: readonly string[] } {
  const shown = lines.filter((line) => line.text.trim() !== '').slice(0, 6)
  const aliases: string[] = []
  let title: string | undefined
  for (const [i, line] of shown.entries()) {
    const words = line.text.trim()
    const redirect = /^\(Redirected from (.{1,200})\)$/.exec(words)?.[1]
    if (redirect !== undefined) aliases.push(redirect)
    const isFrame = /^From \S{1,60}$/.test(words) || /^Jump to navigation/.test(words)
    const isFirst = i === 0 && !HEADINGS.some(([pattern]) => pattern.test(words)) && !FIRST_FIELD.test(words)
    if (isFirst) title = words
    if (redirect !== undefined || isFirst) uses.set(line, 'fact')
    else if (isFrame) uses.set(line, 'frame')
  }
  return { title, aliases }
}

/** A title is what stands directly above "Date of insert:", blank lines aside. */
function isTitle(lines: readonly Line[], i: number): boolean {
  for (let next = i + 1; next < lines.length; next++) {
    const words = (lines[next]?.text ?? '').trim()
    if (words !== '') return FIRST_FIELD.test(words) && !FIRST_FIELD.test((lines[i]?.text ?? '').trim())
  }
  return false
}
