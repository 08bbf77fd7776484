/**
 * Everything that plugs in, listed. A new source, matching rule or export is one file and one line here, a metric one
 * line in `metrics.ts` (docs/architecture.md); nothing is found by looking through folders.
 */
import type { ExportName } from '../exports/export.ts'
import { imapSource } from '../sources/imap.ts'
import { maildirSource } from '../sources/maildir.ts'
import { mboxSource } from '../sources/mbox.ts'
import { publicInboxSource } from '../sources/public-inbox.ts'
import type { Source } from '../sources/source.ts'
import type { Db } from '../store/database.ts'
import {
  listMatchExport,
  listPatchExport,
  listReplyExport,
  listSeriesExport,
  listVersionExport,
} from '../store/read/exports.ts'

/** Places that mail comes from. */
export const SOURCES: readonly Source[] = [publicInboxSource, mboxSource, maildirSource, imapSource]

/** Tables that people and programs take away. */
export const EXPORTS: Readonly<
  Record<ExportName, (db: Db, projectId: number) => Promise<readonly object[]>>
> = {
  series: listSeriesExport,
  patches: listPatchExport,
  matches: listMatchExport,
  versions: listVersionExport,
  replies: listReplyExport,
}
