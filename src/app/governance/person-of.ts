import type { Db } from '../../store/database.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-identities.ts'
import { identities } from '../read-mail.ts'

/** Who somebody with an address is in a project: the key of the person. */
export async function personOf(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  address: string,
): Promise<string> {
  const people = identities(project, await loadMailmap(db, projectId))
  return people.personKey({ name: '', address: address.toLowerCase() })
}
