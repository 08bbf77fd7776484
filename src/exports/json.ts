/** One JSON array, a record to a line, piece by piece: nothing holds the whole text. */
export function* formatJson(records: Iterable<object>): Generator<string> {
  let before = '[\n'
  for (const record of records) {
    yield `${before}${JSON.stringify(record)}`
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/** NDJSON: one JSON text to a line. */
export function* formatNdjson(records: Iterable<object>): Generator<string> {
  for (const record of records) yield `${JSON.stringify(record)}\n`
}
