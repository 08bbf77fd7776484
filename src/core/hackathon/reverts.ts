import type { OutcomeLink } from './outcome.ts'
import type { TracedWork } from './traced-work.ts'

/**
 * Links to commits with what became of these: taken back by a later commit, and brought again by one of the same title
 * after that. Source: commits that say "This reverts commit …".
 */
export function followReverts(
  links: readonly OutcomeLink[],
  work: readonly TracedWork[],
): readonly OutcomeLink[] {
  const commits = work.filter((one) => one.kind === 'commit')
  const reverting = commits.filter((one) => one.reverts.length > 0)
  return links.map((link) => {
    if (link.kind !== 'commit') return link
    const revert = reverting
      .filter((one) => one.at >= link.at && one.reverts.some((hash) => link.target.startsWith(hash)))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .at(-1)
    if (revert === undefined) return link
    const again = commits.find(
      (one) =>
        one.target !== link.target && one.at > revert.at && titleKey(one.title) === titleKey(link.title),
    )
    // A revert of the revert brings it again too.
    const undone = reverting.find(
      (one) => one.at > revert.at && one.reverts.some((hash) => revert.target.startsWith(hash)),
    )
    return { ...link, revertedBy: revert.target, relandedBy: again?.target ?? undone?.target }
  })
}

function titleKey(title: string): string {
  return title
    .replace(/^(?:re-?apply|reland):?\s{1,3}/i, '')
    .replace(/["“”]/g, '')
    .toLowerCase()
    .trim()
}
