import type { Db } from '../../store/database.ts'
import { replaceHoldings } from '../../store/derived/holdings.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-mailmap.ts'
import { identities } from '../read-mail.ts'
import { loadRoster } from './load-roster.ts'

/** Derives who had which role when, from every revision of MAINTAINERS and from the configuration. */
export async function writeRoles(db: Db, projectId: number, project: ProjectConfig): Promise<void> {
  if (project.governance === undefined) return replaceHoldings(db, projectId, [])
  const people = identities(project, await loadMailmap(db, projectId))
  const roster = await loadRoster(db, projectId, project, people.personKey)
  await replaceHoldings(
    db,
    projectId,
    roster.holdings.map((holding) => ({ holding, activity: undefined })),
  )
}
