import type { CommitFact } from '../../core/metrics/commit-fact.ts'
import { completeFacts, type PeopleBook } from '../../core/metrics/complete-facts.ts'
import { cutFact } from '../../core/metrics/cut-fact.ts'
import { remember } from '../../core/metrics/remember.ts'
import type { BareFact, Seconds, SeriesFact } from '../../core/metrics/series-fact.ts'
import { type Instant, secondsOf } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listCommitFacts, listLineageFacts } from '../../store/derived/metric-facts.ts'
import { listAddressUses, listLineageLists } from '../../store/read/metric-record.ts'
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

/**
 * The record as of an instant: what came later is cut off. `isNewest`: nothing is later, so nothing has to be cut. `newest`:
 * the newest record of the same facts; what nothing has happened to since is taken over from it.
 */
export function completeRecord(
  bare: BareRecord,
  at: Instant,
  isNewest: boolean,
  newest?: MetricRecord,
): MetricRecord {
  const asOf = secondsOf(at)
  const cut = isNewest ? bare.facts : bare.facts.flatMap((fact) => cutFact(fact, asOf))
  const knownOf = newest === undefined ? new Map<string, SeriesFact>() : factsByLineage(newest)
  const facts = completeFacts(
    cut,
    bare.people,
    (lineage) => bare.lists.get(lineage) ?? [],
    (fact) => {
      const known = knownOf.get(fact.lineage)
      // Whatever was cut is another object.
      return known?.versions === fact.versions && known.intervals === fact.intervals ? known : undefined
    },
  )
  return {
    facts,
    commits: isNewest ? bare.commits : bare.commits.filter((one) => one.at <= asOf),
    people: bare.people,
    asOf,
    firstAt: facts[0]?.startedAt ?? asOf,
  }
}

const factsByLineage = remember(
  (record: MetricRecord): ReadonlyMap<string, SeriesFact> =>
    new Map(record.facts.map((fact) => [fact.lineage, fact])),
)
