import type { Hono } from 'hono'
import { UserError } from '../../core/errors.ts'
import { listPlacements } from '../../core/hackathon/apply-agenda.ts'
import { expectedAttendance } from '../../core/hackathon/attendance.ts'
import { buildInstance, weighInterest } from '../../core/hackathon/build-instance.ts'
import { toDense } from '../../core/hackathon/dense-instance.ts'
import { describeMove, explainMove } from '../../core/hackathon/explain-move.ts'
import type { Instance } from '../../core/hackathon/instance.ts'
import { measureAgenda } from '../../core/hackathon/measure-agenda.ts'
import { findNowNext, findWhereabouts } from '../../core/hackathon/now-next.ts'
import { planAgenda } from '../../core/hackathon/plan-agenda.ts'
import type { Placement } from '../../core/hackathon/session.ts'
import { addDays } from '../../core/time.ts'
import { listEventNotes } from '../../store/read/event-mails.ts'
import { readOutcomes } from '../../store/read/outcomes.ts'
import { type AgendaModel, agendaPage } from '../events/agenda-page.ts'
import { doorsPage } from '../events/doors-page.ts'
import { type EventAsked, readEvent } from '../events/event-request.ts'
import { agendaNames, comes, type EventView, may, sessionSlots } from '../events/event-view.ts'
import { notesPage, sessionNotesPage } from '../events/notes-page.ts'
import { kioskPage, nowPage } from '../events/now-page.ts'
import { outcomesPage, roadmapPage } from '../events/outcomes-page.ts'
import { measuresPage, planPage } from '../events/plan-page.ts'
import { readyNotes } from '../events/ready-notes.ts'
import { sessionFormPage } from '../events/session-form.ts'
import { sessionPage } from '../events/session-page.ts'
import { suggestedByReference } from '../events/suggestions.ts'
import { versionsPage } from '../events/versions-page.ts'
import { readNumber, readWords, sendPage, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'
import { sessionOf } from './event-agenda-acts.ts'
import { topicOf, toSignIn } from './event-pages.ts'

/** The agenda and what follows from it: sessions, now and next, notes, what became of it. */
export function addEventAgendaRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/events/:event/agenda', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole, asked } = event
    const shown = shownOf(event, asked.query.get('show'))
    const placements = shown === 'current' ? listPlacements(whole.sessions) : shown.placements
    const instance = await instanceOf(event)
    const model: AgendaModel = {
      shown,
      onlyMine: asked.query.get('show') === 'mine',
      mine: mineOf(event, placements),
      expected: expectedOf(instance, placements),
      measures: knows(ev) ? measureAgenda(instance, placements) : undefined,
    }
    return sendPage(c, agendaPage(ev, model))
  })

  app.get('/p/:project/events/:event/agenda/versions', async (c) => {
    const { ev, asked } = await readEvent(context, c)
    const { agendas } = ev.hackathon
    const find = (name: string) =>
      agendas.find((one) => one.version === readNumber(asked.query, name, 1, 100_000))
    const [from, to] = [find('from'), find('to')]
    return sendPage(c, versionsPage(ev, from === undefined || to === undefined ? undefined : { from, to }))
  })

  app.get('/p/:project/events/:event/agenda/measures', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole } = event
    if (!knows(ev))
      throw new UserError(
        'forbidden',
        'What an agenda is worth follows from who is there when: those who come see it.',
      )
    const instance = await instanceOf(event)
    return sendPage(c, measuresPage(ev, measureAgenda(instance, listPlacements(whole.sessions))))
  })

  app.get('/p/:project/events/:event/agenda/plan', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole, asked } = event
    if (ev.csrf === undefined) return toSignIn(c)
    if (!ev.viewer.isOrganiser) throw new UserError('forbidden', 'Only organisers make an agenda.')
    const current = listPlacements(whole.sessions)
    const instance = await instanceOf(event)
    const freeMoves = readNumber(asked.query, 'free', 0, 1000) ?? 0
    const seed = readNumber(asked.query, 'seed', 0, 1_000_000_000) ?? 1
    // What stands is what people know, published or not.
    const known = current.length > 0 ? current : instance.before
    const plan = planAgenda({ ...instance, before: known }, { seed, freeMoves })
    return sendPage(
      c,
      planPage(ev, {
        plan,
        instance,
        current,
        measures: measureAgenda(instance, plan.placements),
        before: measureAgenda(instance, current),
        freeMoves,
        seen: newestOf(event),
      }),
    )
  })

  app.get('/p/:project/events/:event/agenda/effect', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole, asked } = event
    const session = asked.query.get('session') ?? ''
    const placement = { session, slot: '', room: '' }
    const allowed = knows(ev) && may(ev, { kind: 'agenda.place', placement, locked: false, seen: 0 })
    if (!allowed) throw new UserError('forbidden', 'Only its leaders and organisers move a session.')
    const instance = await instanceOf(event)
    const placements = listPlacements(whole.sessions)
    const slot = asked.query.get('slot') ?? ''
    const there = placements.find(
      (one) => one.slot === slot && one.room === asked.query.get('room') && one.session !== session,
    )
    const effect = explainMove(instance, placements, session, slot, there?.session)
    const words =
      effect === undefined
        ? 'Another room at the same time changes nothing for anybody.'
        : describeMove(effect, agendaNames(ev))
    c.header('Cache-Control', 'no-store')
    return c.text(words)
  })

  app.get('/p/:project/events/:event/sessions/:session', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole } = event
    const session = sessionOf(event, c)
    const placement = { session: session.id, slot: '', room: '' }
    const mayPlace = may(ev, { kind: 'agenda.place', placement, locked: false, seen: 0 })
    const instance = await instanceOf(event)
    const placements = listPlacements(whole.sessions)
    const moves =
      !mayPlace || !knows(ev) || session.cancelled
        ? []
        : sessionSlots(whole).flatMap((slot) => explainMove(instance, placements, session.id, slot.id) ?? [])
    return sendPage(c, sessionPage(ev, { session, moves }))
  })

  app.get('/p/:project/events/:event/sessions/:session/edit', async (c) => {
    const event = await readEvent(context, c)
    if (event.ev.csrf === undefined) return toSignIn(c)
    const session = sessionOf(event, c)
    return sendPage(c, sessionFormPage(event.ev, session, session))
  })

  app.get('/p/:project/events/:event/sessions/:session/notes', async (c) => {
    const event = await readEvent(context, c)
    const session = sessionOf(event, c)
    return sendPage(c, sessionNotesPage(event.ev, session, readyNotes(event.ev, session)))
  })

  app.get('/p/:project/events/:event/notes', async (c) => {
    const { ev, asked } = await readEvent(context, c)
    const { event } = ev.hackathon
    const found = (await listEventNotes(asked.db, asked.projectId)).filter(
      (one) => one.event === event.id || (one.event === undefined && isAbout(event, one.note.at)),
    )
    return sendPage(
      c,
      notesPage(
        ev,
        found.map((one) => one.note),
      ),
    )
  })

  app.get('/p/:project/events/:event/now', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole, asked } = event
    const words = readWords(asked.query, 'who')
    const person = whole.registrations.find(
      (one) =>
        one.state === 'confirmed' &&
        words !== undefined &&
        one.name.toLowerCase().includes(words.toLowerCase()),
    )
    const weightOf = weighInterest(whole, undefined)
    const where =
      words === undefined
        ? undefined
        : {
            words,
            allowed: knows(ev),
            person: knows(ev) ? person : undefined,
            at: person === undefined ? undefined : findWhereabouts(whole, person.person, ev.now, weightOf),
          }
    return sendPage(c, nowPage(ev, findNowNext(ev.hackathon, ev.now), where))
  })

  app.get('/p/:project/events/:event/kiosk', async (c) => {
    const { ev } = await readEvent(context, c)
    return sendPage(c, kioskPage(ev, findNowNext(ev.hackathon, ev.now)))
  })

  app.get('/p/:project/events/:event/doors', async (c) => {
    const { ev } = await readEvent(context, c)
    return sendPage(c, doorsPage(ev))
  })

  app.get('/p/:project/events/:event/outcomes', async (c) => {
    const { ev, whole, asked } = await readEvent(context, c)
    const { states, report, unassigned } = await readOutcomes(asked.db, asked.projectId, whole)
    return sendPage(c, outcomesPage(ev, states, report, unassigned))
  })

  app.get('/p/:project/events/:event/outcomes/:topic', async (c) => {
    const event = await readEvent(context, c)
    const { states } = await readOutcomes(event.asked.db, event.asked.projectId, event.whole)
    return sendPage(c, roadmapPage(event.ev, topicOf(event, c), states))
  })
}

/** Mails of no event are of this one, perhaps, if they came while it was on or in the month after. */
function isAbout(event: { readonly startsOn: string; readonly endsOn: string }, at: string): boolean {
  return at >= `${event.startsOn}T00:00:00Z` && at <= addDays(`${event.endsOn}T23:59:59Z`, 31)
}

/** Whether the reader may know who is there when: what an agenda is worth tells it. */
function knows(ev: EventView): boolean {
  return ev.viewer.isOrganiser || comes(ev)
}

/** Which agenda a page shows: the one that was asked for, else the one that counts for this reader. */
function shownOf({ ev, whole }: EventAsked, asked: string | null): AgendaModel['shown'] {
  const last = whole.agendas.at(-1)
  const version = whole.agendas.find((one) => String(one.version) === asked)
  if (version !== undefined) return version
  const isLive = ev.viewer.isOrganiser || whole.event.phase === 'running' || asked === 'current'
  return isLive || last === undefined ? 'current' : last
}

async function instanceOf(event: EventAsked): Promise<Instance> {
  return buildInstance(event.whole, { suggested: await suggestedByReference(event) })
}

/** The newest decision about the agenda: whoever changes anything of it later is not overruled. */
function newestOf({ whole }: EventAsked): number {
  return Math.max(
    0,
    ...[whole.event, ...whole.sessions, ...whole.slots, ...whole.rooms].map((one) => one.revision),
  )
}

/** What the reader leads, and of each other time what they like best. */
function mineOf({ ev, whole }: EventAsked, placements: readonly Placement[]): ReadonlySet<string> {
  const { person } = ev.viewer
  if (person === undefined) return new Set()
  const weightOf = weighInterest(whole, undefined)
  const mine = new Map<string, { readonly session: string; readonly weight: number }>()
  for (const { session: id, slot } of placements) {
    const session = whole.sessions.find((one) => one.id === id)
    if (session === undefined) continue
    const weight = session.leaders.includes(person) ? 1000 : weightOf(person, session)
    if (weight > 0 && weight > (mine.get(slot)?.weight ?? 0)) mine.set(slot, { session: id, weight })
  }
  return new Set([...mine.values()].map((one) => one.session))
}

function expectedOf(instance: Instance, placements: readonly Placement[]): ReadonlyMap<string, number> {
  const dense = toDense(instance)
  return new Map(
    instance.slots.flatMap((slot, t) => {
      const here = placements.filter((one) => one.slot === slot && instance.sessions.includes(one.session))
      const members = here.map((one) => instance.sessions.indexOf(one.session))
      const counts = expectedAttendance(dense, members, t)
      return here.map((one, i) => [one.session, counts[i] ?? 0] as const)
    }),
  )
}
