import type { Change } from './change.ts'
import { type ChangeKind, makeChange, makeDocsChange } from './change-kinds.ts'
import type { Person } from './people.ts'
import type { PostedPatch, SeriesPlan } from './posting.ts'
import type { Target } from './source-tree.ts'
import { releaseTargets, takeTargets } from './targets.ts'
import { type CommitterChange, dayOf, type World } from './world.ts'

/** How a piece of work ends. */
export type Outcome =
  | 'merged'
  | 'unanswered'
  | 'ready'
  | 'requested'
  | 'discussion'
  | 'question'
  | 'rejected'
  | 'objected'
  | 'withdrawn'
  | 'deferred'
  | 'queued'
  | 'partly'
  | 'tested'
  | 'conditional'

/** What is to become of a piece of work; what is left out is left to chance. */
export interface Plan {
  readonly outcome: Outcome
  readonly author?: Person
  readonly size?: number
  readonly versions?: number
  /** Days between two steps; left out: as people are. */
  readonly pace?: number
  /** Its first version asks for comments only. */
  readonly rfcFirst?: boolean
  /** The last version has other titles. */
  readonly retitled?: boolean
  /** The last version has only the patch that changed. */
  readonly partial?: boolean
  /** Later versions answer the older one. */
  readonly threaded?: boolean
  /** Later versions do not say so. */
  readonly unlabelled?: boolean
  readonly ping?: boolean
  readonly resend?: boolean
  readonly kind?: ChangeKind
  readonly changed?: CommitterChange
  readonly link?: boolean
  readonly backport?: boolean
  readonly draft?: SeriesPlan['draft']
  /** Patches, counted from 0, that never arrive. */
  readonly without?: readonly number[]
  /** Who wrote what the author passes on. */
  readonly writtenBy?: Person
  /** Who posts the last version in the author's place. */
  readonly takenOverBy?: Person
  readonly isWanted?: (target: Target) => boolean
}

/** A piece of work and the people who are about it. */
export interface Work {
  readonly world: World
  readonly plan: Plan
  readonly author: Person
  readonly maintainer: Person
  readonly reviewers: readonly [Person, ...Person[]]
  readonly changes: readonly Change[]
  /** Tags by patch, as given so far. */
  readonly tags: string[][]
  readonly theme: Theme
}

/** What a cover letter is called; the second is for when it gets another name. */
interface Theme {
  readonly title: string
  readonly otherTitle: string
}

/** Finds who does it and what is to be done; `undefined` when there is nothing left to do. */
export function beginWork(world: World, plan: Plan): Work | undefined {
  const { random } = world
  const author = plan.author ?? pickAuthor(world)
  const area = random.chance(0.7) ? author.areas[0] : author.areas.at(-1)
  const size = plan.size ?? Number(random.weighted({ 1: 62, 2: 11, 3: 10, 4: 6, 5: 5, 7: 4, 9: 2 }))
  const wanted = plan.isWanted ?? ((target: Target) => target.area === area)
  let targets = takeTargets(world, size, wanted)
  if (targets.length < size && plan.isWanted === undefined) {
    releaseTargets(world, targets)
    targets = takeTargets(world, size, () => true)
  }
  const isDocs = size === 1 && plan.kind === undefined && area === 'docs'
  const files = world.repository.branches.get('main')?.files ?? new Map()
  const changes: Change[] = []
  for (const target of targets) {
    const kind = changes.length === 0 ? plan.kind : undefined
    const change = (isDocs ? docsChange(world, target) : undefined) ?? makeChange(target, files, random, kind)
    if (change !== undefined) changes.push(change)
    else releaseTargets(world, [target])
  }
  const first = changes[0]
  if (first === undefined) return undefined
  const maintainer = maintainerOf(world, first.target, author)
  const second = pickReviewer(world, first.target, [author, maintainer, plan.takenOverBy]) ?? maintainer
  return {
    world,
    plan,
    author,
    maintainer,
    reviewers: [maintainer, second],
    changes,
    tags: changes.map(() => []),
    theme: themeOf(world, first.target),
  }
}

/** Days until the next step: as planned, else around `median`, as people are. */
export function pause(work: Work, median: number): number {
  return work.plan.pace ?? work.world.random.latencyDays(median)
}

/** Notes a tag that was given to these patches. */
export function noteTag(work: Work, patches: readonly PostedPatch[], given: string): void {
  for (const patch of patches) {
    const tags = work.tags[work.changes.indexOf(patch.change)]
    if (tags?.includes(given) === false) tags.push(given)
  }
}

function docsChange(world: World, target: Target): Change | undefined {
  const path = world.random.pick([
    'docs/rings.md',
    'docs/memory.md',
    'docs/migration.md',
    'docs/arm-boards.md',
  ])
  const lines = world.repository.branches.get('main')?.files.get(path) ?? []
  const section = world.random.pick(lines.filter((line) => line.startsWith('Limits of '))) ?? ''
  const change = makeDocsChange(target, path, section)
  const isNew = [1, 2].every((version) => !lines.includes(change.edits(version)[0]?.lines[0] ?? ''))
  return isNew ? change : undefined
}

function pickAuthor(world: World): Person {
  const day = dayOf(world)
  const present = world.people.filter((person) => person.since <= day)
  const weights = Object.fromEntries(present.map((person, index) => [String(index), person.activity]))
  const author = present[Number(world.random.weighted(weights))]
  if (author === undefined) throw new RangeError('a community without people')
  return author
}

function maintainerOf(world: World, target: Target, author: Person): Person {
  const maintainers = world.people.filter((person) => person.maintains.length > 0 && person !== author)
  return (
    maintainers.find((person) => person.maintains.includes(target.area)) ??
    world.random.pick(maintainers) ??
    author
  )
}

function pickReviewer(
  world: World,
  target: Target,
  without: readonly (Person | undefined)[],
): Person | undefined {
  const day = dayOf(world)
  const others = world.people.filter(
    (person) => !without.includes(person) && person.activity >= 0.6 && person.since <= day,
  )
  const near = others.filter((person) => person.areas.includes(target.area))
  return world.random.pick(near.length > 0 && world.random.chance(0.8) ? near : others)
}

function themeOf(world: World, { prefix, module, noun }: Target): Theme {
  const [title, otherTitle] = world.random.pick<readonly [string, string]>([
    [`make ${module} safe against hostile guests`, 'hardening, second part'],
    [`rework how a ${noun} lives and dies`, `clearer ownership of each ${noun}`],
    [`less waiting for each ${noun}`, `${module} without the long waits`],
    [`prepare ${module} for more than 64 guests`, `${module} on large machines`],
    [`clean up ${module} before the next release`, `${module}: what is left before the release`],
  ])
  return { title: `${prefix}: ${title}`, otherTitle: `${prefix}: ${otherTitle}` }
}
