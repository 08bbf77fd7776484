/** A posting, as far as which tree its subject names and whether it arrived here. */
export interface TreePosting {
  /** Words of its subject that name a tree ("testsuite"), lower case. */
  readonly trees: readonly string[]
  /** Key of who posted it. */
  readonly sender: string
  /** One of its patches is on a branch that is followed. */
  readonly landed: boolean
}

const LEAST_SENDERS = 2
/** How likely it may be that nothing of a followed tree landed by chance. */
const CHANCE = 0.01

/**
 * The tree words that stand for trees nobody follows here: several people posted under each, and nothing ever landed, though,
 * by how much of all postings does, something would have. The name of a tree says nothing by itself: a list's own has one, too.
 *
 *     of 2,000 postings 800 landed; of 120 for "testsuite" by 11 people none  ->  testsuite
 */
export function findForeignTrees(postings: readonly TreePosting[]): ReadonlySet<string> {
  const share = postings.filter((one) => one.landed).length / Math.max(postings.length, 1)
  const tallies = new Map<string, { posted: number; landed: number; senders: Set<string> }>()
  for (const { trees, sender, landed } of postings)
    for (const tree of new Set(trees)) {
      const tally = tallies.get(tree) ?? { posted: 0, landed: 0, senders: new Set<string>() }
      tally.posted++
      if (landed) tally.landed++
      tally.senders.add(sender)
      tallies.set(tree, tally)
    }
  return new Set(
    [...tallies].flatMap(([tree, { posted, landed, senders }]) =>
      landed === 0 && senders.size >= LEAST_SENDERS && (1 - share) ** posted < CHANCE ? [tree] : [],
    ),
  )
}
