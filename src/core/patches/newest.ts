import type { Series } from './series.ts'

/** The series that stands for a lineage, given its versions: highest version, then the latest, then the id. */
export function newestOf(series: readonly Series[]): Series | undefined {
  let best: Series | undefined
  for (const one of series) if (best === undefined || compareVersions(one, best) > 0) best = one
  return best
}

function compareVersions(a: Series, b: Series): number {
  if (a.versionWritten && b.versionWritten && a.version !== b.version) return a.version - b.version
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
