import type { FileHeader } from './diff-scan.ts'
import type { PatchText } from './patch-text.ts'

/** A diff as `git range-diff` compares it: no line numbers, no object ids. */
export interface RangeText {
  readonly lines: readonly string[]
  /** How much of it there is: what leaving it without a counterpart is measured by. */
  readonly size: number
}

/**
 * The diff of a patch in the words of `git range-diff`: ` ## path ##` for each file, `@@ path: function` for each
 * hunk, then its lines. Two versions that were only moved to another place have equal texts.
 */
export function rangeText(patch: PatchText): RangeText {
  const lines: string[] = []
  let size = 0
  let file = -1
  for (const line of patch.lines) {
    if (line.file < 0) continue
    const header = patch.files[line.file]
    if (header === undefined) continue
    if (line.file !== file) {
      file = line.file
      if (lines.length > 0) lines.push('')
      lines.push(` ## ${nameOf(header)} ##`)
      size++
    }
    if (line.kind === 'file') {
      // Behind the names only what is no header of git's: the words about binary files.
      if (!/^(?:Binary files |GIT binary patch)/.test(line.text)) continue
      lines.push(` ${line.text}`)
      size++
    } else if (line.kind === 'hunk') {
      const words = /^@@ [^@]*@@(.*)$/.exec(line.text)?.[1] ?? ''
      lines.push(words === '' ? '@@' : `@@ ${header.newPath ?? header.oldPath ?? ''}:${words}`)
      size++
    } else {
      lines.push(line.text === '' ? ' ' : line.text)
      size++
    }
  }
  return { lines, size }
}

function nameOf(file: FileHeader): string {
  const mode =
    file.change !== 'added' && file.change !== 'deleted' && file.oldMode && file.newMode
      ? ` (mode change ${file.oldMode} => ${file.newMode})`
      : ''
  switch (file.change) {
    case 'added':
      return `${file.newPath} (new)`
    case 'deleted':
      return `${file.oldPath} (deleted)`
    case 'renamed':
      return `${file.oldPath} => ${file.newPath}${mode}`
    case 'copied':
    case 'modified':
      return `${file.newPath}${mode}`
    default:
      return file.change satisfies never
  }
}
