import type { Roster } from '../../core/governance/draw-electorate.ts'
import type { Address } from '../../core/mail/message.ts'
import { type Affiliation, makeAffiliations, NO_COMPANY } from '../../core/people/affiliations.ts'
import { type Maintainers, parseMaintainers } from '../../core/people/maintainers.ts'
import { deriveHoldings, type MaintainersRevision } from '../../core/people/role-history.ts'
import { secondsOf } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import { listFileRevisions } from '../../store/inputs/file-revisions.ts'
import { listAddressUses } from '../../store/read/metric-record.ts'
import type { ProjectConfig } from '../config.ts'
import { MAINTAINERS_FILE } from '../refresh-repository.ts'
import { recordedRoles } from './recorded-roles.ts'

/** Who holds which role, and the newest MAINTAINERS file. */
export interface LoadedRoster extends Roster {
  readonly maintainers: Maintainers | undefined
  readonly maintainersText: string
}

/**
 * The roles of a project: from every revision of MAINTAINERS, from the configuration and from the log. Of several repositories the
 * first that has such a file speaks.
 */
export async function loadRoster(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  personOf: (address: Address) => string,
): Promise<LoadedRoster> {
  const stored = await listFileRevisions(db, projectId, MAINTAINERS_FILE)
  const repository = project.repositories.find((one) => stored.some((file) => file.repository === one.name))
  const own = stored.filter((one) => one.repository === repository?.name)
  const revisions = own.map(
    (one): MaintainersRevision => ({
      commit: one.sha,
      at: one.at,
      maintainers: parseMaintainers(Buffer.from(one.bytes).toString('utf8')),
    }),
  )
  const recorded = recordedRoles(project, await listDecisions(db, projectId), (address) =>
    personOf({ name: '', address }),
  )
  const affiliations = new Map<string, readonly Affiliation[]>()
  for (const { addresses, companies } of project.people) {
    const [address] = addresses
    if (address !== undefined && companies.length > 0)
      affiliations.set(personOf({ name: '', address }), companies)
  }
  const uses = await listAddressUses(db, projectId)
  const companyOf = makeAffiliations({ companies: project.companies, affiliations, uses })
  return {
    holdings: deriveHoldings(revisions, recorded, personOf),
    subProjects: project.governance?.subProjects ?? [],
    organisationOf: (person, at) => {
      const company = companyOf(person, secondsOf(at))
      return company === NO_COMPANY ? undefined : company
    },
    inactive: new Set(),
    maintainers: revisions.at(-1)?.maintainers,
    maintainersText: Buffer.from(own.at(-1)?.bytes ?? []).toString('utf8'),
  }
}
