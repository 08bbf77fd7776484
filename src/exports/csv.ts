/**
 * CSV as RFC 4180 has it: CRLF, a header line, quotes only where needed.
 *
 * A cell that a spreadsheet would run as a formula gets one leading apostrophe, which `parseCsv` takes away again.
 * Mail decides what stands in these cells, so it has to be done; but titles that begin with "-EINVAL" are common and
 * Message-IDs are joined on, so it is done only where something could happen: see `isFormula`.
 */
import type { ExportShape, ExportValue } from './export.ts'

/** The lines of a table, header first, each with its line end. */
export function* formatCsv(shape: ExportShape, records: Iterable<object>): Generator<string> {
  yield formatRow(shape.columns)
  for (const record of records) for (const cells of rowsOf(shape, record)) yield formatRow(cells)
}

/** One row as CSV, with its line end. */
export function formatRow(cells: readonly string[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`
}

/**
 * The rows of a CSV text, header included. Total: a quote that is not closed ends with the text. LF alone ends a row
 * too. The inverse of `formatRow`.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let position = 0
  while (position < text.length) {
    const cell = readCell(text, position)
    row.push(withoutGuard(cell.value))
    position = cell.end
    const next = text[position]
    if (next === ',') {
      position++
      if (position < text.length) continue
      row.push('')
    }
    if (text.startsWith('\r\n', position)) position += 2
    else if (text[position] === '\n') position++
    rows.push(row)
    row = []
  }
  return rows
}

/** Several values in one cell: joined by `;`, in which `;` and `\` are written `\;` and `\\`. */
export function joinList(values: readonly string[]): string {
  return values.map((value) => value.replace(/[\\;]/g, '\\$&')).join(';')
}

/** The values of such a cell. An empty cell is no value. */
export function splitList(cell: string): readonly string[] {
  if (cell === '') return []
  const values: string[] = []
  let value = ''
  for (let at = 0; at < cell.length; at++) {
    const char = cell[at]
    if (char === '\\') value += cell[++at] ?? ''
    else if (char === ';') {
      values.push(value)
      value = ''
    } else value += char
  }
  values.push(value)
  return values
}

function rowsOf(shape: ExportShape, record: object): string[][] {
  // Only its own keys are ever asked for; every export is a plain object.
  const fields = record as { readonly [key: string]: ExportValue }
  const entries = shape.rowPer === undefined ? undefined : fields[shape.rowPer]
  if (!Array.isArray(entries) || entries.length === 0)
    return [shape.columns.map((path) => cellOf(path === shape.rowPer ? null : valueAt(fields, path)))]
  return entries.map((entry: ExportValue) =>
    shape.columns.map((path) =>
      path.startsWith(`${shape.rowPer}.`)
        ? cellOf(valueAt(entry, path.slice((shape.rowPer ?? '').length + 1)))
        : cellOf(valueAt(fields, path)),
    ),
  )
}

function valueAt(value: ExportValue, path: string): ExportValue {
  let found: ExportValue | undefined = value
  for (const key of path.split('.')) {
    if (found === null || typeof found !== 'object' || Array.isArray(found)) return null
    found = (found as { readonly [key: string]: ExportValue })[key]
    if (found === undefined) return null
  }
  return found
}

function cellOf(value: ExportValue): string {
  if (value === null) return ''
  if (Array.isArray(value)) return joinList(value.map(cellOf))
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function formatCell(text: string): string {
  const guarded = isFormula(text) ? `'${text}` : text
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/**
 * Would a spreadsheet run this? "=" and "@", a tab or a carriage return at the start do; "+" and "-" only with a call
 * or a link to another program in them, so that numbers and "-EINVAL in foo" stay what they are. An apostrophe before
 * such a text counts as part of it, which makes the guard reversible.
 */
function isFormula(text: string): boolean {
  let start = 0
  while (text[start] === "'") start++
  const first = text[start]
  if (first === '=' || first === '@' || first === '\t' || first === '\r') return true
  return (first === '+' || first === '-') && /[(|!]/.test(text)
}

function withoutGuard(cell: string): string {
  return cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell
}

function readCell(text: string, start: number): { readonly value: string; readonly end: number } {
  if (text[start] !== '"') {
    let end = start
    while (end < text.length && text[end] !== ',' && text[end] !== '\n' && !text.startsWith('\r\n', end))
      end++
    return { value: text.slice(start, end), end }
  }
  let value = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { value: value + text.slice(from), end: text.length }
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    from = quote + 2
  }
}
