import * as Plot from '@observablehq/plot'
import { raw } from 'hono/html'
import { parseHTML } from 'linkedom'
import { formatNumber, type Html, html } from '../html.ts'

/** One line or area of a chart. */
export interface ChartLine {
  /** Name of the number, as in the table and the files. */
  readonly key: string
  readonly label: string
  /** 1 to 5: a colour of the stylesheet, which knows light and dark. */
  readonly colour: 1 | 2 | 3 | 4 | 5
}

/** A chart over months. */
export interface Chart {
  /** As in its address: `open`, `flow`. */
  readonly id: string
  readonly title: string
  /** What is counted, and what is left out. */
  readonly definition: string
  readonly kind: 'areas' | 'lines'
  /** The figure of the dashboard that counts the same, with every filter. */
  readonly metric: string
  readonly lines: readonly ChartLine[]
  readonly points: readonly { readonly month: string; readonly values: readonly number[] }[]
}

const COLOURS = ['--review', '--author', '--rest', '--merged', '--go'] as const

/** A chart with its legend, definition, the same numbers as a table, and as files. */
export function chartFigure(chart: Chart, base: string): Html {
  const path = `${base}trends`
  return html`<figure class="chart">
<figcaption>${chart.title}</figcaption>
<p class="about">${chart.definition}</p>
<ul class="legend">${chart.lines.map((line) => html`<li><i class="key-${line.colour}"></i>${line.label}</li>`)}</ul>
${chart.points.length < 2 ? html`<p class="muted">It is drawn once there are two months to show.</p>` : raw(drawChart(chart))}
<p class="about">The numbers: <a href="${path}/${chart.id}.csv">CSV</a>, <a href="${path}/${chart.id}.json">JSON</a>; with filters: <a href="${base}figures/${chart.metric}">the dashboard</a>.
<a class="wrong" href="${base}wrong/${chart.metric}">This number looks wrong</a></p>
<details><summary>As a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="${chart.title}, as a table"><table>
<thead><tr><th scope="col">Month</th>${chart.lines.map((line) => html`<th scope="col" class="num">${line.label}</th>`)}</tr></thead>
<tbody>${[...chart.points]
    .reverse()
    .map(
      (point) =>
        html`<tr><th scope="row">${point.month}</th>${point.values.map(
          (value) => html`<td class="num">${formatNumber(value)}</td>`,
        )}</tr>`,
    )}</tbody></table></div></details>
</figure>`
}

const drawn = new WeakMap<Chart, string>()

/** The SVG alone: drawn on the server once for each chart (30 ms), without a style element, which the content security policy would refuse. */
export function drawChart(chart: Chart): string {
  const known = drawn.get(chart)
  if (known !== undefined) return known
  const svg = draw(chart)
  drawn.set(chart, svg)
  return svg
}

function draw(chart: Chart): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const rows = chart.points.flatMap((point) =>
    chart.lines.map((line, index) => ({
      at: new Date(`${point.month}-01T00:00:00Z`),
      line: line.label,
      value: point.values[index] ?? 0,
    })),
  )
  const last = chart.points[chart.points.length - 1]
  const marks =
    chart.kind === 'areas'
      ? [
          Plot.areaY(rows, {
            x: 'at',
            y: 'value',
            fill: 'line',
            z: 'line',
            fillOpacity: 0.75,
            order: chart.lines.map((line) => line.label),
          }),
        ]
      : [Plot.lineY(rows, { x: 'at', y: 'value', stroke: 'line', z: 'line', strokeWidth: 1.6 })]
  const figure = Plot.plot({
    // linkedom's document does all that Plot asks of a browser's.
    document,
    width: 560,
    height: 200,
    marginLeft: 38,
    marginRight: 8,
    marginTop: 10,
    marginBottom: 34,
    x: { type: 'utc', label: null, ticks: tickInterval(chart.points.length) },
    y: { label: null, grid: true, ticks: 4, tickFormat: (value: number) => formatNumber(value), zero: true },
    color: {
      domain: chart.lines.map((line) => line.label),
      range: chart.lines.map((line) => `var(${COLOURS[line.colour - 1]})`),
    },
    marks: [...marks, Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.5 })],
  })
  for (const style of figure.querySelectorAll('style')) style.remove()
  figure.removeAttribute('class')
  for (const element of figure.querySelectorAll('[class]')) element.removeAttribute('class')
  // The text twin is the table below; this one sentence is for those who do not see the picture.
  figure.setAttribute('role', 'img')
  figure.setAttribute(
    'aria-label',
    `${chart.title}${last === undefined ? '' : `; ${last.month}: ${chart.lines.map((line, i) => `${line.label} ${last.values[i] ?? 0}`).join(', ')}`}`,
  )
  for (const group of figure.querySelectorAll('g')) {
    group.removeAttribute('aria-label')
    group.removeAttribute('aria-description')
  }
  return roundNumbers(figure.outerHTML)
}

/** Every month, quarter or year: so many that they can be read. */
function tickInterval(months: number): string {
  if (months <= 9) return 'month'
  if (months <= 20) return '3 months'
  return months <= 42 ? '6 months' : months <= 130 ? 'year' : '5 years'
}

/** Coordinates to a tenth of a pixel: smaller pages, and the same on every machine. */
function roundNumbers(svg: string): string {
  return svg.replace(/\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10))
}

/** A chart's numbers as a file: its definition, then one row for each month. */
export function chartCsv(chart: Chart): string {
  const rows = chart.points.map((point) => [point.month, ...point.values].join(','))
  return `# ${chart.title}: ${chart.definition}\n${['month', ...chart.lines.map((line) => line.key)].join(',')}\n${rows.join('\n')}\n`
}

/** A chart's numbers as one JSON object. */
export function chartJson(chart: Chart): string {
  return `${JSON.stringify(
    {
      id: chart.id,
      title: chart.title,
      definition: chart.definition,
      points: chart.points.map((point) => ({
        month: point.month,
        ...Object.fromEntries(chart.lines.map((line, index) => [line.key, point.values[index] ?? 0])),
      })),
    },
    null,
    2,
  )}\n`
}
