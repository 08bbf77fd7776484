import { createHash } from 'node:crypto'
import type { Instant } from '../core/time.ts'
import { newcomers, type Person, REGULARS } from './people.ts'
import type { PostedSeries } from './posted.ts'
import { seededRandom } from './random.ts'
import type { Repository } from './repository.ts'
import { makeSourceTree } from './source-tree.ts'
import { firstFreeze } from './topics/releases.ts'
import { TOPICS } from './topics.ts'
import { type Applied, begin, DAY, type DemoMail, makeWorld, type NamedStory, play } from './world.ts'

/** What a community is generated from: the same options give the same octets on every machine. */
export interface CommunityOptions {
  readonly seed: string
  /** The last instant: nothing happens after it. */
  readonly until: Instant
  /** About how many mails there are; the stories that are always told need some 530. */
  readonly mails: number
}

export const DEFAULT_OPTIONS: CommunityOptions = { seed: 'quarry', until: '2026-06-30T18:00:00Z', mails: 800 }

/** Days from the first mail to the last. */
const DAYS = 730

/** A made-up project: its mails, its repository, its people. */
export interface Community {
  readonly options: CommunityOptions
  /** By the instant at which the list got them, then by Message-ID and list. */
  readonly mails: readonly DemoMail[]
  readonly repository: Repository
  readonly people: readonly Person[]
  /** What was posted, in the order in which it was. */
  readonly series: readonly PostedSeries[]
  /** The days before a release in which only fixes went in, as seconds since 1970. */
  readonly freeze: { readonly from: number; readonly until: number }
  /** Which mail became which commit. */
  readonly applied: readonly Applied[]
  /** Where to find an example of what. */
  readonly stories: readonly NamedStory[]
  /** Of everything above: 40 hex. */
  readonly digest: string
}

/** Generates a community. A pure function of its options; 700 mails take a quarter of a second. */
export function makeCommunity(options: CommunityOptions = DEFAULT_OPTIONS): Community {
  const end = Math.floor(Date.parse(options.until) / 1000)
  const random = seededRandom(`${options.seed}/people`)
  const people = [...REGULARS, ...newcomers(Math.ceil(12 + options.mails / 60), DAYS, random)]
  const world = makeWorld({
    seed: options.seed,
    start: end - DAYS * DAY,
    end,
    size: options.mails,
    people,
    tree: makeSourceTree(people, options.mails),
  })
  for (const [topic, scenes] of Object.entries(TOPICS))
    for (const { name, at, story } of scenes(world)) begin(world, `${topic}/${name}`, at, story)
  play(world)
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const mails = [...world.mails].sort(
    (a, b) => a.receivedAt - b.receivedAt || order(a.messageId, b.messageId) || order(a.list, b.list),
  )
  const hash = createHash('sha1')
  for (const mail of mails) hash.update(`${mail.list} ${mail.bytes.length}\n`).update(mail.bytes)
  for (const [name, { tip }] of world.repository.branches) hash.update(`${name} ${tip}\n`)
  return {
    options,
    mails,
    repository: world.repository,
    people,
    series: world.series,
    freeze: firstFreeze(world),
    applied: world.applied,
    stories: world.named,
    digest: hash.digest('hex'),
  }
}
