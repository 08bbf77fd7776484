import type { Address } from '../../src/core/mail/message.ts'
import type { MessageFacts } from '../../src/core/patches/facts.ts'
import { findGivenTrailers, type SeriesReply } from '../../src/core/patches/given-trailers.ts'
import type { PatchLink, SeriesLink } from '../../src/core/patches/lineage.ts'
import { newestOf } from '../../src/core/patches/newest.ts'
import type { Series } from '../../src/core/patches/series.ts'
import type { Signal } from '../../src/core/patches/signals.ts'
import type { History, MatchedPatch, StatusDecision } from '../../src/core/status/history.ts'
import { addDays, type Instant } from '../../src/core/time.ts'

/** Day 0 of the little histories in the status tests. */
export const START: Instant = '2026-03-02T09:00:00Z'

/** The instant so many days after the start. */
export const day = (days: number): Instant => addDays(START, days)

const person = (name: string): Address => ({ name, address: `${name.toLowerCase()}@example.org` })

/** A mail of a small history: who, on which day, what it does. */
export interface Mail {
  readonly id: string
  readonly from: string
  /** Who wrote the patch, where another person sends it. */
  readonly author?: string
  readonly on: number
  readonly answers?: string
  /** What its References name before the mail that it answers, newest first. */
  readonly beyond?: readonly string[]
  readonly says?: readonly (Signal['kind'] | { kind: Signal['kind']; excerpt: string })[]
  readonly tags?: readonly string[]
  readonly notes?: MessageFacts['tagNotes']
  /** Name of the change: two patches with one name change the same lines. */
  readonly change?: string
  /** Names of people in `To:`. */
  readonly sentTo?: readonly string[]
  /** Its subject says that it is a patch; true unless it is a reply. */
  readonly isPatch?: boolean
  /** What the change touches. */
  readonly files?: readonly string[]
}

/** Facts of a small mail. A tag is written `Reviewed-by: Bo`, the address follows from the name. */
export function facts(mail: Mail): MessageFacts {
  const sender = person(mail.from)
  return {
    messageId: mail.id,
    at: day(mail.on),
    sentAt: day(mail.on),
    receivedAt: undefined,
    sender,
    author: mail.author === undefined ? sender : person(mail.author),
    to: (mail.sentTo ?? []).map(person),
    subject: {
      raw: mail.id,
      title: mail.id,
      key: mail.id,
      reply: mail.answers !== undefined,
      forward: false,
      ping: false,
      patch: mail.isPatch ?? mail.answers === undefined,
      pull: false,
      rfc: false,
      resend: false,
      revision: undefined,
      index: undefined,
      total: undefined,
      target: undefined,
      stable: [],
      trees: [],
    },
    kind: mail.answers === undefined ? 'patch' : 'reply',
    parents: mail.answers === undefined ? [] : [mail.answers, ...(mail.beyond ?? [])],
    trailers: (mail.tags ?? []).map((tag) => {
      const [key = '', name = ''] = tag.split(': ')
      return { key, ...person(name), value: name, note: undefined, typo: false }
    }),
    tagNotes: mail.notes ?? [],
    patch:
      mail.change === undefined
        ? undefined
        : {
            patchId: mail.change,
            changedLinesId: mail.change,
            files: (mail.files ?? []).map((path) => ({
              path,
              oldPath: undefined,
              change: 'modified' as const,
              additions: 1,
              deletions: 1,
            })),
            additions: 1,
            deletions: 1,
            lines: new Uint32Array(),
            messageLines: new Uint32Array(),
          },
    changeId: undefined,
    supersedes: [],
    links: [],
    signals: (mail.says ?? []).map((one) => (typeof one === 'string' ? { kind: one, excerpt: one } : one)),
    hasText: true,
    problems: [],
  }
}

/** One version of a small history. Slots without a mail are given as `undefined`. */
export interface Version {
  readonly id: string
  readonly version?: number
  readonly cover?: string
  readonly patches: readonly (string | undefined)[]
  readonly continues?: readonly string[]
  readonly rfc?: boolean
  readonly pull?: boolean
  readonly resend?: boolean
  readonly stable?: readonly string[]
}

/** A history from its mails and versions; replies find their target by climbing `answers`. */
export function history(options: {
  mails: readonly Mail[]
  versions: readonly Version[]
  patchLinks?: readonly (readonly [newer: string, older: string])[]
  matches?: readonly MatchedPatch[]
  doubts?: readonly Instant[]
  decisions?: readonly StatusDecision[]
  committers?: Readonly<Record<string, number>>
  unansweredDays?: number
  uncommittedDays?: number
  intents?: History['intents']
  pauses?: History['pauses']
  policy?: History['policy']
}): History {
  const all = new Map(options.mails.map((mail) => [mail.id, facts(mail)]))
  const seriesOf = new Map<string, { series: string; patch: string | undefined }>()
  for (const version of options.versions) {
    if (version.cover !== undefined) seriesOf.set(version.cover, { series: version.id, patch: undefined })
    for (const id of version.patches)
      if (id !== undefined) seriesOf.set(id, { series: version.id, patch: id })
  }
  const target = (id: string | undefined): { series: string; patch: string | undefined } | undefined =>
    id === undefined ? undefined : (seriesOf.get(id) ?? target(all.get(id)?.parents[0]))
  const replies = [...all.values()]
    .filter((one) => !seriesOf.has(one.messageId))
    .flatMap((one): SeriesReply[] => {
      const found = one.parents.map(target).find((each) => each !== undefined)
      return found === undefined ? [] : [{ facts: one, ...found }]
    })
    .sort((a, b) => (a.facts.at + a.facts.messageId < b.facts.at + b.facts.messageId ? -1 : 1))
  const series = options.versions.map((version) => seriesFrom(version, all))
  const patchLinks: PatchLink[] = (options.patchLinks ?? []).map(([newer, older]) => ({
    newer,
    older,
    confidence: 1,
    evidence: [],
  }))
  const seriesLinks: SeriesLink[] = options.versions.flatMap((version) =>
    (version.continues ?? []).map((older) => ({
      newer: version.id,
      older,
      score: 100,
      confidence: 1,
      evidence: [],
    })),
  )
  const personKey = (address: Address): string => address.address
  const factsOf = (id: string): MessageFacts | undefined => all.get(id)
  return {
    series,
    seriesLinks,
    patchLinks,
    factsOf,
    replies,
    trailers: findGivenTrailers({ series, factsOf, replies, patchLinks, personKey }),
    matches: options.matches ?? [],
    doubts: options.doubts ?? [],
    decisions: options.decisions ?? [],
    personKey,
    effectiveOf: (versions) => newestOf(versions)?.patches.filter((id) => id !== undefined) ?? [],
    committerSince: (key) => {
      const on = options.committers?.[key.split('@')[0] ?? '']
      return on === undefined ? undefined : day(on)
    },
    unansweredDays: () => options.unansweredDays ?? 14,
    uncommittedDays: () => options.uncommittedDays ?? 10,
    intents: options.intents ?? [],
    pauses: options.pauses ?? [],
    policy: options.policy,
  }
}

function seriesFrom(version: Version, all: ReadonlyMap<string, MessageFacts>): Series {
  const ids = [version.cover, ...version.patches].filter((id) => id !== undefined)
  const mails = ids.flatMap((id) => all.get(id) ?? [])
  const first = mails.reduce((a, b) => (b.at < a.at ? b : a))
  return {
    id: version.id,
    sender: first.sender,
    at: first.at,
    version: version.version ?? 1,
    revision: undefined,
    versionWritten: (version.version ?? 1) > 1,
    title: version.id,
    rfc: version.rfc ?? false,
    resend: version.resend ?? false,
    pull: version.pull ?? false,
    stable: version.stable ?? [],
    trees: [],
    target: undefined,
    cover: version.cover,
    patches: version.patches,
    duplicates: [],
    total: version.patches.length,
    complete: version.patches.every((id) => id !== undefined),
    confidence: 1,
    evidence: [],
  }
}
