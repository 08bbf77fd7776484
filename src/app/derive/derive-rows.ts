import type { Instant } from '../../core/time.ts'
import { readDerivation, saveDerivation } from '../../store/derived/derivation.ts'
import { type FactRecord, listFacts, replaceThreads } from '../../store/derived/facts.ts'
import { type LineageRows, listSeriesLineages, replaceLineages } from '../../store/derived/lineages.ts'
import { listMatches, replaceMatches } from '../../store/derived/matches.ts'
import { replacePersons } from '../../store/derived/people.ts'
import { countFacts } from '../../store/derived/overview.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import { DERIVED_VERSION } from '../../store/migrations.ts'
import { configurationDigest } from '../needs-rebuild.ts'
import { identities } from '../read-mail.ts'
import type { SyncJob } from '../sync.ts'
import { loadCommits } from './commits.ts'
import { readCorrections } from './corrections.ts'
import { lineageRows } from './lineage-rows.ts'
import { matchRows, sameRows } from './match-rows.ts'
import { deriveMatches } from './matches.ts'
import { formatMemo, type Memo } from './memo.ts'
import { writeMetrics } from './metrics.ts'
import { personRows } from './person-rows.ts'
import { findWorks } from './picture.ts'
import { printOf } from './print.ts'
import { tellStories } from './stories.ts'

/**
 * Derives threads, series, lineages, matches and standings of a project from what is stored, and writes the rows of
 * which the inputs have changed since the memo was taken. One transaction: readers see all of it, or none.
 */
export async function deriveRows(job: SyncJob, memo: Memo, inputs: string): Promise<void> {
  const { database, projectId, project, now } = job
  const step = (n: number): void => job.onProgress({ step: 'deriving', unit: 'steps', done: n, total: 6 })
  step(0)
  const records = await listFacts(database.kysely, projectId)
  const decisions = await listDecisions(database.kysely, projectId)
  const corrections = readCorrections(decisions, now)
  const { personKey } = identities(project)
  step(1)
  const works = findWorks(records.map((record) => record.facts), corrections, personKey)
  job.signal.throwIfAborted()
  step(2)
  const commits = await loadCommits(job, records[0]?.facts.at)
  step(3)
  const matched = await deriveMatches(job, works, commits, corrections, memo)
  job.signal.throwIfAborted()
  step(4)
  const numbers = new Map(records.map((record) => [record.facts.messageId, record.message]))
  const messageOf = (id: string): number => {
    const number = numbers.get(id)
    if (number === undefined) throw new TypeError(`no mail ${id} is stored`)
    return number
  }
  const stories = tellStories({ works, commits, matches: matched.matches, corrections, personKey, now }, memo)
  const numbering = { messageOf, factsOf: works.factsOf, personKey }
  const rows = joinRows(stories.changed.map((story) => lineageRows(story, numbering)))
  const matches = matchRows(matched.matches, commits, messageOf)
  step(5)
  job.signal.throwIfAborted()

  const newMemo: Memo = {
    configuration: configurationDigest(project),
    lineages: stories.prints,
    dues: stories.dues,
    quarters: matched.prints,
    inputs,
  }
  const counts = await countFacts(database.kysely, projectId)
  await database.transaction(async (db) => {
    await job.lock.keep(db)
    await replaceThreads(db, projectId, movedMails(records, works, messageOf))
    const before = await listSeriesLineages(db, projectId)
    const kept = new Set(stories.keptNames.map((name) => before.get(messageOf(name)) ?? messageOf(name)))
    const old = [...new Set(before.values())].filter((lineage) => !kept.has(lineage))
    await replaceLineages(db, projectId, old, rows)
    const known = await listMatches(db, projectId)
    if (!sameRows(known, matches)) await replaceMatches(db, projectId, 'all', matches)
    await replacePersons(db, projectId, personRows(records, stories, identities(project)))
    await writeMetrics(db, projectId, stories.firstReplies, now)
    await saveDerivation(db, projectId, {
      version: DERIVED_VERSION,
      configuration: formatMemo(newMemo),
      message: counts.newest,
      decision: decisions.at(-1)?.sequence ?? 0,
      as_of: now,
    })
  })
  step(6)
  void readDerivation
  void printOf
}

/** The mails whose place in a thread is not the one that is stored. */
function movedMails(
  records: readonly FactRecord[],
  works: { parentOf(id: string): string | undefined; rootOf(id: string): string },
  messageOf: (id: string) => number,
) {
  // A thread has the smallest number of its mails.
  const threads = new Map<string, number>()
  for (const record of records) {
    const root = works.rootOf(record.facts.messageId)
    threads.set(root, Math.min(threads.get(root) ?? record.message, record.message))
  }
  return records.flatMap((record) => {
    const id = record.facts.messageId
    const parentId = works.parentOf(id)
    const parent = parentId === undefined ? undefined : messageOf(parentId)
    const thread = threads.get(works.rootOf(id)) ?? record.message
    return parent === record.parent && thread === record.thread ? [] : [{ message: record.message, parent, thread }]
  })
}

function joinRows(all: readonly LineageRows[]): LineageRows {
  return {
    lineages: all.flatMap((one) => one.lineages),
    intervals: all.flatMap((one) => one.intervals),
    series: all.flatMap((one) => one.series),
    patches: all.flatMap((one) => one.patches),
    replies: all.flatMap((one) => one.replies),
    trailers: all.flatMap((one) => one.trailers),
    seriesLinks: all.flatMap((one) => one.seriesLinks),
    patchLinks: all.flatMap((one) => one.patchLinks),
  }
}

export type { Instant }
