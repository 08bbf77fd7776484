import type { PastEntry } from '../../store/read/series-as-of.ts'
import type { SeriesEntry } from '../../store/read/series-list.ts'
import type { ListQuery } from '../list-query.ts'

/** One page of the list of series. */
export interface SeriesList {
  readonly query: ListQuery
  /** How many pass the filter. */
  readonly total: number
  /** The page is of the present, or of a past day. */
  readonly rows:
    | { readonly kind: 'now'; readonly entries: readonly SeriesEntry[] }
    | { readonly kind: 'past'; readonly entries: readonly PastEntry[] }
  /** `after` of the next page. */
  readonly next: string | undefined
  /** Name of the person that the list is filtered by. */
  readonly personName: string | undefined
}
