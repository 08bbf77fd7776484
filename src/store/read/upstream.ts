import { sql } from 'kysely'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/** A change that is looked for: by what it changes, and by what it is called. */
export interface SoughtChange {
  readonly patchId: string | undefined
  readonly changedLinesId: string | undefined
  readonly title: string
}

/** Where a change was found upstream. */
export interface UpstreamChange {
  /** A commit on a followed branch, the development branch first; `undefined`: none. */
  readonly commit:
    | { readonly repository: string; readonly sha: string; readonly development: boolean }
    | undefined
  /** The series that it was posted in, the newest; `undefined`: it never was. */
  readonly series:
    | {
        readonly name: string
        readonly title: string
        readonly status: string
        readonly lost: string
        readonly at: Instant
        /** The change that was found was replaced by another one, in a later version or by nothing. */
        readonly isSuperseded: boolean
      }
    | undefined
  /** `same`: the very change. `title`: only its title; the change may be another. */
  readonly by: 'same' | 'title' | undefined
}

/** For each change that is looked for, where it is upstream. Four queries, whatever their number. */
export async function findUpstream(
  db: Db,
  projectId: number,
  sought: readonly SoughtChange[],
): Promise<readonly UpstreamChange[]> {
  const titles = [...new Set(sought.map((one) => one.title.toLowerCase()).filter((title) => title !== ''))]
  const commits = await listCommitsBy(db, projectId, sought, titles)
  const mails = await listMailsBy(db, projectId, sought, titles)
  return sought.map((one) => {
    const same = { commit: pick(commits.byId, one), series: pick(mails.byId, one) }
    if (same.commit !== undefined || same.series !== undefined) return { ...same, by: 'same' }
    const title = one.title.toLowerCase()
    const named = { commit: commits.byTitle.get(title), series: mails.byTitle.get(title) }
    return { ...named, by: named.commit === undefined && named.series === undefined ? undefined : 'title' }
  })
}

function pick<T>(found: ReadonlyMap<string, T>, one: SoughtChange): T | undefined {
  return found.get(one.patchId ?? '') ?? found.get(one.changedLinesId ?? '')
}

interface Found<T> {
  readonly byId: ReadonlyMap<string, T>
  readonly byTitle: ReadonlyMap<string, T>
}

function idsOf(sought: readonly SoughtChange[]): readonly string[] {
  return [
    ...new Set(
      sought.flatMap((one) => [one.patchId ?? '', one.changedLinesId ?? '']).filter((id) => id !== ''),
    ),
  ]
}

async function listCommitsBy(
  db: Db,
  projectId: number,
  sought: readonly SoughtChange[],
  titles: readonly string[],
): Promise<Found<NonNullable<UpstreamChange['commit']>>> {
  const ids = await readByKeys(idsOf(sought), (chunk) =>
    db
      .selectFrom('commit_content')
      .select(['repository', 'sha', 'patch_id', 'changed_lines_id'])
      .where('project_id', '=', projectId)
      .where((eb) => eb.or([eb('patch_id', 'in', chunk), eb('changed_lines_id', 'in', chunk)]))
      .execute(),
  )
  const named = await listCommitsNamed(db, projectId, new Set(titles))
  const shas = [...new Set([...ids, ...named].map((row) => row.sha))]
  const branches = await readByKeys(shas, (chunk) =>
    db
      .selectFrom('commit_branch')
      .innerJoin('git_branch as b', (join) =>
        join
          .onRef('b.project_id', '=', 'commit_branch.project_id')
          .onRef('b.repository', '=', 'commit_branch.repository')
          .on('b.development', '=', 1),
      )
      .select(['commit_branch.repository', 'sha', 'branches', 'b.name'])
      .where('commit_branch.project_id', '=', projectId)
      .where('sha', 'in', chunk)
      .execute(),
  )
  const development = new Set(
    branches
      .filter((row) => row.branches.includes(JSON.stringify(row.name)))
      .map((row) => `${row.repository} ${row.sha}`),
  )
  const known = new Set(branches.map((row) => `${row.repository} ${row.sha}`))
  const byId = new Map<string, NonNullable<UpstreamChange['commit']>>()
  const byTitle = new Map<string, NonNullable<UpstreamChange['commit']>>()
  const put = (
    map: Map<string, NonNullable<UpstreamChange['commit']>>,
    key: string,
    row: { repository: string; sha: string },
  ) => {
    const place = `${row.repository} ${row.sha}`
    if (key === '' || !known.has(place)) return
    const one = { repository: row.repository, sha: row.sha, development: development.has(place) }
    const before = map.get(key)
    if (before === undefined || (!before.development && one.development)) map.set(key, one)
  }
  for (const row of ids) {
    put(byId, row.patch_id ?? '', row)
    put(byId, row.changed_lines_id ?? '', row)
  }
  for (const row of named) put(byTitle, (row.message.split('\n')[0] ?? '').trim().toLowerCase(), row)
  return { byId, byTitle }
}

/** More letters than the first line of a commit that anybody looks for. */
const LONGEST_TITLE = 300

/** Commits by their first lines, in small letters. All are looked through once: no index knows them. */
async function listCommitsNamed(
  db: Db,
  projectId: number,
  titles: ReadonlySet<string>,
): Promise<readonly { readonly repository: string; readonly sha: string; readonly message: string }[]> {
  if (titles.size === 0) return []
  const rows = await db
    .selectFrom('git_commit')
    .select(['repository', 'sha', sql<string>`substr(message, 1, ${LONGEST_TITLE})`.as('message')])
    .where('project_id', '=', projectId)
    .execute()
  return rows.filter((row) => titles.has((row.message.split('\n')[0] ?? '').trim().toLowerCase()))
}

async function listMailsBy(
  db: Db,
  projectId: number,
  sought: readonly SoughtChange[],
  titles: readonly string[],
): Promise<Found<NonNullable<UpstreamChange['series']>>> {
  const contents = await readByKeys(idsOf(sought), (chunk) =>
    db
      .selectFrom('patch_content')
      .select(['message', 'patch_id', 'changed_lines_id'])
      .where('project_id', '=', projectId)
      .where((eb) => eb.or([eb('patch_id', 'in', chunk), eb('changed_lines_id', 'in', chunk)]))
      .execute(),
  )
  const named = await readByKeys(titles, (chunk) =>
    db
      .selectFrom('patch')
      .select(['message', 'title'])
      .where('project_id', '=', projectId)
      .where((eb) => eb(sql<string>`lower(title)`, 'in', chunk))
      .execute(),
  )
  const rows = await readByKeys([...new Set([...contents, ...named].map((row) => row.message))], (chunk) =>
    db
      .selectFrom('patch as p')
      .innerJoin('series as s', (join) =>
        join.onRef('s.project_id', '=', 'p.project_id').onRef('s.id', '=', 'p.series'),
      )
      .innerJoin('lineage as l', (join) =>
        join.onRef('l.project_id', '=', 's.project_id').onRef('l.id', '=', 's.lineage'),
      )
      .innerJoin('series as n', (join) =>
        join.onRef('n.project_id', '=', 'l.project_id').onRef('n.id', '=', 'l.newest'),
      )
      .select(['p.message', 'p.at', 'p.state', 'n.name', 'n.title', 'l.status', 'l.lost'])
      .where('p.project_id', '=', projectId)
      .where('p.message', 'in', chunk)
      .execute(),
  )
  const byMessage = new Map(
    rows.map(({ message, state, ...series }) => [message, { ...series, isSuperseded: state !== 'live' }]),
  )
  const byId = new Map<string, NonNullable<UpstreamChange['series']>>()
  const byTitle = new Map<string, NonNullable<UpstreamChange['series']>>()
  const put = (map: Map<string, NonNullable<UpstreamChange['series']>>, key: string, message: number) => {
    const series = byMessage.get(message)
    const before = map.get(key)
    if (key !== '' && series !== undefined && (before === undefined || series.at > before.at))
      map.set(key, series)
  }
  for (const row of contents) {
    put(byId, row.patch_id ?? '', row.message)
    put(byId, row.changed_lines_id ?? '', row.message)
  }
  for (const row of named) put(byTitle, row.title.toLowerCase(), row.message)
  return { byId, byTitle }
}
