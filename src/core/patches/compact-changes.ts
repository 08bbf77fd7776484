/**
 * Moves groups of changed lines to where git shows them: each as far down as equal lines let it, joined with what it
 * meets, and in line with a change of the other file where it can be. `changed` and `other` say which lines of the two
 * files are in no common sequence; `changed` is altered.
 *
 * A minimal edit can often be told in several ways ("which of two blank lines is new?"). Two merges agree on what touches
 * only when they tell it in the same one. Source: `xdl_change_compact` of git's xdiff, without its indent heuristic.
 */
export function compactChanges(
  lines: readonly string[],
  changed: boolean[],
  other: readonly boolean[],
): void {
  const group = firstGroup(changed)
  const opposite = firstGroup(other)
  for (;;) {
    if (group.end > group.start) settle(lines, changed, group, other, opposite)
    if (!moveOn(changed, group) || !moveOn(other, opposite)) return
  }
}

/** A run of changed lines, `[start, end)`, possibly empty: between any two lines that stay there is one. */
interface Group {
  start: number
  end: number
}

function settle(
  lines: readonly string[],
  changed: boolean[],
  group: Group,
  other: readonly boolean[],
  opposite: Group,
): void {
  let size: number
  let highest: number
  let inLine: boolean
  do {
    size = group.end - group.start
    while (slideUp(lines, changed, group)) moveBack(other, opposite)
    highest = group.end
    inLine = opposite.end > opposite.start
    while (slideDown(lines, changed, group)) {
      moveOn(other, opposite)
      if (opposite.end > opposite.start) inLine = true
    }
  } while (size !== group.end - group.start)
  if (group.end === highest || !inLine) return
  while (opposite.end === opposite.start && slideUp(lines, changed, group)) moveBack(other, opposite)
}

function firstGroup(changed: readonly boolean[]): Group {
  let end = 0
  while (changed[end] === true) end++
  return { start: 0, end }
}

function moveOn(changed: readonly boolean[], group: Group): boolean {
  if (group.end >= changed.length) return false
  group.start = group.end + 1
  group.end = group.start
  while (changed[group.end] === true) group.end++
  return true
}

function moveBack(changed: readonly boolean[], group: Group): void {
  if (group.start === 0) return
  group.end = group.start - 1
  group.start = group.end
  while (changed[group.start - 1] === true) group.start--
}

function slideUp(lines: readonly string[], changed: boolean[], group: Group): boolean {
  if (group.start === 0 || lines[group.start - 1] !== lines[group.end - 1]) return false
  changed[--group.start] = true
  changed[--group.end] = false
  while (changed[group.start - 1] === true) group.start--
  return true
}

function slideDown(lines: readonly string[], changed: boolean[], group: Group): boolean {
  if (group.end >= lines.length || lines[group.start] !== lines[group.end]) return false
  changed[group.start++] = false
  changed[group.end++] = true
  while (changed[group.end] === true) group.end++
  return true
}
