import { parseContacts } from '../../core/hackathon/contacts-line.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import type { Contact, DescriptionPart } from '../../core/hackathon/topic.ts'

/**
 * A description as people write it into a form: paragraphs, and bullets that begin with `*` (`**` for one below it).
 * What goes on under a bullet is indented by two blanks.
 */
export function formatDescription(parts: readonly DescriptionPart[]): string {
  const lines: string[] = []
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1]
    if (before !== undefined && (part.kind === 'text' || before.kind === 'text')) lines.push('')
    if (part.kind === 'text') lines.push(...part.text.split('\n').map(escaped))
    else {
      const [first = '', ...rest] = part.text.split('\n')
      lines.push(`${'*'.repeat(part.depth + 1)} ${first}`, ...rest.map((line) => `  ${line}`))
    }
  }
  return lines.join('\n')
}

/** The inverse. Bullets get the number 0: whoever records them numbers them. */
export function parseDescription(text: string): readonly DescriptionPart[] {
  const parts: DescriptionPart[] = []
  let prose: string[] = []
  const endProse = (): void => {
    const joined = prose.join('\n').replace(/^\n+|\n+$/g, '')
    if (joined.trim() !== '') parts.push({ kind: 'text', text: joined })
    prose = []
  }
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const bullet = /^(\*{1,10})\s+(\S.*)$/.exec(line)
    const last = parts.at(-1)
    if (bullet !== null) {
      endProse()
      parts.push({
        kind: 'item',
        item: 0,
        depth: (bullet[1]?.length ?? 1) - 1,
        text: bullet[2]?.trimEnd() ?? '',
      })
    } else if (prose.length === 0 && last?.kind === 'item' && /^ {2}/.test(line)) {
      parts[parts.length - 1] = { ...last, text: `${last.text}\n${line.slice(2)}` }
    } else {
      if (line.trim() === '' && last?.kind === 'text' && prose.length === 0) continue
      prose.push(line.replace(/^\\(?=\\*\*)/, ''))
    }
  }
  endProse()
  return parts
}

/** A line of prose that begins like a bullet is told apart from one. */
function escaped(line: string): string {
  return /^\\*\*/.test(line) ? `\\${line}` : line
}

/** Contacts as they stand in a form, one a line: `Mentor: Ada Example`. */
export function formatContacts(contacts: readonly Contact[]): string {
  return contacts.map((one) => `${one.role === undefined ? '' : `${one.role}: `}${one.name}`).join('\n')
}

/**
 * The contacts that somebody wrote, one a line. Who is on the list of the event, or was a contact before, is meant by
 * their name; any other name stands for itself.
 */
export function readContacts(
  text: string,
  hackathon: Hackathon,
  before: readonly Contact[] = [],
): readonly Contact[] {
  const lines = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 50)
  return lines.flatMap((line) => {
    const read = parseContacts(line).contacts
    const found = read.length > 0 ? read : [{ name: line, person: undefined, role: undefined }]
    return found.map((one) => ({ ...one, person: one.person ?? personNamed(one.name, hackathon, before) }))
  })
}

function personNamed(name: string, hackathon: Hackathon, before: readonly Contact[]): string | undefined {
  const isSame = (other: string): boolean => other.trim().toLowerCase() === name.trim().toLowerCase()
  return (
    before.find((one) => isSame(one.name))?.person ??
    hackathon.registrations.find((one) => isSame(one.name))?.person
  )
}
