import type { Address } from '../mail/message.ts'

/** A person as a line of text names one, and what the line says behind it. */
export interface WrittenPerson {
  readonly name: string
  /** Lower case; empty where the text names nobody by address. */
  readonly address: string
  readonly rest: string
}

/**
 * The person at the start of a line: `Name <addr>`, `"Doe, Jane" <addr>`, `Name (Company) <addr>`, `<mailto:addr>`,
 * `addr`, `addr (Name)`. Without an address: the whole text as `name` and an empty `address`.
 *
 * The text is read up to 400 characters, in linear time.
 */
export function readWrittenPerson(text: string): WrittenPerson {
  const line = text.slice(0, 400)
  const open = line.indexOf('<')
  if (open >= 0) {
    const close = line.indexOf('>', open)
    const inside = line.slice(open + 1, close < 0 ? undefined : close).trim()
    const address = plainAddress(inside)
    if (address !== undefined)
      return {
        name: cleanName(line.slice(0, open)),
        address,
        rest: close < 0 ? '' : line.slice(close + 1).trim(),
      }
  }
  const [first = '', ...others] = line.trim().split(' ')
  const address = plainAddress(first.replace(/[,;.]$/, ''))
  if (address === undefined) return { name: cleanName(line), address: '', rest: '' }
  const rest = others.join(' ').trim()
  const named = /^\(([^()]{1,100})\)\s*/.exec(rest)
  const separator = /[,;]$/.exec(first)?.[0] ?? ''
  if (named?.[1] !== undefined)
    return { name: cleanName(named[1]), address, rest: rest.slice(named[0].length) }
  return { name: '', address, rest: `${separator}${rest}` }
}

/** As `readWrittenPerson`, for a header-like value that has to name an address; `undefined` where it has none. */
export function parseAddress(text: string): Address | undefined {
  const { name, address } = readWrittenPerson(text)
  return address === '' ? undefined : { name, address }
}

function plainAddress(text: string): string | undefined {
  const bare = text.replace(/^mailto:/i, '').replace(/ at /i, '@')
  const at = bare.indexOf('@')
  if (at <= 0 || at === bare.length - 1 || bare.length > 254 || /[\s<>,;"()]/.test(bare)) return undefined
  return bare.toLowerCase()
}

function cleanName(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s"']+|[\s"']{1,99}$/g, '')
    .trim()
}
