import type { FileChange, PatchContent } from '../../core/patches/diff.ts'

/** The columns of a PatchContent, the same for mails and commits. */
export interface ContentColumns {
  readonly patch_id: string | null
  readonly changed_lines_id: string | null
  readonly files: string
  readonly additions: number
  readonly deletions: number
  readonly lines: Uint8Array
  readonly message_lines: Uint8Array
}

/** The columns that keep a content. */
export function contentColumns(content: PatchContent): ContentColumns {
  return {
    patch_id: content.patchId ?? null,
    changed_lines_id: content.changedLinesId ?? null,
    files: JSON.stringify(content.files),
    additions: content.additions,
    deletions: content.deletions,
    lines: bytesOfWords(content.lines),
    message_lines: bytesOfWords(content.messageLines),
  }
}

/**
 * The content that was kept in these columns: equal to the one that was given. What is large of it is read from its
 * column when somebody asks: a derivation has all patches at hand, and looks into few.
 */
export function contentOf(row: ContentColumns): PatchContent {
  let files: readonly FileChange[] | undefined
  let lines: Uint32Array | undefined
  let messageLines: Uint32Array | undefined
  return {
    patchId: row.patch_id ?? undefined,
    changedLinesId: row.changed_lines_id ?? undefined,
    get files() {
      files ??= filesOf(row.files)
      return files
    },
    additions: row.additions,
    deletions: row.deletions,
    get lines() {
      lines ??= wordsOfBytes(row.lines)
      return lines
    },
    get messageLines() {
      messageLines ??= wordsOfBytes(row.message_lines)
      return messageLines
    },
  }
}

/** The files of a content, of its column. */
export function filesOf(column: string): readonly FileChange[] {
  return (JSON.parse(column) as readonly FileChange[]).map((file) => ({
    path: file.path,
    oldPath: file.oldPath,
    change: file.change,
    additions: file.additions,
    deletions: file.deletions,
  }))
}

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/** Unsigned 32-bit integers as little-endian octets. */
export function bytesOfWords(words: Uint32Array): Uint8Array {
  if (LITTLE_ENDIAN) return new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
  const view = new DataView(new ArrayBuffer(words.byteLength))
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word, true)
  return new Uint8Array(view.buffer)
}

/** Little-endian octets as unsigned 32-bit integers. */
export function wordsOfBytes(bytes: Uint8Array): Uint32Array {
  // A copy, because a view of words must begin at a multiple of four.
  if (LITTLE_ENDIAN) {
    const words = new Uint32Array(bytes.byteLength >> 2)
    new Uint8Array(words.buffer).set(bytes.subarray(0, words.byteLength))
    return words
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.byteLength >> 2 }, (_, index) => view.getUint32(index * 4, true))
}
