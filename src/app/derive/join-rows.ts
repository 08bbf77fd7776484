import type { LineageRows } from '../../store/derived/lineages.ts'

/** The rows of several lineages, by table. */
export function joinRows(all: readonly LineageRows[]): LineageRows {
  return {
    lineages: all.flatMap((one) => one.lineages),
    intervals: all.flatMap((one) => one.intervals),
    facts: all.flatMap((one) => one.facts),
    reviews: all.flatMap((one) => one.reviews),
    todos: all.flatMap((one) => one.todos),
    areas: all.flatMap((one) => one.areas),
    queueCases: all.flatMap((one) => one.queueCases),
    series: all.flatMap((one) => one.series),
    patches: all.flatMap((one) => one.patches),
    replies: all.flatMap((one) => one.replies),
    trailers: all.flatMap((one) => one.trailers),
    seriesLinks: all.flatMap((one) => one.seriesLinks),
    patchLinks: all.flatMap((one) => one.patchLinks),
  }
}
