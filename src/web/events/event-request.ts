import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { actOnEvent, type EventAnswer } from '../../app/hackathon/act-on-event.ts'
import { type EventViewer, findEventViewer } from '../../app/hackathon/event-viewer.ts'
import { UserError } from '../../core/errors.ts'
import type { HackathonActKind } from '../../core/hackathon/decision.ts'
import type { Hackathon, RefusalCode } from '../../core/hackathon/hackathon.ts'
import { nameInEvent } from '../../core/hackathon/person-names.ts'
import { viewAs } from '../../core/hackathon/view-as.ts'
import { sentence } from '../../core/sentence.ts'
import { ensureProject } from '../../store/inputs/projects.ts'
import { findHackathon } from '../../store/read/hackathons.ts'
import { findPersonNames } from '../../store/read/people.ts'
import { showInvisible } from '../html.ts'
import { encodePart } from '../links.ts'
import { type Asked, readAsked, readPart, type WebEnv, wantsJson } from '../request.ts'
import { needUser } from '../session.ts'
import type { WebContext } from '../site.ts'
import { conflictPage } from './conflict-page.ts'
import { type EventView, eventsPath } from './event-view.ts'
import { listPeopleOf } from './names.ts'

/** A request for a page of an event. */
export interface EventAsked {
  readonly asked: Asked
  readonly ev: EventView
  /** The event whole, also what the reader may not see: numbers are made of it, no page shows it. */
  readonly whole: Hackathon
}

/** Finds the event of a request and who asks. An old address leads to the new one; throws `UserError` where there is none. */
export async function readEvent(context: WebContext, c: Context<WebEnv>): Promise<EventAsked> {
  const asked = await readAsked(context, c)
  const name = readPart(c, 'event')
  const whole = asked.projectId === 0 ? undefined : await findHackathon(asked.db, asked.projectId, name)
  if (whole === undefined) {
    const moved = await findMoved(c, asked)
    if (moved !== undefined) throw movedTo(c, moved)
    throw new UserError('not-found', `There is no event “${name.slice(0, 100)}” here.`, {
      hint: 'The list of events names those that there are.',
    })
  }
  if (whole.event.id !== name) {
    const url = new URL(c.req.url)
    const old = `/events/${c.req.path.split('/')[4] ?? ''}`
    throw movedTo(c, url.pathname.replace(old, `/events/${encodePart(whole.event.id)}`) + url.search)
  }
  return { asked, whole, ev: await viewOf(context, c, asked, whole) }
}

function movedTo(c: Context<WebEnv>, location: string): HTTPException {
  return new HTTPException(301, { res: c.redirect(location, 301) })
}

/** An old address of a wiki has slashes in it: `Hackathon/April2016`. */
async function findMoved(c: Context<WebEnv>, asked: Asked): Promise<string | undefined> {
  const rest = [readPart(c, 'event'), readPart(c, 'file')].join('/')
  if (asked.projectId === 0) return undefined
  const found = await findHackathon(asked.db, asked.projectId, rest)
  return found && `${eventsPath(asked.view.project)}/${encodePart(found.event.id)}`
}

/** What a page of this event is drawn with for whoever asks. */
export async function viewOf(
  context: WebContext,
  c: Context<WebEnv>,
  asked: Asked,
  whole: Hackathon,
): Promise<EventView> {
  const user = c.get('user')
  const now = context.now()
  const viewer = await findViewer(context, c, asked, whole)
  const archive = await findPersonNames(asked.db, asked.projectId, [
    ...listPeopleOf(whole),
    ...(viewer === undefined ? [] : [viewer.person]),
  ])
  const configured = namesOfConfig(context, asked)
  return {
    view: { ...asked.view, hasEvents: true },
    hackathon: viewAs(whole, viewer ?? { person: undefined, isOrganiser: false }),
    viewer: viewer ?? { person: undefined, isOrganiser: false },
    csrf: user?.csrf,
    canSignIn: context.accounts !== undefined && context.accounts.refusal === undefined,
    now,
    nameOf: nameInEvent(whole, (person) => archive.get(person) ?? configured.get(person)),
  }
}

/** How the configuration of the project calls people who hold a role, or are named there. */
function namesOfConfig(context: WebContext, asked: Asked): ReadonlyMap<string, string> {
  const project = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
  const roles = (project?.roles ?? []).map((one) => [one.address.toLowerCase(), one.name] as const)
  const people = (project?.people ?? []).flatMap(({ name, addresses }) =>
    addresses.map((address) => [address.toLowerCase(), name ?? ''] as const),
  )
  return new Map([...roles, ...people].filter(([, name]) => name.trim() !== ''))
}

/** Who asks, as the project knows them; `undefined` where nobody is signed in. */
export async function findViewer(
  context: WebContext,
  c: Context<WebEnv>,
  asked: Asked,
  hackathon: Hackathon | undefined,
): Promise<EventViewer | undefined> {
  const user = c.get('user')
  const project = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
  if (user === undefined || project === undefined) return undefined
  return findEventViewer(asked.db, asked.projectId, project, user.address, hackathon?.event, context.now())
}

const CODES: Readonly<Record<RefusalCode, UserError['code']>> = {
  'not-found': 'not-found',
  forbidden: 'forbidden',
  invalid: 'usage',
  exists: 'conflict',
  full: 'conflict',
  closed: 'conflict',
  taken: 'conflict',
}

/** Records an act of whoever is signed in. Throws `UserError` for what is refused, with the reason. */
export async function act(
  context: WebContext,
  c: Context<WebEnv>,
  where: { readonly project: string; readonly event: string },
  kind: HackathonActKind,
  payload: Readonly<Record<string, unknown>>,
): Promise<Exclude<EventAnswer, { readonly kind: 'refused' }>> {
  const user = needUser(c)
  const project = context.accounts?.config.projects.find((one) => one.id === where.project)
  if (project === undefined) throw new UserError('forbidden', 'Nothing can be changed on this server.')
  const projectId = await ensureProject(context.database.kysely, project.id)
  const answer = await actOnEvent(
    { database: context.database, project, projectId, clock: () => context.now() },
    { person: user.address, event: where.event, kind, payload },
  )
  if (answer.kind !== 'refused') return answer
  throw new UserError(CODES[answer.code], sentence(answer.why), { hint: 'Nothing was changed.' })
}

/** Records an act, and answers: with a page to go on to, with both changes where two met, or in JSON to a script. */
export async function actAndGo(
  context: WebContext,
  c: Context<WebEnv>,
  { asked, ev }: EventAsked,
  kind: HackathonActKind,
  payload: Readonly<Record<string, unknown>>,
  path: string,
): Promise<Response> {
  const where = { project: asked.view.project.id, event: ev.hackathon.event.id }
  return answerWith(context, c, asked, await act(context, c, where, kind, payload), path)
}

/** The answer to an act that was recorded. */
export async function answerWith(
  context: WebContext,
  c: Context<WebEnv>,
  asked: Asked,
  answer: Exclude<EventAnswer, { readonly kind: 'refused' }>,
  path: string,
): Promise<Response> {
  const isConflict = answer.kind === 'conflict'
  if (wantsJson(c)) {
    const { sequence } = answer
    return isConflict
      ? c.json({ conflict: answer.conflict, decision: sequence, path }, 409)
      : c.json({ decision: sequence, path }, 200)
  }
  if (!isConflict) return c.redirect(path, 303)
  const ev = await viewOf(context, c, asked, answer.hackathon)
  return c.html(
    showInvisible(String(await conflictPage(ev, answer.conflict, path.split('#')[0] ?? path))),
    409,
  )
}
