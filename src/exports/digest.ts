import { displayName } from '../core/people/name.ts'
import { LOST_REASONS } from '../core/status/lost.ts'
import type { Remedy } from '../core/status/remedy.ts'
import type { Instant } from '../core/time.ts'

/** What of a lost series a digest says. */
export interface DigestEntry {
  readonly entry: {
    readonly series: string
    readonly title: string
    readonly sender: { readonly name: string; readonly address: string }
    readonly since: Instant
    readonly lost: readonly string[]
    readonly patches: number
    readonly version: number
  }
  readonly lostAt: Instant
  readonly isSmall: boolean
  readonly areas: readonly string[]
  readonly remedies: readonly Remedy[]
  /** How it applies; what is `gone` is stale, and left out. */
  readonly applies?: string | undefined
}

/** A digest of what is lost. */
export interface Digest {
  /** Of the project. */
  readonly title: string
  readonly now: Instant
  /** Most urgent first. */
  readonly entries: readonly DigestEntry[]
  readonly total: number
  /** Of the server, for links; `undefined`: Message-IDs stand in their place. */
  readonly baseUrl: string | undefined
  /** Of the project, as in URLs. */
  readonly project: string
}

/** Series that one digest names under each area. */
const PER_AREA = 10
const WIDTH = 72

/**
 * The lost queue as a text for the list, area by area: a series that touches several stands under the first. Plain
 * text, at most 72 columns where words allow; nothing is sent by anybody but whoever pastes it into a mail.
 */
export function formatDigest(digest: Digest): string {
  const areas = new Map<string, DigestEntry[]>()
  for (const one of digest.entries) {
    if (one.applies === 'gone') continue
    const area = one.areas[0] ?? '(no files)'
    areas.set(area, [...(areas.get(area) ?? []), one])
  }
  const day = digest.now.slice(0, 10)
  const stale = digest.entries.filter((one) => one.applies === 'gone').length
  const head = wrap(
    digest.total === 0
      ? `${digest.title}: nothing is lost as of ${day}.`
      : `${digest.title}: ${digest.total} series wait for somebody and nobody acts, as of ${day}. Of each area the most urgent.${stale === 0 ? '' : ` ${stale} of them, whose files are gone, are left out.`}`,
    '',
  )
  const parts = [...areas].map(([area, entries]) => {
    const shown = entries.slice(0, PER_AREA)
    const more = entries.length - shown.length
    return [
      `${area} (${entries.length})`,
      '-'.repeat(Math.min(WIDTH, `${area} (${entries.length})`.length)),
      ...shown.map((one) => describe(one, digest)),
      ...(more > 0 ? [`  and ${more} more\n`] : []),
    ].join('\n')
  })
  return `${[head, ...parts].join('\n\n').trimEnd()}\n`
}

function describe(one: DigestEntry, digest: Digest): string {
  const { entry } = one
  const size = entry.patches === 1 ? '1 patch' : `${entry.patches} patches`
  const small = one.isSmall ? ', for somebody new' : ''
  const reasons = entry.lost.map((reason) => reasonText(reason)).join('; ')
  const lines = [
    wrap(`${entry.title} (v${entry.version}, ${size}${small})`, '* '),
    wrap(`by ${displayName(entry.sender)}, waiting since ${entry.since.slice(0, 10)}: ${reasons}`, '  '),
    ...one.remedies.slice(0, 1).map((remedy) => wrap(remedyText(remedy), '  ')),
    `  ${linkTo(entry.series, digest)}`,
  ]
  return `${lines.join('\n')}\n`
}

function remedyText({ text, ask }: Remedy): string {
  return ask.length === 0
    ? `To do: ${text}.`
    : `To do: ${text}: ${ask.slice(0, 4).map(displayName).join(', ')}.`
}

function linkTo(series: string, digest: Digest): string {
  if (digest.baseUrl === undefined) return `<${series}>`
  return `${digest.baseUrl.replace(/\/+$/, '')}/p/${digest.project}/series/${encodeURIComponent(series)}`
}

function reasonText(reason: string): string {
  return Object.entries(LOST_REASONS).find(([code]) => code === reason)?.[1] ?? reason
}

/** Words in lines of 72 columns, the first behind `first`, the others behind as many blanks. */
function wrap(text: string, first: string): string {
  const indent = ' '.repeat(first.length)
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(/[\s\u0000-\u001f\u007f]+/)) {
    if (word === '') continue
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = indent
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line].join('\n')
}
