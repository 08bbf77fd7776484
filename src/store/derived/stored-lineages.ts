import { groupBy } from '../../core/group-by.ts'
import type { PatchLink, SeriesLink } from '../../core/patches/lineage.ts'
import type { Series } from '../../core/patches/series.ts'
import type { MatchedPatch } from '../../core/status/history.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { recordOf, textsOf } from '../read/json-columns.ts'
import { readByKeys } from '../rows.ts'

/** A mail that answers a series, by numbers and names. */
export interface StoredReply {
  readonly message: number
  /** Id of the series. */
  readonly series: string
  /** Message-ID of the patch that it answers; `undefined`: the cover letter. */
  readonly patch: string | undefined
}

/** A lineage as its rows keep it: what a story can be told from again. */
export interface StoredLineage {
  readonly lineage: number
  /** Oldest first. */
  readonly series: readonly Series[]
  /** Number of each series, by its id. */
  readonly numbers: ReadonlyMap<string, number>
  /** Number of each of its mails that is no reply, by Message-ID. */
  readonly mails: ReadonlyMap<string, number>
  readonly seriesLinks: readonly SeriesLink[]
  readonly patchLinks: readonly PatchLink[]
  readonly replies: readonly StoredReply[]
  /** Counted, of commits that a branch holds; when they came to it. */
  readonly matches: readonly MatchedPatch[]
}

type Content = Omit<StoredLineage, 'lineage' | 'numbers' | 'mails'> & {
  readonly numbers: Map<string, number>
  readonly mails: Map<string, number>
}

/**
 * Lineages by number, with what was posted and said of them up to an instant, as derivation found them. What a version is
 * and what it continues is as it is known today.
 */
export async function readStoredLineages(
  db: Db,
  projectId: number,
  lineages: readonly number[],
  until: Instant,
): Promise<readonly StoredLineage[]> {
  const rows = await readByKeys(lineages, (chunk) =>
    db
      .selectFrom('series')
      .select([
        'id',
        'name',
        'lineage',
        'version',
        'revision',
        'title',
        'sender_name',
        'sender_address',
        'at',
        'cover',
        'total',
        'complete',
        'rfc',
        'resend',
        'pull',
        'confidence',
        'evidence',
        'tags',
      ])
      .where('project_id', '=', projectId)
      .where('lineage', 'in', chunk)
      .where('at', '<=', until)
      .execute(),
  )
  const ids = rows.map((row) => row.id)
  const [patches, replies, seriesLinks] = [
    await listPatches(db, projectId, ids),
    await listReplies(db, projectId, ids, until),
    await listSeriesLinks(db, projectId, ids),
  ]
  const covers = rows.flatMap((row) => row.cover ?? [])
  const nameOf = await listNames(db, projectId, covers)
  for (const patch of patches) nameOf.set(patch.message, patch.message_id)
  const messages = patches.map((patch) => patch.message)
  const patchLinks = await listPatchLinks(db, projectId, messages, nameOf)
  const matches = await listMatches(db, projectId, [...messages, ...covers], nameOf)
  const patchesOf = groupBy(patches, (patch) => patch.series)
  const repliesOf = groupBy(replies, (reply) => reply.series)
  const linksOf = groupBy(seriesLinks, (link) => link.newer)
  const seriesNames = new Map(rows.map((row) => [row.id, row.name]))
  const found = new Map<number, Content>()
  for (const row of rows.sort((a, b) => order(a.at, b.at) || order(a.name, b.name))) {
    const own = patchesOf.get(row.id) ?? []
    const story = found.get(row.lineage) ?? {
      series: [],
      numbers: new Map(),
      mails: new Map(),
      seriesLinks: [],
      patchLinks: [],
      replies: [],
      matches: [],
    }
    const cover = row.cover === null ? undefined : nameOf.get(row.cover)
    const mails: [string, number][] = own.map((patch) => [patch.message_id, patch.message])
    if (cover !== undefined && row.cover !== null) mails.push([cover, row.cover])
    for (const [id, message] of mails) story.mails.set(id, message)
    story.numbers.set(row.name, row.id)
    found.set(row.lineage, {
      ...story,
      series: [...story.series, seriesOf(row, own, cover)],
      seriesLinks: [
        ...story.seriesLinks,
        ...(linksOf.get(row.id) ?? []).flatMap((link): SeriesLink[] => {
          const older = seriesNames.get(link.older)
          return older === undefined
            ? []
            : [{ ...link, newer: row.name, older, evidence: textsOf(link.evidence) }]
        }),
      ],
      patchLinks: [...story.patchLinks, ...own.flatMap((patch) => patchLinks.get(patch.message) ?? [])],
      replies: [
        ...story.replies,
        ...(repliesOf.get(row.id) ?? []).map((reply) => ({
          message: reply.message,
          series: row.name,
          patch: reply.patch === null ? undefined : nameOf.get(reply.patch),
        })),
      ],
      matches: [...story.matches, ...mails.flatMap(([, message]) => matches.get(message) ?? [])],
    })
  }
  return [...found].map(([lineage, story]) => ({ lineage, ...story }))
}

interface SeriesColumns {
  readonly name: string
  readonly version: number
  readonly revision: string | null
  readonly title: string
  readonly sender_name: string
  readonly sender_address: string
  readonly at: Instant
  readonly total: number | null
  readonly complete: number
  readonly rfc: number
  readonly resend: number
  readonly pull: number
  readonly confidence: number
  readonly evidence: string
  readonly tags: string
}

/** Slots beyond this are no work of people. */
const MOST_SLOTS = 10_000

function seriesOf(
  row: SeriesColumns,
  patches: readonly { readonly message_id: string; readonly position: number; readonly duplicate: number }[],
  cover: string | undefined,
): Series {
  const slots = new Map(
    patches.filter((one) => one.duplicate === 0).map((one) => [one.position, one.message_id]),
  )
  const length = Math.min(Math.max(row.pull === 1 ? 0 : (row.total ?? 0), ...slots.keys(), 0), MOST_SLOTS)
  const tags = recordOf(row.tags)
  const words = (name: string): readonly string[] => {
    const value = tags[name]
    return Array.isArray(value) ? value.map(String) : []
  }
  const target = tags['target']
  return {
    id: row.name,
    sender: { name: row.sender_name, address: row.sender_address },
    at: row.at,
    version: row.version,
    revision: row.revision ?? undefined,
    // Where a version was written, its words are kept.
    versionWritten: row.revision !== null,
    title: row.title,
    rfc: row.rfc === 1,
    resend: row.resend === 1,
    pull: row.pull === 1,
    stable: words('stable'),
    trees: words('trees'),
    target: typeof target === 'string' ? target : undefined,
    cover,
    patches: Array.from({ length }, (_, at) => slots.get(at + 1)),
    duplicates: patches.filter((one) => one.duplicate === 1).map((one) => one.message_id),
    total: row.total ?? undefined,
    complete: row.complete === 1,
    confidence: row.confidence,
    evidence: textsOf(row.evidence),
  }
}

function listPatches(db: Db, projectId: number, series: readonly number[]) {
  return readByKeys(series, (chunk) =>
    db
      .selectFrom('patch as p')
      .innerJoin('message_fact as m', (join) =>
        join.onRef('m.project_id', '=', 'p.project_id').onRef('m.message', '=', 'p.message'),
      )
      .select(['p.message', 'm.message_id', 'p.series', 'p.position', 'p.duplicate'])
      .where('p.project_id', '=', projectId)
      .where('p.series', 'in', chunk)
      .orderBy('p.message')
      .execute(),
  )
}

function listReplies(db: Db, projectId: number, series: readonly number[], until: Instant) {
  return readByKeys(series, (chunk) =>
    db
      .selectFrom('reply')
      .select(['message', 'series', 'patch'])
      .where('project_id', '=', projectId)
      .where('series', 'in', chunk)
      .where('at', '<=', until)
      .orderBy('message')
      .execute(),
  )
}

function listSeriesLinks(db: Db, projectId: number, series: readonly number[]) {
  return readByKeys(series, (chunk) =>
    db
      .selectFrom('series_link')
      .select(['newer', 'older', 'score', 'confidence', 'evidence'])
      .where('project_id', '=', projectId)
      .where('newer', 'in', chunk)
      .orderBy('newer')
      .orderBy('older')
      .execute(),
  )
}

async function listNames(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<Map<number, string>> {
  const rows = await readByKeys(messages, (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message', 'message_id'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map((row) => [row.message, row.message_id]))
}

/** Of each patch, those that it continues. */
async function listPatchLinks(
  db: Db,
  projectId: number,
  messages: readonly number[],
  nameOf: ReadonlyMap<number, string>,
): Promise<ReadonlyMap<number, readonly PatchLink[]>> {
  const rows = await readByKeys(messages, (chunk) =>
    db
      .selectFrom('patch_link')
      .select(['newer', 'older', 'confidence', 'evidence'])
      .where('project_id', '=', projectId)
      .where('newer', 'in', chunk)
      .orderBy('newer')
      .orderBy('older')
      .execute(),
  )
  const found = new Map<number, PatchLink[]>()
  for (const row of rows) {
    const [newer, older] = [nameOf.get(row.newer), nameOf.get(row.older)]
    if (newer === undefined || older === undefined) continue
    const link = { newer, older, confidence: row.confidence, evidence: textsOf(row.evidence) }
    found.set(row.newer, [...(found.get(row.newer) ?? []), link])
  }
  return found
}

async function listMatches(
  db: Db,
  projectId: number,
  messages: readonly number[],
  nameOf: ReadonlyMap<number, string>,
): Promise<ReadonlyMap<number, readonly MatchedPatch[]>> {
  const rows = await readByKeys(messages, (chunk) =>
    db
      .selectFrom('patch_match as k')
      .innerJoin('commit_branch as b', (join) =>
        join
          .onRef('b.project_id', '=', 'k.project_id')
          .onRef('b.repository', '=', 'k.repository')
          .onRef('b.sha', '=', 'k.sha'),
      )
      .select(['k.message', 'k.sha', 'k.committed_at', 'k.development', 'b.landed_at'])
      .where('k.project_id', '=', projectId)
      .where('k.message', 'in', chunk)
      .where('k.counted', '=', 1)
      .orderBy('k.message')
      .orderBy('k.sha')
      .execute(),
  )
  const found = new Map<number, MatchedPatch[]>()
  for (const row of rows) {
    const messageId = nameOf.get(row.message)
    if (messageId === undefined) continue
    const match = {
      messageId,
      commit: row.sha,
      committedAt: row.landed_at ?? row.committed_at,
      development: row.development === 1,
    }
    found.set(row.message, [...(found.get(row.message) ?? []), match])
  }
  return found
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
