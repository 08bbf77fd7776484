import type { Address } from '../../src/core/mail/message.ts'
import { buildThreads, type Threads } from '../../src/core/mail/thread.ts'
import { type MessageFacts, readFacts } from '../../src/core/patches/facts.ts'
import { findLineages, type LineageSet, type LinkCorrection } from '../../src/core/patches/find-lineages.ts'
import { findSeries, type GroupCorrection, type SeriesSet } from '../../src/core/patches/find-series.ts'
import type { KnownLinks } from '../../src/core/patches/link-memo.ts'
import type { Series } from '../../src/core/patches/series.ts'
import { addDays, type Instant } from '../../src/core/time.ts'
import { message } from './message.ts'

const START: Instant = '2026-03-02T09:00:00Z'

/** A mail of a test, by what matters for threads, series and lineages. */
export interface Posted {
  readonly id: string
  readonly subject: string
  /** A first name; "Bo" is bo@example.org. */
  readonly from?: string
  readonly address?: string
  readonly days?: number
  readonly minutes?: number
  readonly answers?: string
  /** Oldest first. */
  readonly references?: readonly string[]
  /** What it says above its diff. */
  readonly text?: string
  /** Its diff: lines that are added to files. */
  readonly adds?: Readonly<Record<string, readonly string[]>>
}

/** When a mail was sent, as it is given. */
export function sentAt(mail: Posted): Instant {
  return addDays(START, (mail.days ?? 0) + (mail.minutes ?? 0) / 1440)
}

/** Facts of a mail. Without `adds`, one that looks like a patch adds a line that only it has. */
export function posted(mail: Posted): MessageFacts {
  const name = mail.from ?? 'Ada'
  const isPatch = /^\[.*\bPATCH/i.test(mail.subject) && !/\b0+\/\d/.test(mail.subject)
  const adds = mail.adds ?? (isPatch ? { [`${mail.id}.c`]: [`only ${mail.id} has this`] } : undefined)
  return readFacts(
    message({
      messageId: mail.id,
      subject: mail.subject,
      from: { name: `${name} Example`, address: mail.address ?? `${name.toLowerCase()}@example.org` },
      sentAt: sentAt(mail),
      inReplyTo: mail.answers === undefined ? [] : [mail.answers],
      references: mail.references ?? [],
      text: `${mail.text ?? 'Because.'}\n${adds === undefined ? '' : `---\n${diffOf(adds)}`}`,
    }),
    { lists: ['list@example.org'], listTags: ['list'] },
  )
}

function diffOf(adds: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(adds)
    .map(([path, lines]) =>
      [
        `diff --git a/${path} b/${path}`,
        '--- a/'.concat(path),
        '+++ b/'.concat(path),
        `@@ -1,1 +1,${lines.length + 1} @@`,
        ' same',
        ...lines.map((line) => `+${line}`),
        '',
      ].join('\n'),
    )
    .join('')
}

/** Everything that follows from some mails before any commit is looked at. */
export interface Derived {
  readonly threads: Threads
  readonly set: SeriesSet
  readonly found: LineageSet
  readonly factsOf: (id: string) => MessageFacts | undefined
}

/** Derives threads, series and lineages; everybody is who their address says. */
export function derive(
  mails: readonly MessageFacts[],
  corrections: {
    readonly groups?: readonly GroupCorrection[]
    readonly links?: readonly LinkCorrection[]
    /** The links of last time. */
    readonly known?: readonly KnownLinks[]
  } = {},
): Derived {
  const byId = new Map(mails.map((mail) => [mail.messageId, mail]))
  const factsOf = (id: string): MessageFacts | undefined => byId.get(id)
  const personKey = (address: Address): string => address.address
  const threads = buildThreads(mails)
  const set = findSeries(mails, threads, personKey, corrections.groups)
  const { links = [], known } = corrections
  const memo = known && { known, printOf: (id: string) => JSON.stringify(factsOf(id) ?? id) }
  const found = findLineages(set.series, { factsOf, threads, personKey, links, ...(memo && { memo }) })
  return { threads, set, found, factsOf }
}

/** A series in a line: `v2: cover | first - third`, what is missing as `-`, doubles behind `+`. */
export function picture(series: Series): string {
  const patches = series.patches.map((id) => id ?? '-').join(' ')
  const version = series.revision ?? `v${series.version}`
  const doubles = series.duplicates.length === 0 ? '' : ` + ${series.duplicates.join(' ')}`
  return `${version}: ${series.cover ?? '-'} | ${patches}${doubles}`
}

/** The series of some mails, in lines. */
export function pictures(mails: readonly Posted[]): readonly string[] {
  return derive(mails.map(posted)).set.series.map(picture)
}

/** The lineages of some mails, each as the ids of its series. */
export function lineages(mails: readonly Posted[]): readonly (readonly string[])[] {
  return derive(mails.map(posted)).found.lineages.map((one) => one.series)
}
