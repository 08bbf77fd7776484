import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDescription, parseDescription } from '../../src/web/events/topic-text.ts'

describe('the description of a topic in a form', () => {
  test('is paragraphs, and bullets in their depth', () => {
    const text =
      'What is left.\n\nMore.\n\n* Sign them\n** on both sides\n  or on one\n* Stack them\n\n\\* no bullet'
    const parts = parseDescription(text)
    expect(parts).toEqual([
      { kind: 'text', text: 'What is left.\n\nMore.' },
      { kind: 'item', item: 0, depth: 0, text: 'Sign them' },
      { kind: 'item', item: 0, depth: 1, text: 'on both sides\nor on one' },
      { kind: 'item', item: 0, depth: 0, text: 'Stack them' },
      { kind: 'text', text: '* no bullet' },
    ])
    expect(formatDescription(parts)).toBe(text)
  })

  test('comes back as it was written, whatever was read from it', () => {
    const line = fc.oneof(
      fc.constantFrom('', '* a', '** b', '  c', '\\* d', '\\\\* e', '*', '***', 'prose', ' * f', '*g*'),
      fc.string({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const parts = parseDescription(lines.join('\n'))
        expect(parseDescription(formatDescription(parts))).toEqual(parts)
      }),
      { numRuns: 500 },
    )
  })
})
