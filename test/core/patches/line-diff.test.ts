import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffLines } from '../../../src/core/patches/line-diff.ts'

/** Lines that stay in a longest common sequence, by the table that everybody learns. */
function mostKept(old: readonly string[], now: readonly string[]): number {
  let row = new Array<number>(now.length + 1).fill(0)
  for (const line of old) {
    const next = [0]
    for (const [j, other] of now.entries())
      next.push(line === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0))
    row = next
  }
  return row.at(-1) ?? 0
}

// Few different lines, so that there are several ways; some that are in one list only.
const lines = (own: string) => fc.array(fc.constantFrom('a', 'b', 'c', '', '}', own), { maxLength: 24 })

describe('the edit between two lists of lines', () => {
  test('covers both, in turn, and what it calls the same is the same', () => {
    fc.assert(
      fc.property(lines('old'), lines('new'), (old, now) => {
        let [at, to] = [0, 0]
        let before: string | undefined
        for (const change of diffLines(old, now)) {
          expect([change.old, change.new]).toEqual([at, to])
          expect(change.kind).not.toBe(before)
          expect(change.removed + change.added).toBeGreaterThan(0)
          if (change.kind === 'same')
            expect(old.slice(at, at + change.removed)).toEqual(now.slice(to, to + change.added))
          at += change.removed
          to += change.added
          before = change.kind
        }
        expect([at, to]).toEqual([old.length, now.length])
      }),
    )
  })

  test('keeps as many lines as can be kept', () => {
    fc.assert(
      fc.property(lines('old'), lines('new'), (old, now) => {
        const kept = diffLines(old, now).reduce(
          (sum, change) => sum + (change.kind === 'same' ? change.removed : 0),
          0,
        )
        expect(kept).toBe(mostKept(old, now))
      }),
    )
  })

  test('finds a few lines that stayed in a file that was all but rewritten', () => {
    // 6,000 lines that are in one of the two only do not count as differences that have to be searched.
    const old = Array.from({ length: 3000 }, (_, n) => (n % 100 === 0 ? `kept ${n}` : `old ${n}`))
    const now = Array.from({ length: 3000 }, (_, n) => (n % 100 === 0 ? `kept ${n}` : `new ${n}`))
    expect(diffLines(old, now).filter((change) => change.kind === 'same').length).toBe(30)
  })
})
