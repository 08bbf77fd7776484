/** Somebody on a page's list of those who come, in the page's own words. */
export interface WrittenAttendee {
  readonly name: string
  /** As written: company names have commas and brackets in them. */
  readonly organisation: string | undefined
  readonly irc: string | undefined
  readonly arrives: string | undefined
  readonly leaves: string | undefined
  readonly lodging: string | undefined
}

const KEYS = [
  ['irc', 'IRC'],
  ['arrives', 'arriving'],
  ['leaves', 'leaving'],
  ['lodging', 'lodging'],
] as const

/**
 * An entry as wikis show it: `Name, Org (IRC: a, arriving: b, leaving: c, lodging: d)`, or only the beginning of that.
 * The details are looked for from the end by their keys, because organisations and lodgings have commas and brackets
 * of their own: "OpenExample, Example Systems", "Guesthouse (57 High Street)". `undefined` for a line that names
 * nobody.
 */
export function parseAttendee(text: string): WrittenAttendee | undefined {
  const line = text.slice(0, 1000).replace(/\s+/g, ' ').trim()
  const { head, details } = splitDetails(line)
  const comma = head.indexOf(',')
  const name = (comma < 0 ? head : head.slice(0, comma)).trim()
  const organisation = comma < 0 ? '' : head.slice(comma + 1).trim()
  if (!isName(name)) return undefined
  return {
    name,
    organisation: organisation === '' ? undefined : organisation,
    irc: details.get('irc'),
    arrives: details.get('arrives'),
    leaves: details.get('leaves'),
    lodging: details.get('lodging'),
  }
}

/** A name has letters, and is no sentence and no address. */
export function isName(text: string): boolean {
  return (
    /\p{L}/u.test(text) &&
    text.length <= 80 &&
    text.split(' ').length <= 6 &&
    !/[@:;!?<>{}|[\]=]|https?/.test(text)
  )
}

function splitDetails(line: string): {
  readonly head: string
  readonly details: ReadonlyMap<string, string>
} {
  const details = new Map<string, string>()
  const open = line.search(/ \((?:IRC|arriving|leaving|lodging)\s?:/i)
  if (open < 0) return { head: line, details }
  const inside = line.slice(open + 2).replace(/\)\s*$/, '')
  const found = KEYS.flatMap(([field, key]) => {
    const at = inside.search(new RegExp(`(?:^|, ?)${key}\\s?:`, 'i'))
    return at < 0 ? [] : [{ field, at }]
  }).sort((a, b) => a.at - b.at)
  for (const [i, { field, at }] of found.entries()) {
    const whole = inside.slice(at, found[i + 1]?.at)
    details.set(field, whole.slice(whole.indexOf(':') + 1).trim())
  }
  return { head: line.slice(0, open), details }
}
