import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportPeriods } from '../../src/app/dashboard/period-report.ts'
import { reportPeriod } from '../../src/core/metrics/period-report.ts'
import {
  formatReportHtml,
  formatReportMarkdown,
  formatReportText,
  type ReportWords,
  reportSections,
} from '../../src/exports/report-text.ts'
import { commitFact, on, scopeFor, type Work } from '../support/series-facts.ts'

const WORKS: readonly Work[] = [
  {
    id: 'old@example.org',
    versions: [{ on: 2, by: 'bo', replies: [{ on: 4, from: 'ada' }] }],
    landed: [{ on: 20 }],
    stood: [
      [2, 'new'],
      [4, 'ready'],
      [20, 'merged'],
    ],
  },
  {
    id: 'ring@example.org',
    versions: [
      {
        on: 90,
        patches: 3,
        title: 'core/ring: claim *slots* in order',
        replies: [
          { on: 91, from: 'bo' },
          { on: 95, from: 'cy' },
        ],
      },
      { on: 100, patches: 3, title: 'core/ring: claim *slots* in order', replies: [{ on: 101, from: 'bo' }] },
    ],
    tags: [{ on: 101, key: 'Acked-by', by: 'bo', version: 1 }],
    landed: [0, 1, 2].map((patch) => ({ on: 104, version: 1, patch, sha: `a${patch}`.padEnd(40, '0') })),
    stood: [
      [90, 'new'],
      [91, 'changes-requested'],
      [100, 'discussion'],
      [101, 'ready'],
      [104, 'merged'],
    ],
  },
  {
    id: 'alone@example.org',
    versions: [{ on: 110, by: 'nia', title: '<b>nobody</b> & nothing' }],
    stood: [
      [110, 'new'],
      [124, 'new', 'reviewers', true],
    ],
  },
  {
    id: `${'long'.repeat(30)}@example.org`,
    versions: [
      {
        on: 120,
        by: 'dag',
        title: 'tools: a title that goes on and on until it has to be broken over two lines of a mail',
        replies: [{ on: 121, from: 'bo' }],
      },
    ],
    stood: [
      [120, 'new'],
      [121, 'needs-approval'],
    ],
  },
  {
    id: 'two@example.org',
    versions: [{ on: 130, by: 'dag', replies: [{ on: 131, from: 'bo' }] }],
    tags: [{ on: 131, key: 'Reviewed-by', by: 'bo' }],
    stood: [
      [130, 'new'],
      [131, 'needs-approval'],
    ],
  },
]

const COMMITS = [
  commitFact({ sha: 'a0', on: 104, tags: [{ key: 'Acked-by', person: 'bo@example.org' }] }),
  commitFact({ sha: 'a1', on: 104 }),
]

/** April to June 2026, and the quarter before. */
const periods = reportPeriods('2026Q2')
const scopeAt = (days: number, period: { from: number; to: number }) => ({
  ...scopeFor(WORKS, days, { commits: COMMITS }),
  period,
})
const made = reportPeriod(scopeAt(176, periods.period), scopeAt(85, periods.before))

const words: ReportWords = {
  title: 'Quarry',
  period: periods.name,
  before: periods.beforeName,
  address: 'https://patches.example.org/p/quarry/backlog?period=2026Q2',
  nameOf: (person) => person.split('@')[0] ?? '',
  addressOf: () => undefined,
  names: true,
}

describe('the report of a quarter', () => {
  test('has what came, landed, waits and was lost, beside the quarter before', () => {
    expect(made).toMatchObject({
      started: { now: 4, before: 1 },
      versions: { now: 5, before: 1 },
      reviews: { now: 5, before: 1 },
      people: { now: 2, before: 1 },
      newcomers: { now: 3, before: 1 },
      merged: { now: 1, before: 1 },
      commits: { now: 2, before: 0 },
      vouched: { now: 50, before: undefined },
      open: { now: 3, before: 0 },
      lost: { now: 1, before: 0 },
      ignored: { now: 1, before: 0 },
      // Answered after 1, 1, 1, 1 days, and one never.
      firstResponse: { now: 1, before: 2 },
      readyWait: { now: 3, before: 16 },
      inTime: { now: 80, before: 100 },
      half: { now: 1, before: 1 },
      waiting: { reviewers: { now: 3, before: 0 } },
    })
    expect(made.landed.map((fact) => fact.lineage)).toEqual(['ring@example.org'])
    expect(made.lostSeries.map((fact) => fact.lineage)).toEqual(['alone@example.org'])
    expect(made.load).toEqual([{ person: 'bo@example.org', waiting: 2, reviewed: 4 }])
  })

  test('as text, Markdown and HTML is as it was looked at', async () => {
    await expect(formatReportText(made, words)).toMatchFileSnapshot('../golden/report/quarter.txt')
    await expect(formatReportMarkdown(made, words)).toMatchFileSnapshot('../golden/report/quarter.md')
    await expect(formatReportHtml(made, words)).toMatchFileSnapshot('../golden/report/quarter.html')
  })

  test('as text has no line of more than 72 columns, whatever the titles are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 90 }), { maxLength: 8 }), (parts) => {
        // A word that is longer than a line cannot be broken.
        const title = parts
          .join(' ')
          .split(/\s+/)
          .filter((word) => [...word].length < 60)
          .join(' ')
        const text = formatReportText(
          { ...made, landed: made.landed.map((fact) => ({ ...fact, title })) },
          { ...words, title: title.slice(0, 60), address: undefined },
        )
        for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(72)
      }),
    )
  })

  test('takes nothing of a title for a mark', () => {
    const markdown = formatReportMarkdown(made, words)
    expect(markdown).toContain('claim \\*slots\\* in order')
    expect(markdown).toContain('\\<b\\>nobody\\</b\\> \\& nothing')
    expect(formatReportHtml(made, words)).toContain('&lt;b&gt;nobody&lt;/b&gt; &amp; nothing')
  })

  test('names nobody by what waits for them where the project wants no rankings', () => {
    const section = reportSections(made, { ...words, names: false }).at(-1)
    expect(section?.items).toEqual([])
    expect(section?.note).toBe('For each of one person two or more series wait, for one 2.')
  })
})

describe('the period before', () => {
  test.each([
    ['2026Q3', '2026Q2'],
    ['2026Q1', '2025Q4'],
    ['2026', '2025'],
    ['2026-01', '2025-12'],
    ['2026-05', '2026-04'],
    ['2026-05-11..2026-05-20', '2026-05-01..2026-05-10'],
  ])('%s is %s', (text, before) => {
    const read = reportPeriods(text)
    expect(read.beforeName).toBe(before)
    expect(read.before.to).toBe(read.period.from)
  })

  test('of what is no period there is none', () => {
    expect(() => reportPeriods('2026Q5')).toThrow('--period 2026Q5 is no period')
  })
})

test('the corpus lies where its days say', () => {
  expect(periods.period.from).toBeLessThan(on(90))
  expect(periods.period.from).toBeGreaterThan(on(85))
})
