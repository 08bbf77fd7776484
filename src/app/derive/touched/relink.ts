import type { Address } from '../../../core/mail/message.ts'
import { findLineages, type LineageSet } from '../../../core/patches/find-lineages.ts'
import { seriesCard } from '../../../core/patches/lineage-card.ts'
import { type SenderNumber, senderBook, senderKeys } from '../../../core/patches/lineage-people.ts'
import type { Series } from '../../../core/patches/series.ts'
import type { Instant } from '../../../core/time.ts'
import { findMails, listSeriesOf, listTitled } from '../../../store/derived/mail-lookups.ts'
import { listContinued, type SeriesMemo, type ThinMemo } from '../../../store/derived/series-memos.ts'
import type { SyncJob } from '../../with-run.ts'
import type { Corrections } from '../corrections.ts'
import { mailsOf } from '../lineage-rows.ts'
import { mailsByName } from '../picture.ts'
import type { TouchedSeries } from './find-touched-series.ts'
import type { Part } from './part.ts'
import { Whole } from './whole.ts'
import { withVersions } from './with-versions.ts'

/** What links are found from anew. */
export interface RelinkSources {
  readonly part: Part
  readonly parentOf: (messageId: string) => string | undefined
  /** All series as they were, in order of `at`, then name, and the lineage of each. */
  readonly thin: readonly ThinMemo[]
  readonly lineageOf: ReadonlyMap<number, number>
  readonly touched: TouchedSeries
  /** Numbers of series that may hint at others now. */
  readonly stale: ReadonlySet<number>
  /** Numbers of series of which something else is asked: with their lineages. */
  readonly asked: ReadonlySet<number>
  /** Senders and authors as links knew them. */
  readonly senders: readonly SenderNumber[]
  readonly corrections: Pick<Corrections, 'links'>
  readonly personKey: (address: Address) => string
}

/** Lineages of the part that was loaded, all of their series in it. */
export interface Relinked {
  readonly found: LineageSet
  /** All series of the part, as they are now. */
  readonly series: readonly Series[]
  /** What was remembered of each of them; none of those that are new. By id. */
  readonly before: ReadonlyMap<string, SeriesMemo>
}

/** With more series than this to be linked anew, everything is derived. */
const MOST = 500

/**
 * Links again what was posted since the earliest change, as it would be among all series: with all that its senders posted
 * before, what bears its titles, what it hints at, and all versions of these.
 *
 * Throws `Whole` where the earliest change is too long ago.
 */
export async function relink(
  job: Pick<SyncJob, 'database' | 'projectId'>,
  sources: RelinkSources,
): Promise<Relinked> {
  const { part, thin, touched, personKey, senders } = sources
  const gone = new Set(touched.gone.map((one) => one.id))
  const since = earliestChange(sources)
  const recent = thin.filter((one) => one.at >= since && !gone.has(one.id))
  if (recent.length + touched.changed.size > MOST) throw new Whole('what is new belongs to work of long ago')
  await part.loadSeries(recent.map((one) => one.id))
  const again = [
    ...touched.changed.values(),
    ...recent.flatMap((one) => (touched.changed.has(one.name) ? [] : (part.memos.get(one.id)?.series ?? []))),
  ].filter((one) => one.at >= since)
  const known = senders.filter((one) => one.since < since)
  const wanted = new Set([
    ...recent.map((one) => one.id),
    ...sources.asked,
    ...(await listHinted(job, again, sources)),
    ...ofSameSenders(again, known, since, sources),
  ])
  for (const id of gone) wanted.delete(id)
  const ids = await withVersions(job, wanted, sources.lineageOf)
  await part.loadSeries(ids)

  const memos = (await part.loadMemos(ids)).filter((memo) => !gone.has(memo.id))
  const byName = new Map(memos.map((memo) => [memo.series.id, memo.series]))
  for (const [id, one] of touched.changed) byName.set(id, one)
  const series = [...byName.values()]
  const found = findLineages(series, {
    factsOf: part.factsOf,
    threads: { parentOf: sources.parentOf },
    personKey,
    links: sources.corrections.links,
    memo: {
      known: memos.map((memo) => memo.known),
      printOf: mailsByName(part.list()).printOf,
      since: {
        at: since,
        people: known,
        continued: await listContinued(job.database.kysely, job.projectId, [...byName.keys()], since),
      },
    },
  })
  return { found, series, before: new Map(memos.map((memo) => [memo.series.id, memo])) }
}

/** Two parts without a lineage in common, of which the first was linked anew. */
export function joinRelinked(a: Relinked, b: Relinked): Relinked {
  const here = new Set(a.series.map((one) => one.id))
  const isNew = (id: string): boolean => !here.has(id)
  const patches = new Set(a.series.flatMap((one) => one.patches))
  const { found } = b
  return {
    found: {
      lineages: [...a.found.lineages, ...found.lineages.filter((one) => isNew(one.id))],
      seriesLinks: [...a.found.seriesLinks, ...found.seriesLinks.filter((one) => isNew(one.newer))],
      patchLinks: [...a.found.patchLinks, ...found.patchLinks.filter((one) => !patches.has(one.newer))],
      known: [...a.found.known, ...found.known.filter((one) => isNew(one.series))],
      people: a.found.people,
    },
    series: [...a.series, ...b.series.filter((one) => isNew(one.id))],
    before: new Map([...b.before, ...a.before]),
  }
}

const NEVER: Instant = '9999-12-31T23:59:59Z'

function earliestChange({ thin, touched, stale }: RelinkSources): Instant {
  const before = new Map(thin.map((one) => [one.name, one.at]))
  const moments = [
    ...[...touched.changed.values()].flatMap((one) => [one.at, before.get(one.id) ?? one.at]),
    ...touched.gone.map((one) => one.at),
    ...thin.flatMap((one) => (stale.has(one.id) ? [one.at] : [])),
  ]
  return moments.reduce((a, b) => (b < a ? b : a), NEVER)
}

/** The series in the threads of some series and of the mails that they name, those under their titles, and those decided of. */
async function listHinted(
  { database, projectId }: Pick<SyncJob, 'database' | 'projectId'>,
  again: readonly Series[],
  { part, corrections }: RelinkSources,
): Promise<ReadonlySet<number>> {
  const db = database.kysely
  const ids = again.flatMap(mailsOf)
  const own = new Set(ids)
  const facts = ids.flatMap((id) => part.factsOf(id) ?? [])
  const named = await findMails(
    db,
    projectId,
    facts.flatMap((one) => [...one.supersedes, ...one.links]),
  )
  await part.loadThreads(named.map((mail) => mail.thread))
  await part.loadThreadsOf(ids.map(part.messageOf))
  const decided = await findMails(
    db,
    projectId,
    corrections.links.flatMap(({ newer, older }) => (own.has(newer) ? [older] : [])),
  )
  const titled = await listTitled(
    db,
    projectId,
    facts.flatMap((one) => (one.subject.key === '' ? [] : [one.subject.key])),
  )
  return listSeriesOf(db, projectId, [
    ...part.listInThreads(),
    ...decided.map((mail) => mail.message),
    ...titled,
  ])
}

/** What the senders of some series posted before, under whatever address. */
function ofSameSenders(
  again: readonly Series[],
  known: readonly SenderNumber[],
  since: Instant,
  { thin, part, personKey }: RelinkSources,
): readonly number[] {
  const book = senderBook(personKey, known)
  const ordered = [...again].sort((a, b) => order(a.at, b.at) || order(a.id, b.id))
  const senders = new Set(ordered.flatMap((one) => seriesCard(one, part.factsOf, book).sender))
  const numbers = new Map(known.map((one) => [one.key, one.number]))
  return thin.flatMap((one) => {
    if (one.at >= since) return []
    const keys = senderKeys(one.senderName, one.sender)
    return keys.some((key) => senders.has(numbers.get(key) ?? -1)) ? [one.id] : []
  })
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
