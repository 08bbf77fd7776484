import type { FileOwners } from '../people/file-owners.ts'

/** Files at the top of the tree, which are in no folder. */
export const TOP_AREA = '(top)'

/**
 * The parts of the code that some files belong to, sorted: the most specific sections of MAINTAINERS that answer for
 * them; the top folder of each file where a project has no such file.
 */
export function areasOf(
  paths: readonly string[],
  ownersOf: ((path: string) => FileOwners | undefined) | undefined,
): readonly string[] {
  const areas = new Set<string>()
  for (const path of paths) {
    const owners = ownersOf?.(path)
    const depth = owners?.matches[0]?.depth
    const sections = owners?.matches.filter((one) => one.depth === depth) ?? []
    for (const { section } of sections) areas.add(section.name)
    if (sections.length === 0) areas.add(topFolder(path))
  }
  return [...areas].sort()
}

function topFolder(path: string): string {
  const slash = path.indexOf('/')
  return slash <= 0 ? TOP_AREA : `${path.slice(0, slash)}/`
}
