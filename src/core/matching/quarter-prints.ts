import { type Instant, instantOf } from '../time.ts'
import type { Candidate } from './match.ts'
import { type Quarter, quarterOf, reachOf } from './quarter.ts'
import { changeSetPrint, printOfOne, type SetPrint } from './set-print.ts'

/** A patch with the print of all that matching sees of it. */
export interface PrintedCandidate {
  readonly at: Instant
  readonly print: SetPrint
}

/** What names a commit, and tells its quarter. */
export interface NamedCommit {
  readonly repository: string
  readonly sha: string
  readonly committedAt: Instant
}

/** Patches that came and went, and commits that came. */
export interface MatchChange {
  readonly come: readonly PrintedCandidate[]
  readonly gone: readonly PrintedCandidate[]
  readonly commits: readonly NamedCommit[]
}

/** The print of all that matching sees of a patch; `mail` is that of its mail. */
export function candidatePrint(candidate: Candidate, mail: string): SetPrint {
  const { series, index, proposal, older } = candidate
  return printOfOne(`${mail} ${series} ${index} ${proposal} ${older.join(' ')}`)
}

/**
 * A print of everything that the edges of each quarter with commits follow from: the patches within its reach, and its
 * commits. Both are sets, so `changeQuarterPrints` gives the same from the prints of last time.
 */
export function printQuarters(
  candidates: readonly PrintedCandidate[],
  commits: readonly NamedCommit[],
): Readonly<Record<Quarter, string>> {
  const byQuarter = new Map<Quarter, SetPrint[]>()
  for (const commit of commits) {
    const quarter = quarterOf(commit.committedAt)
    const prints = byQuarter.get(quarter)
    if (prints) prints.push(commitPrint(commit))
    else byQuarter.set(quarter, [commitPrint(commit)])
  }
  const sorted = [...candidates].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const prints: Record<Quarter, string> = {}
  let taken = 0
  let within: SetPrint = ''
  for (const quarter of [...byQuarter.keys()].sort()) {
    const from = taken
    const end = endOfReach(quarter)
    for (let one = sorted[taken]; one !== undefined && one.at < end; ) one = sorted[++taken]
    within = changeSetPrint(
      within,
      sorted.slice(from, taken).map((one) => one.print),
    )
    prints[quarter] = `${within} ${changeSetPrint('', byQuarter.get(quarter) ?? [])}`
  }
  return prints
}

/** The prints after a change; `undefined`: a commit is of a quarter that had none. */
export function changeQuarterPrints(
  prints: Readonly<Record<Quarter, string>>,
  { come, gone, commits }: MatchChange,
): Readonly<Record<Quarter, string>> | undefined {
  if (commits.some((commit) => prints[quarterOf(commit.committedAt)] === undefined)) return undefined
  return Object.fromEntries(
    Object.entries(prints).map(([quarter, print]) => {
      const [within = '', own = ''] = print.split(' ')
      const end = endOfReach(quarter)
      const inReach = (all: readonly PrintedCandidate[]): readonly SetPrint[] =>
        all.filter((one) => one.at < end).map((one) => one.print)
      const added = commits.filter((commit) => quarterOf(commit.committedAt) === quarter).map(commitPrint)
      return [
        quarter,
        `${changeSetPrint(within, inReach(come), inReach(gone))} ${changeSetPrint(own, added)}`,
      ]
    }),
  )
}

function endOfReach(quarter: Quarter): string {
  return instantOf(reachOf(quarter)) ?? '9999'
}

function commitPrint({ repository, sha }: NamedCommit): SetPrint {
  return printOfOne(`${repository} ${sha}`)
}
