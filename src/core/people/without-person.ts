import type { Address } from '../mail/message.ts'
import { findFileOwners } from './file-owners.ts'
import type { Maintainers } from './maintainers.ts'

/** What becomes of the files of a section when somebody leaves it. */
export interface Fallback {
  readonly section: string
  /** Files of the tree for which they are of the pool now. */
  readonly files: number
  /** Of these, files that nobody else of the same pool answers for. */
  readonly alone: number
  /** Who answers for those alone after: names, most files first. */
  readonly heirs: readonly { readonly name: string; readonly files: number }[]
}

/**
 * What the files fall back to if a person leaves sections: by section, those that they answer for. Shown before
 * anybody proposes that a sole maintainer goes.
 */
export function previewWithout(
  maintainers: Maintainers,
  person: string,
  sections: readonly string[],
  files: readonly string[],
  personOf: (address: Address) => string,
): readonly Fallback[] {
  const leaves = new Set(sections)
  const after: Maintainers = {
    ...maintainers,
    sections: maintainers.sections.map((section) =>
      leaves.has(section.name)
        ? { ...section, maintainers: section.maintainers.filter((one) => personOf(one) !== person) }
        : section,
    ),
  }
  const found = new Map<string, { files: number; alone: number; heirs: Map<string, number> }>()
  for (const path of files) {
    const owners = findFileOwners(maintainers, path)
    const section = owners.poolSections.find(
      (one) => leaves.has(one.name) && one.maintainers.some((listed) => personOf(listed) === person),
    )
    if (section === undefined) continue
    const entry = found.get(section.name) ?? { files: 0, alone: 0, heirs: new Map<string, number>() }
    found.set(section.name, entry)
    entry.files++
    if (owners.pool.some((one) => personOf(one) !== person)) continue
    entry.alone++
    for (const heir of findFileOwners(after, path).pool)
      if (personOf(heir) !== person) entry.heirs.set(heir.name, (entry.heirs.get(heir.name) ?? 0) + 1)
  }
  return [...found].map(([section, entry]) => ({
    section,
    files: entry.files,
    alone: entry.alone,
    heirs: [...entry.heirs]
      .map(([name, count]) => ({ name, files: count }))
      .sort((a, b) => b.files - a.files || (a.name < b.name ? -1 : 1)),
  }))
}
