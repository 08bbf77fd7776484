import { type Board, boardPath, linesOf, stepOf } from '../dashboard/board.ts'
import { boardFilters, emptySelection, selectionWords } from '../dashboard/board-filters.ts'
import { boardLayout } from '../dashboard/board-layout.ts'
import { BOARD_PAGES } from '../dashboard/board-pages.ts'
import { type Figure, figureBlock, isSortable } from '../dashboard/figure.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { boardTabs, pathOf } from './board.ts'

/** More rows than anybody reads: the files have them all. */
const MOST_ROWS = 1000

/** One figure by itself, with its filter, its numbers, and what is known of how it is made. */
export function figurePage(board: Board, figure: Figure, asked: string | undefined): Html {
  const { metric } = figure
  const path = `figures/${metric.id}`
  const sort =
    isSortable(board, metric) && linesOf(metric, figure.points).some((line) => line.id === asked)
      ? asked
      : undefined
  const home = BOARD_PAGES.flatMap((page) =>
    page.views.filter((view) => view.figures.includes(metric.id)).map((view) => ({ page, view })),
  )[0]
  const empty = emptySelection(board, path)
  const { calendar } = board.scope
  const body = html`${boardTabs(board, home?.page.id ?? '')}
${home === undefined ? NOTHING : html`<p class="crumbs"><a href="${boardPath(board, pathOf(home.page, home.view))}">${home.page.title}: ${home.view.title}</a></p>`}
<h1>${metric.title}</h1>
<p class="lead">${metric.definition}</p>
${boardFilters(board, path)}
${empty ?? html`${selectionWords(board)}<div class="charts single">${figureBlock(board, path, figure, { sort, most: MOST_ROWS })}</div>`}
<dl class="facts">
<dt>Unit</dt><dd>${metric.unit}</dd>
<dt>Counted by</dt><dd>${COUNTED[metric.countedBy]}</dd>
${metric.axis === 'time' ? html`<dt>Pieces</dt><dd>${stepOf(metric, board.scope)}s, in UTC</dd>` : NOTHING}
<dt>Business days</dt><dd>Monday to Friday in ${calendar.settings.zone}${calendar.settings.holidays.length === 0 ? '' : `, less ${calendar.settings.holidays.length} holidays`}</dd>
<dt>Source</dt><dd>${metric.source}</dd>
<dt>In files and addresses</dt><dd><code>${metric.id}</code></dd>
</dl>`
  return boardLayout(board, metric.title, body)
}

const COUNTED = {
  opened: 'when it was posted: what was posted in the period, whatever happened later',
  merged: 'when it was merged: what was merged in the period, whenever it was posted',
  happened: 'when it happened',
  committed: 'when it was committed',
  now: 'how it stood at the end of each piece of time, or now',
} as const
