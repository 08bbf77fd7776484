import { plural } from '../plural.ts'
import type { Instant } from '../time.ts'

/** The kinds of such changes. */
export const BRANCH_CHANGE_KINDS = ['rewritten', 'replaced', 'deleted', 'cut'] as const

/**
 * How the history of a branch changed other than by growing: `rewritten` by force, part of it stayed; `replaced` by a history
 * that shares nothing with it; `deleted` in its repository; `cut`: the clone that is read was made shallow, so that it cannot be told.
 */
export type BranchChangeKind = (typeof BRANCH_CHANGE_KINDS)[number]

/** A series that rested on commits which a branch does not hold any more, and what became of it. */
export interface UnsettledSeries {
  /** Its name in addresses, and the title of its lineage. */
  readonly name: string
  readonly title: string
  /** The status of its lineage, as it is now. */
  readonly status: string
  /** The commits that its patches were, and those that they are now; none: no longer on any branch. */
  readonly was: readonly string[]
  readonly now: readonly string[]
  /** Every one of its patches that lost its commit is another one now. */
  readonly isSettled: boolean
}

/** A change of history that was seen, and what followed from it. */
export interface BranchChange {
  readonly repository: string
  readonly branch: string
  readonly kind: BranchChangeKind
  readonly seenAt: Instant
  /** Where the branch stood when it was last read before, and where it stood then; `undefined`: it was gone. */
  readonly before: string
  readonly after: string | undefined
  /** Commits that were on it and are not any more, and how many of these are on no followed branch. */
  readonly gone: number
  readonly nowhere: number
  readonly series: readonly UnsettledSeries[]
}

/** What happened to a branch, in one sentence that names it: without what followed. */
export function tellBranchChange(change: BranchChange): string {
  const { repository, branch, before, after } = change
  const name = `branch ${branch} of ${repository}`
  const from = before.slice(0, 12)
  const to = (after ?? '').slice(0, 12)
  switch (change.kind) {
    case 'rewritten':
      return `${name} was rewritten by force, from ${from} to ${to}: ${tellGone(change)}`
    case 'replaced':
      return `${name} was replaced by an unrelated history, ${to} in place of ${from}: ${tellGone(change)}`
    case 'deleted':
      return `${name} was deleted; it stood on ${from}: ${tellGone(change)}`
    case 'cut':
      return `the clone of ${repository} that is read is shallow, and ${to} on ${branch} does not show whether it follows ${from}: what was on ${branch} is taken to be there still`
  }
}

function tellGone({ gone, nowhere }: BranchChange): string {
  if (gone === 0) return 'no commit is missing'
  const are = gone === 1 ? 'is' : 'are'
  const where =
    nowhere === 0
      ? ', but on another branch that is followed'
      : nowhere === gone
        ? ''
        : `, ${nowhere} of them on no branch that is followed`
  return `${plural(gone, 'commit')} ${are} no longer on it${where}`
}

/** What became of the series that rested on those commits, in one sentence; `''` where there was none. */
export function tellConsequence({ series }: BranchChange): string {
  if (series.length === 0) return ''
  const settled = series.filter((one) => one.isSettled).length
  const open = series.length - settled
  const parts = [
    ...(settled > 0 ? [settled === 1 ? '1 is another commit now' : `${settled} are other commits now`] : []),
    ...(open > 0 ? [open === 1 ? '1 has none any more' : `${open} have none any more`] : []),
  ]
  return `of ${plural(series.length, 'series', 'series')} that rested on them, ${parts.join(', ')}`
}

/** What became of one series, in a few words: `was abc, is def now` or `was abc, which is gone; now needs-approval`. */
export function tellUnsettled(one: UnsettledSeries): string {
  const list = (shas: readonly string[]): string =>
    `${shas
      .slice(0, 3)
      .map((sha) => sha.slice(0, 12))
      .join(', ')}${shas.length > 3 ? ` and ${shas.length - 3} more` : ''}`
  return one.isSettled
    ? `was ${list(one.was)}, is ${list(one.now)} now`
    : `was ${list(one.was)}, which is gone; now ${one.status}`
}
