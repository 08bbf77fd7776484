import { expect } from 'vitest'
import { read, scopeFor, type Work } from '../../support/series-facts.ts'
import { type ByHand, metric, of, Q1 } from './hand-corpus.ts'

/** How long things take, and how large they are. */
export const PERFORMANCE: ByHand = {
  'first-response': () =>
    // Seven versions: 2, 1, 1, 7, 1; tools until its merge (3, open), alone until now (80, open). In order 1 1 1 2 3+ 7 80+:
    // after 1: 4/7, after 2: 3/7.
    expect(of('first-response')).toEqual({
      [`median ${Q1}`]: '2 of 7, 2 open',
      [`p75 ${Q1}`]: '7 of 7, 2 open',
      [`p90 ${Q1}`]: '? of 7, 2 open',
    }),
  'first-response-series': () =>
    // 1 1 2 3+ 7 80+: after 1 4/6, after 2 1/2 until 7, where it is 1/4: the middle of 2 and 7.
    expect(of('first-response-series')).toMatchObject({ [`median ${Q1}`]: '4.5 of 6, 2 open' }),
  'maintainer-response': () => {
    expect(of('maintainer-response')).toEqual({})
    const works: readonly Work[] = [
      {
        id: 'a',
        versions: [
          {
            on: 0,
            replies: [
              { on: 1, from: 'bo' },
              { on: 3, from: 'mo', maintainer: true },
            ],
          },
        ],
      },
    ]
    expect(
      read(metric('maintainer-response'), scopeFor(works, 30, { filter: { by: 'month' } })),
    ).toMatchObject({
      [`median ${Q1}`]: '3 of 1',
    })
  },
  'response-levels': () =>
    // Business days until the answer: ring v1 (Mon to Wed) 2, v2 (Wed to Thu) 1, mm (Wed to Thu) 1, x86 (Sat to Sat) 5,
    // docs (Tue to Wed) 1; tools (Sat) was merged on Tuesday, after 1.375: no answer in one day, not to be judged for three;
    // alone (Sun) waits.
    expect(of('response-levels')).toEqual({
      [`within-1 ${Q1}`]: '42.9 of 7',
      [`within-3 ${Q1}`]: '66.7 of 6',
      [`within-5 ${Q1}`]: '83.3 of 6',
    }),
  're-review': () => expect(of('re-review')).toMatchObject({ [`median ${Q1}`]: '1 of 1' }),
  'review-rounds': () =>
    // First versions: 1 3 9 50+ 60+ 80+ days: half are left after 9, and the curve never falls below. The second of ring: 5.
    expect(of('review-rounds')).toMatchObject({ 'median 1': '9 of 6, 3 open', 'median 2': '5 of 1' }),
  'approval-time': () =>
    // ring after 10, docs after 1; tools until 3, mm until 1, alone, x86 open: 1 1+ 3+ 10 60+ 80+: 5/6, then 2/3 of it.
    expect(of('approval-time')).toEqual({
      [`median ${Q1}`]: '? of 6, 4 open',
      [`p75 ${Q1}`]: '? of 6, 4 open',
      [`p90 ${Q1}`]: '? of 6, 4 open',
    }),
  'ready-wait': () => expect(of('ready-wait')).toMatchObject({ [`median ${Q1}`]: '4 of 2, 1 open' }),
  stages: () =>
    expect(of('stages')).toMatchObject({
      // Small: tools 3+, alone 80+, mm 1+, docs 1. Large: 10 60+: half are left after 10.
      'median to the first approval, small': '? of 4, 3 open',
      'median to the first approval, large': '10 of 2, 1 open',
      'median to every approval, small': '0 of 1',
      'median ready to merged, large': '4 of 1',
    }),
  ball: () =>
    // ring: reviewers 2 + 1, discussion 2, author 5, committers 4 of 14; tools: reviewers 3. 17 days in all.
    expect(of('ball')).toMatchObject({
      [`reviewers ${Q1}`]: '35.3 of 2',
      [`discussion ${Q1}`]: '11.8 of 2',
      [`author ${Q1}`]: '29.4 of 2',
      [`committers ${Q1}`]: '23.5 of 2',
    }),
  'time-to-merge': () =>
    // 3, 14; mm until 1, x86 60+, docs 50+, alone 80+: 1+ 3 14 50+ 60+ 80+: 4/5, 3/5.
    expect(of('time-to-merge')).toMatchObject({ [`median ${Q1}`]: '? of 6, 4 open' }),
  'time-to-merge-by-merge': () =>
    expect(of('time-to-merge-by-merge')).toMatchObject({ [`median ${Q1}`]: '8.5 of 2' }),
  'merged-within': () =>
    expect(of('merged-within')).toEqual({
      [`within-7 ${Q1}`]: '20 of 6, 4 open',
      [`within-30 ${Q1}`]: '40 of 6, 4 open',
      [`within-90 ${Q1}`]: '? of 6, 4 open',
    }),
  'merge-curve': () =>
    expect(of('merge-curve')).toMatchObject({
      '1 2': '0 of 4, 3 open',
      '1 3': '33.3 of 4, 3 open',
      '2-4 14': '100 of 1',
      '5+ 60': '0 of 1, 1 open',
    }),
  'time-to-merge-by-patches': () =>
    expect(of('time-to-merge-by-patches')).toMatchObject({
      'median 3': '14 of 1',
      'median 1': '? of 4, 3 open',
      'median 5+': '? of 1, 1 open',
    }),
  'time-to-merge-by-versions': () =>
    expect(of('time-to-merge-by-versions')).toMatchObject({
      'median 2': '14 of 1',
      'median 1': '? of 5, 4 open',
    }),
  'time-to-merge-by-size': () =>
    expect(of('time-to-merge-by-size')).toMatchObject({
      'median l': '? of 1, 1 open',
      'p90 xs': '? of 5, 3 open',
    }),
  'patches-per-series': () =>
    expect(of('patches-per-series')).toEqual({
      [`p50 ${Q1}`]: '1 of 6',
      [`p75 ${Q1}`]: '3 of 6',
      [`p95 ${Q1}`]: '5 of 6',
    }),
  'versions-per-series': () => expect(of('versions-per-series')).toMatchObject({ [`p95 ${Q1}`]: '2 of 6' }),
  // ring 3, tools 0, alone 0, mm 1, x86 1, docs 1.
  'comments-per-series': () =>
    expect(of('comments-per-series')).toEqual({
      [`p50 ${Q1}`]: '1 of 6',
      [`p75 ${Q1}`]: '1 of 6',
      [`p95 ${Q1}`]: '3 of 6',
    }),
  'commenters-per-series': () =>
    expect(of('commenters-per-series')).toMatchObject({ [`p95 ${Q1}`]: '1 of 6' }),
  'series-by-patches': () =>
    expect(of('series-by-patches')).toMatchObject({ 'series 1': 4, 'series 3': 1, 'series 5': 1 }),
  'series-by-versions': () =>
    expect(of('series-by-versions')).toMatchObject({ 'series 1': 5, 'series 2': 1 }),
  'series-by-comments': () =>
    expect(of('series-by-comments')).toMatchObject({ 'series 0': 2, 'series 1': 3, 'series 3': 1 }),
  'series-by-commenters': () =>
    expect(of('series-by-commenters')).toMatchObject({ 'series 0': 2, 'series 1': 4 }),
  'started-by-year': () => expect(of('started-by-year')).toEqual({ 'series 2026': 6 }),
  'change-size': () =>
    // Seven versions: 10 10 4 10 10 450 10 lines.
    expect(of('change-size')).toEqual({
      [`lines ${Q1}`]: '10 of 7',
      [`lines-p95 ${Q1}`]: '450 of 7',
      [`files ${Q1}`]: '1 of 7',
      [`areas ${Q1}`]: '1 of 7',
    }),
  'first-time-right': () => expect(of('first-time-right')).toEqual({ [`first ${Q1}`]: '50 of 2' }),
  equity: () =>
    // Newcomers are all but mm, which ada posted 30 days after ring and so within 90: then all six. Judged within five days:
    // ring, mm, x86, docs yes, alone no; tools cannot be.
    expect(of('equity')).toMatchObject({
      'answered newcomers': expect.stringMatching(/^80 of 5/),
      'accepted newcomers': expect.stringMatching(/^33.3 of 6/),
      'answered posted 06:00 to 11:59 UTC': expect.stringMatching(/^80 of 5/),
    }),
}
