import type { Quarter } from '../../core/matching/quarter.ts'
import { changeQuarterPrints } from '../../core/matching/quarter-prints.ts'
import type { Db } from '../../store/database.ts'
import type { Row } from '../../store/derived/lineages.ts'
import { findMails } from '../../store/derived/mail-lookups.ts'
import { replaceCandidates } from '../../store/derived/match-candidates.ts'
import { type CommitChanges, findCommitChanges, putKnownCommits } from '../../store/derived/match-commits.ts'
import { changeEdgeRows } from '../../store/derived/match-edges.ts'
import { listMatches, listMatchesOf, replaceMatches } from '../../store/derived/matches.ts'
import type { SyncJob } from '../with-run.ts'
import { type CandidateChanges, findCandidateChanges, type GivenCandidate } from './candidate-changes.ts'
import { loadPlaced, type PlacedCommit } from './commits.ts'
import { type Corrections, correctMatches } from './corrections.ts'
import { candidateRow, knownCommit } from './match-inputs.ts'
import { matchRows, sameRows } from './match-rows.ts'
import type { Memo } from './memo.ts'
import { type SettledAnew, settleSome } from './settle-some.ts'
import { answerSomePulls, type GivenPull } from './some-pulls.ts'
import { commitName, shasByRepository, type WeighedAnew, weighAnew } from './weigh-anew.ts'

/** A mail, and a commit that somebody said it became, or did not. */
export interface DecidedPair {
  readonly messageId: string
  readonly repository: string
  readonly commit: string
}

/** What may have changed since matches were last derived. */
export interface MatchChanges {
  /** By Message-ID; `undefined`: it is no candidate any more. With one patch, all of its versions. */
  readonly candidates: ReadonlyMap<string, GivenCandidate | undefined>
  /** Pull requests that head a series, by Message-ID; `undefined`: it is none any more. */
  readonly pulls: ReadonlyMap<string, GivenPull | undefined>
  /** All that people decided, as it is now. */
  readonly corrections: Corrections
  /** The pairs about which somebody decided since, or took back what was decided; left out: there are none. */
  readonly decided?: readonly DecidedPair[]
  /** `false`: every branch holds what it held. */
  readonly commitsMayHaveChanged: boolean
}

/** What matching came to where only some was looked at; `all`: everything has to be. */
export type SomeMatches = { readonly kind: 'all'; readonly why: string } | ChangedMatches

/** What is new about matches. */
export interface ChangedMatches {
  readonly kind: 'some'
  readonly prints: Readonly<Record<Quarter, string>>
  /** Mails of which the matches are not as they were. */
  readonly changedMessages: ReadonlySet<number>
  /** The matches of these mails. */
  readonly rows: readonly Row<'patch_match'>[]
  readonly candidates: CandidateChanges
  readonly commits: readonly PlacedCommit[]
  readonly weighed: WeighedAnew
}

/**
 * Which patches became which commits, where little has changed since the memo was taken: the same as `deriveMatches`
 * finds, and only what changed candidates and commits can have changed is loaded, weighed and settled. Writes nothing but
 * the contents of commits that are new.
 */
export async function deriveSomeMatches(
  job: SyncJob,
  changes: MatchChanges,
  memo: Pick<Memo, 'quarters'>,
): Promise<SomeMatches> {
  const db = job.database.kysely
  const { projectId } = job
  const candidates = await findCandidateChanges(db, projectId, changes.candidates)
  if (typeof candidates === 'string') return { kind: 'all', why: candidates }
  const repositories = job.project.repositories.map((one) => one.name)
  const changed = changes.commitsMayHaveChanged
    ? await findCommitChanges(db, projectId, repositories)
    : NO_COMMITS
  if (changed.gone.length > 0) return { kind: 'all', why: 'commits are gone' }
  const come = await loadPlaced(job, shasByRepository(changed.come))
  const moved = await loadPlaced(job, shasByRepository(changed.moved))
  const prints = changeQuarterPrints(memo.quarters, {
    come: candidates.come.map(({ candidate, print }) => ({ at: candidate.at, print })),
    gone: candidates.gone,
    commits: come,
  })
  if (prints === undefined) return { kind: 'all', why: 'a quarter is new' }
  const weighed = await weighAnew(job, candidates, come, Object.keys(memo.quarters))
  if (typeof weighed === 'string') return { kind: 'all', why: weighed }

  const fresh = [...come, ...moved]
  const named = await namedMails(job, changes, candidates, fresh)
  const settled = await settleSome(db, projectId, candidates, weighed, {
    messages: [
      ...named.messages,
      ...[...candidates.come, ...candidates.gone, ...candidates.rechained].map((one) => one.message),
      ...[...weighed.gone, ...weighed.come].map((one) => one.message),
    ],
    commits: [...weighed.gone, ...weighed.come, ...fresh, ...(changes.decided ?? []).map(commitOfPair)].map(
      commitName,
    ),
  })
  const { rows, before } = await rowsOf(job, changes, fresh, named.numbers, settled)
  const changedMessages = differing(before, rows)
  return {
    kind: 'some',
    prints,
    changedMessages,
    rows: rows.filter((row) => changedMessages.has(row.message)),
    candidates,
    commits: fresh,
    weighed,
  }
}

const NO_MESSAGES: ReadonlySet<number> = new Set()
const NO_COMMITS: CommitChanges = { come: [], gone: [], moved: [] }

/** Writes what `deriveSomeMatches` found. */
export async function writeSomeMatches(db: Db, projectId: number, some: ChangedMatches): Promise<void> {
  const { come, gone, rechained } = some.candidates
  await replaceCandidates(
    db,
    projectId,
    gone.map((one) => one.message),
    [...come, ...rechained].map((one) => candidateRow(one, one.message, one.chain)),
  )
  await putKnownCommits(db, projectId, some.commits.map(knownCommit))
  await changeEdgeRows(db, projectId, some.weighed.gone, some.weighed.come)
  await replaceMatches(db, projectId, [...some.changedMessages], some.rows)
}

/** Mails of which the matches can change although no edge does: by Message-ID, as far as that is known, and all of them. */
async function namedMails(
  job: SyncJob,
  { corrections, decided = [], pulls }: MatchChanges,
  candidates: CandidateChanges,
  fresh: readonly PlacedCommit[],
): Promise<{ readonly numbers: ReadonlyMap<string, number>; readonly messages: readonly number[] }> {
  const db = job.database.kysely
  const commits = [...fresh, ...decided.map(commitOfPair)]
  const names = new Set(commits.map(commitName))
  const pairs = corrections.matches.filter((one) => names.has(commitName(commitOfPair(one))))
  const mails = await findMails(db, job.projectId, [
    ...[...pairs, ...decided].map((one) => one.messageId),
    ...pulls.keys(),
  ])
  // What is no candidate any more can still be what people say it is.
  const numbers = new Map([...candidates.gone, ...mails].map((one) => [one.messageId, one.message]))
  const matched = await listMatchesOf(
    db,
    job.projectId,
    commits.map((one) => one.sha),
  )
  return { numbers, messages: [...numbers.values(), ...matched.map((row) => row.message)] }
}

/** The commit of a decision. */
function commitOfPair(pair: DecidedPair): { readonly repository: string; readonly sha: string } {
  return { repository: pair.repository, sha: pair.commit }
}

/** All matches of the mails that were settled, and of pull requests that commits may have answered: now, and before. */
async function rowsOf(
  job: SyncJob,
  { corrections, decided = [], pulls }: MatchChanges,
  fresh: readonly PlacedCommit[],
  named: ReadonlyMap<string, number>,
  settled: SettledAnew,
): Promise<Record<'rows' | 'before', readonly Row<'patch_match'>[]>> {
  const db = job.database.kysely
  const { projectId } = job
  const numbers = new Map(named)
  const messages = new Set(settled.messages)
  const others = fresh.length + decided.length > 0 ? messages : NO_MESSAGES
  const answered = await answerSomePulls(job, pulls, fresh, others)
  for (const pull of answered.pulls) {
    numbers.set(pull.messageId, pull.message)
    messages.add(pull.message)
  }
  const numberOf = (id: string): number | undefined => numbers.get(id) ?? settled.messageOf(id)
  const matches = correctMatches([...settled.matches, ...answered.matches], corrections).filter((one) => {
    const number = numberOf(one.messageId)
    return number !== undefined && messages.has(number)
  })
  const placed = await loadPlaced(
    job,
    shasByRepository(matches.map((one) => ({ repository: one.repository, sha: one.commit }))),
  )
  const byName = new Map(placed.map((one) => [commitName(one), one]))
  const find = (repository: string, sha: string): PlacedCommit | undefined =>
    byName.get(commitName({ repository, sha }))
  return {
    rows: matchRows(matches, { find }, (id) => numberOf(id) ?? 0),
    before: await listMatches(db, projectId, [...messages]),
  }
}

/** The mails of which the rows differ. */
function differing(
  before: readonly Row<'patch_match'>[],
  after: readonly Row<'patch_match'>[],
): ReadonlySet<number> {
  const [old, now] = [byMessage(before), byMessage(after)]
  const differs = (message: number): boolean => !sameRows(old.get(message) ?? [], now.get(message) ?? [])
  return new Set([...old.keys(), ...now.keys()].filter(differs))
}

function byMessage(rows: readonly Row<'patch_match'>[]): ReadonlyMap<number, readonly Row<'patch_match'>[]> {
  const groups = new Map<number, Row<'patch_match'>[]>()
  for (const row of rows) {
    const group = groups.get(row.message)
    if (group) group.push(row)
    else groups.set(row.message, [row])
  }
  return groups
}
