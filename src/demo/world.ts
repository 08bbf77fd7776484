import type { Person } from './people.ts'
import type { PostedSeries } from './posted.ts'
import { type Random, seededRandom } from './random.ts'
import { makeRepository, type Repository } from './repository.ts'
import type { SourceTree } from './source-tree.ts'
import { makeQueue, type Story, type StoryQueue } from './story-queue.ts'

/** A mail as a list delivers it. */
export interface DemoMail {
  readonly messageId: string
  readonly subject: string
  /** Seconds since 1970 at which the list got it. */
  readonly receivedAt: number
  /** Address of the list. */
  readonly list: string
  readonly bytes: Uint8Array
}

/** Which mail became which commit: what a perfect matcher would find. */
export interface Applied {
  readonly messageId: string
  readonly sha: string
  readonly branch: string
  readonly changed: CommitterChange
}

/**
 * What a committer changed about a patch: nothing; a line of it; lines next to it, so that it had to be rebased; its
 * title; or title, a line and the author date.
 */
export type CommitterChange = 'no' | 'line' | 'context' | 'title' | 'rewritten'

/** A story of the demo by name, and the mail that it begins with. */
export interface NamedStory {
  readonly name: string
  readonly messageId: string
}

/** Everything that the stories share. */
export interface World {
  /** Seconds since 1970. */
  now: number
  /** The chance of the story that is at work. */
  random: Random
  readonly seed: string
  readonly start: number
  readonly end: number
  /** About how many mails there are to be in the end. */
  readonly size: number
  readonly people: readonly Person[]
  readonly tree: SourceTree
  readonly repository: Repository
  readonly mails: DemoMail[]
  /** In the order in which they were posted. */
  readonly series: PostedSeries[]
  readonly applied: Applied[]
  readonly named: NamedStory[]
  /** Functions that a patch on its way is about: others keep away, so that it applies. */
  readonly busy: Set<string>
  /** Titles of everything that was ever proposed: nobody has the same idea twice. */
  readonly proposed: Set<string>
  readonly queue: StoryQueue
}

export const DAY = 86_400

/** A world in which nothing has happened yet. */
export function makeWorld(parts: Pick<World, 'seed' | 'start' | 'end' | 'size' | 'people' | 'tree'>): World {
  return {
    ...parts,
    now: parts.start,
    random: seededRandom(parts.seed),
    repository: makeRepository(),
    mails: [],
    series: [],
    applied: [],
    named: [],
    busy: new Set(),
    proposed: new Set(),
    queue: makeQueue(),
  }
}

/**
 * Lets a story begin at a second. Its chance depends on its name alone, so that one more story does not change what
 * the others say.
 */
export function begin(world: World, name: string, at: number, story: Story): void {
  world.queue.add({ at, story, random: seededRandom(`${world.seed}/${name}`) })
}

/** Before the end, nobody does anything for so many seconds: what began before is through. */
const QUIET = 3600

/** Lets the stories happen, up to the end of the world's time. */
export function play(world: World): void {
  for (let next = world.queue.take(); next !== undefined; next = world.queue.take()) {
    if (next.at > world.end - QUIET) continue
    world.now = next.at
    world.random = next.random
    const step = next.story.next()
    if (step.done !== true) world.queue.add({ ...next, at: Math.max(step.value, world.now + 1) })
  }
  world.now = world.end
}

/** Whole days since the demo began. */
export function dayOf(world: World): number {
  return Math.floor((world.now - world.start) / DAY)
}

/** The second, so many days from now, moved to when that person is awake and, mostly, at work. */
export function whenAtWork(world: World, person: Person, days: number): number {
  let at = world.now + Math.max(0.01, days) * DAY + world.random.next() * 5400
  const local = () => new Date((at + person.zone * 60) * 1000)
  const hour = local().getUTCHours()
  if (hour < 8) at += (8 - hour + world.random.next() * 2) * 3600
  else if (hour > 19) at += (32 - hour + world.random.next() * 3) * 3600
  const day = local().getUTCDay()
  if ((day === 0 || day === 6) && !world.random.chance(0.2)) at += (day === 0 ? 1 : 2) * DAY
  return Math.floor(at)
}

/** Remembers a story by name, for those who look for an example of it. */
export function remember(world: World, name: string, mail: { readonly messageId: string } | undefined): void {
  if (mail !== undefined) world.named.push({ name, messageId: mail.messageId })
}
