import type { Address } from '../../../core/mail/message.ts'
import { findSeries } from '../../../core/patches/find-series.ts'
import type { Series } from '../../../core/patches/series.ts'
import { type FactRecord, listFacts } from '../../../store/derived/facts.ts'
import { findMails } from '../../../store/derived/mail-lookups.ts'
import type { ThinMemo } from '../../../store/derived/series-memos.ts'
import type { SyncJob } from '../../with-run.ts'
import type { Corrections } from '../corrections.ts'
import { withPeople } from '../mail-places.ts'
import type { TouchedMails } from './load-mails.ts'
import type { Part } from './part.ts'

/** What new mails do to the series that there were. */
export interface TouchedSeries {
  /** New, or not as they were: by id. */
  readonly changed: ReadonlyMap<string, Series>
  /** Those that are no more. */
  readonly gone: readonly ThinMemo[]
}

/**
 * The series of everybody who sent new work, found anew from all of their work: nobody else's mails decide on them
 * (see `findSeries`), but by a correction, which makes its senders one.
 */
export async function findTouchedSeries(
  { database, projectId }: Pick<SyncJob, 'database' | 'projectId'>,
  part: Part,
  mails: TouchedMails,
  thin: readonly ThinMemo[],
  { groups }: Pick<Corrections, 'groups'>,
  personKey: (address: Address) => string,
): Promise<TouchedSeries> {
  const db = database.kysely
  const fresh = new Set(mails.fresh.map((record) => record.message))
  const senders = new Set(
    mails.records.flatMap((one) => (fresh.has(one.message) && isWork(one) ? [one.senderKey] : [])),
  )
  if (senders.size === 0) return { changed: new Map(), gone: [] }
  const corrected = groups.flatMap(({ message, series }) =>
    series === 'own' ? [message] : [message, series],
  )
  await part.loadMails((await findMails(db, projectId, corrected)).map((mail) => mail.message))
  const concerned = corrected.flatMap((id) => part.recordOf(id)?.senderKey ?? [])
  if (concerned.some((sender) => senders.has(sender))) for (const sender of concerned) senders.add(sender)
  part.add(withPeople(await listFacts(db, projectId, { workOf: [...senders] }), personKey))

  const named = new Set(corrected)
  const facts = part
    .list()
    .filter((one) => senders.has(one.senderKey) && (isWork(one) || named.has(one.facts.messageId)))
    .map((one) => one.facts)
  const { series } = findSeries(facts, mails.threads, personKey, groups)
  const before = thin.filter((one) => senders.has(one.sender))
  const shapes = new Map(
    (await part.loadMemos(before.map((one) => one.id))).map((memo) => [
      memo.series.id,
      JSON.stringify(memo.series),
    ]),
  )
  const here = new Set(series.map((one) => one.id))
  return {
    changed: new Map(
      series.flatMap((one) => (shapes.get(one.id) === JSON.stringify(one) ? [] : [[one.id, one] as const])),
    ),
    gone: before.filter((one) => !here.has(one.name)),
  }
}

/** Whether a mail can be part of a series. */
export function isWork({ facts }: FactRecord): boolean {
  return facts.kind !== 'reply' && facts.kind !== 'bot'
}
