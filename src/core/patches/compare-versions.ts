import { diffLines } from './line-diff.ts'
import { pairVersions, type VersionPair } from './pair-versions.ts'
import type { PatchText } from './patch-text.ts'
import { rangeText } from './range-text.ts'

/** A patch of a version, for comparing: its title and its text. */
export interface ComparedPatch {
  readonly title: string
  readonly patch: PatchText
}

/** A line of a difference between two texts. */
export interface DifferenceLine {
  /** `gap`: lines that are the same in both are left out here. */
  readonly kind: 'same' | 'older' | 'newer' | 'gap'
  readonly text: string
}

/**
 * How much a patch differs from its older version.
 *
 * `same`: in nothing. `moved`: its diff applies elsewhere, or stands among other lines. `message`: in its words only.
 * `spacing`: its changed lines differ in white space only. `code`: in its changed lines. `new`, `dropped`: no other.
 */
export type ChangeWeight = 'same' | 'moved' | 'message' | 'spacing' | 'code' | 'new' | 'dropped'

/** A patch of one version beside what it was or became. */
export interface PatchComparison {
  readonly older: number | undefined
  readonly newer: number | undefined
  /** Joined by what is known otherwise: range-diff leaves both alone. */
  readonly isLinked: boolean
  readonly weight: ChangeWeight
  /** How its title and message differ; empty where they do not. */
  readonly message: readonly DifferenceLine[]
  /** How its changes differ: a diff of diffs, without what only stands around them. Empty where they do not. */
  readonly interdiff: readonly DifferenceLine[]
}

const CONTEXT = 3

/**
 * Compares two versions of a series, patch by patch: paired as `git range-diff` pairs them, in its order.
 *
 * The interdiff leaves out stretches in which only context, line numbers or the order of hunks differ: a rebase shows
 * nothing. `links` join patches that range-diff leaves alone. Whether a change is meaningful is `weight`; tags that were carried over `code` deserve a second look.
 */
export function compareVersions(
  older: readonly ComparedPatch[],
  newer: readonly ComparedPatch[],
  links: readonly VersionLink[] = [],
): readonly PatchComparison[] {
  const pairs = pairVersions(
    older.map((one) => rangeText(one.patch)),
    newer.map((one) => rangeText(one.patch)),
  )
  const paired = new Map(pairs.map((pair) => [pair.newer, pair.older]))
  return joinLinked(pairs, links).map((pair) => ({
    ...comparePair(pair, older, newer),
    isLinked: pair.newer !== undefined && pair.older !== undefined && paired.get(pair.newer) !== pair.older,
  }))
}

/** What is known otherwise: that one patch is the next version of another, by their places from 0. */
export interface VersionLink {
  readonly older: number
  readonly newer: number
}

/** Range-diff gives up a small patch that changed much; whoever knows better has the last word on what it left alone. */
function joinLinked(pairs: readonly VersionPair[], links: readonly VersionLink[]): readonly VersionPair[] {
  const gone = new Set<number>()
  const joined = pairs.map((pair): VersionPair => {
    if (pair.older !== undefined || pair.newer === undefined) return pair
    const link = links.find(
      (one) =>
        one.newer === pair.newer &&
        !gone.has(one.older) &&
        pairs.some((other) => other.older === one.older && other.newer === undefined),
    )
    if (link === undefined) return pair
    gone.add(link.older)
    return { ...pair, older: link.older }
  })
  return joined.filter(
    (pair) => pair.newer !== undefined || pair.older === undefined || !gone.has(pair.older),
  )
}

function comparePair(
  pair: VersionPair,
  older: readonly ComparedPatch[],
  newer: readonly ComparedPatch[],
): Omit<PatchComparison, 'isLinked'> {
  const before = pair.older === undefined ? undefined : older[pair.older]
  const after = pair.newer === undefined ? undefined : newer[pair.newer]
  if (before === undefined || after === undefined)
    return { ...sides(pair), weight: before === undefined ? 'new' : 'dropped', message: [], interdiff: [] }
  const { weight, message, interdiff } = comparePatches(before, after)
  return { ...sides(pair), weight, message, interdiff }
}

function sides(pair: VersionPair): Pick<PatchComparison, 'older' | 'newer'> {
  return { older: pair.older, newer: pair.newer }
}

/** Compares two versions of one patch. */
export function comparePatches(
  before: ComparedPatch,
  after: ComparedPatch,
): Pick<PatchComparison, 'weight' | 'message' | 'interdiff'> {
  const [old, now] = [rangeText(before.patch).lines, rangeText(after.patch).lines]
  const message = showDifference(messageOf(before), messageOf(after), () => true)
  const interdiff = showDifference(old, now, isChange)
  const weight =
    interdiff.length > 0
      ? hasSameWords(old, now)
        ? 'spacing'
        : 'code'
      : message.length > 0
        ? 'message'
        : old.join('\n') === now.join('\n')
          ? 'same'
          : 'moved'
  return { weight, message, interdiff }
}

/** The title and the lines that would become the commit message: above `---`, without an in-body `From:`. */
export function messageOf({ title, patch }: ComparedPatch): readonly string[] {
  const lines: string[] = []
  for (const line of patch.lines) {
    if (line.kind !== 'message' || line.text === '---') break
    if (lines.length === 0 && (line.text === '' || /^From: /.test(line.text))) continue
    lines.push(line.text.trimEnd())
  }
  while (lines.at(-1) === '') lines.pop()
  return [title, '', ...lines]
}

/** A line of a diff's text that is itself a change, or names a file. */
function isChange(line: string): boolean {
  return (
    line.startsWith('+') || line.startsWith('-') || line.startsWith(' ## ') || line.startsWith(' Binary ')
  )
}

/** Do the changed lines agree when white space is left out? */
function hasSameWords(old: readonly string[], now: readonly string[]): boolean {
  const words = (lines: readonly string[]): string =>
    lines
      .filter(isChange)
      .map((line) => line.replace(/\s+/g, ''))
      .filter((line) => line.length > 1)
      .join('\n')
  return words(old) === words(now)
}

/** The difference of two texts, three lines of context around; stretches in which no line matters are taken as equal. */
function showDifference(
  old: readonly string[],
  now: readonly string[],
  matters: (line: string) => boolean,
): readonly DifferenceLine[] {
  const all: DifferenceLine[] = []
  const isShown: boolean[] = []
  for (const change of diffLines(old, now)) {
    const removed = old.slice(change.old, change.old + change.removed)
    const added = now.slice(change.new, change.new + change.added)
    const counts = change.kind === 'changed' && differs(removed, added, matters)
    if (change.kind === 'same' || !counts) {
      // Of what differs without mattering, the newer text stands for both.
      for (const text of added) all.push({ kind: 'same', text })
      continue
    }
    for (const text of removed) if (matters(text)) all.push({ kind: 'older', text })
    for (const text of added) all.push(matters(text) ? { kind: 'newer', text } : { kind: 'same', text })
  }
  for (const [i, line] of all.entries())
    if (line.kind !== 'same')
      for (let near = Math.max(0, i - CONTEXT); near <= Math.min(all.length - 1, i + CONTEXT); near++)
        isShown[near] = true
  return collapse(all, isShown)
}

/** Do the lines that matter differ, in their order? */
function differs(
  removed: readonly string[],
  added: readonly string[],
  matters: (line: string) => boolean,
): boolean {
  const [before, after] = [removed.filter(matters), added.filter(matters)]
  return before.length !== after.length || before.some((line, i) => line !== after[i])
}

/** Only what is shown; headers of files and hunks above it are kept, so that a reader knows where they are. */
function collapse(all: readonly DifferenceLine[], isShown: readonly boolean[]): readonly DifferenceLine[] {
  const shown: DifferenceLine[] = []
  let header: { file?: DifferenceLine; hunk?: DifferenceLine } = {}
  let isGap = false
  for (const [i, line] of all.entries()) {
    if (isShown[i]) {
      if (isGap) shown.push({ kind: 'gap', text: '' })
      if (header.file) shown.push(header.file)
      if (header.hunk) shown.push(header.hunk)
      shown.push(line)
      header = {}
      isGap = false
      continue
    }
    isGap = shown.length > 0
    if (line.text.startsWith(' ## ')) header = { file: line }
    else if (line.text.startsWith('@@')) header = { ...header, hunk: line }
  }
  return shown
}
