import { raw } from 'hono/html'
import type { MetricRecord } from '../../app/dashboard/record.ts'
import type { Metric, MetricLine, Point, Unit } from '../../core/metrics/metric.ts'
import { remember } from '../../core/metrics/remember.ts'
import { formatNumber, type Html, html, NOTHING } from '../html.ts'
import { personPath } from '../links.ts'
import {
  type Board,
  basisText,
  behindPath,
  boardPath,
  labelOf,
  linesOf,
  narrowedPath,
  stepOf,
  tellPoint,
  valueText,
} from './board.ts'
import { drawPicture } from './figure-chart.ts'
import { makeWeighed } from './weighed.ts'

/** A metric and what it is for the filter of the page. */
export interface Figure {
  readonly metric: Metric
  readonly points: readonly Point[]
}

const COUNTED: Readonly<Record<Metric['countedBy'], string>> = {
  opened: 'Counted by when it was posted.',
  merged: 'Counted by when it was merged.',
  happened: 'Counted by when it happened.',
  committed: 'Counted by when it was committed.',
  now: 'As it stands at the end.',
}

/** How the table of a figure is shown. */
export interface TableOptions {
  /** The line by which its rows are sorted, the largest first; `undefined`: as they come. */
  readonly sort?: string | undefined
  /** So many rows at most; the page of the figure has all. */
  readonly most?: number
}

/** Rows on a page with other figures. */
const MOST_ROWS = 40

/** Blocks that are kept of one record: so many characters, 600 blocks or so. */
const MOST_CHARACTERS = 16_000_000
const blocks = remember((_record: MetricRecord) => makeWeighed<string>(MOST_CHARACTERS))

/**
 * A figure: its title, chart or table, how it is counted, and what can be taken away. Drawn once for each filter, as long
 * as the record is the newest.
 */
export function figureBlock(
  board: Board,
  page: string,
  figure: Figure,
  { sort, most = MOST_ROWS }: TableOptions = {},
): Html {
  const kept = blocks(board.record)
  const { view } = board
  const key = [
    boardPath(board, page),
    figure.metric.id,
    board.rankings,
    board.me,
    view.site.maskAddresses,
    figure.points.length > 0,
    sort ?? '',
    most,
  ].join(' ')
  const known = kept.get(key)
  if (known !== undefined) return raw(known)
  const block = drawBlock(board, page, figure, { sort, most })
  // Nothing in it is waited for, so it is text already.
  if (typeof block !== 'string' && !(block instanceof String)) return block
  const text = String(block)
  kept.put(key, text, text.length)
  return block
}

function drawBlock(board: Board, page: string, figure: Figure, options: TableOptions): Html {
  const { metric } = figure
  const path = `figures/${metric.id}`
  return html`<figure class="chart${metric.shape === 'table' ? ' wide-figure' : ''}" id="${metric.id}">
<figcaption><a href="${boardPath(board, path)}">${metric.title}</a></figcaption>
${isEmpty(figure) ? emptyFigure(metric) : metric.shape === 'table' ? figureTable(board, page, figure, options) : chart(board, page, figure)}
<details class="how"><summary>How it is counted</summary><p>${metric.definition} ${COUNTED[metric.countedBy]}</p><p>${metric.source}</p></details>
${
  isEmpty(figure)
    ? html`<p class="take">${looksWrong(board, metric)}</p>`
    : html`${metric.shape === 'table' ? NOTHING : html`<details><summary>As a table</summary>${figureTable(board, page, figure, options)}</details>`}
<p class="take">${takeAway(board, figure)}</p>`
}
</figure>`
}

function emptyFigure({ absent }: Metric): Html {
  return html`<p class="muted none">Nothing that passes the filter is counted here.${absent === undefined ? NOTHING : ` ${absent}`}</p>`
}

/** Links to the numbers and the picture as files, and to who is told that they look wrong. */
export function takeAway(board: Board, { metric }: Figure): Html {
  const path = `figures/${metric.id}`
  return html`<a href="${boardPath(board, `${path}.csv`)}">CSV</a> <a href="${boardPath(board, `${path}.json`)}">JSON</a>${
    metric.shape === 'table' ? NOTHING : html` <a href="${boardPath(board, `${path}.svg`)}">SVG</a>`
  } ${looksWrong(board, metric)}`
}

/** Also where nothing is counted: that may be what is wrong. */
function looksWrong(board: Board, { id }: Metric): Html {
  return html`<a class="wrong" href="${boardPath(board, `wrong/${id}`)}">This number looks wrong</a>`
}

function chart(board: Board, page: string, figure: Figure): Html {
  const lines = shownLines(figure)
  return html`${lines.length < 2 ? NOTHING : legend(figure, lines)}
<div class="plot"${figure.metric.axis === 'time' ? html` data-brush="${boardPath(board, page, { period: undefined, by: undefined })}"` : NOTHING}>${raw(figureSvg(board, page, figure))}</div>
${basisOfAll(figure)}<p class="hidden-text">${summaryOf(board, figure)}</p>`
}

function legend({ metric }: Figure, lines: readonly MetricLine[]): Html {
  const isLine = metric.shape === 'lines' || metric.shape === 'steps'
  return html`<ul class="legend">${lines.map(
    (line, n) => html`<li><i class="${isLine ? 'line' : 'block'} mark-${(n % 5) + 1}"></i>${line.label}</li>`,
  )}</ul>`
}

/** The lines that are drawn: those of the metric, and not what stands in its table only. */
export function shownLines({ metric, points }: Figure): readonly MetricLine[] {
  return metric.lines.length > 0 ? metric.lines : linesOf(metric, points)
}

/** The picture alone. */
export function figureSvg(board: Board, page: string, figure: Figure): string {
  const { metric, points } = figure
  const lines = shownLines(figure)
  const drawn = new Set(lines.map((line) => line.id))
  return drawPicture({
    shape: metric.shape === 'table' ? 'bars' : metric.shape,
    axis: metric.axis === 'time' || metric.axis === 'days' ? metric.axis : 'names',
    lines,
    points: points.filter((point) => drawn.has(point.line)),
    label: (x) => labelOf(board, metric, x),
    tell: (point) => tellPoint(board, metric, lines, point),
    href: (point) => narrowedPath(board, page, metric, point),
    hrefAt: (x) => narrowedPath(board, page, metric, { x }),
    percent: metric.unit === 'percent' && metric.id !== 'closure-ratio',
    unit: unitOf(metric, lines),
  })
}

/** What the axis counts, if it is the same for all lines. */
function unitOf(metric: Metric, lines: readonly MetricLine[]): Unit | undefined {
  const [unit, ...others] = new Set(lines.map((line) => line.unit ?? metric.unit))
  return others.length === 0 ? (unit ?? metric.unit) : undefined
}

/** How many observations the first line is made of, in all: a picture of shares and quantiles has to say so. */
function basisOfAll({ metric, points }: Figure): Html {
  const [line, ...others] = metric.lines
  const own = points.filter((point) => point.line === line?.id && point.n !== undefined)
  // In some classes the same is counted twice; in each of them `n` stands in the table.
  if (own.length === 0 || (metric.axis !== 'time' && metric.axis !== 'days' && others.length > 0))
    return NOTHING
  const isStock = metric.axis === 'days' || metric.countedBy === 'now'
  const inAll = (value: (point: Point) => number): number =>
    isStock
      ? own.slice(-1).reduce((_, point) => value(point), 0)
      : own.reduce((sum, point) => sum + value(point), 0)
  const open = inAll((point) => point.open ?? 0)
  return html`<p class="basis">n ${formatNumber(inAll((point) => point.n ?? 0))}${
    open === 0 ? '' : `, ${formatNumber(open)} still open`
  }</p>`
}

/** Whether there is nothing at all that it counts. */
function isEmpty({ points }: Figure): boolean {
  return points.every((point) => point.n === 0 && point.value === undefined)
}

/** The newest values in a sentence, for those who do not see the picture. */
function summaryOf(board: Board, { metric, points }: Figure): string {
  const lines = linesOf(metric, points)
  const last = points.at(-1)?.x
  return points
    .filter((point) => point.x === last)
    .map((point) => tellPoint(board, metric, lines, point))
    .join('; ')
}

/**
 * The same numbers as a table: a row for each place on the axis; every number leads to what it counts. The heads lead to
 * the page of the figure with its rows sorted; where all rows are here, the script sorts them in place.
 */
export function figureTable(
  board: Board,
  page: string,
  figure: Figure,
  { sort, most = Number.POSITIVE_INFINITY }: TableOptions = {},
): Html {
  const { metric, points } = figure
  const lines = linesOf(metric, points).filter((line) => points.some((point) => point.line === line.id))
  const sortable = isSortable(board, metric)
  const all = rowsOf(board, figure, sortable ? sort : undefined)
  const rows = all.slice(0, most)
  const headOf = (label: string, by: string | undefined): Html =>
    sortable
      ? html`<a href="${boardPath(board, `figures/${metric.id}`, {}, { sort: by })}"${by === sort ? html` aria-current="true"` : NOTHING}>${label}</a>`
      : html`${label}`
  const axis = AXES[metric.axis]
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${metric.title}, as a table"><table class="numbers"${
    sortable && rows.length === all.length ? html` data-sortable` : NOTHING
  }>
<caption class="hidden-text">${metric.title}</caption>
<thead><tr><th scope="col">${headOf(metric.axis === 'time' ? STEP_NAMES[stepOf(metric, board.scope)] : axis, undefined)}</th>${lines.map(
    (line) =>
      html`<th scope="col" class="num"${line.id === sort ? html` aria-sort="descending"` : NOTHING}>${headOf(line.label, line.id)}</th>`,
  )}</tr></thead>
<tbody>${rows.map(
    ({ x, cells }) => html`<tr><th scope="row">${rowHead(board, page, metric, x)}</th>${lines.map((line) => {
      const point = cells.get(line.id)
      return point === undefined ? html`<td class="num"></td>` : cell(board, metric, line, point)
    })}</tr>
`,
  )}</tbody></table></div>${
    rows.length === all.length
      ? NOTHING
      : html`<p class="small"><a href="${boardPath(board, `figures/${metric.id}`, {}, { sort })}">All ${formatNumber(all.length)} rows</a></p>`
  }`
}

/** Whether its rows may be sorted by what they say: of people only where the project wants rankings. */
export function isSortable(board: Board, metric: Metric): boolean {
  return metric.axis !== 'person' || board.rankings
}

const AXES: Readonly<Record<Metric['axis'], string>> = {
  time: '',
  days: 'Days',
  category: 'Class',
  person: 'Person',
  company: 'Company',
  area: 'Area',
}
const STEP_NAMES = { week: 'Week', month: 'Month', quarter: 'Quarter', year: 'Year' } as const

function cell(board: Board, metric: Metric, line: MetricLine, point: Point): Html {
  const text = valueText(point.value, line.unit ?? metric.unit)
  const basis = basisText(point)
  const hasBehind = (point.behind ?? point.series?.length ?? 0) + (point.commits?.length ?? 0) > 0
  return html`<td class="num" data-sort="${point.value ?? ''}">${
    hasBehind ? html`<a href="${behindPath(board, metric, point)}">${text}</a>` : text
  }${basis === undefined ? NOTHING : html`<span class="basis">${basis}</span>`}</td>`
}

function rowHead(board: Board, page: string, metric: Metric, x: string): Html {
  const label = labelOf(board, metric, x)
  if (metric.axis === 'person') {
    const person = board.people.get(x)
    return person === undefined
      ? html`${label}`
      : html`<a class="person" href="${personPath(board.view.project, person.id)}">${label}</a>`
  }
  const narrowed = narrowedPath(board, page, metric, { x })
  return narrowed.includes('/explorer?') ? html`${label}` : html`<a href="${narrowed}">${label}</a>`
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** The place of everybody in order of names: thousands are put in order once, and not for every table. */
const placesByName = remember(
  (people: Board['people']): ReadonlyMap<string, number> =>
    new Map(
      [...people.values()]
        .map(({ key, name }) => ({ key, name: name || key }))
        .sort((a, b) => collator.compare(a.name, b.name) || (a.key < b.key ? -1 : 1))
        .map(({ key }, place) => [key, place]),
    ),
)

/** Rows along the axis: newest first over time, by name where people, companies or areas stand. */
function rowsOf(
  board: Board,
  { metric, points }: Figure,
  sort: string | undefined,
): readonly { readonly x: string; readonly cells: ReadonlyMap<string, Point> }[] {
  const rows = new Map<string, Map<string, Point>>()
  for (const point of points) {
    const row = rows.get(point.x)
    if (row) row.set(point.line, point)
    else rows.set(point.x, new Map([[point.line, point]]))
  }
  const all = [...rows].map(([x, cells]) => ({ x, cells, label: labelOf(board, metric, x) }))
  if (sort !== undefined) {
    const value = (cells: ReadonlyMap<string, Point>): number =>
      cells.get(sort)?.value ?? Number.NEGATIVE_INFINITY
    return all.sort(
      (a, b) => value(b.cells) - value(a.cells) || collator.compare(a.label, b.label) || (a.x < b.x ? -1 : 1),
    )
  }
  if (metric.axis === 'time') return all.sort((a, b) => (a.x < b.x ? 1 : -1))
  if (metric.axis === 'person' || metric.axis === 'company' || metric.axis === 'area') {
    const places = placesByName(board.people)
    const byName = (a: { x: string; label: string }, b: { x: string; label: string }): number => {
      const [here, there] = metric.axis === 'person' ? [places.get(a.x), places.get(b.x)] : []
      if (here !== undefined && there !== undefined) return here - there
      return collator.compare(a.label, b.label) || (a.x < b.x ? -1 : 1)
    }
    return all.sort(
      (a, b) =>
        // Whoever is looked for comes first, then one's own row.
        Number(b.x === board.person?.key) - Number(a.x === board.person?.key) ||
        Number(b.x === board.me) - Number(a.x === board.me) ||
        byName(a, b),
    )
  }
  return all
}
