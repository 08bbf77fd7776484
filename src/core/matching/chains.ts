import type { Candidate } from './match.ts'

/** Names the chain of versions that a patch stands in; a patch without other versions is a chain of its own. */
export type ChainOf = (messageId: string) => string

/** The chains of versions of some patches. Who names a chain depends on its patches alone, not on their order. */
export function joinChains(candidates: readonly Pick<Candidate, 'messageId' | 'older'>[]): ChainOf {
  const parents = new Map<string, string>()
  const find = (id: string): string => {
    let root = id
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    for (let at = id; at !== root; ) {
      const next = parents.get(at) ?? root
      parents.set(at, root)
      at = next
    }
    return root
  }
  for (const { messageId, older } of candidates)
    for (const before of older) {
      const [one, other] = [find(messageId), find(before)]
      // The smallest Message-ID names the chain.
      if (one < other) parents.set(other, one)
      else if (other < one) parents.set(one, other)
    }
  return find
}
