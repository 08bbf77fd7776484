import type { MailmapEntry } from '../core/people/mailmap.ts'
import type { ProjectConfig } from './config.ts'
import { identities } from './read-mail.ts'

/**
 * All addresses of whoever has proven one of them, lower case, by `.mailmap` and the configuration: for rights. What people
 * decided of who is who is not in it, as `mailmap` is without it (`loadMailmap`).
 */
export function ownAddresses(
  project: Pick<ProjectConfig, 'people' | 'lists'>,
  mailmap: readonly MailmapEntry[],
  address: string,
): readonly string[] {
  const { personKey } = identities(project, mailmap)
  const own = address.toLowerCase()
  const key = personKey({ name: '', address: own })
  const named = [
    ...mailmap.flatMap((entry) => [entry.address, entry.commitAddress]),
    ...project.people.flatMap((person) => person.addresses.map((one) => one.toLowerCase())),
  ]
  return [...new Set([own, key, ...named.filter((one) => personKey({ name: '', address: one }) === key)])]
}
