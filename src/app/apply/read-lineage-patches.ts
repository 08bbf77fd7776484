import { parseMessage } from '../../core/mail/parse-message.ts'
import { type FilePatch, listFilePatches } from '../../core/patches/file-patches.ts'
import { patchTextOf } from '../../core/patches/patch-source.ts'
import { readPatchText } from '../../core/patches/patch-text.ts'
import type { ApplyCandidate } from '../../store/derived/apply-checks.ts'
import { readBatch } from '../../store/inputs/raw.ts'
import { printOf } from '../derive/print.ts'
import type { SyncContext } from '../with-run.ts'

/** The patches of some lineages, ready to be tried. */
export interface LineagePatches {
  /** What each live patch does, file by file; a mail that is not here any more does nothing. */
  readonly patchesOf: (one: ApplyCandidate) => readonly (readonly FilePatch[])[]
  /** Of the Message-IDs of its live patches: the same in any database. */
  readonly printOf: (one: ApplyCandidate) => string
}

/** Patches as they are tried, from the texts of their mails. */
export function readFilePatches(texts: readonly string[]): readonly (readonly FilePatch[])[] {
  return texts.map((text) => listFilePatches(readPatchText(text)))
}

/** Reads the mails of some lineages. */
export async function readLineagePatches(
  job: Pick<SyncContext, 'database' | 'projectId'>,
  lineages: readonly ApplyCandidate[],
): Promise<LineagePatches> {
  const numbers = [...new Set(lineages.flatMap((one) => one.patches))]
  const bytes = new Map(
    (await readBatch(job.database.kysely, job.projectId, numbers)).map((mail) => [mail.message, mail.bytes]),
  )
  return {
    patchesOf: (one) =>
      readFilePatches(
        one.patches.map((patch) => {
          const found = bytes.get(patch)
          return found === undefined ? '' : patchTextOf(parseMessage(found))
        }),
      ),
    printOf: (one) => printOfPatches(one),
  }
}

/** To be raised when patches are tried by other rules: whatever was tried by older ones is tried again. */
const TRIED_AS = '4'

/** A print of the live patches of a lineage, and of what decides beside them. */
export function printOfPatches(one: ApplyCandidate): string {
  return printOf([TRIED_AS, ...(one.isForeign ? ['foreign'] : []), ...one.messageIds])
}
