import type { Series } from './series.ts'

/**
 * The series that stands for a lineage, given its versions, oldest first: highest version, then the latest, then the
 * id. Requests for comments are numbered apart: between one and a patch that was meant, the later one is newer.
 */
export function newestOf(series: readonly Series[]): Series | undefined {
  let best: Series | undefined
  for (const one of series) if (best === undefined || compareVersions(one, best) > 0) best = one
  return best
}

function compareVersions(a: Series, b: Series): number {
  if (isNumberedAlike(a, b) && a.version !== b.version) return a.version - b.version
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Do the numbers of two versions tell which is newer? */
export function isNumberedAlike(a: Series, b: Series): boolean {
  return a.versionWritten && b.versionWritten && a.rfc === b.rfc
}
