import { type Board, boardPath } from '../dashboard/board.ts'
import { boardFilters, emptySelection, selectionWords } from '../dashboard/board-filters.ts'
import { boardLayout } from '../dashboard/board-layout.ts'
import { BOARD_PAGES, type BoardPage, type BoardView } from '../dashboard/board-pages.ts'
import { type Figure, figureBlock } from '../dashboard/figure.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { View } from '../view.ts'

/** A view of a page of the dashboard: its question, the filter, its figures. */
export function boardPage(
  board: Board,
  page: BoardPage,
  view: BoardView,
  figures: readonly Figure[],
  more: Html = NOTHING,
): Html {
  const path = pathOf(page, view)
  const empty = emptySelection(board, path)
  const body = html`${boardTabs(board, page.id)}
<h1>${page.question}</h1>
${
  page.views.length < 2
    ? NOTHING
    : html`<nav class="views" aria-label="${page.title}">${page.views.map(
        (one) =>
          html`<a href="${boardPath(board, pathOf(page, one))}"${one === view ? html` aria-current="page"` : NOTHING}>${one.title}</a>`,
      )}</nav>`
}
${boardFilters(board, path)}
${empty ?? html`${selectionWords(board)}<div class="charts">${figures.map((figure) => figureBlock(board, path, figure))}</div>`}
${more}`
  return boardLayout(board, `${page.title}: ${view.title}`, body)
}

/** The address of a view, below that of the project. */
export function pathOf(page: BoardPage, view: BoardView): string {
  return view.id === '' ? page.id : `${page.id}/${view.id}`
}

/** The pages of the dashboard; the filter goes along. */
export function boardTabs(board: Pick<Board, 'view' | 'filter'>, here: string): Html {
  const entries: readonly (readonly [id: string, title: string])[] = [
    ...BOARD_PAGES.map((one) => [one.id, one.title] as const),
    ['explorer', 'Explorer'],
    ['corrected', 'Corrected'],
    ['tour', 'Tour'],
  ]
  return html`<nav aria-label="Dashboard"><ul class="tabs board-tabs">${entries.map(
    ([id, title]) =>
      html`<li><a href="${boardPath(board, id)}"${id === here ? html` aria-current="page"` : NOTHING}>${title}</a></li>`,
  )}</ul></nav>`
}

/** The same where there is no filter. */
export function plainTabs(view: View, filter: Board['filter'], here: string): Html {
  return boardTabs({ view, filter }, here)
}
