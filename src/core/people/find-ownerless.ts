import { findFileOwners } from './file-owners.ts'
import { type Maintainers, THE_REST } from './maintainers.ts'

/** Paths in one folder for which no section but THE REST answers. */
export interface OwnerlessFolder {
  /** With a slash at its end; empty: the top. */
  readonly folder: string
  readonly paths: readonly string[]
  /** Patches that touch any of them. */
  readonly patches: number
}

/**
 * The files among those touched that belong to nobody: no section but THE REST names them, or none that does has a maintainer. By
 * folder, the most touched first.
 */
export function findOwnerless(
  maintainers: Maintainers,
  files: readonly { readonly path: string; readonly patches: number }[],
): readonly OwnerlessFolder[] {
  const folders = new Map<string, { paths: string[]; patches: number }>()
  for (const { path, patches } of files) {
    const isOwned = findFileOwners(maintainers, path).matches.some(
      ({ section }) => section.name !== THE_REST && section.maintainers.length > 0,
    )
    if (isOwned) continue
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    const known = folders.get(folder) ?? { paths: [], patches: 0 }
    known.paths.push(path)
    known.patches += patches
    folders.set(folder, known)
  }
  return [...folders]
    .map(([folder, known]) => ({ folder, ...known }))
    .sort((a, b) => b.patches - a.patches || (a.folder < b.folder ? -1 : 1))
}
