import { groupBy } from '../../../core/group-by.ts'
import { listLinkedPatches, listMailsOfSeries, listSeriesOf } from '../../../store/derived/mail-lookups.ts'
import type { SyncJob } from '../../with-run.ts'

/** Some series with all of their lineages, and with those that gave them patches or took some. */
export async function withVersions(
  { database, projectId }: Pick<SyncJob, 'database' | 'projectId'>,
  wanted: ReadonlySet<number>,
  lineageOf: ReadonlyMap<number, number>,
): Promise<readonly number[]> {
  const db = database.kysely
  const membersOf = groupBy(lineageOf.keys(), (id) => lineageOf.get(id))
  const all = new Set<number>()
  let next: readonly number[] = [...wanted]
  while (next.length > 0) {
    const added: number[] = []
    for (const id of next)
      for (const member of membersOf.get(lineageOf.get(id) ?? id) ?? [id])
        if (!all.has(member)) {
          all.add(member)
          added.push(member)
        }
    const patches = await listMailsOfSeries(db, projectId, added)
    const linked = await listLinkedPatches(db, projectId, patches)
    next = [...(await listSeriesOf(db, projectId, linked))].filter((id) => !all.has(id))
  }
  return [...all]
}
