import { type MemberStanding, standingOf } from '../../core/hackathon/member-standing.ts'
import type { Viewer } from '../../core/hackathon/view-as.ts'
import { type Maintainers, parseMaintainers } from '../../core/people/maintainers.ts'
import type { Identities } from '../../core/people/person.ts'
import { addDays, type Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { readNewestFile } from '../../store/inputs/file-revisions.ts'
import { countWork } from '../../store/read/member-record.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-identities.ts'
import { ownAddresses } from '../own-addresses.ts'
import { identities } from '../read-mail.ts'
import { MAINTAINERS_FILE } from '../refresh-repository.ts'
import { peopleOf } from './people-of.ts'

/** Who somebody is to the events of a project. */
export interface EventViewer extends Viewer {
  /** What stands for them, whatever address they signed in with; `cli:…` for whoever is at the command line. */
  readonly person: string
}

/**
 * Who somebody is who signed in with an address: an organiser by a role in the configuration (or by being at the
 * command line, or as the contact of the event), otherwise a member.
 */
export async function findEventViewer(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  address: string,
  event: { readonly contact: string | undefined } | undefined,
  now: Instant,
): Promise<EventViewer> {
  const people = await peopleOf(db, projectId, project)
  return viewerOf(people, project, address, event, now)
}

/** The same, for whoever knows who is who already. */
export function viewerOf(
  people: Identities,
  project: ProjectConfig,
  address: string,
  event: { readonly contact: string | undefined } | undefined,
  now: Instant,
): EventViewer {
  if (address.startsWith('cli:')) return { person: address, isOrganiser: true }
  const lower = address.toLowerCase()
  const person = people.personKey({ name: '', address: lower })
  const isOrganiser =
    event?.contact?.toLowerCase() === lower ||
    rolesOf(people, project, person, now).some((role) => project.events.organisers.includes(role))
  return { person, isOrganiser }
}

/** The roles that the configuration gives somebody at an instant. */
function rolesOf(
  people: Identities,
  project: ProjectConfig,
  person: string,
  now: Instant,
): readonly string[] {
  const mine = project.roles.filter(
    (one) =>
      people.personKey({ name: one.name, address: one.address }) === person &&
      one.from <= now &&
      (one.to === undefined || one.to > now),
  )
  return [...new Set(mine.map((one) => one.role))]
}

/**
 * Whether somebody may confirm themselves: by MAINTAINERS as it is now, by the roles of the configuration, and by what
 * they wrote and reviewed in the year before `now`.
 */
export async function readStanding(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  address: string,
  now: Instant,
): Promise<MemberStanding> {
  const mailmap = await loadMailmap(db, projectId)
  const people = identities(project, mailmap)
  const person = people.personKey({ name: '', address: address.toLowerCase() })
  const addresses = ownAddresses(project, mailmap, address)
  const work = await countWork(db, projectId, addresses, { from: addDays(now, -365), until: now })
  return standingOf({
    maintains: sectionsOf(await readMaintainers(db, projectId, project), people, person),
    roles: rolesOf(people, project, person, now),
    ...work,
  })
}

async function readMaintainers(
  db: Db,
  projectId: number,
  project: ProjectConfig,
): Promise<Maintainers | undefined> {
  for (const { name } of project.repositories) {
    const bytes = await readNewestFile(db, projectId, name, MAINTAINERS_FILE)
    if (bytes !== undefined) return parseMaintainers(Buffer.from(bytes).toString('utf8'))
  }
  return undefined
}

function sectionsOf(
  maintainers: Maintainers | undefined,
  people: Identities,
  person: string,
): readonly string[] {
  return (maintainers?.sections ?? [])
    .filter((section) =>
      [...section.maintainers, ...section.reviewers].some((one) => people.personKey(one) === person),
    )
    .map((section) => section.name)
}
