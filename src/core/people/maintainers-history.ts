import type { Instant } from '../time.ts'
import { type FileOwners, findFileOwners, listSections } from './file-owners.ts'
import { type MaintainerSection, type Maintainers, parseMaintainers } from './maintainers.ts'

/** A MAINTAINERS file as a commit left it; an empty text where the commit removed it. */
export interface MaintainersText {
  readonly at: Instant
  readonly text: string
}

/** Who answered for which file when. */
export interface MaintainersHistory {
  /** By the file that was in force; `undefined` while there was none. */
  readonly ownersAt: (path: string, at: Instant) => FileOwners | undefined
  /** The instants, after the first and up to the second, at which that changed for any of some paths; ascending. */
  readonly changesOf: (paths: readonly string[], from: Instant, to: Instant) => readonly Instant[]
  /** Names what was in force between two instants: equal names, equal owners. */
  readonly nameOf: (from: Instant, to: Instant) => string
}

/**
 * The history of a MAINTAINERS file, from its revisions in the order of the branch. A file is read when it is first
 * asked for, and the owners of a path are found once for each revision.
 *
 * A revision is in force from its commit on; where clocks were wrong, from the latest time of any before it.
 * `isDirectory` as `parseMaintainers` asks it.
 */
export function maintainersHistory(
  revisions: readonly MaintainersText[],
  isDirectory: (path: string) => boolean,
): MaintainersHistory {
  const starts = inForceFrom(revisions)
  const files: (Maintainers | undefined)[] = []
  const owners = new Map<string, FileOwners>()
  const fileAt = (n: number): Maintainers | undefined => {
    const text = revisions[n]?.text ?? ''
    if (text.trim() === '') return undefined
    files[n] ??= parseMaintainers(text, isDirectory)
    return files[n]
  }
  const ownersIn = (n: number, path: string): FileOwners | undefined => {
    const file = n < 0 ? undefined : fileAt(n)
    if (file === undefined) return undefined
    const name = `${n} ${path}`
    const known = owners.get(name)
    if (known) return known
    const found = findFileOwners(file, path)
    owners.set(name, found)
    return found
  }
  const changed: (readonly MaintainerSection[] | 'all')[] = []
  /** The sections that came, went or changed with a revision: only they can change who answers for a path. */
  const changedIn = (n: number): readonly MaintainerSection[] | 'all' => {
    changed[n] ??= changedSections(n === 0 ? undefined : fileAt(n - 1), fileAt(n))
    return changed[n] ?? []
  }
  return {
    ownersAt: (path, at) => ownersIn(indexAt(starts, at), path),
    changesOf(paths, from, to) {
      const [first, last] = [indexAt(starts, from), indexAt(starts, to)]
      const found: Instant[] = []
      for (let n = first + 1; n <= last; n++) {
        const at = starts[n]
        if (at === undefined || at <= from) continue
        const sections = changedIn(n)
        if (sections === 'all' || paths.some((path) => listSections({ sections }, path).length > 0))
          found.push(at)
      }
      return found
    },
    nameOf(from, to) {
      const [first, last] = [indexAt(starts, from), indexAt(starts, to)]
      return `${first}-${last} ${starts[last] ?? ''}`
    },
  }
}

function inForceFrom(revisions: readonly MaintainersText[]): readonly Instant[] {
  const starts: Instant[] = []
  let latest: Instant = ''
  for (const { at } of revisions) {
    if (at > latest) latest = at
    starts.push(latest)
  }
  return starts
}

/** The last one that began at or before an instant; -1 before the first. */
function indexAt(starts: readonly Instant[], at: Instant): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? '') <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

function changedSections(
  before: Maintainers | undefined,
  after: Maintainers | undefined,
): readonly MaintainerSection[] | 'all' {
  if (before === undefined || after === undefined) return before === after ? [] : 'all'
  const known = new Map(before.sections.map((section) => [wordsOf(section), section]))
  const fresh: MaintainerSection[] = []
  for (const section of after.sections) if (!known.delete(wordsOf(section))) fresh.push(section)
  return [...fresh, ...known.values()]
}

/** What of a section says who answers for what. */
function wordsOf(section: MaintainerSection): string {
  const people = (some: readonly { readonly address: string }[]): string =>
    some.map((one) => one.address).join()
  const files = section.files.map((file) => (file.kind === 'F' ? file.path.source : file.name.source)).join()
  const excluded = section.excluded.map((path) => path.source).join()
  return [section.name, people(section.maintainers), people(section.reviewers), files, excluded].join('\n')
}
