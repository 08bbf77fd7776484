import { formatMail, type MailParts } from './mail-text.ts'
import { asciiOf, mailbox, type Person } from './people.ts'
import type { Random } from './random.ts'
import { makeRepository, type Repository } from './repository.ts'
import type { SourceTree, Target } from './source-tree.ts'

/** A mail as a list delivers it. */
export interface DemoMail {
  readonly messageId: string
  readonly subject: string
  /** Seconds since 1970 at which the list got it. */
  readonly receivedAt: number
  readonly list: string
  readonly bytes: Uint8Array
}

/** A mail that was sent, as far as answers to it need it. */
export interface Posted {
  readonly messageId: string
  readonly subject: string
  readonly from: Person
  readonly at: number
  readonly body: string
  readonly references: readonly string[]
}

/** Which mail became which commit: what a perfect matcher would find. */
export interface Applied {
  readonly messageId: string
  readonly sha: string
  readonly branch: string
  /** How the commit differs from the mail. */
  readonly changed: 'no' | 'line' | 'context' | 'title'
}

/** A story of the demo by name, and the mail that it begins with. */
export interface NamedStory {
  readonly name: string
  readonly messageId: string
}

/** What happens over time: a story yields the second at which it goes on. */
export type Story = Generator<number, void, void>

/** Everything that the stories share. */
export interface World {
  /** Seconds since 1970. */
  now: number
  readonly start: number
  readonly end: number
  readonly random: Random
  readonly people: readonly Person[]
  readonly tree: SourceTree
  readonly repository: Repository
  readonly mails: DemoMail[]
  readonly applied: Applied[]
  readonly named: NamedStory[]
  /** Functions that a patch on its way is about: others keep away, so that it applies. */
  readonly busy: Set<string>
}

export const LIST = 'quarry-devel@lists.example.org'
export const USERS = 'quarry-users@lists.example.org'
export const DAY = 86_400

/** A world in which nothing has happened yet. */
export function makeWorld(parts: Pick<World, 'start' | 'end' | 'random' | 'people' | 'tree'>): World {
  return {
    ...parts,
    now: parts.start,
    repository: makeRepository(),
    mails: [],
    applied: [],
    named: [],
    busy: new Set(),
  }
}

/** Lets the stories happen, each from its second on, up to the end of the world's time. */
export function play(world: World, starts: readonly { readonly at: number; readonly story: Story }[]): void {
  const queue = new Queue()
  for (const { at, story } of starts) queue.add(at, story)
  for (let next = queue.take(); next !== undefined && next.at <= world.end; next = queue.take()) {
    world.now = next.at
    const step = next.story.next()
    if (step.done !== true) queue.add(Math.max(step.value, world.now + 1), next.story)
  }
  world.now = world.end
}

/** A binary heap by second; those of the same second in the order in which they were added. */
class Queue {
  readonly #items: { at: number; order: number; story: Story }[] = []
  #count = 0

  add(at: number, story: Story): void {
    const items = this.#items
    let index = items.push({ at: Math.floor(at), order: this.#count++, story }) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#isBefore(index, parent)) break
      this.#swap(index, parent)
      index = parent
    }
  }

  take(): { at: number; story: Story } | undefined {
    const items = this.#items
    this.#swap(0, items.length - 1)
    const first = items.pop()
    let index = 0
    for (;;) {
      let least = index
      for (const child of [2 * index + 1, 2 * index + 2])
        if (child < items.length && this.#isBefore(child, least)) least = child
      if (least === index) return first
      this.#swap(index, least)
      index = least
    }
  }

  #isBefore(i: number, j: number): boolean {
    const [a, b] = [this.#items[i], this.#items[j]]
    if (a === undefined || b === undefined) return false
    return a.at < b.at || (a.at === b.at && a.order < b.order)
  }

  #swap(i: number, j: number): void {
    const [a, b] = [this.#items[i], this.#items[j]]
    if (a !== undefined && b !== undefined) [this.#items[i], this.#items[j]] = [b, a]
  }
}

/** The second, so many days from now, moved to when that person is awake and, mostly, at work. */
export function whenAtWork(world: World, person: Person, days: number): number {
  let at = world.now + Math.max(0.01, days) * DAY
  const local = () => new Date((at + person.zone * 60) * 1000)
  const hour = local().getUTCHours()
  if (hour < 8) at += (8 - hour + world.random.next() * 2) * 3600
  else if (hour > 19) at += (32 - hour + world.random.next() * 3) * 3600
  const day = local().getUTCDay()
  if ((day === 0 || day === 6) && !world.random.chance(0.2)) at += (day === 0 ? 1 : 2) * DAY
  return Math.floor(at)
}

/** What a mail says; everything else follows from who sends it. */
export interface Draft {
  readonly from: Person
  readonly subject: string
  readonly body: string
  readonly answers?: Posted | undefined
  readonly messageId?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly fromHeader?: string
  readonly at?: number
  readonly extra?: readonly string[]
  readonly encoding?: MailParts['encoding']
  readonly charset?: string
  readonly mailer?: string
  readonly lists?: readonly string[]
  /** Seconds that the `Date:` header is off. */
  readonly skew?: number
}

/** Sends a mail to the list, or to several. */
export function post(world: World, draft: Draft): Posted {
  const { random } = world
  const { from } = draft
  const at = draft.at ?? world.now
  const domain = from.address.slice(from.address.indexOf('@') + 1)
  const messageId = draft.messageId ?? `${random.hex(8)}.${at.toString(36)}.${random.hex(6)}@${domain}`
  const answers = draft.answers
  const references = answers === undefined ? [] : [...answers.references, answers.messageId].slice(-12)
  const to = draft.to ?? (answers === undefined ? [LIST] : [mailbox(answers.from)])
  const cc = draft.cc ?? (answers === undefined ? [] : [LIST])
  const receivedAt = at + random.between(3, 90)
  for (const list of draft.lists ?? [LIST]) {
    const bytes = formatMail({
      from: draft.fromHeader ?? mailbox(from),
      to,
      cc,
      subject: draft.subject,
      at: at + (draft.skew ?? 0),
      receivedAt,
      zone: from.zone,
      messageId,
      inReplyTo: answers?.messageId,
      references,
      mailer: draft.mailer ?? from.mailer,
      body: draft.body,
      encoding: draft.encoding ?? '8bit',
      charset: draft.charset ?? 'UTF-8',
      extra: draft.extra ?? [],
      relay: `mail.${asciiOf(domain)}`,
      queueId: random.hex(10).toUpperCase(),
      list,
    })
    world.mails.push({ messageId, subject: draft.subject, receivedAt, list, bytes })
  }
  return { messageId, subject: draft.subject, from, at, body: draft.body, references }
}

/** Functions of one module that nobody works on, now taken; fewer than asked for when there are none left. */
export function takeTargets(world: World, count: number, isWanted: (target: Target) => boolean): readonly Target[] {
  const free = world.tree.targets.filter((target) => isWanted(target) && !world.busy.has(target.name))
  const modules = new Map<string, Target[]>()
  for (const target of free) {
    const list = modules.get(target.module) ?? []
    modules.set(target.module, list)
    list.push(target)
  }
  const large = [...modules.values()].filter((list) => list.length >= count)
  const chosen = world.random.pick(large.length > 0 ? large : [...modules.values()]) ?? []
  const taken = world.random.shuffled(chosen).slice(0, count)
  for (const target of taken) world.busy.add(target.name)
  return taken
}

/** Lets others work on these functions again. */
export function release(world: World, targets: readonly Target[]): void {
  for (const target of targets) world.busy.delete(target.name)
}

/** Remembers a story by name, for those who look for an example of it. */
export function remember(world: World, name: string, mail: Posted | undefined): void {
  if (mail !== undefined) world.named.push({ name, messageId: mail.messageId })
}
