/**
 * The small corpus of which every metric is computed by hand, in days after Monday, 5 January 2026, 09:00:
 *
 *     ring   day 0   ada    3 patches, v1; bo reviews on 2 and 4, ada answers on 3; v2 on 9, bo acks all on 10;
 *                           committed on 14 (dev), backported on 40; nothing left to do
 *     tools  day 5   cy     1 patch, v1; nobody answers; merged as posted on 8 by cy
 *     alone  day 20  nia    1 patch, nobody ever answers; lost on 34
 *     mm     day 30  ada    1 patch; bo says no on 31; rejected on 31
 *     x86    day 40  dag    5 patches (lumen.example), bo asks on 47; dag has not answered
 *     docs   day 50  cy     1 patch, bo reviews and acks on 51: ready since then
 *
 * It is looked at on day 100.
 */
import { METRICS } from '../../../src/app/metrics.ts'
import type { Metric, Scope } from '../../../src/core/metrics/metric.ts'
import { commitFact, person, read, scopeFor, type Work } from '../../support/series-facts.ts'

export const WORKS: readonly Work[] = [
  {
    id: 'ring',
    versions: [
      {
        on: 0,
        by: 'ada',
        patches: 3,
        asked: { all: 2, reached: 2 },
        replies: [
          { on: 2, from: 'bo', patch: 0, asks: true },
          { on: 3, from: 'ada', patch: 0 },
          { on: 4, from: 'bo', patch: 1, asks: true },
        ],
      },
      { on: 9, by: 'ada', patches: 3, replies: [{ on: 10, from: 'bo' }] },
    ],
    tags: [{ on: 10, key: 'Acked-by', by: 'bo', version: 1 }],
    landed: [
      ...[0, 1, 2].map((patch) => ({ on: 14, version: 1, patch, sha: `r${patch}`.padEnd(40, '0') })),
      { on: 40, version: 1, patch: 0, sha: 'b0'.padEnd(40, '0'), branch: 'stable' as const },
    ],
    stood: [
      [0, 'new'],
      [2, 'changes-requested'],
      [9, 'discussion'],
      [10, 'ready'],
      [14, 'merged'],
    ],
  },
  {
    id: 'tools',
    versions: [{ on: 5, by: 'cy', areas: ['tools/'], additions: 3, deletions: 1 }],
    landed: [{ on: 8, sha: 't0'.padEnd(40, '0') }],
    stood: [
      [5, 'new'],
      [8, 'merged'],
    ],
  },
  {
    id: 'alone',
    versions: [{ on: 20, by: 'nia', areas: ['docs/'] }],
    stood: [
      [20, 'new'],
      [34, 'new', 'reviewers', true],
    ],
  },
  {
    id: 'mm',
    versions: [{ on: 30, by: 'ada', replies: [{ on: 31, from: 'bo' }] }],
    tags: [{ on: 31, key: 'Nacked-by', by: 'bo' }],
    stood: [
      [30, 'new'],
      [31, 'rejected'],
    ],
  },
  {
    id: 'x86',
    versions: [
      {
        on: 40,
        by: 'dag@lumen.example',
        patches: 5,
        additions: 400,
        deletions: 50,
        areas: ['core/', 'tools/'],
        asked: { all: 3, reached: 1 },
        replies: [{ on: 47, from: 'bo', asks: true }],
      },
    ],
    stood: [
      [40, 'new'],
      [47, 'changes-requested'],
    ],
  },
  {
    id: 'docs',
    versions: [
      {
        on: 50,
        by: 'cy',
        areas: ['docs/'],
        asked: { all: 1, reached: 0 },
        replies: [{ on: 51, from: 'bo' }],
      },
    ],
    tags: [{ on: 51, key: 'Reviewed-by', by: 'bo', patch: 0 }],
    stood: [
      [50, 'new'],
      [51, 'ready'],
    ],
  },
]

export const COMMITS = [
  commitFact({
    sha: 'r0',
    on: 14,
    author: person('ada'),
    committer: person('bo'),
    checkIn: { lacks: [], alone: false, responsible: true },
    tags: [{ key: 'Acked-by', person: person('bo') }],
  }),
  commitFact({
    sha: 'r1',
    on: 14,
    author: person('ada'),
    committer: person('bo'),
    checkIn: { lacks: [[person('mo'), person('bo')]], alone: false, responsible: true },
    tags: [{ key: 'Acked-by', person: person('bo') }],
  }),
  // Its tag was lost on the way, and one was made up.
  commitFact({
    sha: 'r2',
    on: 14,
    author: person('ada'),
    committer: person('bo'),
    checkIn: { lacks: [[person('mo')]], alone: true, responsible: false },
    tags: [{ key: 'Reviewed-by', person: 'zoe@lumen.example' }],
  }),
  commitFact({
    sha: 't0',
    on: 8,
    author: person('cy'),
    committer: person('cy'),
    checkIn: { lacks: [], alone: true, responsible: true },
  }),
  commitFact({
    sha: 'unposted',
    on: 60,
    author: person('bo'),
    committer: person('bo'),
    checkIn: { lacks: [[person('bo')]], alone: false, responsible: false },
    fixes: ['r100000'],
    subject: 'repair',
  }),
  commitFact({ sha: 'b0', on: 40, author: person('ada'), committer: person('bo'), development: false }),
]

/** By months from 5 January to 15 April; shares and durations by quarters. */
export const scope: Scope = scopeFor(WORKS, 100, {
  commits: COMMITS,
  filter: { by: 'month' },
})

export function metric(id: string): Metric {
  const found = METRICS.find((one) => one.id === id)
  if (found === undefined) throw new TypeError(`no metric ${id}`)
  return found
}

/** The points of a metric of the corpus. */
export function of(id: string): ReturnType<typeof read> {
  return read(metric(id), scope)
}

export const [JAN, FEB, MAR, APR] = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01']
export const Q1 = JAN

/** Values of a line over the months. */
export function months(id: string, line: string): readonly unknown[] {
  const points = of(id)
  return [JAN, FEB, MAR, APR].map((x) => points[`${line} ${x}`])
}

/** What has been computed by hand, by metric. */
export type ByHand = Readonly<Record<string, () => void>>
