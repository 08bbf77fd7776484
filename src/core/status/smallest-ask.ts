/** Steps that the exact search may take before the greedy choice is kept. */
const MOST_STEPS = 2000

/**
 * The fewest people who, together, have somebody in every pool: for each of them, who could be asked instead.
 *
 *     [[ada, ben], [ben, cy], [dee]]  ->  [[ben], [dee]]
 *
 * A pool of one file that includes another's is met with it. Empty pools are left out: nobody can be asked. The
 * first of each inner list are a choice that works; any one of them may be replaced from its own list. Found exactly,
 * except where hundreds of pools overlap so that the search gives up and keeps a good choice.
 */
export function findSmallestAsk(pools: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const needed = withoutSupersets(pools.filter((pool) => pool.length > 0))
  if (needed.length === 0) return []
  const people = [...new Set(needed.flat())]
  const chosen = choose(needed, people)
  return chosen.map((person) => alternatives(needed, person, chosen, people))
}

function withoutSupersets(pools: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const unique = new Map(pools.map((pool) => [[...pool].sort().join('\0'), pool]))
  const sets = [...unique.values()].map((pool) => ({ pool, set: new Set(pool) }))
  return sets
    .filter(
      ({ set }) =>
        !sets.some((other) => other.set.size < set.size && other.pool.every((person) => set.has(person))),
    )
    .map(({ pool }) => pool)
}

/** The greedy choice, unless a smaller one is found: no choice is smaller than the pools that share nobody. */
function choose(pools: readonly (readonly string[])[], people: readonly string[]): readonly string[] {
  const greedy = chooseGreedily(pools, people)
  const budget = { steps: MOST_STEPS }
  for (let size = countDisjoint(pools); size < greedy.length; size++) {
    const found = chooseWithin(pools, [], size, budget)
    if (found !== undefined) return found
  }
  return greedy
}

function countDisjoint(pools: readonly (readonly string[])[]): number {
  const seen = new Set<string>()
  let count = 0
  for (const pool of pools)
    if (!pool.some((person) => seen.has(person))) {
      count++
      for (const person of pool) seen.add(person)
    }
  return count
}

/** A choice of at most `size` people that meets all pools; branches on the first unmet one. */
function chooseWithin(
  pools: readonly (readonly string[])[],
  chosen: readonly string[],
  size: number,
  budget: { steps: number },
): readonly string[] | undefined {
  const open = pools.filter((pool) => !pool.some((person) => chosen.includes(person)))
  if (open.length === 0) return chosen
  if (chosen.length + countDisjoint(open) > size || budget.steps-- <= 0) return undefined
  for (const person of open[0] ?? []) {
    const found = chooseWithin(pools, [...chosen, person], size, budget)
    if (found !== undefined) return found
  }
  return undefined
}

function chooseGreedily(pools: readonly (readonly string[])[], people: readonly string[]): readonly string[] {
  let open = pools
  const chosen: string[] = []
  while (open.length > 0) {
    let best = ''
    let most = 0
    for (const person of people) {
      const count = open.filter((pool) => pool.includes(person)).length
      if (count > most) {
        best = person
        most = count
      }
    }
    chosen.push(best)
    open = open.filter((pool) => !pool.includes(best))
  }
  return chosen
}

/** Everybody who could stand in for one of the chosen, the others staying as they are. */
function alternatives(
  pools: readonly (readonly string[])[],
  person: string,
  chosen: readonly string[],
  people: readonly string[],
): readonly string[] {
  const others = chosen.filter((one) => one !== person)
  const left = pools.filter((pool) => !pool.some((one) => others.includes(one)))
  return [person, ...people.filter((one) => one !== person && left.every((pool) => pool.includes(one)))]
}
