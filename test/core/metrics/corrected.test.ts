/** The old methods beside ours, on the corpus of hand-corpus.ts where it shows the defect. */
import { describe, expect, test } from 'vitest'
import { CORRECTIONS } from '../../../src/core/metrics/corrected.ts'
import { read, scopeFor, type Work } from '../../support/series-facts.ts'
import { Q1, scope } from './hand-corpus.ts'

function replay(id: string, works?: readonly Work[]) {
  const metric = CORRECTIONS.find((one) => one.id === `corrected-${id}`)
  if (metric === undefined) throw new TypeError(`nothing replays ${id}`)
  return read(metric, works === undefined ? scope : scopeFor(works, 100, { filter: { by: 'month' } }))
}

describe('the old dashboard, replayed', () => {
  test('D1: four of six open, so half of all were merged after −1 days; ours cannot tell yet', () => {
    expect(replay('d1')).toEqual({ [`old ${Q1}`]: '-1 of 6', [`ours ${Q1}`]: '? of 6' })
  })

  test('D2: a backport 40 days later makes a merge after 14 days one after 40', () => {
    expect(replay('d2')).toEqual({ [`old ${Q1}`]: '40 of 2', [`ours ${Q1}`]: '14 of 2' })
  })

  test('D7: a version with another title is a series of its own', () => {
    const renamed: readonly Work[] = [
      {
        id: 'a',
        versions: [
          { on: 0, title: 'one' },
          { on: 5, title: 'one' },
          { on: 9, title: 'two' },
        ],
      },
    ]
    expect(replay('d7', renamed)).toEqual({ [`old ${Q1}`]: 2, [`ours ${Q1}`]: 1 })
    expect(replay('d7')).toEqual({ [`old ${Q1}`]: 6, [`ours ${Q1}`]: 6 })
  })

  test('D8: a tag that is carried through three versions counts four times', () => {
    const tag = { key: 'Reviewed-by', by: 'bo' }
    const carried: readonly Work[] = [
      {
        id: 'a',
        versions: [{ on: 0 }, { on: 5 }, { on: 9 }, { on: 12 }],
        tags: [
          { ...tag, on: 1 },
          { ...tag, on: 5, version: 1, origin: 'carried' },
          { ...tag, on: 9, version: 2, origin: 'carried' },
          { ...tag, on: 12, version: 3, origin: 'carried' },
        ],
      },
    ]
    expect(replay('d8', carried)).toEqual({ [`old ${Q1}`]: 4, [`ours ${Q1}`]: 1 })
  })

  test('D12: two of six that nobody answered are in no chart', () => {
    expect(replay('d12')).toEqual({ [`old ${Q1}`]: '4 of 6', [`ours ${Q1}`]: '6 of 6' })
  })

  test('D17: of those that are merged three quarters took 14 days; of all fewer are merged than that', () => {
    expect(replay('d17')).toEqual({ [`old ${Q1}`]: '14 of 6', [`ours ${Q1}`]: '? of 6' })
  })

  test('each says what was wrong, and draws both on one axis', () => {
    expect(CORRECTIONS.map((one) => one.id)).toEqual(
      ['d1', 'd2', 'd7', 'd8', 'd12', 'd17'].map((id) => `corrected-${id}`),
    )
    for (const one of CORRECTIONS) {
      expect(one.definition).toMatch(/Old: .*Ours: /s)
      const xs = (line: string) =>
        one
          .compute(scope)
          .filter((point) => point.line === line)
          .map((point) => point.x)
      expect(xs('old')).toEqual(xs('ours'))
    }
  })
})
