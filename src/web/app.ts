import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { HTTPException } from 'hono/http-exception'
import { UserError } from '../core/errors.ts'
import { type KeptBoards, keepBoards } from './dashboard/load-board.ts'
import { showInvisible } from './html.ts'
import { projectPath } from './links.ts'
import { errorPage } from './pages/outside.ts'
import { type WebEnv, wantsJson } from './request.ts'
import { addAccountRoutes } from './routes/account.ts'
import { addBoardRoutes } from './routes/board.ts'
import { addBoardMoreRoutes } from './routes/board-more.ts'
import { addDecisionRoutes } from './routes/decisions.ts'
import { addEventActRoutes } from './routes/event-acts.ts'
import { addEventAgendaRoutes } from './routes/event-agenda.ts'
import { addEventAgendaActRoutes } from './routes/event-agenda-acts.ts'
import { addEventFileRoutes } from './routes/event-files.ts'
import { addEventRoutes } from './routes/event-pages.ts'
import { addIdentityRoutes, keepSuggestions } from './routes/identities.ts'
import { addLoreRoutes } from './routes/lore.ts'
import { addLostRoutes } from './routes/lost.ts'
import { addMailRoutes } from './routes/mails.ts'
import { addMotionActRoutes } from './routes/motion-acts.ts'
import { addMotionRoutes } from './routes/motions.ts'
import { addOverviewRoutes } from './routes/overview.ts'
import { addPeopleRoutes } from './routes/people.ts'
import { addQueueRoutes } from './routes/queue.ts'
import { addRecordRoutes } from './routes/record.ts'
import { addReviewRoutes } from './routes/review.ts'
import { addRoleRoutes } from './routes/roles.ts'
import { addSeriesRoutes } from './routes/series.ts'
import { addSiteRoutes } from './routes/site.ts'
import { knowWhoAsks, limitChanges } from './session.ts'
import type { WebContext } from './site.ts'

/**
 * Nothing but what this server sends itself is loaded or run, whatever a mail holds; forms lead only here.
 * `form-action` is named because `default-src` does not cover it.
 */
const SECURITY: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
}

/**
 * The pages of a server. Every address is in `docs/urls.md`. `kept`: what those of the dashboard are made from, for whoever
 * makes it ready before it is shown.
 */
export function createApp(context: WebContext, kept: KeptBoards = keepBoards()): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const boards = kept.load
  const suggestions = keepSuggestions()

  app.use(async (c, next) => {
    c.set('requestId', randomUUID().slice(0, 8))
    await next()
    for (const [name, value] of Object.entries(SECURITY)) c.res.headers.set(name, value)
    // A page is asked for anew each time, and answered with 304 where it is the same; the zone is in a cookie.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'private, no-cache')
    c.res.headers.append('Vary', 'Cookie')
  })
  app.use(compress())
  app.use(etag())

  app.use(knowWhoAsks(context))
  app.use(limitChanges(context))

  addSiteRoutes(app, context)
  addOverviewRoutes(app, context)
  addSeriesRoutes(app, context)
  addReviewRoutes(app, context)
  addDecisionRoutes(app, context)
  addLostRoutes(app, context)
  addQueueRoutes(app, context)
  addMailRoutes(app, context)
  addLoreRoutes(app, context)
  addPeopleRoutes(app, context)
  addBoardRoutes(app, context, boards)
  addBoardMoreRoutes(app, context, boards, suggestions)
  addIdentityRoutes(app, context, boards, suggestions)
  addMotionActRoutes(app, context)
  addMotionRoutes(app, context)
  addRecordRoutes(app, context)
  addRoleRoutes(app, context)
  addEventRoutes(app, context)
  addEventActRoutes(app, context)
  addEventAgendaRoutes(app, context)
  addEventAgendaActRoutes(app, context)
  addEventFileRoutes(app, context)
  addAccountRoutes(app, context)

  app.notFound(async (c) => {
    const bare = withoutSlash(c)
    if (bare !== undefined) return c.redirect(bare, 301)
    return c.html(
      await render(context, {
        title: 'Not found',
        text: 'There is no such page.',
        requestId: c.get('requestId'),
        back: projectOf(context, c.req.path),
      }),
      404,
    )
  })

  app.onError(async (error, c) => {
    const requestId = c.get('requestId') ?? '-'
    if (error instanceof HTTPException) return error.getResponse()
    if (error instanceof UserError) {
      const status = STATUS[error.code]
      if (status >= 500) report(context, requestId, error)
      // What is wrong with the server is for who runs it: hosts, users and paths are in its log, under the number.
      const words =
        status < 500
          ? { text: error.message, hint: error.hint }
          : { text: 'This is being looked after by whoever runs this server.', hint: 'Try again in a while.' }
      if (wantsJson(c)) return c.json({ error: words.text, hint: words.hint, request: requestId }, status)
      return c.html(
        await render(context, {
          title: TITLES[status],
          ...words,
          requestId,
          back: projectOf(context, c.req.path),
        }),
        status,
      )
    }
    report(context, requestId, error)
    return c.html(
      await render(context, {
        title: 'Something went wrong',
        text: 'This is a fault of ours, not of what you asked. It has been noted under the number below.',
        requestId,
      }),
      500,
    )
  })

  return app
}

const STATUS: Readonly<Record<UserError['code'], 400 | 403 | 404 | 409 | 429 | 500 | 503>> = {
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  'too-many': 429,
  usage: 400,
  database: 503,
  config: 500,
  source: 500,
}

const TITLES: Readonly<Record<400 | 403 | 404 | 409 | 429 | 500 | 503, string>> = {
  400: 'That was not understood',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  429: 'Too many at once',
  500: 'Something went wrong',
  503: 'The database cannot be reached',
}

/** The same address without the slash at its end, for those that people write from memory. */
function withoutSlash(c: Context<WebEnv>): string | undefined {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return undefined
  const url = new URL(c.req.url)
  const path = /^\/{1,20}([^/].{0,2000}[^/])\/$/.exec(url.pathname)?.[1]
  return path === undefined ? undefined : `/${path}${url.search}`
}

/** The project that a request was about: an error page leads back to it. */
function projectOf(context: WebContext, path: string): { path: string; label: string } | undefined {
  const id = /^\/p\/([^/]+)/.exec(path)?.[1]
  const project = context.config.projects.find((one) => one.id === id)
  return project && { path: projectPath(project), label: `To ${project.title}` }
}

async function render(context: WebContext, error: Parameters<typeof errorPage>[1]): Promise<string> {
  return showInvisible(String(await errorPage(context.config, error)))
}

function report(context: WebContext, requestId: string, error: Error): void {
  const tell = context.report ?? ((line: string) => console.error(line))
  tell(`request ${requestId}: ${error.stack ?? error.message}`)
}
