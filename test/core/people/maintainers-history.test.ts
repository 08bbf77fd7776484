import { describe, expect, test } from 'vitest'
import { maintainersHistory } from '../../../src/core/people/maintainers-history.ts'

const section = (name: string, who: string, file: string): string =>
  `${name}\nM: ${who} <${who.toLowerCase()}@example.org>\nS: Supported\nF: ${file}\n\n`
const history = maintainersHistory(
  [
    { at: '2026-01-01T00:00:00Z', text: section('ARM', 'Bo', 'arch/arm/') },
    {
      at: '2026-02-01T00:00:00Z',
      text: section('ARM', 'Bo', 'arch/arm/') + section('TOOLS', 'Dee', 'tools'),
    },
    {
      at: '2026-01-20T00:00:00Z',
      text: section('ARM', 'Cy', 'arch/arm/') + section('TOOLS', 'Dee', 'tools'),
    },
    { at: '2026-03-01T00:00:00Z', text: '' },
  ],
  (path) => path === 'tools',
)
const who = (path: string, at: string) => history.ownersAt(path, at)?.pool.map((one) => one.name)

describe('who answered for a file when', () => {
  test('by the file in force; a clock that was wrong does not turn back time', () => {
    expect(who('arch/arm/a.c', '2025-12-31T00:00:00Z')).toBeUndefined()
    expect(who('arch/arm/a.c', '2026-01-25T00:00:00Z')).toEqual(['Bo'])
    expect(who('arch/arm/a.c', '2026-02-01T00:00:00Z')).toEqual(['Cy'])
    expect(who('tools/x.c', '2026-02-01T00:00:00Z')).toEqual(['Dee'])
    expect(who('tools/x.c', '2026-03-02T00:00:00Z')).toBeUndefined()
  })

  test('changes are those of the paths that are asked about', () => {
    const between = (paths: string[]) =>
      history.changesOf(paths, '2026-01-02T00:00:00Z', '2026-04-01T00:00:00Z')
    expect(between(['arch/arm/a.c'])).toEqual(['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'])
    expect(between(['docs/a.txt'])).toEqual(['2026-03-01T00:00:00Z'])
    expect(history.changesOf(['arch/arm/a.c'], '2026-02-01T00:00:00Z', '2026-02-20T00:00:00Z')).toEqual([])
  })

  test('what was in force has a name', () => {
    const name = (from: string, to: string) => history.nameOf(`${from}T00:00:00Z`, `${to}T00:00:00Z`)
    expect(name('2026-02-02', '2026-02-03')).toBe(name('2026-02-10', '2026-02-20'))
    expect(name('2026-02-02', '2026-02-03')).not.toBe(name('2026-02-02', '2026-03-03'))
  })
})
