import type { Lines } from './line-diff.ts'
import type { DemoCommit, Files, Repository } from './repository.ts'
import type { Target } from './source-tree.ts'

/** A place in a file, found by a line that occurs once in it, and what to do there. */
export interface Edit {
  readonly path: string
  /** The line; `undefined`: the file is new. */
  readonly anchor: string | undefined
  /** First line that goes, counted from the anchor (0); `lines` take its place. */
  readonly from: number
  readonly remove: number
  readonly lines: Lines
}

/** What a reviewer asks for, and what the author says of the next version. */
interface Round {
  readonly request: string
  readonly news: string
}

/** What one patch does. */
export interface Change {
  readonly target: Target
  readonly title: string
  /** What the same thing may be called later: when its author, or who commits it, thinks of better words. */
  readonly otherTitle: string
  readonly body: Lines
  /** What reviewers say of its versions, the first first. */
  readonly rounds: readonly Round[]
  readonly question: string
  readonly answer: string
  readonly isFix: boolean
  /** The edits of a version: they differ from version to version, as reviewers ask for it. */
  edits(version: number): readonly Edit[]
}

/** A change as its kind describes it: the edits of each version. */
export type ChangeDraft = Omit<Change, 'target' | 'edits' | 'isFix'> & {
  readonly isFix?: boolean
  readonly edits: readonly (readonly Edit[])[]
}

export const insertAfter = (path: string, anchor: string, lines: Lines): Edit => ({
  path,
  anchor,
  from: 1,
  remove: 0,
  lines,
})

export const insertBefore = (path: string, anchor: string, lines: Lines): Edit => ({
  path,
  anchor,
  from: 0,
  remove: 0,
  lines,
})

export const replaceLine = (path: string, anchor: string, lines: Lines): Edit => ({
  path,
  anchor,
  from: 0,
  remove: 1,
  lines,
})

export const newFile = (path: string, lines: Lines): Edit => ({
  path,
  anchor: undefined,
  from: 0,
  remove: 0,
  lines,
})

/** The files after the edits; `undefined` when one of them does not find its place. */
export function applyEdits(files: Files, edits: readonly Edit[]): Files | undefined {
  const result = new Map(files)
  for (const edit of edits) {
    const lines = result.get(edit.path)
    if (edit.anchor === undefined) {
      if (lines !== undefined) return undefined
      result.set(edit.path, edit.lines)
      continue
    }
    const at = lines?.indexOf(edit.anchor) ?? -1
    if (lines === undefined || at < 0) return undefined
    result.set(edit.path, [
      ...lines.slice(0, at + edit.from),
      ...edit.lines,
      ...lines.slice(at + edit.from + edit.remove),
    ])
  }
  return result
}

/** The change that a draft describes, of a function. */
export function changeOf(target: Target, draft: ChangeDraft): Change {
  const { edits, isFix, ...rest } = draft
  return {
    ...rest,
    target,
    isFix: isFix === true,
    edits: (version) => edits[Math.min(version, edits.length) - 1] ?? [],
  }
}

/** The edits that undo a commit on the development branch; `undefined` where its lines are not there any more. */
export function takeBack(repository: Repository, commit: DemoCommit): readonly Edit[] | undefined {
  const files = repository.branches.get(commit.branch)?.files
  const edits: Edit[] = []
  for (const [path, after] of commit.changes) {
    const before = linesBefore(repository, commit, path)
    const now = files?.get(path)
    if (before === undefined || after === undefined || now === undefined) return undefined
    let head = 0
    while (head < before.length && before[head] === after[head]) head++
    // The line that the place is found by stands in the file once.
    while (head > 0 && now.indexOf(after[head - 1] ?? '') !== now.lastIndexOf(after[head - 1] ?? '')) head--
    let tail = 0
    while (tail < before.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
    const changed = after.slice(head, after.length - tail)
    const anchor = after[head - 1]
    const at = anchor === undefined ? -1 : now.indexOf(anchor)
    if (anchor === undefined || at < 0 || changed.some((line, index) => now[at + 1 + index] !== line))
      return undefined
    edits.push({
      path,
      anchor,
      from: 1,
      remove: changed.length,
      lines: before.slice(head, before.length - tail),
    })
  }
  return edits
}

function linesBefore({ commits }: Repository, commit: DemoCommit, path: string): Lines | undefined {
  const place = commits.indexOf(commit)
  return commits
    .slice(0, place)
    .findLast((one) => one.branch === commit.branch && one.changes.has(path))
    ?.changes.get(path)
}
