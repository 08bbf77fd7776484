import { type MaintainerSection, parseMaintainers } from './maintainers.ts'

/**
 * How somebody leaves a section, as people have done it: their line goes; they stay on as a reviewer; the section
 * stays with nobody but odd fixes, or orphaned; or it is deleted, so that its files fall to the next general one.
 */
export type StepDown = 'drop' | 'reviewer' | 'odd-fixes' | 'orphan' | 'delete-section'

/** A change to a MAINTAINERS file. */
export interface MaintainersEdit {
  readonly text: string
  /** As `git diff` shows it, `--- a/MAINTAINERS` on. */
  readonly diff: string
}

/**
 * The file with somebody's line in a section changed or gone; `undefined` where the section, or they in it, are not
 * there. Only the lines that have to are touched.
 */
export function editMaintainers(
  text: string,
  sectionName: string,
  addresses: readonly string[],
  how: StepDown,
  path = 'MAINTAINERS',
): MaintainersEdit | undefined {
  const section = parseMaintainers(text).sections.find((one) => one.name === sectionName)
  if (section === undefined) return undefined
  const wanted = new Set(addresses.map((one) => one.toLowerCase()))
  // A reviewer has an R: line, and leaves by it.
  const own = new Set(
    [...section.maintainers, ...section.reviewers]
      .filter((one) => wanted.has(one.address))
      .map((one) => one.line),
  )
  if (own.size === 0) return undefined
  const lines = text.split('\n')
  const edited =
    how === 'delete-section' ? withoutSection(lines, section) : withEdits(lines, section, own, how)
  return { text: edited.join('\n'), diff: formatDiff(lines, edited, path) }
}

function withoutSection(lines: readonly string[], section: MaintainerSection): readonly string[] {
  // The blank line that parted it from the next goes with it.
  const end = lines[section.lastLine]?.trim() === '' ? section.lastLine + 1 : section.lastLine
  return [...lines.slice(0, section.line - 1), ...lines.slice(end)]
}

function withEdits(
  lines: readonly string[],
  section: MaintainerSection,
  own: ReadonlySet<number>,
  how: StepDown,
): readonly string[] {
  const status = how === 'odd-fixes' ? 'Odd Fixes' : how === 'orphan' ? 'Orphan' : undefined
  const moved = how === 'reviewer' || how === 'odd-fixes'
  const reviewers = lines.filter((_, index) => own.has(index + 1)).map((line) => line.replace(/^M:/, 'R:'))
  const lastReviewer = section.reviewers.at(-1)?.line
  const lastOwn = Math.max(...own, ...section.maintainers.map((one) => one.line))
  // Reviewers stand behind the maintainers, or behind those who are reviewers already.
  const insertAfter = lastReviewer ?? lastOwn
  return lines.flatMap((line, index) => {
    const number = index + 1
    const isInside = number > section.line && number <= section.lastLine
    const kept = own.has(number)
      ? []
      : isInside && status !== undefined && line.startsWith('S:')
        ? [line.replace(/^(S:\s*).*/, `$1${status}`)]
        : [line]
    return moved && number === insertAfter ? [...kept, ...reviewers] : kept
  })
}

const CONTEXT = 3

/** One hunk from the first line that differs to the last; empty where none does. */
function formatDiff(textBefore: readonly string[], textAfter: readonly string[], path: string): string {
  // What stands behind the final line end is no line.
  const before = textBefore.at(-1) === '' ? textBefore.slice(0, -1) : textBefore
  const after = textAfter.at(-1) === '' ? textAfter.slice(0, -1) : textAfter
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let tail = 0
  const most = Math.min(before.length, after.length) - start
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  if (start === before.length && start === after.length) return ''
  const from = Math.max(0, start - CONTEXT)
  const below = Math.min(CONTEXT, tail)
  const context = before.slice(from, start)
  const removed = before.slice(start, before.length - tail)
  const added = after.slice(start, after.length - tail)
  const rest = before.slice(before.length - tail, before.length - tail + below)
  const range = (changed: number): string => {
    const lines = context.length + changed + rest.length
    return lines === 0 ? `${from},0` : `${from + 1},${lines}`
  }
  // A last line without a line end is marked as git marks it, where the hunk reaches it.
  const reaches = below === tail
  const mark = (lines: readonly string[], isLast: boolean, text: readonly string[]): readonly string[] =>
    isLast && reaches && lines.length > 0 && text.at(-1) !== ''
      ? [...lines, '\\ No newline at end of file']
      : lines
  return [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${range(removed.length)} +${range(added.length)} @@`,
    ...context.map((line) => ` ${line}`),
    ...mark(
      removed.map((line) => `-${line}`),
      tail === 0,
      textBefore,
    ),
    ...mark(
      added.map((line) => `+${line}`),
      tail === 0,
      textAfter,
    ),
    ...mark(
      rest.map((line) => ` ${line}`),
      tail > 0,
      textBefore,
    ),
    '',
  ].join('\n')
}
