import type { Match } from '../../../core/matching/match.ts'
import type { Instant } from '../../../core/time.ts'
import type { Row } from '../../../store/derived/lineages.ts'
import { listMatches } from '../../../store/derived/matches.ts'
import type { SyncJob } from '../../with-run.ts'
import type { GivenCandidate } from '../candidate-changes.ts'
import { loadPlaced, type PlacedCommit } from '../commits.ts'
import { mailsOf } from '../lineage-rows.ts'
import { listCandidates } from '../matches.ts'
import type { Memo } from '../memo.ts'
import type { Works } from '../picture.ts'
import { type ChangedMatches, deriveSomeMatches } from '../some-matches.ts'
import type { GivenPull } from '../some-pulls.ts'
import { shasByRepository } from '../weigh-anew.ts'
import type { TouchedWorks } from './find-touched-works.ts'
import type { Gathered } from './gather.ts'
import { Whole } from './whole.ts'

/** Matches the patches of what is touched, and what is new among commits. Throws `Whole`. */
export async function matchTouched(
  job: SyncJob,
  { part, mails, touched, corrections, decidedPairs }: Gathered,
  { works, linked }: Pick<TouchedWorks, 'works' | 'linked'>,
  memo: Memo,
  commitsMayHaveChanged: boolean,
): Promise<ChangedMatches> {
  const candidates = new Map<string, GivenCandidate | undefined>()
  const inThreads = new Set(mails.records.map((one) => one.facts.messageId))
  // What was a candidate and is none any more is among these.
  for (const { facts } of mails.records)
    if (facts.patch !== undefined) candidates.set(facts.messageId, undefined)
  for (const { id } of touched.gone) {
    const memo = part.memos.get(id)
    for (const mail of memo === undefined ? [] : mailsOf(memo.series))
      if (part.factsOf(mail)?.patch !== undefined) candidates.set(mail, undefined)
  }
  // Of mails in other threads it is not known here what they answer.
  const otherDiffs = works.otherDiffs.filter((facts) => inThreads.has(facts.messageId))
  const told = new Set(works.lineages.flatMap(({ series }) => series.map((one) => one.id)))
  const all: Works = {
    ...works,
    lineages: [...works.lineages, ...linked],
    // What answers a linked lineage has no versions, and is as it was.
    repliesTo: (series) => (told.has(series) ? works.repliesTo(series) : []),
    otherDiffs,
  }
  for (const candidate of listCandidates(all)) {
    const { messageId } = candidate
    candidates.set(messageId, {
      candidate,
      message: part.messageOf(messageId),
      mail: works.printOf(messageId),
    })
  }
  const pulls = new Map<string, GivenPull | undefined>()
  for (const one of touched.gone) {
    const cover = part.memos.get(one.id)?.series.cover
    if (cover !== undefined && part.factsOf(cover)?.pull) pulls.set(cover, undefined)
  }
  for (const { series } of works.lineages)
    for (const { cover } of series) {
      const facts = cover === undefined ? undefined : part.factsOf(cover)
      if (facts?.pull === undefined) continue
      const { messageId, at, pull: request } = facts
      pulls.set(messageId, { messageId, at, request, message: part.messageOf(messageId) })
    }
  const matched = await deriveSomeMatches(
    job,
    { candidates, pulls, corrections, decided: decidedPairs, commitsMayHaveChanged },
    memo,
  )
  if (matched.kind === 'all') throw new Whole(matched.why)
  return matched
}

/** What stories are told with: the matches of all mails of what is touched, and where their commits are. */
export async function loadMatches(
  job: SyncJob,
  { part }: Pick<Gathered, 'part'>,
  works: Works,
  { rows, changedMessages }: Pick<ChangedMatches, 'rows' | 'changedMessages'>,
): Promise<{
  readonly matches: readonly Match[]
  readonly find: (repository: string, sha: string) => PlacedCommit | undefined
}> {
  const numbers = works.lineages.flatMap(({ series }) => series.flatMap(mailsOf).map(part.messageOf))
  const asBefore = numbers.filter((message) => !changedMessages.has(message))
  const told = new Set(numbers)
  const all = [
    ...(await listMatches(job.database.kysely, job.projectId, asBefore)),
    ...rows.filter((row) => told.has(row.message)),
  ]
  const commits = await loadPlaced(job, shasByRepository(all))
  const byName = new Map(commits.map((one) => [`${one.repository} ${one.sha}`, one]))
  return {
    matches: all.flatMap((row) => matchOf(row, part.idOf(row.message)) ?? []),
    find: (repository, sha) => byName.get(`${repository} ${sha}`),
  }
}

/** The match that a row was made of (see `matchRows`), with its keys in their order: stories have prints. */
function matchOf(row: Row<'patch_match'>, messageId: string | undefined): Match | undefined {
  if (messageId === undefined) return undefined
  return {
    messageId,
    repository: row.repository,
    commit: row.sha,
    rules: JSON.parse(row.rules),
    confidence: row.confidence,
    counted: row.counted === 1,
    applied: row.applied === 1,
    evidence: row.evidence,
  }
}

/**
 * When each person first committed, with commits that are new. Throws `Whole` where that was not known before: what somebody
 * says who commits is another thing.
 */
export function committersWith(
  commits: readonly PlacedCommit[],
  memo: Pick<Memo, 'committers'>,
  { personKey }: Pick<Gathered, 'personKey'>,
): ReadonlyMap<string, Instant> {
  const known = new Map(Object.entries(memo.committers))
  for (const { committer, development, landedAt } of commits) {
    const since = known.get(personKey(committer))
    if (development && (since === undefined || landedAt < since))
      throw new Whole('somebody commits for the first time')
  }
  return known
}
