import type { Context, Hono } from 'hono'
import { findMetric } from '../../app/metrics.ts'
import { UserError } from '../../core/errors.ts'
import { CORRECTIONS } from '../../core/metrics/corrected.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import { type Board, boardPath, linesOf, tellPoint } from '../dashboard/board.ts'
import { BOARD_PAGES } from '../dashboard/board-pages.ts'
import { figureOf, type LoadBoard } from '../dashboard/load-board.ts'
import { projectPath } from '../links.ts'
import { isLocal } from '../local-request.ts'
import { boardPage } from '../pages/board.ts'
import { correctedPage } from '../pages/corrected.ts'
import { dataHealth } from '../pages/data-health.ts'
import { tourPage } from '../pages/tour.ts'
import { type DoubtedFigure, reportsPage, wrongPage } from '../pages/wrong.ts'
import { type Asked, readAsked, sendPage, type WebEnv } from '../request.ts'
import { readOwnForm } from '../session.ts'
import type { WebContext } from '../site.ts'
import type { SuggestIdentities } from './identities.ts'

/** What stands around the figures: the tour, the replay of old methods, how good the data are, and doubts. */
export function addBoardMoreRoutes(
  app: Hono<WebEnv>,
  context: WebContext,
  load: LoadBoard,
  suggestionsFor: SuggestIdentities,
): void {
  app.get('/tour', (c) => {
    const [only, ...others] = context.config.projects
    return c.redirect(only !== undefined && others.length === 0 ? `${projectPath(only)}tour` : '/', 302)
  })

  app.get('/p/:project/tour', async (c) => sendPage(c, tourPage(await load(await readAsked(context, c)))))

  app.get('/p/:project/corrected', async (c) => {
    const board = await load(await readAsked(context, c))
    return sendPage(
      c,
      correctedPage(
        board,
        CORRECTIONS.flatMap((metric) => figureOf(board, metric.id) ?? []),
      ),
    )
  })

  app.get('/p/:project/quality/data', async (c) => {
    const asked = await readAsked(context, c)
    const board = await load(asked)
    const page = BOARD_PAGES.find((one) => one.id === 'quality')
    const view = page?.views.find((one) => one.id === 'data')
    if (page === undefined || view === undefined) return c.notFound()
    const suggestions = await suggestionsFor(asked)
    const figures = view.figures.flatMap((id) => figureOf(board, id) ?? [])
    const reports = await listReports(asked)
    return sendPage(
      c,
      boardPage(board, page, view, figures, dataHealth(board, suggestions.length, reports.length)),
    )
  })

  app.get('/p/:project/quality/reports', async (c) => {
    const asked = await readAsked(context, c)
    const reports = await listReports(asked)
    return sendPage(c, reportsPage(await load(asked), reports, asked.query.has('recorded')))
  })

  app.get('/p/:project/wrong/:metric', async (c) => {
    const board = await load(await readAsked(context, c))
    const doubted = doubtOf(board, c.req.param('metric'), new URL(c.req.url).searchParams)
    return sendPage(c, wrongPage(board, doubted, canRecord(context, c), undefined))
  })

  app.post('/p/:project/wrong/:metric', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readOwnForm(c)
    if (context.decide === undefined || !canRecord(context, c))
      throw new UserError('forbidden', 'Nothing is recorded of people who are not signed in.', {
        hint: 'Sign in, or write a mail: the page of the figure has a draft.',
      })
    const board = await load(asked)
    const text = (name: string): string => (form.get(name) ?? '').trim()
    const doubted = doubtOf(board, c.req.param('metric'), asked.query)
    const address = text('address')
    // Whatever a form says, only an address of this project is linked to.
    const seen = address.startsWith(projectPath(board.view.project))
      ? address.slice(0, 2000)
      : doubted.address
    const shown = text('shown').slice(0, 2000) || doubted.shown
    const comment = text('comment').slice(0, 10_000)
    if (comment === '')
      return sendPage(
        c,
        wrongPage(
          board,
          { ...doubted, address: seen, shown },
          true,
          'Say what it should be: without that nobody can look into it.',
        ),
      )
    await context.decide(asked.view.project.id, {
      person: c.get('user')?.address ?? 'web',
      action: 'number',
      subject: `figure:${doubted.metric.id}`,
      payload: {
        address: seen,
        title: doubted.metric.title,
        shown,
        definition: doubted.metric.definition,
        comment,
        contact: text('contact').slice(0, 300) || undefined,
      },
    })
    return c.redirect(boardPath(board, 'quality/reports', {}, { recorded: '1' }), 303)
  })
}

/** Of whoever is signed in; else from this machine alone, and in the demo, where nothing is real. */
function canRecord(context: WebContext, c: Context<WebEnv>): boolean {
  return context.decide !== undefined && (c.get('user') !== undefined || context.demo === true || isLocal(c))
}

function doubtOf(board: Board, id: string, query: URLSearchParams): DoubtedFigure {
  const figure = figureOf(board, id)
  const metric = findMetric(id)
  if (figure === undefined || metric === undefined)
    throw new UserError('not-found', 'There is no such figure.')
  const lines = linesOf(metric, figure.points)
  const line = query.get('line')
  const x = query.get('x')
  const last = figure.points.at(-1)?.x
  const shown = figure.points.filter((point) =>
    line === null ? point.x === last : point.line === line && point.x === x,
  )
  return {
    metric,
    address: boardPath(board, `figures/${id}`),
    shown:
      metric.axis === 'person'
        ? `a table of ${new Set(figure.points.map((point) => point.x)).size} people`
        : shown
            .slice(0, 8)
            .map((point) => tellPoint(board, metric, lines, point))
            .join('; ') || 'nothing',
  }
}

async function listReports({ db, projectId }: Asked) {
  return (await listDecisions(db, projectId)).filter((one) => one.action === 'number').reverse()
}
