import { expect, test } from 'vitest'
import { formatJson, formatNdjson } from '../../src/exports/json.ts'

const records = [
  { a: 1, b: null },
  { a: 2, b: 'zwei\u2028"' },
]

test.each([[[]], [records.slice(0, 1)], [records]])('JSON is one array: %j', (given) => {
  expect(JSON.parse([...formatJson(given)].join(''))).toEqual(given)
})

test('NDJSON is one text to a line', () => {
  const lines = [...formatNdjson(records)].join('').split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.map((line) => JSON.parse(line))).toEqual(records)
})
