/** How a diff touches one file. `path` is the new name, or the old one of a deleted file. */
export interface FileChange {
  readonly path: string
  /** Set when renamed or copied. */
  readonly oldPath: string | undefined
  readonly change: 'modified' | 'added' | 'deleted' | 'renamed' | 'copied'
  readonly additions: number
  readonly deletions: number
}

/**
 * What matching and lineage need of a diff, small enough to keep for every patch and commit.
 *
 * The same function reads diffs of mails and of commits, so equal changes give equal contents.
 */
export interface PatchContent {
  /** `git patch-id --stable`, 40 hex; `undefined` for a diff to which git gives none. */
  readonly patchId: string | undefined
  /** Hash of (path, changed line without white space), no context and no order of files: 40 hex. */
  readonly changedLinesId: string | undefined
  readonly files: readonly FileChange[]
  readonly additions: number
  readonly deletions: number
  /**
   * Sorted 32-bit hashes of the changed lines with their sign, white space removed, at least 3 characters,
   * repeats kept; and of one pseudo-line for each rename, copy, mode change, deletion and binary file.
   * At most 20,000 (the smallest hashes are kept).
   */
  readonly lines: Uint32Array
  /** Sorted 32-bit hashes of the lines of the commit message (trailers and white space left out), at most 500. */
  readonly messageLines: Uint32Array
}
