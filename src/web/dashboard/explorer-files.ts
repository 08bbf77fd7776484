import { instantOf } from '../../core/time.ts'
import { formatRow } from '../../exports/csv.ts'
import type { Board } from './board.ts'
import type {
  Behind,
  CommentRow,
  ExplorerTable,
  PatchRow,
  SeriesNumbers,
  TagRow,
  VersionRow,
} from './explorer.ts'

/** The rows of a table of the explorer, all of them. */
export interface ExplorerRows {
  readonly table: ExplorerTable
  /** The page of the explorer that has the same rows. */
  readonly address: string
  readonly behind: Behind | undefined
  readonly versions: readonly VersionRow[]
  readonly series: readonly SeriesNumbers[]
  readonly patches: readonly PatchRow[]
  readonly comments: readonly CommentRow[]
  readonly tags: readonly TagRow[]
}

type Row = Readonly<Record<string, string | number | boolean | null>>

/** As CSV; its head says which address gives it, and of which number it is what was counted. */
export function explorerCsv(board: Board, rows: ExplorerRows): string {
  const records = recordsOf(board, rows)
  const columns = Object.keys(records[0] ?? { series: '' })
  return [
    ...Object.entries(headOf(board, rows)).map(
      ([name, text]) => `# ${name}: ${text.replace(/\s+/g, ' ')}\r\n`,
    ),
    formatRow(columns),
    ...records.map((record) => formatRow(columns.map((name) => String(record[name] ?? '')))),
  ].join('')
}

/** As JSON. */
export function explorerJson(board: Board, rows: ExplorerRows): string {
  return `${JSON.stringify({ ...headOf(board, rows), [rows.table]: recordsOf(board, rows) }, null, 1)}\n`
}

function headOf(board: Board, { address, behind }: ExplorerRows): Readonly<Record<string, string>> {
  return {
    ...(behind === undefined ? {} : { title: behind.metric.title, definition: behind.metric.definition }),
    query: `${board.view.origin}${address}`,
    asOf: instantOf(board.record.asOf) ?? '',
  }
}

function recordsOf(board: Board, rows: ExplorerRows): readonly Row[] {
  const name = (key: string): string => board.people.get(key)?.name || key.split('@')[0] || ''
  const at = (seconds: number | undefined): string | null =>
    seconds === undefined ? null : (instantOf(seconds) ?? null)
  switch (rows.table) {
    case 'series':
      return rows.series.map(({ fact, response, days, isOpen, comments, commenters, approved }) => ({
        series: fact.lineage,
        title: fact.title,
        sender: name(fact.sender),
        company: fact.company,
        status: fact.status,
        startedAt: at(fact.startedAt),
        mergedAt: at(fact.mergedAt),
        open: isOpen,
        days: Math.round(days * 100) / 100,
        firstResponseDays: response === undefined ? null : Math.round(response * 100) / 100,
        versions: fact.versions.length,
        patches: fact.patches,
        approvedPatches: approved,
        lines: fact.lines,
        comments,
        commenters,
        areas: fact.areas.join(';'),
        newcomer: fact.newcomer,
      }))
    case 'versions':
      return rows.versions.map(({ fact, version }) => ({
        series: fact.lineage,
        version: version.id,
        number: version.version,
        title: version.title,
        sender: name(version.sender),
        patches: version.authors.filter((author) => author !== undefined).length,
        postedAt: at(version.at),
      }))
    case 'patches':
      return rows.patches.map(({ fact, version, slot }) => ({
        series: fact.lineage,
        version: version.id,
        position: slot + 1,
        total: version.total,
        title: version.title,
        author: name(version.authors[slot] ?? ''),
        postedAt: at(version.at),
      }))
    case 'comments':
      return rows.comments.map(({ fact, version, reply, isLate }) => ({
        series: fact.lineage,
        version: version.id,
        position: reply.patch === undefined ? null : reply.patch + 1,
        sender: name(reply.sender),
        at: at(reply.at),
        own: reply.own,
        review: reply.review,
        late: isLate,
      }))
    case 'tags':
      return rows.tags.map(({ fact, version, tag }) => ({
        series: fact.lineage,
        version: version.id,
        position: tag.patch === undefined ? null : tag.patch + 1,
        key: tag.key,
        person: name(tag.person),
        at: at(tag.at),
        origin: tag.origin,
      }))
  }
}
