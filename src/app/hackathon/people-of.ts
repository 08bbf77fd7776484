import type { Identities } from '../../core/people/person.ts'
import type { Db } from '../../store/database.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-identities.ts'
import { identities } from '../read-mail.ts'

/** Who is who in a project, by its configuration and its `.mailmap` files as they are now. */
export async function peopleOf(db: Db, projectId: number, project: ProjectConfig): Promise<Identities> {
  return identities(project, await loadMailmap(db, projectId))
}
