import { expect } from 'vitest'
import { read, scopeFor, type Work } from '../../support/series-facts.ts'
import { type ByHand, FEB, MAR, metric, months, of, Q1 } from './hand-corpus.ts'

/** What waits, what started and how it ended. */
export const BACKLOG: ByHand = {
  'open-by-turn': () => {
    // End of January: alone (20). End of February: alone, x86 with its author, docs with the committers.
    expect(months('open-by-turn', 'reviewers')).toEqual([1, 1, 1, 1])
    expect(months('open-by-turn', 'author')).toEqual([0, 1, 1, 1])
    expect(months('open-by-turn', 'committers')).toEqual([0, 1, 1, 1])
  },
  'open-by-status': () => {
    expect(months('open-by-status', 'new')).toEqual([1, 1, 1, 1])
    expect(months('open-by-status', 'changes-requested')).toEqual([0, 1, 1, 1])
    expect(months('open-by-status', 'ready')).toEqual([0, 1, 1, 1])
  },
  lost: () => expect(months('lost', 'lost')).toEqual([0, 1, 1, 1]),
  'open-age': () =>
    expect(of('open-age')).toMatchObject({
      'reviewers up to 90 days': 1,
      'author up to 90 days': 1,
      'others up to 90 days': 1,
      'reviewers older': 0,
    }),
  'open-age-over-time': () => {
    // On 31 March, 23:59:59, day 85.6: alone is 65.6 days old, x86 45.6, docs 35.6.
    expect(of('open-age-over-time')).toMatchObject({
      [`median ${MAR}`]: '45.6 of 3',
      [`p95 ${MAR}`]: '65.6 of 3',
      [`sum ${MAR}`]: '146.9 of 3',
    })
  },
  'ready-waiting': () =>
    expect(of('ready-waiting')).toMatchObject({ 'series longer': 1, 'series up to a week': 0 }),
  'reviewer-load': () =>
    // x86 is its author's turn; nothing waits for bo, who reviewed ring, mm, x86 and docs within 90 days; the first
    // answers of these came after 1 (ring v2, on day 10 and so just within), 1, 7 and 1 days.
    expect(of('reviewer-load')).toEqual({
      'waiting bo@example.org': 0,
      'oldest bo@example.org': undefined,
      'reviewed bo@example.org': 3,
      'response bo@example.org': '1 of 3',
    }),
  'area-workload': () =>
    expect(of('area-workload')).toMatchObject({
      'open core/': 1,
      'waiting core/': 0,
      'open docs/': 2,
      'waiting docs/': 1,
      'reviewers docs/': 0,
      'load docs/': 0.25,
    }),
  objections: () =>
    expect(of('objections')).toEqual({
      'series a no that stands': 0,
      'series a question or wish that the author has not answered': 1,
    }),
  ignored: () =>
    // Of the six: tools was merged on day 8, so only alone was ignored after 30 days, after 90 (it is 80 days old: not
    // judged) and to this day.
    expect(of('ignored')).toMatchObject({
      [`after-30 ${Q1}`]: '16.7 of 6',
      [`after-90 ${Q1}`]: '0 of 2',
      [`ever ${Q1}`]: '16.7 of 6',
    }),
  'started-and-closed': () => {
    expect(months('started-and-closed', 'started')).toEqual([3, 3, 0, 0])
    expect(months('started-and-closed', 'merged')).toEqual([2, 0, 0, 0])
    expect(months('started-and-closed', 'dropped')).toEqual([0, 1, 0, 0])
  },
  'cumulative-flow': () => {
    expect(months('cumulative-flow', 'started')).toEqual([3, 6, 6, 6])
    // ring on 2, tools by its merge on 8, mm on 31, x86 on 47, docs on 51; alone never.
    expect(months('cumulative-flow', 'answered')).toEqual([2, 5, 5, 5])
    expect(months('cumulative-flow', 'closed')).toEqual([2, 3, 3, 3])
  },
  'closure-ratio': () =>
    // The 56 days before 28 February, 23:59:59 (day 54.6) reach back before day 0: 3 of 6 closed; then 3 open and 3 closed.
    expect(of('closure-ratio')).toMatchObject({
      [`closed-to-started ${FEB}`]: '50 of 6',
      [`closed-of-open ${FEB}`]: '50 of 6',
    }),
  'littles-law': () =>
    // 5 January to 31 March: three closed, which took 14, 3 and 1 days; six started in 85.625 days.
    expect(of('littles-law')[`expected ${Q1}`]).toBe('0.4 of 3'),
  'merged-or-not': () => {
    expect(months('merged-or-not', 'merged')).toEqual([2, 0, 0, 0])
    expect(months('merged-or-not', 'open')).toEqual([1, 2, 0, 0])
    expect(months('merged-or-not', 'dropped')).toEqual([0, 1, 0, 0])
  },
  acceptance: () =>
    // Nobody that is open is 90 days old: only "of those closed" can be told, two of three.
    expect(of('acceptance')).toEqual({
      [`within-90 ${Q1}`]: '? of 6, 3 open',
      [`within-180 ${Q1}`]: '? of 6, 3 open',
      [`within-365 ${Q1}`]: '? of 6, 3 open',
      [`of-closed ${Q1}`]: '66.7 of 6, 3 open',
    }),
  endings: () =>
    // 6 at risk: mm dropped after 1 day (1/6), tools merged after 3 (1/6), ring after 14 (1/6).
    expect(of('endings')).toMatchObject({
      'merged 0': '0 of 6',
      'dropped 1': '16.7 of 6',
      'merged 3': '16.7 of 6',
      'merged 14': '33.3 of 6',
      'merged 60': '33.3 of 6',
      'abandoned 60': '0 of 6',
    }),
  'partial-merge': () =>
    expect(of('partial-merge')).toEqual({
      'series none': 1,
      'series up to a half': 0,
      'series more than half': 0,
      'series all': 1,
    }),
  releases: () => {
    const works: readonly Work[] = [
      {
        id: 'a',
        versions: [{ on: 0, target: '4.20' }],
        tags: [{ on: 1, key: 'Release-Acked-by', by: 'rm' }],
        landed: [{ on: 2 }],
        stood: [
          [0, 'new'],
          [2, 'merged'],
        ],
      },
      { id: 'b', versions: [{ on: 0, target: '4.9' }] },
    ]
    expect(read(metric('releases'), scopeFor(works, 30))).toEqual({
      'merged 4.9': 0,
      'merged 4.20': 1,
      'open 4.9': 1,
      'open 4.20': 0,
      'dropped 4.9': 0,
      'dropped 4.20': 0,
      'released 4.9': 0,
      'released 4.20': 1,
    })
    expect(of('releases')).toEqual({})
  },
  'backport-lag': () => expect(of('backport-lag')).toMatchObject({ [`median ${Q1}`]: '26 of 1' }),
  freezes: () => {
    expect(of('freezes')).toEqual({})
    const works: readonly Work[] = [
      {
        id: 'made it',
        versions: [{ on: 0, target: '4.20' }],
        landed: [{ on: 8 }],
        stood: [
          [0, 'new'],
          [8, 'merged'],
        ],
      },
      {
        id: 'late',
        versions: [{ on: 1, target: '4.20' }],
        landed: [{ on: 20 }],
        stood: [
          [1, 'new'],
          [20, 'merged'],
        ],
      },
      { id: 'for nothing', versions: [{ on: 2 }] },
      { id: 'posted later', versions: [{ on: 7, target: '4.20' }] },
    ]
    const during = scopeFor(works, 30, { freezes: [[5, 12]] })
    expect(read(metric('freezes'), during)).toEqual({ 'open 2026-01-10': 2, 'merged 2026-01-10': 1 })
  },
  'release-ack': () => {
    expect(of('release-ack')).toEqual({})
    // From the version that named the release: 2 days; the other has waited for 20.
    const works: readonly Work[] = [
      {
        id: 'a',
        versions: [{ on: 0 }, { on: 4, target: '4.20' }],
        tags: [{ on: 6, key: 'Release-Acked-by', by: 'rm', version: 1 }],
      },
      { id: 'b', versions: [{ on: 10, target: '4.20' }] },
    ]
    expect(read(metric('release-ack'), scopeFor(works, 30, { filter: { by: 'month' } }))).toMatchObject({
      [`median ${Q1}`]: '2 of 2, 1 open',
      [`p75 ${Q1}`]: '? of 2, 1 open',
    })
  },
}
