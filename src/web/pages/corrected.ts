import type { Board } from '../dashboard/board.ts'
import { boardFilters, emptySelection, selectionWords } from '../dashboard/board-filters.ts'
import { boardLayout } from '../dashboard/board-layout.ts'
import { type Figure, figureBlock } from '../dashboard/figure.ts'
import { type Html, html } from '../html.ts'
import { boardTabs } from './board.ts'

/** The old method's figure beside ours, on the same data, for each defect that can be replayed. */
export function correctedPage(board: Board, figures: readonly Figure[]): Html {
  const body = html`${boardTabs(board, 'corrected')}
<h1>Why do these numbers differ from those we knew?</h1>
<p class="lead">In 2016 the Xen Project had a code review dashboard, made by Bitergia. Several of its main charts were wrong, in
ways that its data show. Here each defect that can be replayed is: the old method and ours on the same series, one beside the
other. Where there is no gap, the defect did no harm here.</p>
${boardFilters(board, 'corrected')}
${emptySelection(board, 'corrected') ?? html`${selectionWords(board)}<div class="charts">${figures.map((figure) => figureBlock(board, 'corrected', figure))}</div>`}
<p class="small muted">The other defects cannot be replayed on series as they are read here: replies to a cover letter were taken for
patches (D4), patches without one for comments (D5), whole classes of subjects were not read (D6), authors with many acks were
counted several times (D9), and half a year was shown twice (D15). Tests hold each of them.</p>`
  return boardLayout(board, 'Corrected', body)
}
