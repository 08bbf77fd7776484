/** The five tables that people and programs take away. */
export const EXPORT_NAMES = ['series', 'patches', 'matches', 'versions', 'replies'] as const
export type ExportName = (typeof EXPORT_NAMES)[number]

/** The formats that each of them can be had in. */
export const EXPORT_FORMATS = ['csv', 'json', 'ndjson'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What a value in an export can be: JSON, without anything that JSON cannot say. */
export type ExportValue =
  | string
  | number
  | boolean
  | null
  | readonly ExportValue[]
  | { readonly [key: string]: ExportValue }

/** How one table becomes lines of CSV. */
export interface ExportShape {
  readonly name: ExportName
  /** The nested list of which each entry gets a row of its own; a record without entries still has one row. */
  readonly rowPer: string | undefined
  /** Paths of the columns, in order; nested keys joined by a dot. */
  readonly columns: readonly string[]
}

/** The shapes of the five tables. The keys of JSON and NDJSON are the same, unflattened. */
export const EXPORT_SHAPES: Readonly<Record<ExportName, ExportShape>> = {
  series: {
    name: 'series',
    rowPer: 'patches',
    columns: [
      'id',
      'lineage',
      'version',
      'revision',
      'title',
      'sender.name',
      'sender.address',
      'at',
      'cover',
      'patches.index',
      'patches.messageId',
      'patches.title',
      'total',
      'complete',
      'status',
      'lost',
      'confidence',
    ],
  },
  patches: {
    name: 'patches',
    rowPer: undefined,
    columns: [
      'messageId',
      'series',
      'index',
      'title',
      'author.name',
      'author.address',
      'at',
      'files',
      'patchId',
      'matched',
    ],
  },
  matches: {
    name: 'matches',
    rowPer: undefined,
    columns: [
      'messageId',
      'commit',
      'repository',
      'branch',
      'branches',
      'confidence',
      'counted',
      'rules',
      'evidence',
    ],
  },
  versions: { name: 'versions', rowPer: undefined, columns: ['newer', 'older', 'confidence', 'evidence'] },
  replies: {
    name: 'replies',
    rowPer: 'trailers',
    columns: [
      'messageId',
      'inReplyTo',
      'sender.name',
      'sender.address',
      'at',
      'series',
      'patch',
      'trailers.key',
      'trailers.name',
      'trailers.address',
    ],
  },
}
