import type { Point } from '../../core/metrics/metric.ts'
import { instantOf } from '../../core/time.ts'
import { formatRow } from '../../exports/csv.ts'
import { type Board, labelOf, linesOf } from './board.ts'
import { type Figure, figureSvg } from './figure.ts'

/** What stands at the head of every file: what it is, how it is counted, and the address that gives it. */
interface Head {
  readonly title: string
  readonly unit: string
  readonly definition: string
  readonly source: string
  readonly query: string
  readonly asOf: string
}

function headOf(board: Board, { metric }: Figure, query: string): Head {
  return {
    title: metric.title,
    unit: metric.unit,
    definition: metric.definition,
    source: metric.source,
    query: `${board.view.origin}${query}`,
    asOf: instantOf(board.record.asOf) ?? '',
  }
}

/** The numbers of a figure as CSV: a head of comments, then one row for each place on the axis. */
export function figureCsv(board: Board, figure: Figure, query: string): string {
  const { metric, points } = figure
  const head = headOf(board, figure, query)
  const lines = linesOf(metric, points).filter((line) => points.some((point) => point.line === line.id))
  const rows = new Map<string, Map<string, Point>>()
  for (const point of points) {
    const row = rows.get(point.x)
    if (row) row.set(point.line, point)
    else rows.set(point.x, new Map([[point.line, point]]))
  }
  const hasBasis = points.some((point) => point.n !== undefined)
  const columns = [
    metric.axis === 'time' ? 'from' : metric.axis,
    ...lines.flatMap((line) => (hasBasis ? [line.id, `${line.id}.n`, `${line.id}.open`] : [line.id])),
  ]
  const cells = (point: Point | undefined): string[] => {
    const value = point?.value === undefined ? '' : String(point.value)
    return hasBasis ? [value, String(point?.n ?? ''), String(point?.open ?? '')] : [value]
  }
  return [
    ...Object.entries(head).map(([name, text]) => `# ${name}: ${text.replace(/\s+/g, ' ')}\r\n`),
    formatRow(columns),
    ...[...rows].map(([x, row]) =>
      formatRow([
        metric.axis === 'person' ? labelOf(board, metric, x) : x,
        ...lines.flatMap((line) => cells(row.get(line.id))),
      ]),
    ),
  ].join('')
}

/** The same as one JSON object; the series behind each number are named. */
export function figureJson(board: Board, figure: Figure, query: string): string {
  const { metric, points } = figure
  return `${JSON.stringify(
    {
      id: metric.id,
      ...headOf(board, figure, query),
      countedBy: metric.countedBy,
      lines: linesOf(metric, points).map(({ id, label, unit }) => ({ id, label, unit: unit ?? metric.unit })),
      points: points.map((point) => ({
        line: point.line,
        x: metric.axis === 'person' ? labelOf(board, metric, point.x) : point.x,
        value: point.value ?? null,
        ...(point.n === undefined ? {} : { n: point.n }),
        ...(point.open === undefined ? {} : { open: point.open }),
        ...(point.low === undefined ? {} : { low: point.low, high: point.high ?? null }),
        series: (point.series ?? []).map((fact) => fact.lineage),
        ...(point.commits === undefined ? {} : { commits: point.commits.map((commit) => commit.sha) }),
      })),
    },
    null,
    1,
  )}\n`
}

/** The picture as a file that stands on its own: its colours are in it, links and all. */
export function figureSvgFile(board: Board, figure: Figure, query: string): string {
  const head = headOf(board, figure, query)
  const svg = figureSvg(board, `figures/${figure.metric.id}`, figure)
    .replace(/ aria-hidden="true"/, ' xmlns="http://www.w3.org/2000/svg" role="img"')
    .replace(/ href="\//g, ` href="${escapeXml(board.view.origin)}/`)
  const about = `<title>${escapeXml(head.title)}</title><desc>${escapeXml(`${head.definition} ${head.query}, as of ${head.asOf}`)}</desc>${STYLE}`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.replace(/^(<svg[^>]*>)/, `$1${about}`)}\n`
}

/** The colours of the stylesheet, light and dark. */
const STYLE =
  '<style>svg{--ground:#fdfdfc;--chart-1:#2851cd;--chart-2:#aa4013;--chart-3:#2e9b7f;--chart-4:#782881;--chart-5:#494245;color:#5c636a;background:#fdfdfc}</style>'

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
