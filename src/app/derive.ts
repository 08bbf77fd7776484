import { weekOf } from '../core/metrics/weeks.ts'
import { clearDerived, saveDerivation } from '../store/derived/derivation.ts'
import { type FactRecord, putFacts } from '../store/derived/facts.ts'
import { countDerived, countFacts } from '../store/derived/overview.ts'
import { iterateRaw } from '../store/inputs/raw.ts'
import { indexMessages, type SearchableMessage } from '../store/search.ts'
import { readCanonical } from './canonical.ts'
import { deriveRows } from './derive/derive-rows.ts'
import { isOfOneLineage, printDecisions, readInputs } from './derive/inputs.ts'
import { isDue } from './derive/memo.ts'
import { deriveTouched } from './derive/touched/derive-touched.ts'
import { needsRebuild, readDerivedSoFar } from './needs-rebuild.ts'
import { factRecord, searchable } from './read-mail.ts'
import type { SyncJob } from './with-run.ts'

/** What a derivation came to. */
export interface DeriveSummary {
  readonly series: number
  readonly lineages: number
  /** Patches with a counted match. */
  readonly matched: number
  readonly lost: number
  /** Why every mail was read again; `undefined`: it was not. */
  readonly rebuilt: string | undefined
  /** Why everything was derived, and not what is new alone; `undefined`: it was not. */
  readonly whole: string | undefined
}

/**
 * Derives everything that follows from mails, commits and decisions, as of `job.now`.
 *
 * Only rows whose inputs changed are written. With nothing new and nothing due, not even the inputs are read.
 */
export async function derive(job: SyncJob): Promise<DeriveSummary> {
  const { database, projectId } = job
  let known = await readDerivedSoFar(database.kysely, projectId)
  const rebuilt = needsRebuild(known, job.project)
  if (rebuilt !== undefined) {
    await rereadMails(job)
    known = await readDerivedSoFar(database.kysely, projectId)
  }
  const { derivation: before, memo, counts } = known
  const inputs = await readInputs(job)
  const decided = inputs.decisions.filter((one) => one.sequence > (before?.decision ?? 0))
  const goesOn =
    before !== undefined &&
    counts.unplaced <= MOST_NEW &&
    memo.settings === inputs.settings &&
    memo.decided === printDecisions(inputs.decisions.filter((one) => one.sequence <= before.decision)) &&
    memo.mails === counts.facts - counts.unplaced &&
    decided.every(isOfOneLineage) &&
    job.now >= before.as_of &&
    // Whatever a due time may have been missed for waits for a week at most.
    weekOf(job.now) === weekOf(before.as_of)
  let whole: string | undefined
  const quiet =
    goesOn &&
    memo.branches === inputs.branches &&
    decided.length === 0 &&
    counts.unplaced === 0 &&
    !isDue(memo, job.now)
  if (quiet)
    await database.transaction(async (db) => {
      await job.lock.keep(db)
      await saveDerivation(db, projectId, { ...before, as_of: job.now })
    })
  else {
    whole = goesOn ? await deriveTouched(job, before, memo, inputs) : whyWhole(before, counts.unplaced)
    if (whole !== undefined) await deriveRows(job, memo, inputs)
  }
  return { ...(await countDerived(database.kysely, projectId)), rebuilt, whole }
}

/** With more new mails than this, nearly everything is touched. */
const MOST_NEW = 2000

function whyWhole(before: object | undefined, fresh: number): string {
  if (before === undefined) return 'nothing was derived before'
  return fresh > MOST_NEW
    ? 'much is new'
    : 'it is done once a week, and after decisions and settings that change what belongs together'
}

/** Drops everything derived, and reads every stored mail again. Gives how many. */
export async function rereadMails(job: SyncJob): Promise<number> {
  const { database, projectId, reader } = job
  const total = (await countFacts(database.kysely, projectId)).mails
  await database.transaction(async (db) => {
    await job.lock.keep(db)
    await clearDerived(db, projectId)
  })
  let done = 0
  for await (const batch of iterateRaw(database.kysely, projectId)) {
    job.signal.throwIfAborted()
    const records: FactRecord[] = []
    const words: SearchableMessage[] = []
    const several: number[] = []
    for (const raw of batch) {
      if (raw.variants > 1) {
        several.push(raw.message)
        continue
      }
      const read = reader.read(raw.bytes)
      records.push(factRecord(reader, read.facts(raw.receivedAt), raw, read))
      words.push(searchable(raw.message, read.message))
    }
    await database.transaction(async (db) => {
      await job.lock.keep(db)
      for (const one of await readCanonical(db, projectId, reader, several)) {
        records.push(one.record)
        words.push(searchable(one.record.message, one.message))
      }
      await putFacts(db, projectId, records)
      await indexMessages(db, projectId, words)
    })
    done += batch.length
    job.onProgress({ step: 'reading stored mails', unit: 'mails', done, total })
  }
  return done
}
