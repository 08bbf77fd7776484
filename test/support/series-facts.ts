import { makeCalendar } from '../../src/core/metrics/calendar.ts'
import type { CommitFact } from '../../src/core/metrics/commit-fact.ts'
import { completeFacts, type PeopleBook } from '../../src/core/metrics/complete-facts.ts'
import { cutFact } from '../../src/core/metrics/cut-fact.ts'
import {
  type Filter,
  makeActor,
  makeFilter,
  NO_FILTER,
  resolvePeriod,
} from '../../src/core/metrics/filter.ts'
import type { Metric, Point, Scope } from '../../src/core/metrics/metric.ts'
import { stepFor } from '../../src/core/metrics/period.ts'
import type {
  BareFact,
  FactInterval,
  ReplyFact,
  Seconds,
  SeriesFact,
  TagFact,
  VersionFact,
} from '../../src/core/metrics/series-fact.ts'

/** Day 0 of the little corpora: a Monday, 9 in the morning. */
export const DAY_0: Seconds = Date.parse('2026-01-05T09:00:00Z') / 1000

/** The instant so many days later. */
export const on = (days: number): Seconds => DAY_0 + Math.round(days * 86_400)

/** A version in a line: when, by whom, with how many patches, and who answered. */
export interface Version extends Partial<Omit<VersionFact, 'at' | 'replies' | 'authors'>> {
  readonly on: number
  readonly by?: string
  readonly patches?: number
  readonly authors?: readonly (string | undefined)[]
  readonly replies?: readonly Reply[]
}

/** A reply: when, from whom; a review unless its sender is one of the authors. */
export interface Reply extends Partial<Omit<ReplyFact, 'at' | 'sender'>> {
  readonly on: number
  readonly from: string
}

/** A piece of work by what matters for numbers. */
export interface Work {
  readonly id: string
  readonly versions: readonly Version[]
  readonly tags?: readonly (Partial<TagFact> & {
    readonly on: number
    readonly key: string
    readonly by: string
  })[]
  readonly landed?: readonly {
    readonly on: number
    readonly version?: number
    readonly patch?: number
    readonly sha?: string
    readonly branch?: 'development' | 'stable'
  }[]
  /** Standings: from which day on, which status, whose turn. */
  readonly stood?: readonly (readonly [on: number, status: string, turn?: string, lost?: boolean])[]
}

/** Everybody is the first part of their address. */
export const person = (name: string): string => (name.includes('@') ? name : `${name}@example.org`)

/** The fact of a piece of work as it is stored. */
export function bareFact(work: Work): BareFact {
  const versions = work.versions.map((one, n): VersionFact => {
    const { on: day, by: sender, patches, authors: written, replies, ...rest } = one
    const by = person(sender ?? 'ada')
    const authors =
      written?.map((author) => (author === undefined ? undefined : person(author))) ??
      Array.from({ length: patches ?? 1 }, () => by)
    const own = new Set([by, ...authors])
    return {
      id: n === 0 ? work.id : `${work.id}-v${n + 1}`,
      title: work.id,
      version: n + 1,
      rfc: false,
      resend: false,
      pull: false,
      stable: false,
      target: undefined,
      total: authors.length,
      additions: 8,
      deletions: 2,
      files: 1,
      areas: ['core/'],
      asked: undefined,
      ...rest,
      at: on(day),
      sender: by,
      authors,
      replies: (replies ?? []).map((reply): ReplyFact => {
        const isOwn = own.has(person(reply.from))
        return {
          patch: reply.patch,
          own: isOwn,
          review: reply.review ?? !isOwn,
          asks: reply.asks ?? false,
          maintainer: reply.maintainer ?? false,
          at: on(reply.on),
          sender: person(reply.from),
        }
      }),
    }
  })
  const stood = work.stood ?? [[work.versions[0]?.on ?? 0, 'new', 'reviewers']]
  return {
    lineage: work.id,
    versions,
    tags: (work.tags ?? []).map((tag) => ({
      key: tag.key,
      person: person(tag.by),
      at: on(tag.on),
      version: tag.version ?? 0,
      patch: tag.patch,
      origin: tag.origin ?? 'given',
    })),
    landed: (work.landed ?? []).map((one, n) => ({
      version: one.version ?? versions.length - 1,
      patch: one.patch ?? 0,
      sha: one.sha ?? `${work.id}${n}`.padEnd(40, '0'),
      at: on(one.on),
      development: one.branch !== 'stable',
    })),
    intervals: stood.map(
      ([from, status, turn, lost], n): FactInterval => ({
        from: on(from),
        to: stood[n + 1] === undefined ? undefined : on(stood[n + 1]?.[0] ?? 0),
        status,
        turn: turn ?? TURNS[status] ?? 'nobody',
        lost: lost ?? false,
      }),
    ),
    joined: [],
    links: [],
  }
}

const TURNS: Readonly<Record<string, string>> = {
  new: 'reviewers',
  rfc: 'reviewers',
  discussion: 'reviewers',
  'needs-approval': 'reviewers',
  'changes-requested': 'author',
  ready: 'committers',
}

/** A book in which companies are the domains of addresses, unless it is told otherwise. */
export function peopleBook(
  options: {
    readonly companies?: Readonly<Record<string, string>>
    readonly committedOn?: Readonly<Record<string, number>>
  } = {},
): PeopleBook {
  return {
    companyOf: (who) => options.companies?.[who.split('@')[0] ?? ''] ?? who.slice(who.indexOf('@') + 1),
    firstCommitAt: (who) => {
      const day = options.committedOn?.[who.split('@')[0] ?? '']
      return day === undefined ? undefined : on(day)
    },
  }
}

/** A commit by what matters for numbers. */
export function commitFact(
  commit: Partial<Omit<CommitFact, 'at'>> & { readonly sha: string; readonly on: number },
): CommitFact {
  const { on: day, ...rest } = commit
  return {
    repository: 'quarry',
    subject: commit.sha,
    author: person('ada'),
    committer: person('mo'),
    development: true,
    tags: [],
    fixes: [],
    reverts: [],
    pickedFrom: [],
    checkIn: undefined,
    ...rest,
    sha: commit.sha.padEnd(40, '0'),
    at: on(day),
  }
}

/** What a metric is computed from, as of a day; the period is all unless the filter has one. */
export function scopeFor(
  works: readonly Work[],
  asOf: number,
  more: {
    readonly commits?: readonly CommitFact[]
    readonly filter?: Partial<Filter>
    readonly person?: string
    readonly book?: PeopleBook
    readonly holidays?: readonly string[]
    /** First day and the day after the last. */
    readonly freezes?: readonly (readonly [from: number, to: number])[]
  } = {},
): Scope {
  const people = more.book ?? peopleBook()
  const filter = { ...NO_FILTER, period: 'all', ...more.filter }
  const bare = works.map(bareFact).flatMap((fact) => cutFact(fact, on(asOf)))
  const all = completeFacts(bare, people, () => ['devel@lists.example.org'])
  const who = more.person === undefined ? undefined : person(more.person)
  const facts = all.filter(makeFilter(filter, who, people.companyOf))
  const period = resolvePeriod(filter.period, on(asOf), all[0]?.startedAt ?? on(asOf))
  return {
    facts,
    commits: (more.commits ?? []).filter((one) => one.at <= on(asOf)),
    period,
    step: filter.by ?? stepFor(period),
    asOf: on(asOf),
    calendar: makeCalendar({ zone: 'UTC', holidays: more.holidays ?? [] }),
    freezes: (more.freezes ?? []).map(([from, to]) => ({ from: on(from), to: on(to) })),
    people,
    isActor: makeActor(filter, who, people.companyOf),
    isNarrowed: facts.length < all.length,
  }
}

/** The facts of some works as of a day. */
export function factsOf(works: readonly Work[], asOf: number): readonly SeriesFact[] {
  return scopeFor(works, asOf).facts
}

/** The points of a metric in short: `line x` to value, with n and how many are open where it tells. */
export function read(metric: Metric, scope: Scope): Readonly<Record<string, number | string | undefined>> {
  return Object.fromEntries(metric.compute(scope).map((point) => [`${point.line} ${point.x}`, brief(point)]))
}

function brief(point: Point): number | string | undefined {
  if (point.n === undefined) return point.value
  const open = point.open === undefined || point.open === 0 ? '' : `, ${point.open} open`
  return `${point.value ?? '?'} of ${point.n}${open}`
}
