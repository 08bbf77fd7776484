import type { Change } from './change.ts'
import { type ChangeKind, makeChange, makeDocsChange } from './change-kinds.ts'
import type { AreaName, Person } from './people.ts'
import type { PostedPatch } from './posted.ts'
import type { SeriesPlan } from './posting.ts'
import type { DemoCommit } from './repository.ts'
import { type Target, withArticle } from './source-tree.ts'
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
  /** The release that its subjects name: `1.2`. */
  readonly release?: string
  /** Who says that it may go into that release. */
  readonly released?: Person
  /** The commit that it repairs; left out: the last one to its file, where it is a fix that says so. */
  readonly repairs?: DemoCommit
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
  /** The commit that the first of its changes repairs. */
  readonly repairs: DemoCommit | undefined
  readonly plan: Plan
  readonly author: Person
  readonly maintainer: Person
  readonly reviewers: readonly [Person, ...Person[]]
  readonly changes: readonly Change[]
  /** Tags by patch, as given so far. */
  readonly tags: string[][]
  readonly theme: Theme
  /** What b4 calls it, in all its versions. */
  readonly changeId: string
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
  const changes = chooseChanges(world, plan, size, area)
  const first = changes[0]
  if (first === undefined) return undefined
  const maintainer = maintainerOf(world, first.target, author)
  const second = pickReviewer(world, first.target, [author, maintainer, plan.takenOverBy]) ?? maintainer
  return {
    world,
    repairs: plan.repairs ?? repairedBy(world, first),
    plan,
    author,
    maintainer,
    reviewers: [maintainer, second],
    changes,
    tags: changes.map(() => []),
    theme: themeOf(world, first.target),
    changeId: changeIdOf(world, first.target),
  }
}

/** Of every third fix: the last commit to its file, which is to blame or at least the place to begin. */
function repairedBy({ repository }: World, change: Change): DemoCommit | undefined {
  if (!change.isFix || change.title.length % 3 !== 0) return undefined
  const { path } = change.target
  return repository.commits.findLast((commit) => commit.branch === 'main' && commit.changes.has(path))
}

/** Takes functions of one module, and finds something to do about each; they are let go where there is nothing. */
function chooseChanges(
  world: World,
  plan: Plan,
  size: number,
  area: AreaName | undefined,
): readonly Change[] {
  const files = world.repository.branches.get('main')?.files ?? new Map()
  const isDocs = size === 1 && plan.kind === undefined && area === 'docs'
  for (let attempt = 0; attempt < 40; attempt++) {
    // Where there is nothing left in the area, it may be something else.
    const isWanted = plan.isWanted ?? ((target: Target) => attempt >= 8 || target.area === area)
    const targets = takeTargets(world, size, isWanted)
    const changes: Change[] = []
    const isNew = ({ title }: Change) =>
      !world.proposed.has(title) && !changes.some((change) => change.title === title)
    for (const target of targets) {
      const docs = isDocs ? docsChange(world, target) : undefined
      const kind = changes.length === 0 ? plan.kind : undefined
      const change =
        docs !== undefined && isNew(docs) ? docs : makeChange(target, files, isNew, world.random, kind)
      if (change !== undefined) changes.push(change)
    }
    if (changes.length === size) {
      for (const change of changes) world.proposed.add(change.title)
      return changes
    }
    releaseTargets(world, targets)
  }
  return []
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

function docsChange(world: World, target: Target): Change {
  const path = world.random.pick([
    'docs/rings.md',
    'docs/memory.md',
    'docs/migration.md',
    'docs/arm-boards.md',
  ])
  const lines = world.repository.branches.get('main')?.files.get(path) ?? []
  const section = world.random.pick(lines.filter((line) => line.startsWith('Limits of '))) ?? ''
  return makeDocsChange(target, path, section)
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
    [`rework how ${withArticle(noun)} lives and dies`, `clearer ownership of each ${noun}`],
    [`less waiting for each ${noun}`, `${module} without the long waits`],
    [`prepare ${module} for more than 64 guests`, `${module} on large machines`],
    [`clean up ${module} before the next release`, 'what is left before the release'],
  ])
  return { title: `${prefix}: ${title}`, otherTitle: `${prefix}: ${otherTitle}` }
}

function changeIdOf(world: World, { name }: Target): string {
  const day = new Date(world.now * 1000).toISOString().slice(0, 10).replace(/-/g, '')
  return `${day}-${name.replace(/_/g, '-')}-${world.random.hex(12)}`
}
