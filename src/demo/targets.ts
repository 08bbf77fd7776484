import type { Target } from './source-tree.ts'
import type { World } from './world.ts'

/** Functions of one module that nobody works on, now taken; fewer than asked for when there are none left. */
export function takeTargets(
  world: World,
  count: number,
  isWanted: (target: Target) => boolean,
): readonly Target[] {
  const modules = new Map<string, Target[]>()
  for (const target of world.tree.targets) {
    if (world.busy.has(target.name) || !isWanted(target)) continue
    const list = modules.get(target.module)
    if (list) list.push(target)
    else modules.set(target.module, [target])
  }
  const large = [...modules.values()].filter((list) => list.length >= count)
  const chosen = world.random.pick(large.length > 0 ? large : [...modules.values()]) ?? []
  const taken = world.random.shuffled(chosen).slice(0, count)
  for (const target of taken) world.busy.add(target.name)
  return taken
}

/** Lets others work on these functions again. */
export function releaseTargets(world: World, targets: readonly Target[]): void {
  for (const target of targets) world.busy.delete(target.name)
}
