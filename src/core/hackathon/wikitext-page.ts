import type { Problem } from '../mail/message.ts'
import { isName, parseAttendee, type WrittenAttendee } from './attendee-line.ts'
import { findEventFacts } from './event-facts.ts'
import type {
  AttendeeList,
  ImportedAttendee,
  ImportedTopic,
  ImportLine,
  NoteLink,
  PageImport,
} from './page-import.ts'
import { LONGEST_PAGE, listTooLong } from './page-import.ts'
import { findTemplates, plainWikitext, type WikiTemplate } from './wiki-template.ts'
import { readWikitextTopic } from './wikitext-topic.ts'
import type { DateOrder } from './written-date.ts'

/**
 * Reads a hackathon's page from a wiki's own source: `{{project}}`, `{{Invite}}`, `{{Vote}}`, `{{Comment}}`, lists of
 * `* Name, Org`. Broken markup costs no more than itself: it is read as far as it goes and named in `problems`. Every
 * line that is not blank has a use in `lines`. `order`: how dates like 12/03/2013 are meant, where somebody knows.
 */
export function parseWikitextPage(source: string, order?: DateOrder): PageImport {
  const text = mendStarts(source.slice(0, LONGEST_PAGE).replaceAll('\r\n', '\n'))
  const templates = findTemplates(text, ['project', 'invite'])
  const lines = text.split('\n')
  const uses = new Map<number, ImportLine['use']>()
  const sections = readSections(lines)
  const problems: Problem[] = listTooLong(source)
  const topics: ImportedTopic[] = []
  const attendees: ImportedAttendee[] = []
  const notes: NoteLink[] = []
  const lineAt = lineFinder(lines)
  for (const template of templates) {
    const [from, to] = [lineAt(template.start), lineAt(Math.max(template.end - 1, template.start))]
    const name = template.name.toLowerCase()
    const section = sections[from]
    let use: ImportLine['use'] = 'text'
    if (template.broken)
      problems.push({ where: `line ${from + 1}`, what: `{{${template.name}}} is not closed` })
    // Without a value it is a mention of the template, not a use.
    if (name === 'project' && template.values.size > 0) {
      use = 'topic'
      topics.push(readWikitextTopic(template, from + 1, order, problems))
    } else if (name === 'invite') {
      const attendee = readInvite(template)
      if (attendee !== undefined)
        attendees.push({ ...attendee, list: section?.list ?? 'confirmed', line: from + 1 })
      use = attendee === undefined ? 'frame' : 'attendee'
    } else if (/^(?:info|infoleft|warning|note|trailer)/.test(name)) use = 'text'
    else if (name === 'vote' || name === 'comment') use = 'unparsed'
    for (let i = from; i <= to; i++) uses.set(i, use)
  }
  const prose: number[] = []
  for (const [i, line] of lines.entries()) {
    const words = line.trim()
    if (words === '' || uses.has(i)) continue
    const { list, title = '' } = sections[i] ?? {}
    const bullet = /^[*#]{1,3}\s{0,3}(.{1,1000})$/.exec(words)?.[1]
    const link = /^session notes/i.test(title) ? readNoteLink(words) : undefined
    if (/^={1,6}[^=]{1,200}={1,6}$/.test(words) || /^(?:__[A-Z]{3,20}__|\{\||\|\}|\|-|-{4,9})$/.test(words))
      uses.set(i, 'frame')
    else if (link !== undefined) {
      notes.push(link)
      uses.set(i, 'note')
    } else if (list !== undefined && bullet !== undefined) {
      const attendee = readBullet(bullet)
      if (attendee !== undefined) attendees.push({ ...attendee, list, line: i + 1 })
      uses.set(
        i,
        attendee !== undefined ? 'attendee' : /^(?:If|You|Please|We)\b/.test(bullet) ? 'text' : 'unparsed',
      )
    } else if (/^<nowiki>[^<]{0,500}<\/nowiki>$/.test(words)) uses.set(i, 'frame')
    else if (/^\}\}|\{\{|^\|[\w ]{1,30}=/.test(words)) uses.set(i, 'unparsed')
    else {
      uses.set(i, 'text')
      prose.push(i)
    }
  }
  const { facts, used } = findEventFacts(
    prose.map((i) => plainWikitext(lines[i] ?? '')),
    undefined,
    [],
  )
  for (const [at, i] of prose.entries()) if (used.has(at)) uses.set(i, 'fact')
  const accounted = lines.flatMap((line, i): ImportLine[] => {
    const use = uses.get(i)
    return use === undefined || line.trim() === ''
      ? []
      : [{ number: i + 1, text: line, use, section: sections[i]?.title ?? '' }]
  })
  for (const line of accounted)
    if (line.use === 'unparsed')
      problems.push({
        where: `line ${line.number}`,
        what: `"${line.text.trim().slice(0, 200)}" was not understood`,
      })
  return { facts, topics, attendees, notes, lines: accounted, problems }
}

/**
 * A topic whose `{{project` got lost, as in a piece of a page, begins with its first parameter. So does one behind a
 * topic that is not closed: a second title is another topic.
 */
function mendStarts(text: string): string {
  let mended = ''
  let from = 0
  for (const found of text.matchAll(/^\|Project\s{0,3}=/gm)) {
    const at = found.index
    if (/\{\{project\s{0,20}$/i.test(text.slice(Math.max(at - 40, 0), at))) continue
    mended += `${text.slice(from, at)}{{project`
    from = at
  }
  return mended + text.slice(from)
}

interface Section {
  readonly title: string
  readonly list: AttendeeList | undefined
}

function readSections(lines: readonly string[]): readonly Section[] {
  let section: Section = { title: '', list: undefined }
  return lines.map((line) => {
    const title = /^={1,6}\s{0,5}([^=]{1,200}?)\s{0,5}={1,6}\s*$/.exec(line)?.[1]
    if (title !== undefined) section = { title, list: listOf(title) }
    return section
  })
}

function listOf(title: string): AttendeeList | undefined {
  if (/\bgranted an invite\b|\binvited\b/i.test(title)) return 'invited'
  if (/\brequest(?:s|ed)?\b.{0,20}\binvit/i.test(title)) return 'requested'
  return /\battendees\b|\bconfirmed\b/i.test(title) ? 'confirmed' : undefined
}

/** `{{Invite|Name|Org|IRC|arrival|leave|lodging}}`; the instructions' own example is nobody. */
function readInvite(template: WikiTemplate): WrittenAttendee | undefined {
  const value = (position: number): string | undefined => {
    const text = plainWikitext(template.values.get(String(position)) ?? '')
    return text === '' ? undefined : text
  }
  const name = value(1)
  if (name === undefined || !isName(name) || (name === 'Name' && value(2) === 'Org')) return undefined
  return {
    name,
    organisation: value(2),
    irc: value(3),
    arrives: value(4),
    leaves: value(5),
    lodging: value(6),
  }
}

function readBullet(text: string): WrittenAttendee | undefined {
  const attendee = parseAttendee(plainWikitext(text))
  return attendee?.name === 'Name' && attendee.organisation === 'Org' ? undefined : attendee
}

function readNoteLink(line: string): NoteLink | undefined {
  const found = /\[(https?:\/\/[^\s\]]{1,1000})\s{1,20}([^\]]{1,300})\]/.exec(line)
  if (found === null) return undefined
  const before = line
    .slice(0, found.index)
    .replace(/^[*:#\s]{1,20}/, '')
    .replace(/[\s:]{1,10}$/, '')
  return { title: before === '' ? (found[2] ?? '').trim() : before, url: found[1] ?? '' }
}

function lineFinder(lines: readonly string[]): (offset: number) => number {
  const starts: number[] = []
  let at = 0
  for (const line of lines) {
    starts.push(at)
    at += line.length + 1
  }
  return (offset) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
