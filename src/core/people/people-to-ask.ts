import type { FileOwners } from './file-owners.ts'
import { type ListedPerson, THE_REST } from './maintainers.ts'

/**
 * The maintainers and reviewers whom a change of some files is to be sent to: of every section that answers for one of
 * them. Those of THE REST only where some file is nobody else's. Everybody once, by address.
 */
export function listPeopleToAsk(files: readonly FileOwners[]): readonly ListedPerson[] {
  const isRestNeeded = files.some((file) => file.matches.every(({ section }) => section.name === THE_REST))
  const people = new Map<string, ListedPerson>()
  for (const file of files)
    for (const { section } of file.matches) {
      if (section.name === THE_REST && !isRestNeeded) continue
      for (const person of [...section.maintainers, ...section.reviewers])
        if (!people.has(person.address)) people.set(person.address, person)
    }
  return [...people.values()]
}
