import type { Instant } from '../time.ts'
import type { Stamped } from './amend.ts'
import type { WrittenDate } from './written-date.ts'

/** A person as a page names one: often by name alone. */
export interface Contact {
  readonly name: string
  /** Their address, or what stands for them (see `Registration.person`); `undefined` where nobody was found. */
  readonly person: string | undefined
  /** What they are to the topic, where it says so: "Mentor", "Student". */
  readonly role: string | undefined
}

/** A piece of a topic's description: prose, or a bullet, which is a question to settle and can be referred to. */
export type DescriptionPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'item'
      /** 1, 2, 3 …; it stays with the bullet when others come or go: `topic:xsplice/3`. */
      readonly item: number
      /** 0 for a bullet of its own, 1 for one below it, and so on. */
      readonly depth: number
      readonly text: string
    }

/** A bullet of a description. */
export type TopicItem = Extract<DescriptionPart, { readonly kind: 'item' }>

/** Whether a topic is offered to newcomers (Google Summer of Code, Outreachy): as stated, `undefined` where not. */
export type Outreach = 'yes' | 'no' | undefined

/** What a topic says: every field of the community's template. */
export interface TopicFields {
  readonly title: string
  /** "Date of insert". */
  readonly insertedOn: WrittenDate | undefined
  /** When somebody last made sure that it still holds. */
  readonly verifiedOn: WrittenDate | undefined
  readonly outreach: Outreach
  readonly contacts: readonly Contact[]
  /** The mailing list or forum. */
  readonly list: string | undefined
  readonly irc: string | undefined
  readonly difficulty: string | undefined
  readonly skills: string | undefined
  readonly description: readonly DescriptionPart[]
  /** What is expected to come of it. */
  readonly outcomes: string | undefined
}

/** Something to talk about or work on. */
export interface Topic extends Stamped, TopicFields {
  readonly withdrawn: boolean
  readonly comments: readonly Comment[]
  /** The greatest number that a bullet of it ever had: numbers are not used again. */
  readonly lastItem: number
  /** Message-IDs of mails by which people were asked about it: replies to these state interest. */
  readonly messageIds: readonly string[]
}

/** A remark below a topic or session. */
export interface Comment {
  readonly person: string
  readonly name: string
  /** `undefined` where a page does not say when. */
  readonly at: Instant | undefined
  readonly text: string
}

/** The bullets of a description in order. */
export function listItems(description: readonly DescriptionPart[]): readonly TopicItem[] {
  return description.flatMap((part) => (part.kind === 'item' ? [part] : []))
}

/**
 * The description that somebody sends back after an edit, with every bullet numbered. A bullet keeps its number by
 * its words, wherever it was moved; one whose words changed a little keeps it by its place behind the same bullet; any
 * other is new and gets the next number after `lastItem`: what came of one bullet must not become another's.
 */
export function renumberItems(
  before: readonly DescriptionPart[],
  after: readonly DescriptionPart[],
  lastItem: number,
): { readonly description: readonly DescriptionPart[]; readonly lastItem: number } {
  const old = listItems(before)
  const free = new Set(old.map((one) => one.item))
  const wanted = listItems(after)
  const numbers = new Map<TopicItem, number>()
  const keep = (item: TopicItem, number: number | undefined): void => {
    if (number === undefined || !free.delete(number)) return
    numbers.set(item, number)
  }
  for (const item of wanted) keep(item, old.find((one) => free.has(one.item) && one.text === item.text)?.item)
  for (const [i, item] of wanted.entries()) {
    if (numbers.has(item)) continue
    const above = i === 0 ? -1 : old.findIndex((one) => one.item === numbers.get(wanted[i - 1] ?? item))
    const candidate = i === 0 ? old[0] : above < 0 ? undefined : old[above + 1]
    if (candidate !== undefined && isReworded(candidate.text, item.text)) keep(item, candidate.item)
  }
  let last = lastItem
  const description = after.map((part): DescriptionPart => {
    if (part.kind === 'text') return part
    const number = numbers.get(part) ?? ++last
    return { ...part, item: number, depth: Math.min(Math.max(Math.trunc(part.depth), 0), 9) }
  })
  return { description, lastItem: last }
}

/** Half of the words of the shorter text are in the other. */
function isReworded(before: string, after: string): boolean {
  const words = (text: string): ReadonlySet<string> =>
    new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const [one, other] = [words(before), words(after)]
  const shared = [...one].filter((word) => other.has(word)).length
  return shared > 0 && shared * 2 >= Math.min(one.size, other.size)
}
