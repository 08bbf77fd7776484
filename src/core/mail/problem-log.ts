import type { Problem } from './message.ts'

/** Problems of one mail are counted beyond this many: ten thousand broken parts are not ten thousand problems. */
const MOST = 20

/** Collects what could not be read of one mail. */
export interface ProblemLog {
  /** Names a problem; the same one at the same place is kept once. */
  readonly add: (where: string, what: string) => void
  /** The problems so far, in the order in which they were found; the last one may count others. */
  readonly list: () => readonly Problem[]
}

const NONE: readonly Problem[] = []

/** A log without problems. */
export function createProblemLog(): ProblemLog {
  const found: Problem[] = []
  let more = 0
  return {
    add(where, what) {
      if (found.some((one) => one.where === where && one.what === what)) return
      if (found.length < MOST) found.push({ where, what })
      else more++
    },
    list() {
      if (more > 0) return [...found, { where: 'Mail', what: `${more} more of its problems are not listed.` }]
      return found.length === 0 ? NONE : found
    },
  }
}
