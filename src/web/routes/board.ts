import type { Context, Hono } from 'hono'
import { UserError } from '../../core/errors.ts'
import { parseFilter } from '../../core/metrics/filter-text.ts'
import { listPeople } from '../../store/read/people.ts'
import { listVersionMails } from '../../store/read/version-mails.ts'
import { type Board, boardPath } from '../dashboard/board.ts'
import { BOARD_PAGES } from '../dashboard/board-pages.ts'
import {
  type Behind,
  EXPLORER_ORDERS,
  EXPLORER_TABLES,
  findBehind,
  listedComments,
  listedCommits,
  listedPatches,
  listedSeries,
  listedTags,
  listedVersions,
  seriesNumbers,
  tableBehind,
} from '../dashboard/explorer.ts'
import { explorerCsv, explorerJson } from '../dashboard/explorer-files.ts'
import { figureCsv, figureJson, figureSvgFile } from '../dashboard/figure-files.ts'
import { figureOf, isReadable, type LoadBoard } from '../dashboard/load-board.ts'
import { projectPath } from '../links.ts'
import { boardPage, pathOf } from '../pages/board.ts'
import { behindQuery, explorerPage } from '../pages/explorer.ts'
import { figurePage } from '../pages/figure.ts'
import { seriesNumbersPage } from '../pages/series-numbers.ts'
import { type Asked, readAsked, readNumber, readPart, readWords, sendPage, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'

const PAGE = 50

/** The dashboard: its pages, its figures and their files, and what stands behind them. */
export function addBoardRoutes(app: Hono<WebEnv>, context: WebContext, load: LoadBoard): void {
  for (const page of BOARD_PAGES)
    for (const view of page.views.filter((one) => one.id !== 'data'))
      app.get(`/p/:project/${pathOf(page, view)}`, async (c) => {
        const asked = await readAsked(context, c)
        const found = await findWho(asked, pathOf(page, view))
        if (found !== undefined) return c.redirect(found, 302)
        const board = await load(asked)
        return sendPage(
          c,
          boardPage(
            board,
            page,
            view,
            view.figures.flatMap((id) => figureOf(board, id) ?? []),
          ),
        )
      })

  app.get('/p/:project/figures/:file', async (c) => {
    const asked = await readAsked(context, c)
    const [, id = '', kind] = /^([a-z0-9-]{1,60})(?:\.(csv|json|svg))?$/.exec(c.req.param('file')) ?? []
    const found = await findWho(asked, `figures/${id}`)
    if (found !== undefined) return c.redirect(found, 302)
    const board = await load(asked)
    const figure = figureOf(board, id)
    if (figure === undefined)
      throw new UserError('not-found', 'There is no such figure.', {
        hint: 'The pages of the dashboard list those that there are.',
      })
    const query = boardPath(board, `figures/${id}`)
    switch (kind) {
      case 'csv':
        return file(c, figureCsv(board, figure, query), 'text/csv', `${id}.csv`)
      case 'json':
        return file(c, figureJson(board, figure, query), 'application/json')
      case 'svg':
        if (figure.metric.shape === 'table') throw new UserError('not-found', 'This figure is a table.')
        return file(c, figureSvgFile(board, figure, query), 'image/svg+xml', `${id}.svg`)
      default:
        return sendPage(c, figurePage(board, figure, asked.query.get('sort') ?? undefined))
    }
  })

  for (const kind of ['', '.csv', '.json'] as const)
    app.get(`/p/:project/explorer${kind}`, async (c) => {
      const asked = await readAsked(context, c)
      const moved = await findWho(asked, 'explorer')
      if (moved !== undefined) return c.redirect(moved, 302)
      const board = await load(asked)
      const behind = behindOf(board, asked.query)
      const table = EXPLORER_TABLES.find((one) => one === asked.query.get('show')) ?? tableBehind(behind)
      const order = EXPLORER_ORDERS.find((one) => one === asked.query.get('order')) ?? 'started'
      const series = isReadable(board) ? listedSeries(board, behind, order) : []
      const events = behind?.point.events && new Set(behind.point.events)
      const listed = { series, events }
      const versions = table === 'versions' ? listedVersions(board, listed) : []
      const patches = table === 'patches' ? listedPatches(board, listed) : []
      const comments = table === 'comments' ? listedComments(board, listed) : []
      const tags = table === 'tags' ? listedTags(board, listed) : []
      if (kind !== '') {
        const rows = {
          table,
          behind,
          address: boardPath(
            board,
            'explorer',
            {},
            { ...behindQuery(board, behind), show: table === tableBehind(behind) ? undefined : table },
          ),
          versions,
          series: series.map((fact) => seriesNumbers(board, fact)),
          patches,
          comments,
          tags,
        }
        return kind === '.csv'
          ? file(c, explorerCsv(board, rows), 'text/csv', `${table}.csv`)
          : file(c, explorerJson(board, rows), 'application/json')
      }
      const total = { series, versions, patches, comments, tags }[table].length
      const pages = Math.max(1, Math.ceil(total / PAGE))
      const page = Math.min(readNumber(asked.query, 'page', 1, 1_000_000) ?? 1, pages)
      const slice = <T>(rows: readonly T[]): readonly T[] => rows.slice((page - 1) * PAGE, page * PAGE)
      const commits = listedCommits(behind)
      const shown = {
        versions: slice(versions),
        patches: slice(patches),
        comments: slice(comments),
        tags: slice(tags),
      }
      return sendPage(
        c,
        explorerPage(board, {
          table,
          order,
          behind,
          total,
          page,
          pages,
          series: table === 'series' ? slice(series).map((fact) => seriesNumbers(board, fact)) : [],
          ...shown,
          commits: commits.slice(0, 200),
          commitTotal: commits.length,
          mails: await listVersionMails(
            asked.db,
            asked.projectId,
            [...shown.patches, ...shown.comments, ...shown.tags].map((row) => row.version.id),
          ),
        }),
      )
    })

  app.get('/p/:project/explorer/:id', async (c) => {
    const asked = await readAsked(context, c)
    const board = await load(asked)
    const id = readPart(c, 'id')
    const fact = board.record.facts.find((one) => one.versions.some((version) => version.id === id))
    if (fact === undefined)
      throw new UserError('not-found', `No series here has the Message-ID “${id.slice(0, 300)}”.`, {
        hint: 'It may be newer than the day that is looked at.',
      })
    return sendPage(
      c,
      seriesNumbersPage(
        board,
        fact,
        await listVersionMails(
          asked.db,
          asked.projectId,
          fact.versions.map((version) => version.id),
        ),
      ),
    )
  })
}

function file(c: Context<WebEnv>, text: string, type: string, name?: string): Response {
  if (name !== undefined) c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(text, 200, { 'Content-Type': `${type}; charset=utf-8` })
}

/** The number that an address asks to look behind. */
function behindOf(board: Board, query: URLSearchParams): Behind | undefined {
  const figure = figureOf(board, query.get('figure') ?? '')
  const asked = query.get('x') ?? ''
  const x =
    figure?.metric.axis === 'person'
      ? [...board.people.values()].find((person) => String(person.id) === asked)?.key
      : asked
  return figure && findBehind(figure.metric, figure.points, query.get('line') ?? undefined, x)
}

/** Where a name or an address that was typed leads: to the same page with the number of the person. */
async function findWho(asked: Asked, page: string): Promise<string | undefined> {
  const who = readWords(asked.query, 'who')
  if (who === undefined && !asked.query.has('who')) return undefined
  const { filter, unread } = parseFilter(withoutWho(asked.query))
  const people = who === undefined ? [] : await listPeople(asked.db, asked.projectId)
  const words = (who ?? '').toLowerCase()
  const exact = people.filter(
    (one) => one.name.toLowerCase() === words || one.addresses.includes(words) || one.key === words,
  )
  const found =
    exact.length > 0
      ? exact
      : people.filter((one) =>
          words
            .split(/\s+/)
            .every((word) => `${one.name} ${one.addresses.join(' ')}`.toLowerCase().includes(word)),
        )
  const best = [...found].sort((a, b) => b.mails - a.mails || a.id - b.id)[0]
  // Nobody of that name: the people page says so, and offers who is near.
  if (who !== undefined && best === undefined)
    return `${projectPath(asked.view.project)}people?q=${encodeURIComponent(who)}`
  // What could not be read goes along: the page says so.
  return boardPath(
    { view: asked.view, filter: { ...filter, person: best?.id } },
    page,
    {},
    Object.fromEntries(unread),
  )
}

function withoutWho(query: URLSearchParams): Iterable<readonly [string, string]> {
  return [...query].filter(([name]) => name !== 'who')
}
