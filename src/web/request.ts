import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { UserError } from '../core/errors.ts'
import type { Instant } from '../core/time.ts'
import type { Db } from '../store/database.ts'
import { findProject } from '../store/inputs/projects.ts'
import { hasHackathon } from '../store/read/hackathons.ts'
import { type ProjectState, readProjectState } from '../store/read/project-state.ts'
import { type Html, showInvisible } from './html.ts'
import { decodePart } from './links.ts'
import type { SignedIn } from './signed-in.ts'
import type { WebContext } from './site.ts'
import { knownZone, type View } from './view.ts'

/** What the handlers share beside the context: the name of the request, for error pages. */
export interface WebEnv {
  readonly Variables: { requestId: string; user: SignedIn | undefined }
  /** `isWarming`: asked for by this server itself, before what is new is shown. Nobody outside can say so. */
  readonly Bindings: { readonly isWarming?: boolean }
}

/** A request for a page of a project. */
export interface Asked {
  readonly view: View
  readonly db: Db
  /** Number of the project; 0, which no row bears, before its first sync. */
  readonly projectId: number
  readonly query: URLSearchParams
  /** This server itself asks, to make what is new ready. */
  readonly isWarming: boolean
}

const NEVER: ProjectState = {
  asOf: undefined,
  decision: 0,
  running: undefined,
  syncedAt: undefined,
  failure: undefined,
}

/** Finds the project of a request, how far it is, and what the reader asked of every page: day and time zone. */
export async function readAsked(context: WebContext, c: Context<WebEnv>): Promise<Asked> {
  const id = c.req.param('project') ?? ''
  const project = context.config.projects.find((one) => one.id === id)
  if (project === undefined)
    throw new UserError('not-found', `There is no project “${id.slice(0, 100)}” here.`, {
      hint: 'The front page lists those that there are.',
    })
  const db = context.database.kysely
  const projectId = (await findProject(db, project.id)) ?? 0
  const state = projectId === 0 ? NEVER : await readProjectState(db, projectId)
  const url = new URL(c.req.url)
  const now = state.asOf ?? context.now()
  const pastDay = readPastDay(url.searchParams.get('asOf'), now)
  return {
    db,
    projectId,
    query: url.searchParams,
    // Asked for in a process without a server, as tests do, there are no bindings.
    isWarming: c.env?.isWarming === true,
    view: {
      site: context.config,
      hasEvents: (projectId !== 0 && (await hasHackathon(db, projectId))) || isOrganiser(context, c, id),
      project,
      origin: (context.config.baseUrl ?? url.origin).replace(/\/+$/, ''),
      state,
      asOf: pastDay === undefined ? now : `${pastDay}T23:59:59Z`,
      pastDay,
      zone: readZone(c, url.searchParams.get('tz')),
      demo: context.demo === true,
      derivesLater: context.derivesLater === true,
      ...(context.accounts === undefined ? {} : { account: { user: c.get('user'), path: url.pathname } }),
      query: [...url.searchParams].filter(([name]) => name !== 'tz').slice(0, 50),
    },
  }
}

/** Whether whoever asks may make events by the address that they signed in with. */
function isOrganiser(context: WebContext, c: Context<WebEnv>, project: string): boolean {
  const user = c.get('user')
  const config = context.accounts?.config.projects.find((one) => one.id === project)
  if (user === undefined || config === undefined) return false
  return config.roles.some(
    (one) =>
      one.address.toLowerCase() === user.address &&
      (one.to === undefined || one.to > context.now()) &&
      config.events.organisers.includes(one.role),
  )
}

/** Whether whoever asks is a script that wants JSON. */
export function wantsJson(c: Context<WebEnv>): boolean {
  return /\bapplication\/json\b/.test(c.req.header('accept') ?? '')
}

/** A day before the present one, `2026-05-01`; anything else is the present. */
export function readPastDay(text: string | null, now: Instant): string | undefined {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00Z`)
  // A 31st of February would be read as a day in March.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return undefined
  return text < now.slice(0, 10) ? text : undefined
}

const ZONE_COOKIE = 'tz'

/** The zone asked for, which is kept in a cookie; else the one kept; else UTC. */
function readZone(c: Context<WebEnv>, asked: string | null): string {
  if (asked !== null) {
    const zone = knownZone(asked) ?? 'UTC'
    setCookie(c, ZONE_COOKIE, zone, {
      path: '/',
      sameSite: 'Lax',
      httpOnly: true,
      maxAge: zone === 'UTC' ? 0 : 31_536_000,
    })
    return zone
  }
  const kept = getCookie(c, ZONE_COOKIE)
  return (kept === undefined ? undefined : knownZone(kept)) ?? 'UTC'
}

/** A part of the path, as it was before `encodePart`. */
export function readPart(c: Context<WebEnv>, name: string): string {
  return decodePart(c.req.param(name) ?? '')
}

/** A whole number of the query from `least` to `most`; anything else is absent. */
export function readNumber(
  query: URLSearchParams,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = query.get(name)
  if (text === null || !/^\d{1,10}$/.test(text)) return undefined
  const value = Number(text)
  return value >= least && value <= most ? value : undefined
}

/** An instant of the query; anything else is absent. */
export function readInstantOf(query: URLSearchParams, name: string): Instant | undefined {
  const text = query.get(name)
  return text !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : undefined
}

/** Words of the query, at most 400 characters; absent where there are none. */
export function readWords(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)?.trim().slice(0, 400)
  return text === undefined || text === '' ? undefined : text
}

/** Sends a page. Characters that nobody could see are named, wherever they came from. */
export async function sendPage(
  c: Context<WebEnv>,
  page: Html,
  status: 200 | 400 | 403 | 404 | 409 | 410 = 200,
) {
  return c.html(showInvisible(String(await page)), status)
}
