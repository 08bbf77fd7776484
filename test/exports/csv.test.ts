import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCsv, formatRow, joinList, parseCsv, splitList } from '../../src/exports/csv.ts'
import { EXPORT_SHAPES } from '../../src/exports/export.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom("'", '"', ',', ';', '\\', '\r', '\n', '=', '+', '-', '@', '(', 'a') }),
)

describe('CSV', () => {
  test('what is written is what is read, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1 })), (rows) => {
        expect(parseCsv(rows.map(formatRow).join(''))).toEqual(rows)
      }),
    )
  })

  test('a list in one cell comes back whole', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2 }), (values) => {
        expect(splitList(joinList(values))).toEqual(values)
      }),
    )
  })

  test('a row for each patch, and one for a series without', () => {
    const sender = { name: 'Ada Example', address: 'ada@example.org' }
    const common = {
      id: 'a@x',
      lineage: 'a@x',
      version: 1,
      revision: null,
      sender,
      at: '2026-01-01T00:00:00Z',
    }
    const rest = { total: null, complete: true, status: 'new', lost: ['L1', 'L8'], confidence: 1 }
    const patches = [
      { index: 1, messageId: '1@x', title: 'one, "quoted"' },
      { index: 2, messageId: '2@x', title: 'two' },
    ]
    const lines = [
      ...formatCsv(EXPORT_SHAPES.series, [
        { ...common, title: 'both', cover: 'a@x', patches, ...rest },
        { ...common, title: 'none', cover: null, patches: [], ...rest },
      ]),
    ]
    expect(lines).toEqual([
      'id,lineage,version,revision,title,sender.name,sender.address,at,cover,patches.index,patches.messageId,patches.title,total,complete,status,lost,confidence\r\n',
      'a@x,a@x,1,,both,Ada Example,ada@example.org,2026-01-01T00:00:00Z,a@x,1,1@x,"one, ""quoted""",,true,new,L1;L8,1\r\n',
      'a@x,a@x,1,,both,Ada Example,ada@example.org,2026-01-01T00:00:00Z,a@x,2,2@x,two,,true,new,L1;L8,1\r\n',
      'a@x,a@x,1,,none,Ada Example,ada@example.org,2026-01-01T00:00:00Z,,,,,,true,new,L1;L8,1\r\n',
    ])
  })

  test.each([
    ['=HYPERLINK("http://example.org","x")', true],
    ['@SUM(1)', true],
    ['\tcmd', true],
    ["+cmd|' /C x'!A0", true],
    ['-EINVAL on a closed socket', false],
    ['-1.5', false],
    ['20260101.1-1-ada@example.org', false],
  ])('%s is guarded: %s', (cell, guarded) => {
    const row = formatRow([cell])
    expect(row.startsWith("'") || row.startsWith('"\'')).toBe(guarded)
    expect(parseCsv(row)).toEqual([[cell]])
  })
})
