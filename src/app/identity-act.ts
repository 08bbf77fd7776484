import { UserError } from '../core/errors.ts'
import { areOne } from '../core/people/decided-identities.ts'
import { addDays, type Instant } from '../core/time.ts'
import type { Db } from '../store/database.ts'
import { listDecisions } from '../store/inputs/decisions.ts'
import { findPerson } from '../store/read/people.ts'
import { COMMITTER_DAYS, isCommitter } from '../store/read/todo.ts'
import type { ProjectConfig } from './config.ts'
import { PERSON_SUBJECT } from './decision-shapes.ts'
import { loadIdentityEntries, loadMailmap, readIdentityDecision } from './derive/load-identities.ts'
import { ownAddresses } from './own-addresses.ts'

/**
 * Checks a decision about who is who: both addresses have written here, the configuration does not say otherwise, and it is
 * no news of yesterday. Gives subject and words as they are recorded. Throws `UserError` naming what does not fit.
 */
export async function checkIdentity(
  context: {
    readonly database: { readonly kysely: Db }
    readonly projectId: number
    readonly project: ProjectConfig
  },
  action: 'join' | 'separate',
  subject: string,
  other: string,
  words: Readonly<Record<string, unknown>>,
): Promise<{ readonly subject: string; readonly payload: Readonly<Record<string, unknown>> }> {
  const { projectId, project } = context
  const db = context.database.kysely
  const address = subject.replace(new RegExp(`^${PERSON_SUBJECT}`), '').toLowerCase()
  if (address === other)
    throw new UserError('usage', `${address} is one address`, { hint: 'Give two that differ.' })
  for (const one of [address, other])
    if ((await findPerson(db, projectId, one)) === undefined)
      throw new UserError('not-found', `nobody has written from ${one}`, {
        hint: 'Give addresses from which mails have come, as the pages of people show them.',
      })
  const configured = (one: string) =>
    project.people.find((person) => person.addresses.some((each) => each.toLowerCase() === one))
  const [first, second] = [configured(address), configured(other)]
  if (first !== undefined && second !== undefined && (first === second) !== (action === 'join'))
    throw new UserError(
      'conflict',
      first === second
        ? `the configuration says that ${address} and ${other} are ${first.name}`
        : `the configuration says that ${address} is ${first.name}, and ${other} ${second.name}`,
      { hint: 'Change "people" there: it stands above what is decided here.' },
    )
  const isOne =
    (first !== undefined && first === second) ||
    areOne(await loadIdentityEntries(db, projectId), address, other)
  const isSaid = (await listDecisions(db, projectId, { subject: `${PERSON_SUBJECT}${address}` })).some(
    (one) => {
      const said = readIdentityDecision(one)
      return said?.other === other && said.isOne === (action === 'join')
    },
  )
  if (isOne === (action === 'join') && (action === 'join' || isSaid))
    throw new UserError(
      'conflict',
      action === 'join'
        ? `${address} and ${other} are one person already`
        : `that ${address} and ${other} are two people is recorded already`,
      { hint: 'Nothing was recorded.' },
    )
  return { subject: `${PERSON_SUBJECT}${address}`, payload: words }
}

/** Whether somebody with a proven address may say who is who: committers, and holders of roles by the configuration. */
export async function mayDecideIdentities(
  context: { readonly db: Db; readonly projectId: number; readonly project: ProjectConfig },
  address: string,
  now: Instant,
): Promise<boolean> {
  const { db, projectId, project } = context
  const own = address.toLowerCase()
  if (project.roles.some((one) => one.address === own && one.from <= now && (one.to ?? now) >= now))
    return true
  const addresses = ownAddresses(project, await loadMailmap(db, projectId), own)
  return isCommitter(db, projectId, addresses, addDays(now, -COMMITTER_DAYS))
}
