import { createHash } from 'node:crypto'
import { UserError } from '../core/errors.ts'
import { addDays, type Instant } from '../core/time.ts'
import type { Community } from '../demo/community.ts'
import { DRAFTED } from '../demo/motions.ts'
import { GONE } from '../demo/people.ts'
import type { Database } from '../store/database.ts'
import { appendDecision, listDecisions } from '../store/inputs/decisions.ts'
import type { ProjectConfig } from './config.ts'
import { decideMotion } from './governance/decide-motion.ts'
import { roleSubject } from './governance/motion-shapes.ts'

type DemoPeople = Pick<Community, 'people' | 'options'>

/** Records what people of the demo drafted on pages, before the sync that finds the calls; once. */
export async function recordDemoDrafts(
  database: Database,
  projectId: number,
  community: DemoPeople,
): Promise<void> {
  if ((await listDecisions(database.kysely, projectId)).some((one) => one.action === 'motion-draft')) return
  await database.transaction(async (db) => {
    for (const { id, by, ago, kind, title, text, ballots, about } of DRAFTED)
      await appendDecision(db, projectId, {
        at: addDays(community.options.until, -ago),
        person: addressOf(community, by),
        action: 'motion-draft',
        subject: id,
        payload: {
          kind,
          title,
          text,
          ...(ballots === undefined ? {} : { ballots }),
          ...(about === undefined ? {} : { subjectPerson: addressOf(community, about) }),
          via: 'web',
        },
        salt: createHash('sha256').update(`demo ${id}`).digest('hex').slice(0, 32),
      })
  })
}

/** Records how they voted on pages, and what they said of roles, after that sync; once. */
export async function recordDemoVotes(
  database: Database,
  projectId: number,
  project: ProjectConfig,
  community: DemoPeople,
): Promise<void> {
  const known = await listDecisions(database.kysely, projectId)
  if (known.some((one) => one.action === 'vote' || one.action === 'voted')) return
  const { until } = community.options
  const act = (at: Instant, who: string, action: string, subject: string, payload: object) =>
    decideMotion(
      { database, project, projectId, clock: () => at },
      { person: addressOf(community, who), action, subject, payload: { ...payload, via: 'web' } },
    )
  for (const { id, ago, votes } of DRAFTED)
    for (const [n, [who, value]] of votes.entries())
      await act(addDays(until, -ago + 1 + n / 2), who, 'vote', id, { value })
  const gone = roleSubject('maintainer', 'TOOLS', GONE.address)
  for (const ago of [40, 20])
    await act(addDays(until, -ago), 'Wanda Kowalczyk', 'role-note', gone, {
      type: 'bounced',
      on: addDays(until, -ago).slice(0, 10),
      permanent: true,
    })
}

function addressOf({ people }: DemoPeople, name: string): string {
  const found = people.find((one) => one.name === name)
  if (found === undefined) throw new UserError('usage', `there is no ${name} in the demo`)
  return found.address.toLowerCase()
}
