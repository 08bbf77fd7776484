import { UserError } from '../core/errors.ts'
import type { Hackathon } from '../core/hackathon/hackathon.ts'
import type { Community } from '../demo/community.ts'
import { listNextActs } from '../demo/events/next-event.ts'
import { listPastActs } from '../demo/events/past-event.ts'
import type { Database } from '../store/database.ts'
import { countHackathons } from '../store/read/hackathons.ts'
import { recordAct } from './hackathon/act-on-event.ts'

/** Records what people of the demo did about its two events, once: where there is an event already, nothing. */
export async function recordDemoEvents(
  database: Database,
  projectId: number,
  community: Community,
): Promise<void> {
  if ((await countHackathons(database.kysely, projectId)) > 0) return
  const acts = [...listPastActs(community), ...listNextActs(community)].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
  await database.transaction(async (db) => {
    const events = new Map<string, Hackathon>()
    for (const { at, event, person, role, act } of acts) {
      const answer = await recordAct({ db, projectId, event, person, role, at }, events.get(event), act)
      // A demo that shows something else than it means is our own fault.
      if (answer.kind === 'refused')
        throw new UserError('usage', `the demo cannot ${act.kind} at ${at}: ${answer.why}`)
      events.set(event, answer.hackathon)
    }
  })
}
