import type { Db } from '../../store/database.ts'
import { replaceHoldings } from '../../store/derived/holdings.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-identities.ts'
import { identities } from '../read-mail.ts'
import { loadRoster } from './load-roster.ts'
import { roleActivities } from './role-activities.ts'

/**
 * Derives who had which role when, from every revision of MAINTAINERS and from the configuration, with what is seen of
 * their work. In the caller's transaction, after the motions.
 */
export async function writeRoles(db: Db, projectId: number, project: ProjectConfig): Promise<void> {
  if (project.governance === undefined) return replaceHoldings(db, projectId, [])
  const people = identities(project, await loadMailmap(db, projectId))
  const { holdings, maintainers } = await loadRoster(db, projectId, project, people.personKey)
  const activities = await roleActivities(db, projectId, holdings, maintainers, people.personKey)
  await replaceHoldings(
    db,
    projectId,
    holdings.map((holding, n) => ({ holding, activity: activities[n] })),
  )
}
