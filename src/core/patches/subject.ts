import type { Revision } from './revision.ts'
import { readGroup, type SubjectGroup } from './subject-group.ts'

/** What a subject line says, read by the grammar of the patch-trackers dossier, section 2.3. */
export interface Subject {
  /** The whole line, decoded, as it stood. */
  readonly raw: string
  /** What is left when prefixes and groups are gone; never changed in case. */
  readonly title: string
  /** `title`, lower case, without a trailing dot: two subjects are the same if their keys are. */
  readonly key: string
  readonly reply: boolean
  readonly forward: boolean
  readonly ping: boolean
  /** A group said PATCH (in any spelling). */
  readonly patch: boolean
  readonly pull: boolean
  readonly rfc: boolean
  readonly resend: boolean
  /** `undefined` where no version is written. */
  readonly revision: Revision | undefined
  /** The k of k/n; `undefined` where unnumbered. 0 is a cover letter. */
  readonly index: number | undefined
  /** The n of k/n; `undefined` where unnumbered or unknown ("1/n"). */
  readonly total: number | undefined
  /** "4.7" of `for-4.7`, "next" of `for-next`: where it should go; no part of its identity. */
  readonly target: string | undefined
  /** Stable trees ("5.10", "AUTOSEL"): part of its identity. */
  readonly stable: readonly string[]
  /** Sub-project words ("xen", "osstest"), lower case, in order: part of its identity. */
  readonly trees: readonly string[]
}

/** Longer subjects are cut here before they are read. */
const LONGEST = 2000

/** Words that have numbered versions themselves: "convert to cgroup v2" is no second version of a patch. */
const VERSIONED_THINGS: ReadonlySet<string> = new Set(
  'abi api cgroup cgroups dwarf efi gic hvm iommu ip ipv its license lgpl gpl gplv nfs pci protocol pvh release smb smmu spec tpm uapi version x86-64 zicbo'.split(
    ' ',
  ),
)

/**
 * What a subject line says. Never fails; a line of which nothing is understood is all title.
 *
 * `listTags` are the bracketed names that the lists put in front ("LTP", "Xen-devel"), in any case: a group that
 * is one of them says nothing. A line is read up to 2000 characters, in time linear in its length.
 * Source: patch-trackers dossier, section 2.3.
 */
export function parseSubject(raw: string, listTags: readonly string[] = []): Subject {
  const line = raw.length > LONGEST ? raw.slice(0, LONGEST) : raw
  const folded = line.replace(/\s+/g, ' ').trim()
  const found = readFront(folded, listTags)
  const { group } = found
  let title = found.rest
  let revision = group.revision
  if (revision === undefined) {
    const tail = readTrailingVersion(title, group.patch || group.rfc || group.index !== undefined)
    if (tail !== undefined) {
      revision = { major: tail.major, text: undefined }
      title = tail.title
    }
  }
  const isWork = group.patch || group.pull || group.rfc || group.index !== undefined || revision !== undefined
  return {
    raw: line,
    title,
    key: keyOf(title),
    reply: found.reply || found.ping || group.ping,
    forward: found.forward,
    ping: found.ping || group.ping,
    patch: group.patch,
    pull: group.pull,
    rfc: group.rfc,
    resend: group.resend,
    revision,
    index: group.index,
    total: group.total,
    target: isWork ? group.target : undefined,
    stable: isWork ? group.stable : [],
    trees: isWork ? group.trees : [],
  }
}

/**
 * A subject line that says the same: `parseSubject` of it gives every field back but `raw`.
 *
 *     { reply: true, patch: true, revision: { major: 2 }, index: 1, total: 3, title: 'x' }  ->  Re: [PATCH v2 1/3] x
 */
export function formatSubject(subject: Subject): string {
  const words: string[] = []
  if (subject.rfc) words.push('RFC')
  if (subject.resend) words.push('RESEND')
  words.push(...subject.trees)
  if (subject.pull) words.push('PULL')
  if (subject.patch) words.push('PATCH')
  if (subject.target !== undefined) words.push(`for-${subject.target}`)
  words.push(...subject.stable)
  if (subject.revision) words.push(subject.revision.text ?? `v${subject.revision.major}`)
  if (subject.index !== undefined) words.push(`${subject.index}/${subject.total ?? 'n'}`)
  const group = words.length > 0 ? `[${words.join(' ')}]` : ''
  const front = `${subject.forward ? 'Fwd: ' : ''}${subject.reply && !subject.ping ? 'Re: ' : ''}${subject.ping ? 'Ping: ' : ''}`
  // "ping: fix a leak" is a title only behind a group: an empty one keeps it a title.
  const guard = group === '' && pingLength(subject.title) > 0 ? '[]' : group
  return `${front}${guard}${guard !== '' && subject.title !== '' ? ' ' : ''}${subject.title}`.trim()
}

/** The title as it is compared: lower case, white space folded, without dots at its end. */
export function keyOf(title: string): string {
  let end = title.length
  while (end > 0 && (title[end - 1] === '.' || title[end - 1] === ' ')) end--
  return title.slice(0, end).toLowerCase()
}

interface Front {
  reply: boolean
  forward: boolean
  ping: boolean
  group: SubjectGroup
  rest: string
}

/** Reads "Re:", "Ping:" and bracket groups from the left until something else comes. */
function readFront(line: string, listTags: readonly string[]): Front {
  const tags = new Set(listTags.map((tag) => tag.toLowerCase()))
  const front: Front = { reply: false, forward: false, ping: false, group: readGroup([], tags), rest: '' }
  const texts: string[] = []
  let at = 0
  for (;;) {
    while (line[at] === ' ') at++
    const reply = REPLY.exec(line.slice(at, at + 24))
    if (reply) {
      if (FORWARDS.has(reply[1]?.toLowerCase() ?? '')) front.forward = true
      else front.reply = true
      at += reply[0].length
      continue
    }
    const ping = texts.length === 0 ? pingLength(line.slice(at, at + 40)) : 0
    if (ping > 0) {
      front.ping = true
      at += ping
      continue
    }
    const loose = LOOSE_GROUP.exec(line.slice(at, at + 40))
    if (loose) {
      texts.push(loose[0])
      at += loose[0].length
      continue
    }
    const end = line[at] === '[' ? groupEnd(line, at) : -1
    if (end < 0) break
    texts.push(line.slice(at + 1, end))
    at = end + 1
    if (line[at] === ':') at++
  }
  front.rest = line.slice(at)
  front.group = readGroup(
    texts.filter((text) => !tags.has(text.trim().toLowerCase())),
    tags,
  )
  return front
}

const REPLY = /^(re|aw|sv|vs|antw|fwd|fw|回复|答复|转发)(?:\[\d{1,3}\]|\^\d{1,3}|\(\d{1,3}\))? ?[:：]/i
/** Words that belong into a group and stand before one: "Subject: [PATCH] x", "RFC: [PATCH] x", "{list}[PATCH] x". */
const LOOSE_GROUP = /^(?:subject ?:|rfc ?:|\{[a-z-]{1,20}\}) ?(?=\[)/i
const FORWARDS: ReadonlySet<string> = new Set(['fwd', 'fw', '转发'])
const PING =
  /^\*{0,3}(?:(?:gentle |friendly |kind )?(?:ping|reminder))\*{0,3}(?:\^\d{1,2})?(?: ?[-:]+| (?=\[))/i

function pingLength(text: string): number {
  return PING.exec(text)?.[0].length ?? 0
}

/** Where the group that opens at `start` closes, inner groups skipped; an unbalanced one at the first "]". */
function groupEnd(line: string, start: number): number {
  let depth = 0
  for (let at = start; at < line.length; at++) {
    if (line[at] === '[') depth++
    else if (line[at] === ']' && --depth === 0) return at
  }
  return line.indexOf(']', start)
}

const TRAILING = /(?: \((v(\d{1,3}))\)| \[(v(\d{1,3}))\]|,? v(\d{1,3}))$/i

function readTrailingVersion(title: string, isWork: boolean): { major: number; title: string } | undefined {
  const tail = title.slice(-8)
  const match = TRAILING.exec(tail)
  if (match === null) return undefined
  const major = Number(match[2] ?? match[4] ?? match[5])
  if (major < 2) return undefined
  const rest = title.slice(0, title.length - match[0].length).trimEnd()
  if (match[5] !== undefined && !match[0].startsWith(',')) {
    if (!isWork) return undefined
    const last = rest.slice(rest.lastIndexOf(' ') + 1).toLowerCase()
    if (VERSIONED_THINGS.has(last)) return undefined
  }
  return { major, title: rest }
}
