import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { MetricLine, Point, Shape, Unit } from '../../core/metrics/metric.ts'

/** What a picture is drawn from: the points of a metric, and where each of its marks leads. */
export interface FigurePicture {
  readonly shape: Exclude<Shape, 'table'>
  /** `time` and `days` are scales, anything else is a row of names. */
  readonly axis: 'time' | 'days' | 'names'
  readonly lines: readonly MetricLine[]
  readonly points: readonly Point[]
  readonly label: (x: string) => string
  /** What a reader sees who points at a mark. */
  readonly tell: (point: Point) => string
  readonly href: (point: Point) => string
  /** Where a mark leads that stands for all lines at a place of the axis. */
  readonly hrefAt: (x: string) => string
  readonly percent: boolean
  /** What its axis counts; `undefined`: not the same for all lines. */
  readonly unit: Unit | undefined
}

const WIDTH = 560
const HEIGHT = 230
const MARGIN = { left: 52, right: 18, top: 20, bottom: 36 } as const
/** Room for the number at the end of a bar that lies. */
const BESIDE = 34
/** Lines differ by more than their colour. */
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '4 4'] as const
const COLOURS = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5'] as const

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** Units that are short enough to stand at every number. */
const SIGNS: Partial<Readonly<Record<Unit, string>>> = { days: ' d', 'business days': ' d', percent: ' %' }

interface Row {
  readonly x: Date | number | string
  readonly line: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly title: string
  readonly href: string
  /** Its place on the axis, as the metric has it. */
  readonly place: string
}

/**
 * The picture as SVG, made on the server. Every mark is a link. It is hidden from screen readers and left out of the tab
 * order: the table beside it has the same numbers and the same links.
 */
export function drawPicture(picture: FigurePicture): string {
  const rows = rowsOf(picture)
  const figure = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    ...scalesOf(picture, rows),
    color: {
      domain: picture.lines.map((line) => line.id),
      range: picture.lines.map((_, n) => `var(${COLOURS[n % COLOURS.length]})`),
    },
    marks: [
      ...marksOf(picture, rows),
      picture.shape === 'bars' && isLong(rows)
        ? Plot.ruleX([0], { stroke: 'currentColor', strokeOpacity: 0.5 })
        : Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.5 }),
    ],
  })
  return clean(figure, picture)
}

function rowsOf(picture: FigurePicture): readonly Row[] {
  return picture.points.map((point) => ({
    x:
      picture.axis === 'time'
        ? new Date(`${point.x}T00:00:00Z`)
        : picture.axis === 'days'
          ? Number(point.x)
          : picture.label(point.x),
    line: point.line,
    value: point.value ?? null,
    low: point.low ?? null,
    high: point.high ?? null,
    title: picture.tell(point),
    href: picture.href(point),
    place: point.x,
  }))
}

function scalesOf(picture: FigurePicture, rows: readonly Row[]): Plot.PlotOptions {
  const { unit } = picture
  const y: Plot.ScaleOptions = {
    // Days and percent stand at each tick.
    label: unit === undefined || SIGNS[unit] !== undefined ? null : unit,
    labelArrow: 'none',
    grid: true,
    ticks: 4,
    zero: true,
    tickFormat: (value: number) =>
      `${value.toLocaleString('en-GB')}${(unit === undefined ? undefined : SIGNS[unit]) ?? ''}`,
    ...(picture.percent ? { domain: [0, picture.shape === 'areas' ? 100 : highest(rows)] } : {}),
  }
  if (picture.axis === 'time') {
    const times = rows.map((row) => Number(row.x))
    const days = times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / 86_400_000
    const ticks = tickStep(days)
    const tickFormat = ticks === '2 weeks' ? { tickFormat: dayLabel } : {}
    return { x: { type: 'utc', label: null, ticks, ...tickFormat }, y }
  }
  if (picture.axis === 'days') {
    const longest = Math.max(0, ...rows.map((row) => Number(row.x)))
    const ticks = [0, 7, 30, 90, 180, 365, 730].filter((day) => day <= longest)
    return { x: { type: 'sqrt', label: 'days', labelArrow: 'none', ticks }, y }
  }
  const names = namesOf(rows)
  if (isLong(rows))
    return picture.lines.length === 1
      ? {
          y: { type: 'band', label: null, domain: names, padding: 0.25, tickFormat: inTwoLines },
          x: { ...y, labelOffset: 34 },
          marginLeft: roomFor(names),
          marginRight: BESIDE,
        }
      : {
          fy: { label: null, domain: names, padding: 0.15, axis: 'left', tickFormat: inTwoLines },
          y: { type: 'band', axis: null, domain: picture.lines.map((line) => line.id), padding: 0.1 },
          x: { ...y, labelOffset: 34 },
          marginLeft: roomFor(names),
          marginRight: BESIDE,
        }
  return picture.lines.length === 1
    ? { x: { type: 'band', label: null, domain: names, padding: 0.25 }, y }
    : {
        fx: { label: null, domain: names, padding: 0.15 },
        x: { type: 'band', axis: null, domain: picture.lines.map((line) => line.id), padding: 0.1 },
        y,
      }
}

/** The top of an axis of shares: 100, or less where all of them are small. */
function highest(rows: readonly Row[]): number {
  const most = Math.max(0, ...rows.flatMap((row) => [row.value ?? 0, row.high ?? 0]))
  return [10, 25, 50].find((top) => most <= top) ?? 100
}

/** Room for names that stand beside their bars: so wide that the longest can be read. */
function roomFor(names: readonly string[]): number {
  const lines = names.flatMap((name) => inTwoLines(name).split('\n'))
  return Math.min(320, Math.max(90, Math.max(...lines.map((line) => line.length)) * 7.2 + 16))
}

/** A long name, broken at the space nearest to its middle. */
function inTwoLines(name: string): string {
  if (name.length <= 26) return name
  const middle = name.length / 2
  const spaces = [...name.matchAll(/ /g)].map((space) => space.index)
  const at = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
  return at === undefined ? name : `${name.slice(0, at)}\n${name.slice(at + 1)}`
}

function namesOf(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.map((row) => String(row.x)))]
}

/** Names that would run into each other below their bars. */
function isLong(rows: readonly Row[]): boolean {
  const names = namesOf(rows)
  return (
    Math.max(0, ...names.map((name) => name.length)) * 6 > (WIDTH - MARGIN.left) / Math.max(1, names.length)
  )
}

/** Days of a month with its name where it begins; the year where it does. */
function dayLabel(day: Date, n: number, days: readonly Date[] = []): string {
  const before = days[n - 1]
  const isNew = (unit: (one: Date) => number): boolean => before === undefined || unit(before) !== unit(day)
  const month = day.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' })
  const year = isNew((one) => one.getUTCFullYear()) ? ` ${day.getUTCFullYear()}` : ''
  return `${day.getUTCDate()}${isNew((one) => one.getUTCMonth()) ? `\n${month}${year}` : ''}`
}

/** Every month, quarter or year: so many that they can be read. */
function tickStep(days: number): string {
  if (days <= 100) return '2 weeks'
  if (days <= 280) return 'month'
  if (days <= 620) return '3 months'
  if (days <= 1280) return '6 months'
  return days <= 4000 ? 'year' : '5 years'
}

function marksOf(picture: FigurePicture, rows: readonly Row[]): Plot.Markish[] {
  switch (picture.shape) {
    case 'areas':
      return [
        Plot.areaY(rows, {
          x: 'x',
          y: 'value',
          fill: 'line',
          z: 'line',
          stroke: 'var(--ground)',
          strokeWidth: 0.8,
          order: picture.lines.map((line) => line.id),
          curve: 'linear',
        }),
        ...bandsOf(picture, rows),
      ]
    case 'steps':
      return [
        Plot.areaY(
          rows.filter((row) => row.low !== null),
          { x: 'x', y1: 'low', y2: 'high', fill: 'line', z: 'line', fillOpacity: 0.14, curve: 'step-after' },
        ),
        ...linesOf(picture, rows, 'step-after'),
        ...bandsOf(picture, rows),
      ]
    case 'lines':
      return [
        ...linesOf(picture, rows, 'linear'),
        Plot.dot(
          rows.filter((row) => row.value !== null),
          { x: 'x', y: 'value', fill: 'line', r: 2.6, title: 'title', href: 'href' },
        ),
      ]
    case 'bars':
      return barsOf(picture, rows)
  }
}

function linesOf(
  picture: FigurePicture,
  rows: readonly Row[],
  curve: 'linear' | 'step-after',
): Plot.Markish[] {
  return picture.lines.map(({ id }, n) =>
    Plot.lineY(
      rows.filter((row) => row.line === id),
      {
        x: 'x',
        y: 'value',
        stroke: 'line',
        z: 'line',
        strokeWidth: 1.7,
        strokeDasharray: DASHES[n % DASHES.length] ?? 'none',
        curve,
      },
    ),
  )
}

/** One band for each place on the axis, over all lines: what a reader can point at where there are no dots. */
function bandsOf(picture: FigurePicture, rows: readonly Row[]): Plot.Markish[] {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(Number(row.x))
    if (group) group.push(row)
    else groups.set(Number(row.x), [row])
  }
  const places = [...groups].sort(([a], [b]) => a - b)
  const bands = places.map(([x, group], n) => {
    const before = places[n - 1]?.[0] ?? x
    const after = places[n + 1]?.[0] ?? x
    return {
      x1: toScale(picture, (x + before) / 2),
      x2: toScale(picture, (x + after) / 2),
      title: group.map((row) => row.title).join('\n'),
      href: group.length === 1 ? (group[0]?.href ?? '') : picture.hrefAt(group[0]?.place ?? ''),
    }
  })
  return [
    Plot.rectX(bands, { x1: 'x1', x2: 'x2', fill: 'transparent', inset: 0, title: 'title', href: 'href' }),
  ]
}

function toScale(picture: FigurePicture, x: number): Date | number {
  return picture.axis === 'time' ? new Date(x) : x
}

function barsOf(picture: FigurePicture, rows: readonly Row[]): Plot.Markish[] {
  const single = picture.lines.length === 1
  const told = rows.filter((row) => row.value !== null)
  const text = (row: Row): string => (row.value ?? 0).toLocaleString('en-GB', { maximumFractionDigits: 1 })
  const label = { text, fill: 'currentColor', fontSize: 10 }
  // Beyond the interval, where there is one.
  const end = (row: Row): number | null =>
    row.high === null ? row.value : Math.max(row.value ?? 0, row.high)
  const bar = { fill: 'line', title: 'title', href: 'href' }
  const bounds = told.some((row) => row.low !== null)
  const bound = { stroke: 'currentColor', strokeWidth: 1.4 }
  if (isLong(rows)) {
    const place = single ? { y: 'x' } : { fy: 'x', y: 'line' }
    return [
      Plot.barX(told, { ...place, x: 'value', ...bar }),
      ...(bounds ? [Plot.ruleY(told, { ...place, x1: 'low', x2: 'high', ...bound })] : []),
      Plot.text(told, { ...place, x: end, ...label, dx: 4, textAnchor: 'start' }),
    ]
  }
  const place = single ? { x: 'x' } : { fx: 'x', x: 'line' }
  return [
    Plot.barY(told, { ...place, y: 'value', ...bar }),
    ...(bounds ? [Plot.ruleX(told, { ...place, y1: 'low', y2: 'high', ...bound })] : []),
    Plot.text(told, { ...place, y: end, ...label, dy: -6 }),
  ]
}

/** Without what the content security policy refuses, with what a script needs for dragging over a chart. */
function clean(figure: ReturnType<typeof Plot.plot>, picture: FigurePicture): string {
  for (const style of figure.querySelectorAll('style')) style.remove()
  for (const element of [figure, ...figure.querySelectorAll('[class]')]) element.removeAttribute('class')
  for (const group of figure.querySelectorAll('g')) {
    group.removeAttribute('aria-label')
    group.removeAttribute('aria-description')
  }
  for (const link of figure.querySelectorAll('a')) {
    // SVG of these days needs no prefix, and the script finds plain attributes.
    const target = link.getAttribute('xlink:href') ?? link.getAttribute('href')
    link.removeAttribute('xlink:href')
    link.removeAttribute('fill')
    link.setAttribute('href', target ?? '')
    link.setAttribute('tabindex', '-1')
  }
  figure.setAttribute('aria-hidden', 'true')
  if (picture.axis === 'time') {
    const times = picture.points.map((point) => point.x).sort()
    figure.setAttribute('data-from', times[0] ?? '')
    figure.setAttribute('data-to', times.at(-1) ?? '')
    figure.setAttribute('data-left', String(MARGIN.left))
    figure.setAttribute('data-right', String(WIDTH - MARGIN.right))
  }
  // The serializer leaves "&" in attributes as it is, which is no XML.
  return roundNumbers(figure.outerHTML).replace(/ href="[^"]*"/g, (link) =>
    link.replace(/&(?!amp;)/g, '&amp;'),
  )
}

const COORDINATES = / (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform)="[^"]*"/g

/** Coordinates to a tenth of a pixel: smaller pages, and the same on every machine. */
function roundNumbers(svg: string): string {
  return svg.replace(COORDINATES, (attribute) =>
    attribute.replace(/\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10)),
  )
}
