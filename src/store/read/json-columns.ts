import type { Address } from '../../core/mail/message.ts'

/** The texts of a JSON array column; a column that holds plain text is an array of that one text. */
export function textsOf(column: string): readonly string[] {
  if (column === '') return []
  if (!column.startsWith('[')) return [column]
  const found = parse(column)
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [column]
}

/** The numbers of a JSON array column. */
export function numbersOf(column: string): readonly number[] {
  const found = parse(column)
  return Array.isArray(found) ? found.filter((one) => typeof one === 'number') : []
}

/** The people of a JSON array column. */
export function addressesOf(column: string): readonly Address[] {
  const found = parse(column)
  if (!Array.isArray(found)) return []
  return found.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('address' in one)) return []
    const name = 'name' in one && typeof one.name === 'string' ? one.name : ''
    return typeof one.address === 'string' ? [{ name, address: one.address }] : []
  })
}

/** The paths of a column of files: names, or objects with a `path`. */
export function pathsOf(column: string): readonly string[] {
  const found = parse(column)
  if (!Array.isArray(found)) return []
  return found.flatMap((one: unknown) => {
    if (typeof one === 'string') return [one]
    return typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string'
      ? [one.path]
      : []
  })
}

/** An object column, as far as it can be read; empty where it cannot. */
export function recordOf(column: string): Readonly<Record<string, unknown>> {
  const found = parse(column)
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? { ...found } : {}
}

/** The entries of a JSON array column that was written from such a list; none where it cannot be read. */
export function listOf<T>(column: string): readonly T[] {
  const found = parse(column)
  return Array.isArray(found) ? (found as readonly T[]) : []
}

function parse(column: string): unknown {
  try {
    return JSON.parse(column)
  } catch (error) {
    // Derived rows are written by us; one that cannot be read is shown empty rather than failing the page.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
