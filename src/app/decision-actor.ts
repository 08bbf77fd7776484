import type { DecisionActor } from '../core/status/decision-rights.ts'
import { addDays, type Instant } from '../core/time.ts'
import type { Db } from '../store/database.ts'
import type { LineageStory } from '../store/read/lineage.ts'
import { findPerson } from '../store/read/people.ts'
import { readReview } from '../store/read/review.ts'
import { COMMITTER_DAYS, isCommitter } from '../store/read/todo.ts'
import { readVersion } from '../store/read/version.ts'
import type { ProjectConfig } from './config.ts'
import { loadMailmap } from './derive/load-identities.ts'
import { ownAddresses } from './own-addresses.ts'
import { identities } from './read-mail.ts'

/** Who somebody with a proven address is to a lineage; what they may say about it follows from that. */
export async function actorOf(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  address: string,
  story: LineageStory,
  now: Instant,
): Promise<DecisionActor & { readonly person: string }> {
  const mailmap = await loadMailmap(db, projectId)
  const { personKey } = identities(project, mailmap)
  const keyOf = (one: string): string => personKey({ name: '', address: one.toLowerCase() })
  const person = keyOf(address)
  const known = await findPerson(db, projectId, person)
  const newest = story.versions.find((one) => one.id === story.newest)
  const patches = newest === undefined ? [] : (await readVersion(db, projectId, newest.id)).patches
  const authors = new Set([
    // Not by the person as derived: what people decided of who is who gives no rights, and takes none.
    ...story.versions.map((one) => personKey(one.sender)),
    ...patches.map((patch) => keyOf(patch.author.address)),
  ])
  const review = await readReview(db, projectId, story.id)
  const pools = (review?.checks ?? []).flatMap((check) => check.files.flatMap((file) => file.pool))
  // Not those whose turn it is: whoever adopts something, or asks a question, would rule over it.
  const responsible = new Set(pools.map((one) => keyOf(one.address)))
  const addresses = ownAddresses(project, mailmap, address)
  return {
    person,
    isKnown: known !== undefined,
    isAuthor: authors.has(person),
    isResponsible: responsible.has(person),
    isCommitter: await isCommitter(db, projectId, addresses, addDays(now, -COMMITTER_DAYS)),
  }
}
