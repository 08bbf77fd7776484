import type { Problem } from '../mail/message.ts'
import { parseContacts } from './contacts-line.ts'
import type { DescriptionPart, Outreach, TopicFields } from './topic.ts'
import { type DateOrder, parseWrittenDate, type WrittenDate } from './written-date.ts'
import { isBlankValue, isTemplateDefault } from './written-presence.ts'

/** The fields of a topic as a page writes them. */
export interface TopicValues {
  readonly title: string
  readonly date: string | undefined
  readonly verified: string | undefined
  readonly gsoc: string | undefined
  readonly contact: string | undefined
  readonly list: string | undefined
  readonly irc: string | undefined
  readonly difficulty: string | undefined
  readonly skills: string | undefined
  readonly description: readonly DescriptionPart[]
  readonly outcomes: string | undefined
}

/**
 * A topic from its values. What a template shows where nobody wrote anything ("Unknown", "Not updated in 2020", "Not
 * specified, project outcomes") is no data. Words among the contacts that name nobody are kept in the description; a
 * date that could mean two days is a problem for a person.
 */
export function readTopicValues(
  values: TopicValues,
  order?: DateOrder,
): { readonly fields: TopicFields; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const where = `topic "${values.title}"`
  const dateOf = (field: string, text: string | undefined): WrittenDate | undefined => {
    if (text === undefined || isTemplateDefault(text)) return undefined
    const date = parseWrittenDate(text, { order })
    if (date.candidates.length > 0)
      problems.push({ where, what: `${field} "${date.raw}" is ${date.candidates.join(' or ')}: choose one` })
    else if (date.day === undefined) problems.push({ where, what: `${field} "${date.raw}" is no date` })
    return date
  }
  const { contacts, rest } = parseContacts(present(values.contact) ?? '')
  for (const words of rest) problems.push({ where, what: `the contact "${words}" names nobody` })
  const fields: TopicFields = {
    title: values.title,
    insertedOn: dateOf('the date', values.date),
    verifiedOn: dateOf('the date of verification', values.verified),
    outreach: outreachOf(values.gsoc),
    contacts,
    list: present(values.list),
    irc: present(values.irc),
    difficulty: present(values.difficulty),
    skills: present(values.skills),
    description: [
      ...values.description,
      ...rest.map((words): DescriptionPart => ({ kind: 'text', text: `Contact: ${words}` })),
    ],
    outcomes: present(values.outcomes),
  }
  return { fields, problems }
}

function present(text: string | undefined): string | undefined {
  return text === undefined || isBlankValue(text) ? undefined : text.trim()
}

function outreachOf(text: string | undefined): Outreach {
  const word = text?.trim().toLowerCase()
  return word === 'yes' || word === 'no' ? word : undefined
}

/**
 * The parts of a description: bullets (`*`, `**`, `•`, `-` behind spaces) and, line by line, the prose between them.
 * Bullets are numbered from 1 in their order.
 */
export function parseDescription(lines: readonly string[]): readonly DescriptionPart[] {
  const parts: DescriptionPart[] = []
  let item = 0
  for (const line of lines) {
    if (line.trim() === '') continue
    const shown = /^(\s*)[•◦▪‣·]\s?(.*)$/.exec(line) ?? /^(\s{1,20})[-o*]\s(.*)$/.exec(line)
    const wiki = shown === null ? /^([*#]{1,9}):{0,9}\s?(.*)$/.exec(line) : null
    const text = (shown?.[2] ?? wiki?.[2] ?? line).trim()
    if (shown === null && wiki === null) parts.push({ kind: 'text', text })
    else {
      const depth =
        wiki === null
          ? Math.max(Math.floor((shown?.[1] ?? '').length / 2) - 1, 0)
          : (wiki[1] ?? '').length - 1
      parts.push({ kind: 'item', item: ++item, depth: Math.min(depth, 9), text })
    }
  }
  return parts
}
