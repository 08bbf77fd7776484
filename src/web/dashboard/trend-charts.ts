import type { MonthPoint } from '../../store/read/trends.ts'
import type { Chart } from './chart.ts'

/** The charts of the overview, by what the months say. */
export function trendCharts(points: readonly MonthPoint[]): readonly Chart[] {
  return [
    {
      id: 'open',
      metric: 'open-by-turn',
      title: 'Open series, by whose turn it is',
      definition:
        'Pieces of work (all versions are one) that were neither merged, rejected nor withdrawn at the end of each month; the last month is so far.',
      kind: 'areas',
      lines: [
        { key: 'reviewers', label: 'Reviewers', colour: 1 },
        { key: 'author', label: 'Author', colour: 2 },
        { key: 'others', label: 'Committers and others', colour: 3 },
      ],
      points: points.map((point) => ({
        month: point.month,
        values: [point.openReviewers, point.openAuthor, point.openOthers],
      })),
    },
    {
      id: 'flow',
      metric: 'reviews',
      title: 'Posted, reviewed, merged each month',
      definition:
        'New: first versions posted. Versions: all that were posted. Reviews: replies by others with substance or a tag. Merged: pieces of work whose last patch was committed.',
      kind: 'lines',
      lines: [
        { key: 'new', label: 'New', colour: 1 },
        { key: 'versions', label: 'Versions', colour: 3 },
        { key: 'reviews', label: 'Reviews', colour: 2 },
        { key: 'merged', label: 'Merged', colour: 4 },
      ],
      points: points.map((point) => ({
        month: point.month,
        values: [point.started, point.posted, point.reviews, point.merged],
      })),
    },
  ]
}
