import type { Address } from '../../../core/mail/message.ts'
import type { MessageFacts } from '../../../core/patches/facts.ts'
import { type FactRecord, listFacts } from '../../../store/derived/facts.ts'
import { listMailsOfSeries, listThreadsOf } from '../../../store/derived/mail-lookups.ts'
import { listSeriesMemos, type SeriesMemo } from '../../../store/derived/series-memos.ts'
import type { SyncJob } from '../../with-run.ts'
import { withPeople } from '../mail-places.ts'
import { byTime } from './load-mails.ts'

/** The part of a project that has been loaded so far, by what was found to be touched. */
export interface Part {
  /** Mails, in order of `at`, then Message-ID. */
  readonly list: () => readonly FactRecord[]
  readonly recordOf: (messageId: string) => FactRecord | undefined
  readonly factsOf: (messageId: string) => MessageFacts | undefined
  /** Message-ID of a mail by its number. */
  readonly idOf: (message: number) => string | undefined
  /** Throws `TypeError` for a mail that was not loaded. */
  readonly messageOf: (messageId: string) => number
  /** `wholeThreads`: no mail of their threads is missing. */
  readonly add: (records: readonly FactRecord[], wholeThreads?: boolean) => void
  readonly loadMails: (messages: readonly number[]) => Promise<void>
  /** The numbers of the mails in threads that are here whole. */
  readonly listInThreads: () => readonly number[]
  /** Whole threads, by number. */
  readonly loadThreads: (threads: Iterable<number>) => Promise<void>
  /** The threads of these mails, whole. */
  readonly loadThreadsOf: (messages: readonly number[]) => Promise<void>
  /** What is remembered of series, by number. */
  readonly memos: ReadonlyMap<number, SeriesMemo>
  readonly loadMemos: (series: Iterable<number>) => Promise<readonly SeriesMemo[]>
  /** The same, with the facts of their mails. */
  readonly loadSeries: (series: Iterable<number>) => Promise<void>
}

/** An empty part. Nothing is loaded twice. */
export function openPart(
  { database, projectId }: Pick<SyncJob, 'database' | 'projectId'>,
  personKey: (address: Address) => string,
): Part {
  const db = database.kysely
  const byNumber = new Map<number, FactRecord>()
  const byId = new Map<string, FactRecord>()
  const memos = new Map<number, SeriesMemo>()
  const wholeThreads = new Set<number>()
  const inThreads = new Set<number>()
  let sorted: readonly FactRecord[] | undefined
  const withMails = new Set<number>()
  const add = (records: readonly FactRecord[], areWhole = false): void => {
    for (const record of records) {
      if (areWhole) inThreads.add(record.message)
      if (byNumber.has(record.message)) continue
      sorted = undefined
      byNumber.set(record.message, record)
      byId.set(record.facts.messageId, record)
    }
  }
  const loadMails = async (messages: readonly number[]): Promise<void> => {
    const wanted = [...new Set(messages)].filter((message) => !byNumber.has(message))
    if (wanted.length > 0) add(withPeople(await listFacts(db, projectId, { messages: wanted }), personKey))
  }
  const loadThreads = async (threads: Iterable<number>): Promise<void> => {
    const wanted = [...new Set(threads)].filter((thread) => thread >= 0 && !wholeThreads.has(thread))
    for (const thread of wanted) wholeThreads.add(thread)
    if (wanted.length > 0)
      add(withPeople(await listFacts(db, projectId, { threads: wanted }), personKey), true)
  }
  const loadMemos = async (series: Iterable<number>): Promise<readonly SeriesMemo[]> => {
    const ids = [...new Set(series)]
    const wanted = ids.filter((id) => !memos.has(id))
    if (wanted.length > 0)
      for (const memo of await listSeriesMemos(db, projectId, wanted)) memos.set(memo.id, memo)
    return ids.flatMap((id) => memos.get(id) ?? [])
  }
  return {
    list() {
      sorted ??= [...byNumber.values()].sort(byTime)
      return sorted
    },
    listInThreads: () => [...inThreads],
    recordOf: (id) => byId.get(id),
    factsOf: (id) => byId.get(id)?.facts,
    idOf: (message) => byNumber.get(message)?.facts.messageId,
    messageOf(id) {
      const record = byId.get(id)
      if (record === undefined) throw new TypeError(`mail ${id} is not at hand`)
      return record.message
    },
    add,
    loadMails,
    loadThreads,
    loadThreadsOf: async (messages) => loadThreads(await listThreadsOf(db, projectId, messages)),
    memos,
    loadMemos,
    async loadSeries(series) {
      const wanted = [...new Set(series)].filter((id) => !withMails.has(id))
      for (const id of wanted) withMails.add(id)
      await loadMemos(wanted)
      await loadMails(await listMailsOfSeries(db, projectId, wanted))
    },
  }
}
