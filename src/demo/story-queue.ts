import type { Random } from './random.ts'

/** What happens over time: a story yields the second at which it goes on. */
export type Story = Generator<number, void, void>

/** A story that waits for its second, with the chance that is its own. */
export interface Waiting {
  readonly at: number
  readonly story: Story
  readonly random: Random
}

/** The stories that wait, the next one first; those of the same second in the order in which they were added. */
export interface StoryQueue {
  add(waiting: Waiting): void
  take(): Waiting | undefined
}

/** A binary heap. */
export function makeQueue(): StoryQueue {
  const items: { readonly waiting: Waiting; readonly order: number }[] = []
  let count = 0

  const isBefore = (i: number, j: number): boolean => {
    const [a, b] = [items[i], items[j]]
    if (a === undefined || b === undefined) return false
    return a.waiting.at < b.waiting.at || (a.waiting.at === b.waiting.at && a.order < b.order)
  }
  const swap = (i: number, j: number): void => {
    const [a, b] = [items[i], items[j]]
    if (a !== undefined && b !== undefined) [items[i], items[j]] = [b, a]
  }

  return {
    add(waiting) {
      let index = items.push({ waiting: { ...waiting, at: Math.floor(waiting.at) }, order: count++ }) - 1
      while (index > 0) {
        const parent = (index - 1) >> 1
        if (!isBefore(index, parent)) break
        swap(index, parent)
        index = parent
      }
    },
    take() {
      swap(0, items.length - 1)
      const first = items.pop()
      let index = 0
      for (;;) {
        let least = index
        for (const child of [2 * index + 1, 2 * index + 2])
          if (child < items.length && isBefore(child, least)) least = child
        if (least === index) return first?.waiting
        swap(index, least)
        index = least
      }
    },
  }
}
