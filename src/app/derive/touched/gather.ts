import type { Identities } from '../../../core/people/person.ts'
import { monthOf } from '../../../core/time.ts'
import type { Derivation } from '../../../store/derived/derivation.ts'
import { listSeriesLineages } from '../../../store/derived/lineages.ts'
import { findMails, listSeriesOf } from '../../../store/derived/mail-lookups.ts'
import { listPersonRows } from '../../../store/derived/people.ts'
import { listSenderNumbers } from '../../../store/derived/sender-numbers.ts'
import { listThinMemos } from '../../../store/derived/series-memos.ts'
import { identities } from '../../read-mail.ts'
import type { SyncJob } from '../../with-run.ts'
import { type Corrections, readCorrections } from '../corrections.ts'
import type { Inputs } from '../inputs.ts'
import { loadIdentityEntries } from '../load-identities.ts'
import type { Memo } from '../memo.ts'
import { printOf } from '../print.ts'
import type { DecidedPair } from '../some-matches.ts'
import { findStaleHints } from './find-stale-hints.ts'
import { findTouchedSeries } from './find-touched-series.ts'
import { loadTouchedMails, type TouchedMails } from './load-mails.ts'
import { openPart } from './part.ts'
import { threadsOf } from './part-threads.ts'
import type { RelinkSources } from './relink.ts'
import { Whole } from './whole.ts'
import { isAsBefore } from './write-senders.ts'

/** What is new, and the series that it touches. */
export interface Gathered extends RelinkSources {
  readonly mails: TouchedMails
  readonly people: Identities
  readonly corrections: Corrections
  /** The pairs of mail and commit about which somebody decided since. */
  readonly decidedPairs: readonly DecidedPair[]
}

/** Loads what is new since the last derivation, and finds the series that it touches. Throws `Whole`. */
export async function gather(
  job: SyncJob,
  before: Derivation,
  memo: Memo,
  inputs: Inputs,
): Promise<Gathered> {
  const { projectId, project, now } = job
  const db = job.database.kysely
  const mailmap = await loadIdentityEntries(db, projectId)
  if (printOf([JSON.stringify(mailmap)]) !== memo.mailmap) throw new Whole('who is who has changed')
  const people = identities(project, mailmap)
  const { personKey } = people
  const mails = await loadTouchedMails(job, before.message, personKey)
  const part = openPart(job, personKey)
  part.add(mails.records, true)
  const corrections = readCorrections(inputs.decisions, now, {
    personKey,
    names: await namesOfDeciders(job, inputs, mails, people),
  })
  const thin = await listThinMemos(db, projectId)
  const touched = await findTouchedSeries(job, part, mails, thin, corrections, personKey)
  const decided = await findMails(
    db,
    projectId,
    inputs.decisions.flatMap((one) => (one.sequence > before.decision ? [one.subject] : [])),
  )
  const inThreads = await listSeriesOf(
    db,
    projectId,
    [...mails.stored, ...decided].map((one) => one.message),
  )
  const isDue = new Set([
    ...Object.entries(memo.dues).flatMap(([name, at]) => (at <= now ? [name] : [])),
    // What counts as long in a month that has not begun may change yet.
    ...Object.entries(memo.months).flatMap(([name, month]) => (month > monthOf(now) ? [name] : [])),
  ])
  return {
    mails,
    part,
    people,
    personKey,
    corrections,
    decidedPairs: corrections.matches.filter((one) => one.sequence > before.decision),
    parentOf: threadsOf(part, mails).parentOf,
    thin,
    lineageOf: await listSeriesLineages(db, projectId),
    touched,
    stale: await findStaleHints(job, mails),
    asked: new Set([...inThreads, ...thin.flatMap((one) => (isDue.has(one.name) ? [one.id] : []))]),
    senders: await listSenderNumbers(db, projectId),
  }
}

/** What those are called who decided. Stories say so: with another name, all of theirs are others. */
async function namesOfDeciders(
  { database, projectId }: SyncJob,
  { decisions }: Inputs,
  mails: TouchedMails,
  { personKey }: Identities,
): Promise<ReadonlyMap<string, string>> {
  const deciders = new Set(decisions.map((one) => personKey({ name: '', address: one.person })))
  const rows = await listPersonRows(database.kysely, projectId, [...deciders])
  const fresh = mails.records.filter((one) => one.thread < 0 && deciders.has(one.senderKey))
  if (fresh.some((one) => !isAsBefore(one, rows)))
    throw new Whole('somebody who decided is called something else')
  return new Map([...rows].map(([key, row]) => [key, row.name]))
}
