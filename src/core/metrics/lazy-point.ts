import type { Point } from './metric.ts'
import type { SeriesFact } from './series-fact.ts'

/**
 * A point whose series are looked for only when somebody asks which they are: of a stock, that is of whatever stood so at
 * each of hundreds of instants, lists of all would be millions of entries, of which a reader follows one. `behind`: how
 * many there are.
 */
export function lazyPoint(
  point: Omit<Point, 'series' | 'behind'>,
  behind: number,
  find: () => readonly SeriesFact[],
): Point {
  return {
    ...point,
    behind,
    get series() {
      return find()
    },
  }
}
