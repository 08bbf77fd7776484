import { createHash } from 'node:crypto'
import { type Copy, chooseCanonical } from '../../src/app/canonical.ts'
import { parseConfig } from '../../src/app/config.ts'
import { type PlacedCommit, placeCommits } from '../../src/app/derive/commits.ts'
import { readCorrections } from '../../src/app/derive/corrections.ts'
import { currentStanding } from '../../src/app/derive/lineage-rows.ts'
import type { LineageStory } from '../../src/app/derive/lineage-story.ts'
import { readMemo } from '../../src/app/derive/memo.ts'
import { findWorks } from '../../src/app/derive/picture.ts'
import { tellStories } from '../../src/app/derive/stories.ts'
import { mailReader } from '../../src/app/read-mail.ts'
import type { Match } from '../../src/core/matching/match.ts'
import type { MessageFacts } from '../../src/core/patches/facts.ts'
import type { GivenTrailer } from '../../src/core/patches/given-trailers.ts'
import type { Series } from '../../src/core/patches/series.ts'
import { formatTrailer, type Trailer } from '../../src/core/patches/trailers.ts'
import { addDays, type Instant } from '../../src/core/time.ts'
import type { FactRecord } from '../../src/store/derived/facts.ts'
import type { CaseSettings, Expected } from './corpus.ts'

/** Every part of what may be expected. */
export type Outcome = { readonly [K in keyof Expected]-?: NonNullable<Expected[K]> }

/** The facts of some mails, one for each Message-ID, by `at`, then Message-ID: as `sync` stores them. */
export function readRecords(mails: readonly Uint8Array[], settings: CaseSettings): readonly FactRecord[] {
  const reader = mailReader(projectOf(settings))
  const copies = new Map<string, Copy[]>()
  for (const bytes of mails) {
    const read = reader.read(bytes)
    const { messageId } = read
    const digest = createHash('sha256').update(bytes).digest('hex')
    const variant = { message: 0, messageId, digest, size: bytes.length, receivedAt: undefined, lists: [] }
    copies.set(read.messageId, [...(copies.get(read.messageId) ?? []), { variant, read }])
  }
  return [...copies.values()]
    .flatMap((all) => chooseCanonical(reader, all)?.record ?? [])
    .sort((a, b) => order(a.facts.at, b.facts.at) || order(a.facts.messageId, b.facts.messageId))
}

/** All that is derived from some mails and commits, by the steps of `derive` that need no database. */
export function deriveOutcome(mails: readonly Uint8Array[], settings: CaseSettings): Outcome {
  const { personKey } = mailReader(projectOf(settings))
  const records = readRecords(mails, settings)
  const now = settings.asOf ?? addDays(records.at(-1)?.facts.at ?? '2026-01-01T00:00:00Z', 1 / 24)
  const corrections = readCorrections([], now, { personKey: (one) => one.address, names: new Map() })
  const works = findWorks(records, corrections, personKey)
  const commits = placeCommits(listCommits(settings), personKey)
  const matches = listMatches(settings)
  const sources = { works, commits, matches, corrections, personKey, now }
  const { changed: stories } = tellStories(sources, readMemo(undefined))
  const series = stories.flatMap((story) => story.series).sort(byTime)
  const facts = records.map((record) => record.facts)
  return {
    series: series.map(describeSeries),
    lineages: stories.map((story) => {
      const standing = currentStanding(story)
      return {
        series: story.lineage.series.map((one) => one),
        live: story.lineage.effective.map((one) => one),
        status: standing?.status ?? 'not yet',
        lost: [...(standing?.lost ?? [])],
      }
    }),
    versions: stories
      .flatMap((story) => story.patchLinks.map((link): [string, string] => [link.newer, link.older]))
      .sort((a, b) => order(a.join(' '), b.join(' '))),
    replies: stories
      .flatMap((story) => story.replies.map(describeReply))
      .sort((a, b) => order(a.mail, b.mail)),
    trailers: stories.flatMap(describeTrailers),
    kinds: Object.fromEntries(facts.map((one) => [one.messageId, one.kind])),
    authors: Object.fromEntries(facts.map((one) => [one.messageId, one.author.address])),
    at: Object.fromEntries(facts.map((one) => [one.messageId, one.at])),
    problems: Object.fromEntries(
      facts.filter((one) => one.problems.length > 0).map((one) => [one.messageId, placesOf(one)]),
    ),
  }
}

/** What of an outcome was said to be expected; the rest is left out. */
export function expectedPart(outcome: Outcome, expected: Expected): object {
  return {
    ...pick(outcome, expected),
    series: outcome.series.map((one, n) => {
      const { sender, confidence, evidence, ...rest } = one
      return { ...rest, ...pick({ sender, confidence, evidence }, expected.series[n]) }
    }),
    lineages: outcome.lineages.map((one, n) => pick(one, expected.lineages[n])),
    ...(expected.replies && {
      replies: outcome.replies.map((one, n) => {
        const { trailers, ...rest } = one
        return { ...rest, ...pick({ trailers }, expected.replies?.[n]) }
      }),
    }),
    ...(expected.kinds && { kinds: pick(outcome.kinds, expected.kinds) }),
    ...(expected.authors && { authors: pick(outcome.authors, expected.authors) }),
    ...(expected.at && { at: pick(outcome.at, expected.at) }),
  }
}

/** Those entries that another object has as well; all, where there is none to compare with. */
function pick(from: object, like: object | undefined): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => like === undefined || key in like))
}

function projectOf(settings: CaseSettings) {
  const lists = (settings.lists ?? ['devel@lists.example.org']).map((address) => ({
    address,
    source: 'mbox:none',
  }))
  const { people = [], bots = [] } = settings
  const text = JSON.stringify({ projects: [{ id: 'corpus', lists, people, bots }] })
  const [project] = parseConfig(text, '/corpus/patchmoot.json', {}).projects
  if (project === undefined) throw new Error('a configuration has a project')
  return project
}

function shaOf(n: number): string {
  return String(n + 1).padStart(40, '0')
}

function listCommits({ commits = [] }: CaseSettings): PlacedCommit[] {
  return commits.map(({ at, committer }, n) => ({
    repository: 'main',
    sha: shaOf(n),
    author: { name: '', address: committer },
    authoredAt: at,
    committer: { name: '', address: committer },
    committedAt: at,
    landedAt: at,
    parents: 1,
    message: '',
    branches: ['main'],
    development: true,
  }))
}

function listMatches({ commits = [] }: CaseSettings): Match[] {
  return commits.flatMap(({ mail }, n): Match[] =>
    mail === undefined
      ? []
      : [
          {
            messageId: mail,
            repository: 'main',
            commit: shaOf(n),
            rules: ['link'],
            confidence: 1,
            counted: true,
            applied: true,
            evidence: 'the commit names it',
          },
        ],
  )
}

function describeSeries(one: Series): Outcome['series'][number] {
  return {
    title: one.title,
    version: one.version,
    ...(one.revision !== undefined && { revision: one.revision }),
    cover: one.cover ?? null,
    patches: one.patches.map((id) => id ?? null),
    total: one.total ?? null,
    ...(!one.complete && { complete: false as const }),
    ...(one.rfc && { rfc: true as const }),
    ...(one.resend && { resend: true as const }),
    ...(one.pull && { pull: true as const }),
    ...(one.stable.length > 0 && { stable: [...one.stable] }),
    ...(one.trees.length > 0 && { trees: [...one.trees] }),
    ...(one.target !== undefined && { target: one.target }),
    ...(one.duplicates.length > 0 && { duplicates: [...one.duplicates] }),
    sender: one.sender.address,
    confidence: one.confidence,
    evidence: [...one.evidence],
  }
}

function describeReply(reply: LineageStory['replies'][number]): Outcome['replies'][number] {
  return {
    mail: reply.facts.messageId,
    series: reply.series,
    patch: reply.patch ?? null,
    trailers: reply.facts.trailers.map(describeTrailer),
    ...(reply.facts.patch !== undefined && { proposal: true as const }),
  }
}

function describeTrailers(story: LineageStory): Outcome['trailers'] {
  return story.trailers
    .filter((given) => given.trailer.key !== 'Signed-off-by')
    .map((given: GivenTrailer) => ({
      trailer: describeTrailer(given.trailer),
      in: given.messageId,
      for: given.patch ?? given.series,
      origin: given.origin,
      ...(given.givenIn !== undefined && { givenIn: given.givenIn }),
      ...(!given.byGiver && { byGiver: false as const }),
    }))
}

function describeTrailer(trailer: Trailer): string {
  return `${formatTrailer(trailer)}${trailer.typo ? ' (typo)' : ''}`
}

function placesOf(facts: MessageFacts): string[] {
  return [...new Set(facts.problems.map((problem) => problem.where))].sort()
}

function byTime(a: Series, b: Series): number {
  return order(a.at, b.at) || order(a.id, b.id)
}

function order(a: string | Instant, b: string | Instant): number {
  return a < b ? -1 : a > b ? 1 : 0
}
