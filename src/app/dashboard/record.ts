import type { CommitFact } from '../../core/metrics/commit-fact.ts'
import { completeFacts, type PeopleBook } from '../../core/metrics/complete-facts.ts'
import { cutFact } from '../../core/metrics/cut-fact.ts'
import type { BareFact, Seconds, SeriesFact } from '../../core/metrics/series-fact.ts'
import { type Instant, secondsOf } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listCommitFacts, listLineageFacts } from '../../store/derived/metric-facts.ts'
import { listAddressUses, listLineageLists, readFactsState } from '../../store/read/metric-record.ts'
import { makePeopleBook } from './people-book.ts'
import type { MetricSettings } from './settings.ts'

/** Everything that the metrics of a project are computed from, as of an instant. */
export interface MetricRecord {
  readonly facts: readonly SeriesFact[]
  readonly commits: readonly CommitFact[]
  readonly people: PeopleBook
  readonly asOf: Seconds
  /** When the first series was posted; `asOf` without any. */
  readonly firstAt: Seconds
}

/** The facts as they are stored, before anything is cut off. */
export interface BareRecord {
  readonly facts: readonly BareFact[]
  readonly commits: readonly CommitFact[]
  readonly people: PeopleBook
  readonly lists: ReadonlyMap<string, readonly string[]>
}

/** Reads the facts of a project. 35,000 mails: 150 ms. */
export async function loadBareRecord(
  db: Db,
  projectId: number,
  settings: MetricSettings,
): Promise<BareRecord> {
  const facts = await listLineageFacts(db, projectId)
  const commits = await listCommitFacts(db, projectId)
  const [only, ...others] = new Set(settings.lists.map((one) => one.address))
  const lists =
    only !== undefined && others.length === 0
      ? new Map(facts.map((fact) => [fact.lineage, [only]]))
      : await listLineageLists(db, projectId)
  return {
    facts,
    commits,
    lists,
    people: makePeopleBook(settings, commits, await listAddressUses(db, projectId)),
  }
}

/** The record as of an instant: what came later is cut off. `isNewest`: nothing is later, so nothing has to be cut. */
export function completeRecord(bare: BareRecord, at: Instant, isNewest: boolean): MetricRecord {
  const asOf = secondsOf(at)
  const cut = isNewest ? bare.facts : bare.facts.flatMap((fact) => cutFact(fact, asOf))
  const facts = completeFacts(cut, bare.people, (lineage) => bare.lists.get(lineage) ?? [])
  return {
    facts,
    commits: isNewest ? bare.commits : bare.commits.filter((one) => one.at <= asOf),
    people: bare.people,
    asOf,
    firstAt: facts[0]?.startedAt ?? asOf,
  }
}

/**
 * Keeps what was read of each project until something new is written, and a few records of past days: facts are read
 * once after a sync, not for every page.
 */
export function keepRecords(): (
  db: Db,
  projectId: number,
  settings: MetricSettings,
  asOf: Instant,
) => Promise<MetricRecord> {
  const bare = new Map<number, { readonly writtenAt: string; readonly record: Promise<BareRecord> }>()
  const records = new Map<string, MetricRecord>()
  return async (db, projectId, settings, asOf) => {
    const state = await readFactsState(db, projectId)
    const writtenAt = state?.writtenAt ?? ''
    let known = bare.get(projectId)
    if (known === undefined || known.writtenAt !== writtenAt) {
      known = { writtenAt, record: loadBareRecord(db, projectId, settings) }
      // Two requests at once read it once; a failure is not kept.
      known.record.catch(() => bare.delete(projectId))
      bare.set(projectId, known)
    }
    const key = `${projectId} ${writtenAt} ${asOf}`
    const kept = records.get(key)
    if (kept !== undefined) return kept
    const record = completeRecord(await known.record, asOf, state === undefined || asOf >= state.writtenAt)
    if (records.size >= MOST_RECORDS) records.delete(records.keys().next().value ?? '')
    records.set(key, record)
    return record
  }
}

const MOST_RECORDS = 6
