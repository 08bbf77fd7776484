import type { Person } from './people.ts'
import type { Story } from './story-queue.ts'
import { DAY, type World } from './world.ts'

/** A story with its name, and the second at which it begins. */
export interface Scene {
  /** Unique within the topic. */
  readonly name: string
  readonly at: number
  readonly story: Story
}

/** One subject of the demo: everything that it shows about it. */
export type Topic = (world: World) => readonly Scene[]

/** So many days before the demo's last day. */
export function daysBefore(world: World, days: number): number {
  return world.end - days * DAY
}

/** At a share of the demo's time: 0 its beginning, 1 its end. */
export function atShare(world: Pick<World, 'start' | 'end'>, share: number): number {
  return world.start + Math.floor((world.end - world.start) * share)
}

/** A regular by name. */
export function personNamed(world: World, name: string): Person {
  const person = world.people.find((one) => one.name === name)
  if (person === undefined) throw new RangeError(`nobody is called ${name}`)
  return person
}
