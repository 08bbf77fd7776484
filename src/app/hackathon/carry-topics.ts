import { UserError } from '../../core/errors.ts'
import { listCarriedTopics } from '../../core/hackathon/outcome-report.ts'
import { idOfTitle } from '../../core/hackathon/reference.ts'
import { lockDecisions } from '../../store/inputs/decisions.ts'
import { readHackathon } from '../../store/read/hackathons.ts'
import { readOutcomes } from '../../store/read/outcomes.ts'
import { type EventActContext, recordAct } from './act-on-event.ts'
import { viewerOf } from './event-viewer.ts'
import { peopleOf } from './people-of.ts'

/**
 * Begins an event with what another one left unresolved: each topic with the bullets of which nothing is settled yet.
 * A topic whose title the next event has already is left as it is, so that doing it twice changes nothing.
 *
 * Throws `UserError` 'forbidden' for anybody but organisers, 'not-found' where one of the events is not there.
 */
export async function carryTopics(
  context: EventActContext,
  words: { readonly person: string; readonly from: string; readonly to: string },
): Promise<{ readonly added: number; readonly known: number }> {
  const { database, projectId, project } = context
  const now = context.clock()
  return database.transaction(async (db) => {
    await lockDecisions(db, projectId)
    const from = await readHackathon(db, projectId, words.from)
    let to = await readHackathon(db, projectId, words.to)
    const missing = from === undefined ? words.from : to === undefined ? words.to : undefined
    if (from === undefined || to === undefined)
      throw new UserError('not-found', `there is no event "${missing}"`)
    const people = await peopleOf(db, projectId, project)
    const viewer = viewerOf(people, project, words.person, to.event, now)
    if (!viewer.isOrganiser) throw new UserError('forbidden', 'only organisers carry topics over')
    const { report } = await readOutcomes(db, projectId, from)
    const titles = new Set(to.topics.map((topic) => topic.title.toLowerCase()))
    const carried = listCarriedTopics(from, report)
    let added = 0
    for (const fields of carried) {
      if (titles.has(fields.title.toLowerCase())) continue
      const id = idOfTitle(fields.title, new Set(to.topics.map((topic) => topic.id)))
      const answer = await recordAct(
        { db, projectId, event: words.to, person: viewer.person, role: 'organiser', at: now },
        to,
        { kind: 'topic.add', id, fields },
      )
      if (answer.kind === 'refused') throw new UserError('conflict', answer.why)
      to = answer.hackathon
      added++
    }
    return { added, known: carried.length - added }
  })
}
