import type { Address } from '../../../core/mail/message.ts'
import { buildThreads, type Threads } from '../../../core/mail/thread.ts'
import { type FactRecord, listFacts } from '../../../store/derived/facts.ts'
import { findMails, listThreadsOf } from '../../../store/derived/mail-lookups.ts'
import { listMissingOf, listNaming } from '../../../store/derived/missing-mails.ts'
import type { SyncJob } from '../../with-run.ts'
import { withPeople } from '../mail-places.ts'
import { namesIn } from '../series-memo-rows.ts'
import { Whole } from './whole.ts'

/** Mails that are new, and the threads that they are in. */
export interface TouchedMails {
  readonly fresh: readonly FactRecord[]
  /** All mails of these threads as they are stored, and the same with their people as they are known now. */
  readonly stored: readonly FactRecord[]
  readonly records: readonly FactRecord[]
  readonly threads: Threads
  /** Numbers of mails of before that name a new one. */
  readonly naming: ReadonlySet<number>
}

/** More mails than this: everything is derived. */
const MOST = 10_000

/**
 * Loads the mails that have no place yet, and every thread that they can have to do with: those of mails that they name, of
 * mails that name them, and of mails that name a missing one which they name, too. Threads are found in these as they
 * would be among all mails.
 *
 * Throws `Whole` where a mail of before was read anew, and where there are too many.
 */
export async function loadTouchedMails(
  job: Pick<SyncJob, 'database' | 'projectId'>,
  newest: number,
  personKey: (address: Address) => string,
): Promise<TouchedMails> {
  const { projectId } = job
  const db = job.database.kysely
  const fresh = await listFacts(db, projectId, { unplaced: true })
  if (fresh.some((record) => record.message <= newest)) throw new Whole('a mail of before was read anew')
  const known = new Map(fresh.map((record) => [record.message, record]))
  const loaded = new Set<number>()
  const asked = new Set<string>()
  let names = fresh.flatMap(({ facts }) => [facts.messageId, ...namesIn(facts)])
  const freshIds = new Set(fresh.map((record) => record.facts.messageId))
  const naming = new Set<number>()
  while (names.length > 0) {
    for (const name of names) asked.add(name)
    const here = (await findMails(db, projectId, names)).filter((mail) => mail.thread >= 0)
    const others = await listNaming(db, projectId, names)
    for (const { missing, message } of others) if (freshIds.has(missing)) naming.add(message)
    const threads = new Set([
      ...here.map((mail) => mail.thread),
      ...(await listThreadsOf(
        db,
        projectId,
        others.map((one) => one.message),
      )),
    ])
    const wanted = [...threads].filter((thread) => thread >= 0 && !loaded.has(thread))
    for (const thread of wanted) loaded.add(thread)
    const more = await listFacts(db, projectId, { threads: wanted })
    for (const record of more) known.set(record.message, record)
    if (known.size > MOST) throw new Whole('the threads of what is new are too long')
    const missing = await listMissingOf(
      db,
      projectId,
      more.map((record) => record.message),
    )
    names = [...new Set(missing.map((one) => one.missing))].filter((name) => !asked.has(name))
  }
  const stored = [...known.values()].sort(byTime)
  const records = withPeople(stored, personKey)
  return { fresh, stored, records, threads: buildThreads(records.map((one) => one.facts)), naming }
}

/** The order of mails: by `at`, then Message-ID. */
export function byTime({ facts: a }: FactRecord, { facts: b }: FactRecord): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : 0
}
