import type { LineageSet } from '../../../core/patches/find-lineages.ts'
import type { Lineage } from '../../../core/patches/lineage.ts'
import type { Series } from '../../../core/patches/series.ts'
import { placeMails } from '../../../core/patches/series-places.ts'
import { listSeriesOf } from '../../../store/derived/mail-lookups.ts'
import type { SyncJob } from '../../with-run.ts'
import { mailsOf } from '../lineage-rows.ts'
import { assembleWorks, mailsByName, type Work, type Works } from '../picture.ts'
import type { Gathered } from './gather.ts'
import { threadsOf } from './part-threads.ts'
import type { Relinked } from './relink.ts'

/** Lineages of which something may have changed, with all that their stories are told from. */
export interface TouchedWorks {
  readonly works: Works
  /** Lineages that gave patches to these or took some: with them, chains of versions are whole. */
  readonly linked: readonly Work[]
  /** The numbers of the lineages that these were, and of those that are no more. */
  readonly before: ReadonlySet<number>
}

/**
 * Chooses the lineages of which something may have changed, and loads all mails in their threads.
 */
export async function findTouchedWorks(
  { database, projectId }: Pick<SyncJob, 'database' | 'projectId'>,
  { found, series, before: memos }: Relinked,
  sources: Pick<Gathered, 'part' | 'lineageOf' | 'touched' | 'asked' | 'mails'>,
): Promise<TouchedWorks> {
  const { part, lineageOf, touched, asked, mails } = sources
  const db = database.kysely
  const numberOf = (id: string): number | undefined => memos.get(id)?.id
  const isChanged = (id: string): boolean => {
    const number = numberOf(id)
    return number === undefined || touched.changed.has(id) || asked.has(number)
  }
  const changed = new Set(series.flatMap((one) => (isChanged(one.id) ? [one.id] : [])))
  for (const known of found.known) {
    const old = memos.get(known.series)?.known
    if (
      old === undefined ||
      old.print !== known.print ||
      JSON.stringify(old.links) !== JSON.stringify(known.links)
    )
      changed.add(known.series)
  }
  const before = new Set(touched.gone.flatMap((one) => lineageOf.get(one.id) ?? []))
  for (const id of changed) {
    const lineage = lineageOf.get(numberOf(id) ?? -1)
    if (lineage !== undefined) before.add(lineage)
  }
  // What was one lineage may be two now, and the other way round.
  const told = found.lineages.filter((lineage) =>
    lineage.series.some((id) => changed.has(id) || before.has(lineageOf.get(numberOf(id) ?? -1) ?? -1)),
  )
  for (const lineage of told)
    for (const id of lineage.series) {
      const old = lineageOf.get(numberOf(id) ?? -1)
      if (old !== undefined) before.add(old)
    }

  const byId = new Map(series.map((one) => [one.id, one]))
  const members = told.flatMap((lineage) => lineage.series.flatMap((id) => byId.get(id) ?? []))
  await part.loadThreadsOf(members.flatMap(mailsOf).map(part.messageOf))
  const others = await part.loadMemos(await listSeriesOf(db, projectId, part.listInThreads()))
  const gone = new Set(touched.gone.map((one) => one.id))
  const placed = new Map(
    others.flatMap((memo) => (gone.has(memo.id) ? [] : [[memo.series.id, memo.series] as const])),
  )
  for (const one of series) placed.set(one.id, one)
  const threads = threadsOf(part, mails)
  const isCover = (id: string): boolean => part.factsOf(id)?.subject.index === 0
  const all = [...placed.values()]
  const set = { series: all, ...placeMails(all, threads.parentOf, isCover) }
  const linked = linkedTo(told, found, byId)
  const works = assembleWorks({
    mails: mailsByName(part.list()),
    threads,
    set,
    found: { ...found, lineages: [...told, ...linked] },
  })
  return {
    works: { ...works, lineages: works.lineages.slice(0, told.length) },
    linked: works.lineages.slice(told.length),
    before,
  }
}

/** The other lineages that patches tie to some, by whatever many steps. */
function linkedTo(
  told: readonly Lineage[],
  { lineages, patchLinks }: Pick<LineageSet, 'lineages' | 'patchLinks'>,
  seriesOf: ReadonlyMap<string, Series>,
): readonly Lineage[] {
  const lineageOf = new Map<string, string>()
  for (const { id, series } of lineages)
    for (const one of series)
      for (const patch of seriesOf.get(one)?.patches ?? []) if (patch) lineageOf.set(patch, id)
  const ties = new Map<string, Set<string>>()
  const tie = (a: string, b: string): void => {
    ties.set(a, (ties.get(a) ?? new Set()).add(b))
  }
  for (const { newer, older } of patchLinks) {
    const [a, b] = [lineageOf.get(newer), lineageOf.get(older)]
    if (a === undefined || b === undefined || a === b) continue
    tie(a, b)
    tie(b, a)
  }
  const here = new Set(told.map((one) => one.id))
  const open = [...here]
  const found = new Set<string>()
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const other of ties.get(id) ?? [])
      if (!here.has(other) && !found.has(other)) {
        found.add(other)
        open.push(other)
      }
  return lineages.filter((one) => found.has(one.id))
}
