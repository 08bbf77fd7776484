import { type Instant, secondsOf } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { readFactsState } from '../../store/read/metric-record.ts'
import { type BareRecord, completeRecord, loadBareRecord, type MetricRecord } from './record.ts'
import type { MetricSettings } from './settings.ts'

/** A record, and what else was read together with it. */
export interface Kept<More> {
  readonly record: MetricRecord
  readonly more: More
}

/** Records of projects, read once after a sync, and not for every page. */
export interface KeptRecords<More> {
  /**
   * The record of a project as of an instant. `shown`: where there is a newer one that is not shown yet, the one that was
   * shown before: nobody waits for it. `newest`: the newest there is, however long it takes to read.
   */
  read(
    db: Db,
    projectId: number,
    settings: MetricSettings,
    asOf: Instant,
    which: 'shown' | 'newest',
  ): Promise<Kept<More>>
  /** From now on the newest that was read is shown. */
  show(projectId: number): void
}

/** What was read of a project at an instant. */
interface Loaded<More> {
  readonly writtenAt: Instant
  readonly bare: BareRecord
  readonly more: More
  /** The newest record, and when it was the newest; its facts stay the same while nothing is written. */
  newest: { readonly asOf: Instant; readonly record: MetricRecord }
  /** Records of past days, those asked for the longest ago first. */
  readonly past: Map<Instant, MetricRecord>
}

/** Days of the past that are kept: of what has not changed since they share the facts of the newest record. */
const MOST_PAST = 4

/** Keeps what was read of each project until something new is written. `loadMore`: what else goes with a record. */
export function keepRecords<More>(loadMore: (db: Db, projectId: number) => Promise<More>): KeptRecords<More> {
  const loading = new Map<number, { readonly writtenAt: Instant; readonly loaded: Promise<Loaded<More>> }>()
  const newest = new Map<number, Loaded<More>>()
  const shown = new Map<number, { readonly loaded: Loaded<More>; readonly record: MetricRecord }>()

  const load = async (db: Db, projectId: number, settings: MetricSettings): Promise<Loaded<More>> => {
    const state = await readFactsState(db, projectId)
    const writtenAt = state?.writtenAt ?? ''
    const known = loading.get(projectId)
    if (known?.writtenAt === writtenAt) return known.loaded
    const loaded = read(db, projectId, settings, state?.asOf ?? writtenAt, writtenAt)
    loading.set(projectId, { writtenAt, loaded })
    try {
      const made = await loaded
      // What was read slowly may have been overtaken.
      if (loading.get(projectId)?.loaded === loaded) newest.set(projectId, made)
    } catch (error) {
      // Two requests at once read it once; a failure is not kept.
      if (loading.get(projectId)?.loaded === loaded) loading.delete(projectId)
      throw error
    }
    return loaded
  }

  const read = async (
    db: Db,
    projectId: number,
    settings: MetricSettings,
    asOf: Instant,
    writtenAt: Instant,
    again = 3,
  ): Promise<Loaded<More>> => {
    const bare = await loadBareRecord(db, projectId, settings)
    const more = await loadMore(db, projectId)
    const after = await readFactsState(db, projectId)
    // A sync wrote in between: a half of the one and a half of the other would be neither.
    if (after !== undefined && after.writtenAt !== writtenAt && again > 0)
      return read(db, projectId, settings, after.asOf, after.writtenAt, again - 1)
    return {
      writtenAt,
      bare,
      more,
      newest: { asOf, record: completeRecord(bare, asOf, true) },
      past: new Map(),
    }
  }

  return {
    async read(db, projectId, settings, asOf, which) {
      const old = shown.get(projectId)
      if (which === 'shown' && old !== undefined) {
        const isPast = asOf < old.loaded.newest.asOf && asOf < old.loaded.writtenAt
        return {
          record: isPast ? recordAt(old.loaded, asOf) : old.record,
          more: old.loaded.more,
        }
      }
      const loaded = await load(db, projectId, settings)
      const record = recordAt(loaded, asOf)
      if (which === 'shown' && !shown.has(projectId))
        shown.set(projectId, { loaded, record: loaded.newest.record })
      return { record, more: loaded.more }
    },
    show(projectId) {
      const loaded = newest.get(projectId)
      if (loaded !== undefined) shown.set(projectId, { loaded, record: loaded.newest.record })
    },
  }
}

function recordAt<More>(loaded: Loaded<More>, asOf: Instant): MetricRecord {
  const { bare, newest, past, writtenAt } = loaded
  if (asOf === newest.asOf) return newest.record
  if (asOf >= writtenAt) {
    // Nothing was written since: only the clock went on.
    const record = { ...newest.record, asOf: secondsOf(asOf) }
    if (asOf > newest.asOf) loaded.newest = { asOf, record }
    return record
  }
  const kept = past.get(asOf)
  past.delete(asOf)
  const record = kept ?? completeRecord(bare, asOf, false, newest.record)
  if (past.size >= MOST_PAST) past.delete(past.keys().next().value ?? '')
  past.set(asOf, record)
  return record
}
