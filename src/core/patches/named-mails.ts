import type { OwnText } from './unquoted.ts'
import { findWrittenIds } from './written-ids.ts'

/** Which other mails a mail's own words name. */
export interface NamedMails {
  /** Those whose next version it says it is. */
  readonly supersedes: readonly string[]
  /** The others. */
  readonly links: readonly string[]
}

/** More mails than this are not read from one. */
const MOST = 50

const SUPERSEDES = /^\s*(?:supersedes|obsoletes|replaces)\s*:/i
const OLDER =
  /\bv(\d{1,3})(?:\.\d{1,3})?\b|\b(?:previous|earlier|prior|last|old|older|first|original) (?:version|series|posting|post|submission|revision|patch|patchset|round|iteration)\b|\b(?:to|since|from) (?:the )?previous\b|^\W{0,4}(?:rfc|previous|prev)\b/i
const OTHER_WORK =
  /\b(?:depends?|dependency|based|base|on top|requires?|prereq\w*|follow-?up|applies|together)\b/i

/**
 * The mails that own lines name by Message-ID or archive URL, each once, at most 50.
 *
 * "Supersedes: <id>", "v1: URL", "Changes since v1: URL", "Link to v1: URL" and "Previous version: URL" (the URL may
 * stand on the next line) name an older version; `version` is the mail's own, and a line about that version or a
 * later one, or about what it is based on, is a plain link. A reply supersedes nothing: `canSupersede` is false.
 */
export function findNamedMails(own: OwnText, version: number, canSupersede: boolean): NamedMails {
  const supersedes = new Set<string>()
  const links = new Set<string>()
  let heading = ''
  for (const line of own.lines) {
    const isNaming = line.includes('://') || (line.includes('<') && line.includes('@'))
    const ids = isNaming ? findWrittenIds(line, SUPERSEDES.test(line)) : []
    for (const id of ids) {
      if (supersedes.size + links.size >= MOST) break
      if (canSupersede && namesOlder(line, heading, version)) supersedes.add(id)
      else links.add(id)
    }
    // "Changes since v1:" with the address below, also behind a list of changes ending in a colon line.
    const text = line.trim()
    if (text !== '' && ids.length === 0) heading = text.endsWith(':') && text.length < 100 ? text : ''
  }
  return { supersedes: [...supersedes], links: [...links].filter((id) => !supersedes.has(id)) }
}

function namesOlder(line: string, heading: string, version: number): boolean {
  if (SUPERSEDES.test(line)) return true
  const front = lead(line)
  const text = front.trim() === '' ? heading : front
  if (text === '' || OTHER_WORK.test(text)) return false
  const found = OLDER.exec(text)
  if (found === null) return false
  return found[1] === undefined || version <= 1 || Number(found[1]) < version
}

/** What a line says before the address that it names. */
function lead(line: string): string {
  const url = line.indexOf('http')
  const bracket = line.indexOf('<')
  const ends = [url, bracket].filter((at) => at >= 0)
  return line.slice(0, Math.min(...ends, 300))
}
