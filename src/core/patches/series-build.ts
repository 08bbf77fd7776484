import type { GroupEvidence } from './grouping-group.ts'
import { compareMails, type PostedMail } from './grouping-mail.ts'
import type { Series } from './series.ts'

/** The mails of one series, and why they are one. */
export interface GroupedMails {
  readonly mails: readonly PostedMail[]
  readonly evidence: ReadonlySet<GroupEvidence | 'person'>
  readonly program: string | undefined
}

const CONFIDENCE: Readonly<Record<GroupEvidence | 'person', number>> = {
  person: 1,
  run: 1,
  thread: 0.95,
  siblings: 0.9,
  window: 0.6,
}
const WORDS: Readonly<Record<GroupEvidence | 'person', string>> = {
  person: 'decided by a person',
  run: 'one run',
  thread: 'in one thread',
  siblings: 'in answer to one mail',
  window: 'within 30 minutes',
}
const ORDER = ['person', 'run', 'thread', 'siblings', 'window'] as const
/** Two mails that claim one slot cast doubt on the whole. */
const DOUBT = 0.8

/** The series that some mails (at least one) make; of two that claim one slot, the later one holds it. */
export function buildSeries(group: GroupedMails): Series {
  const mails = [...group.mails].sort(compareMails)
  const { slots, duplicates } = fillSlots(mails)
  const cover = slots.get(0)
  slots.delete(0)
  const patches = [...slots].sort((a, b) => a[0] - b[0]).map(([, mail]) => mail)
  const total = totalOf(cover, patches, slots)
  const length = Math.max(total ?? 0, ...slots.keys())
  const first = mails[0] as PostedMail
  const speaker = cover ?? patches[0] ?? first
  const named = cover ?? slots.get(1)
  const revision = versionOf(cover, patches)
  const pull = mails.some((mail) => mail.facts.kind === 'pull')
  const ofWhole = (is: (mail: PostedMail) => boolean): boolean =>
    (cover !== undefined && is(cover)) || (patches.length > 0 && patches.every(is))
  const reasons = ORDER.filter((one) => group.evidence.has(one))
  const least = Math.min(1, ...reasons.map((one) => CONFIDENCE[one]))
  return {
    id: first.id,
    sender: first.facts.sender,
    at: first.facts.at,
    version: revision?.major ?? 1,
    revision: revision?.text,
    versionWritten: revision !== undefined,
    title: named?.facts.subject.title ?? titleOfPart(patches, total),
    rfc: ofWhole((mail) => mail.facts.subject.rfc),
    resend: ofWhole((mail) => mail.facts.subject.resend),
    pull,
    stable: speaker.facts.subject.stable,
    trees: speaker.facts.subject.trees,
    target:
      speaker.facts.subject.target ?? patches.find((one) => one.facts.subject.target)?.facts.subject.target,
    cover: cover?.id,
    patches: Array.from({ length }, (_, at) => slots.get(at + 1)?.id),
    duplicates: duplicates.map((mail) => mail.id),
    total,
    complete: pull || (slots.size > 0 && isFilled(slots, total ?? length)),
    confidence: duplicates.length > 0 ? least * DOUBT : least,
    evidence: reasons.map((one) =>
      one === 'run' && group.program ? `one run of ${group.program}` : WORDS[one],
    ),
  }
}

/** Who holds which slot. Patches without a number come behind those with one, in the order of sending. */
function fillSlots(mails: readonly PostedMail[]): {
  slots: Map<number, PostedMail>
  duplicates: PostedMail[]
} {
  const slots = new Map<number, PostedMail>()
  const duplicates: PostedMail[] = []
  for (const mail of mails) {
    if (mail.slot === undefined) continue
    const before = slots.get(mail.slot)
    if (before !== undefined) duplicates.push(before)
    slots.set(mail.slot, mail)
  }
  const loose = mails.filter((mail) => mail.slot === undefined)
  loose.sort((a, b) => (a.run?.stem === b.run?.stem ? (a.run?.index ?? 0) - (b.run?.index ?? 0) : 0))
  let next = Math.max(0, ...slots.keys()) + 1
  for (const mail of loose) slots.set(next++, mail)
  return { slots, duplicates }
}

/** What most patches say ("00/89" often stands above "07/92"), else the cover letter; else the highest slot. */
function totalOf(
  cover: PostedMail | undefined,
  patches: readonly PostedMail[],
  slots: ReadonlyMap<number, PostedMail>,
): number | undefined {
  const counts = new Map<number, number>()
  for (const { total } of patches) if (total !== undefined) counts.set(total, (counts.get(total) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  const written = most?.[0] ?? cover?.total
  if (written !== undefined) return written
  return patches.length > 0 && patches.every((mail) => mail.slot === undefined) ? slots.size : undefined
}

function versionOf(cover: PostedMail | undefined, patches: readonly PostedMail[]) {
  if (cover?.facts.subject.revision) return cover.facts.subject.revision
  let best: PostedMail['facts']['subject']['revision']
  for (const { facts } of patches) {
    const { revision } = facts.subject
    if (revision && (best === undefined || revision.major > best.major)) best = revision
  }
  return best
}

function isFilled(slots: ReadonlyMap<number, PostedMail>, total: number): boolean {
  for (let slot = 1; slot <= total; slot++) if (!slots.has(slot)) return false
  return true
}

/** Without cover letter and patch 1, a part of a series has no name of its own. */
function titleOfPart(patches: readonly PostedMail[], total: number | undefined): string {
  const title = patches[0]?.facts.subject.title ?? ''
  return total === undefined || total < 2 ? title : `(${patches.length} of ${total}) ${title}`
}
