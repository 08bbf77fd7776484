/**
 * Figures of the Xen Project as they were counted by hand from its repository (review-dashboard dossier, section 4:
 * master, without merges), beside what the metrics say of the same commits.
 */
import { describe, expect, test } from 'vitest'
import { scopeOf } from '../../../src/app/dashboard/scope.ts'
import { commitFact } from '../../../src/app/derive/commit-facts.ts'
import type { CommitFact } from '../../../src/core/metrics/commit-fact.ts'
import { NO_FILTER } from '../../../src/core/metrics/filter.ts'
import type { Metric } from '../../../src/core/metrics/metric.ts'
import { reviewCoverage } from '../../../src/core/metrics/review-coverage.ts'
import { selfCommits } from '../../../src/core/metrics/self-commits.ts'
import { findXenRepository } from '../../support/real-data.ts'
import { peopleBook } from '../../support/series-facts.ts'

/** Year: commits, percent with a tag of somebody else, percent with two or more such tags, percent committed alone. */
const PUBLISHED: Readonly<Record<string, readonly [number, number, number, number]>> = {
  '2012': [1856, 66.5, 7.1, 33.5],
  '2013': [1884, 83.0, 25.7, 8.7],
  '2015': [2090, 90.3, 31.2, 3.3],
  '2017': [2235, 95.6, 33.4, 3.5],
  '2019': [1742, 96.7, 30.1, 2.1],
  '2021': [1375, 96.1, 27.4, 2.8],
  '2023': [1692, 97.9, 27.3, 1.4],
}
/** The last commit of 2023. */
const xen = findXenRepository('HEAD')

describe.skipIf(xen === undefined)('of Xen’s own repository', () => {
  test('the share of commits that somebody else vouched for is the one that was counted by hand', () => {
    const commits = readCommits()
    const firstAt = commits[0]?.at ?? 0
    const asOf = commits.at(-1)?.at ?? 0
    const record = { facts: [], commits, people: peopleBook(), asOf, firstAt }
    const scope = scopeOf(record, { ...NO_FILTER, period: 'all', by: 'quarter' }, undefined, {
      calendar: { zone: 'UTC', holidays: [] },
      review: { freezes: [] },
    })
    const at = (metric: Metric, line: string, year: string) =>
      metric.compute(scope).find((point) => point.line === line && point.x === `${year}-01-01`)
    const rows = Object.entries(PUBLISHED).map(([year, told]) => ({ year, told }))
    for (const { year, told } of rows) {
      const [count, one, two, alone] = told
      const some = at(reviewCoverage, 'one', year)
      // Counted by author date or commit date, and with names joined or not, some commits change sides.
      expect(Math.abs((some?.n ?? 0) - count), `${year}: ${some?.n} commits`).toBeLessThanOrEqual(
        count * 0.02,
      )
      expect(Math.abs((some?.value ?? 0) - one), `${year}: ${some?.value} %`).toBeLessThanOrEqual(1)
      const pair = at(reviewCoverage, 'two', year)
      expect(Math.abs((pair?.value ?? 0) - two), `${year}: ${pair?.value} % twice`).toBeLessThanOrEqual(2)
      const self = at(selfCommits, 'self', year)
      expect(Math.abs((self?.value ?? 0) - alone), `${year}: ${self?.value} % alone`).toBeLessThanOrEqual(1)
    }
  }, 60_000)
})

function readCommits(): readonly CommitFact[] {
  const format = ['%H', '%an', '%ae', '%cn', '%ce', '%ct', '%B'].join('%x00')
  const log = xen?.git('log', '--no-merges', '--since=2011-12-01', `--format=${format}%x01`, 'HEAD') ?? ''
  return log
    .split('\x01')
    .map((text) => text.replace(/^\n/, '').split('\0'))
    .filter((fields) => fields.length === 7)
    .map(([sha = '', an = '', ae = '', cn = '', ce = '', time = '', message = '']) => {
      const at = new Date(Number(time) * 1000).toISOString().replace('.000', '')
      return commitFact(
        {
          repository: 'xen',
          sha,
          author: { name: an, address: ae.toLowerCase() },
          authoredAt: at,
          committer: { name: cn, address: ce.toLowerCase() },
          committedAt: at,
          landedAt: at,
          parents: 1,
          message,
          branches: ['master'],
          development: true,
        },
        (one) => one.address.toLowerCase(),
      )
    })
    .sort((a, b) => a.at - b.at || (a.sha < b.sha ? -1 : 1))
}
