import { describe, expect, test } from 'vitest'
import { type ComparedPatch, compareVersions } from '../../../src/core/patches/compare-versions.ts'
import { readPatchText } from '../../../src/core/patches/patch-text.ts'

const patch = (title: string, message: string, hunk: readonly string[], at = 10): ComparedPatch => ({
  title,
  patch: readPatchText(
    [
      message,
      '---',
      ' a.c | 2 ++',
      '',
      'diff --git a/a.c b/a.c',
      'index 1111111..2222222 100644',
      '--- a/a.c',
      '+++ b/a.c',
      `@@ -${at},${hunk.filter((line) => !line.startsWith('+')).length} +${at},${hunk.filter((line) => !line.startsWith('-')).length} @@ int f(void)`,
      ...hunk,
      '-- ',
      '2.40.0',
      '',
    ].join('\n'),
  ),
})

const HUNK = [' one', ' two', '-old(x);', '+new(x);', '+more(x);', ' three', ' four']
const shown = (older: readonly ComparedPatch[], newer: readonly ComparedPatch[]): string[] =>
  compareVersions(older, newer).map((one) => `${one.older ?? '-'} ${one.newer ?? '-'} ${one.weight}`)

describe('two versions side by side', () => {
  test('the same; moved to another line or among other lines; new and dropped', () => {
    const first = patch('x: a change', 'Because.', HUNK)
    expect(shown([first], [first])).toEqual(['0 0 same'])
    expect(shown([first], [patch('x: a change', 'Because.', HUNK, 200)])).toEqual(['0 0 same'])
    const rebased = [' one', ' zwei', ...HUNK.slice(2)]
    expect(shown([first], [patch('x: a change', 'Because.', rebased)])).toEqual(['0 0 moved'])
    const other = patch('y: more', 'Why not.', [' a', '+b', '+c', '+d', ' e', ' f', ' g'])
    expect(shown([first], [first, other])).toEqual(['0 0 same', '- 1 new'])
    expect(shown([first, other], [first])).toEqual(['0 0 same', '1 - dropped'])
  })

  test('what range-diff leaves alone is joined by what is known otherwise, and says so', () => {
    const [old] = [patch('x: a change', 'Because.', [' one', '-a();', ' two'])]
    const now = patch('x: a change', 'Because.', [' k', '+b(1);', '+c(2);', '+d(3);', '+e(4);', ' m'])
    const first = patch('y: more', 'Why not.', HUNK)
    const joined = compareVersions([first, old], [first, now], [{ older: 1, newer: 1 }])
    expect(joined.map((one) => [one.older, one.newer, one.isLinked])).toEqual([
      [0, 0, false],
      [1, 1, true],
    ])
    expect(compareVersions([first, old], [first, now]).every((one) => !one.isLinked)).toBe(true)
    expect(compareVersions([first, old], [first, now])).toHaveLength(3)
  })

  test('in its message only: shown line by line, what stands below --- left out', () => {
    const [one] = compareVersions(
      [patch('x: a change', 'Because.\n\nSigned-off-by: Ada <ada@example.org>', HUNK)],
      [patch('x: a better change', 'Because of the weather.\n\nSigned-off-by: Ada <ada@example.org>', HUNK)],
    )
    expect(one?.weight).toBe('message')
    expect(one?.interdiff).toEqual([])
    expect(
      one?.message.filter((line) => line.kind !== 'same').map((line) => `${line.kind} ${line.text}`),
    ).toEqual([
      'older x: a change',
      'newer x: a better change',
      'older Because.',
      'newer Because of the weather.',
    ])
  })

  test('in its code: the changed lines, and none of the context that moved with them', () => {
    const changed = [' one', ' zwei', '-old(x);', '+new(x, y);', '+more(x);', ' drei', ' four']
    const [one] = compareVersions(
      [patch('t', 'm', HUNK)],
      [patch('t', 'm', changed)],
      [{ older: 0, newer: 0 }],
    )
    expect(one?.weight).toBe('code')
    expect(
      one?.interdiff.filter((line) => line.kind !== 'same').map((line) => `${line.kind} ${line.text}`),
    ).toEqual(['older +new(x);', 'newer +new(x, y);'])
    expect(one?.interdiff.map((line) => line.text)).not.toContain(' two')
  })

  test('in white space only', () => {
    const spaced = HUNK.map((line) => line.replace('new(x)', 'new( x )'))
    expect(shown([patch('t', 'm', HUNK)], [patch('t', 'm', spaced)])).toEqual(['0 0 spacing'])
  })
})
