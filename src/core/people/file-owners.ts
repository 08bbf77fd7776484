import type { FilePattern, ListedPerson, MaintainerSection, Maintainers } from './maintainers.ts'

/** A section that answers for a file, and how specifically. */
export interface SectionMatch {
  readonly section: MaintainerSection
  /** The depth of the last of its patterns that match; higher is more specific, -1 for `*`. */
  readonly depth: number
}

/** Who answers for one file, from the most specific section to the most general. */
export interface FileOwners {
  readonly path: string
  readonly matches: readonly SectionMatch[]
  /**
   * Whose approval is needed, any one of them: the maintainers of the most specific depth that has any. Sections
   * without an `M:` (orphaned, or with reviewers only) fall through to the next general one.
   */
  readonly pool: readonly ListedPerson[]
  /** The sections that the pool comes from. */
  readonly poolSections: readonly MaintainerSection[]
  /** Who may stand in for the pool, with a reason: the maintainers of all more general sections. */
  readonly general: readonly ListedPerson[]
}

/**
 * The sections that answer for a path, most specific first; equal depths in the order of the file.
 *
 * An `X:` takes the file out of its own section only. The last matching pattern of a section gives its depth.
 */
export function listSections(
  maintainers: Pick<Maintainers, 'sections'>,
  path: string,
): readonly SectionMatch[] {
  const found: SectionMatch[] = []
  for (const section of maintainers.sections) {
    if (section.excluded.some((pattern) => pattern.matches(path))) continue
    const last = section.files.findLast((pattern) => matches(pattern, path))
    if (last !== undefined) found.push({ section, depth: last.kind === 'F' ? last.path.depth : 0 })
  }
  return found.sort((a, b) => b.depth - a.depth)
}

function matches(pattern: FilePattern, path: string): boolean {
  return pattern.kind === 'F' ? pattern.path.matches(path) : pattern.name.isFoundIn(path)
}

/** Who answers for a file; an empty `pool` means nobody does, not even THE REST. */
export function findFileOwners(maintainers: Maintainers, path: string): FileOwners {
  const matches = listSections(maintainers, path)
  const depth = matches.find((one) => one.section.maintainers.length > 0)?.depth
  const specific = matches.filter((one) => one.depth === depth && one.section.maintainers.length > 0)
  const later = depth === undefined ? [] : matches.filter((one) => one.depth < depth)
  return {
    path,
    matches,
    pool: unite(specific),
    poolSections: specific.map((one) => one.section),
    general: unite(later),
  }
}

/** Everybody once, by address, in the order in which the sections name them. */
function unite(matches: readonly SectionMatch[]): readonly ListedPerson[] {
  const byAddress = new Map<string, ListedPerson>()
  for (const person of matches.flatMap((one) => one.section.maintainers))
    if (!byAddress.has(person.address)) byAddress.set(person.address, person)
  return [...byAddress.values()]
}
