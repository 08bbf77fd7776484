import { type Change, makeChange, makeDocsChange } from './changes.ts'
import { cherryPick, commitPatch } from './commit.ts'
import { AREAS, mailbox, type Person } from './people.ts'
import { type PostedPatch, type PostedSeries, postSeries, type SeriesPlan } from './posting.ts'
import type { DemoCommit } from './repository.ts'
import { giveTags, PHRASES, remark, reply, tag, wrap } from './review.ts'
import type { Target } from './source-tree.ts'
import { type Applied, post, release, remember, type Story, takeTargets, whenAtWork, type World } from './world.ts'

/** How a piece of work ends. */
export type Outcome =
  | 'merged'
  | 'unanswered'
  | 'ready'
  | 'requested'
  | 'discussion'
  | 'question'
  | 'rejected'
  | 'withdrawn'
  | 'deferred'
  | 'queued'
  | 'partly'
  | 'fresh'
  | 'tested'

/** What is to become of a piece of work; the rest is left to chance. */
export interface Plan {
  /** Remembered under this name. */
  readonly name?: string
  readonly author?: Person
  readonly size?: number
  readonly versions?: number
  readonly outcome: Outcome
  /** Days between two steps; left out: as people are. */
  readonly pace?: number
  /** Days before the first step after the posting that ends it. */
  readonly rfcFirst?: boolean
  readonly retitled?: boolean
  /** The last version has only the patches that changed. */
  readonly partial?: boolean
  readonly threaded?: boolean
  readonly unlabelled?: boolean
  readonly ping?: boolean
  readonly resend?: boolean
  readonly kind?: 'leak' | 'bounds' | 'timeout' | 'barrier' | 'batch'
  readonly changed?: Applied['changed']
  readonly backport?: boolean
  readonly draft?: SeriesPlan['draft']
  /** Slots that never arrive. */
  readonly without?: readonly number[]
  readonly writtenBy?: Person
  readonly isWanted?: (target: Target) => boolean
}

interface Work {
  readonly world: World
  readonly plan: Plan
  readonly author: Person
  readonly maintainer: Person
  readonly reviewers: readonly [Person, ...Person[]]
  readonly changes: readonly Change[]
  /** Tags by patch, as given so far. */
  readonly tags: string[][]
  readonly title: string
}

/** From the first posting to the end that the plan has for it. */
export function* lifecycle(world: World, plan: Plan): Story {
  const work = begin(world, plan)
  if (work === undefined) return
  const { author } = work
  yield whenAtWork(world, author, 0)
  const versions = plan.versions ?? 1
  let series = postVersion(work, 1, undefined)
  remember(world, plan.name ?? plan.outcome, series?.root)
  if (series !== undefined && plan.resend === true) {
    yield whenAtWork(world, author, plan.pace ?? 12)
    series = postVersion(work, 1, undefined, { tag: 'PATCH RESEND' }) ?? series
  }
  for (let version = 2; series !== undefined && version <= versions; version++) {
    yield* reviewRound(work, series, version)
    yield whenAtWork(world, author, plan.pace ?? world.random.latencyDays(3))
    series = postVersion(work, version, series) ?? series
  }
  if (series !== undefined) yield* finish(work, series)
  release(world, work.changes.map((change) => change.target))
}

function begin(world: World, plan: Plan): Work | undefined {
  const { random } = world
  const day = (world.now - world.start) / 86_400
  const author = plan.author ?? pickAuthor(world, day)
  const area = random.chance(0.7) ? author.areas[0] : author.areas.at(-1)
  const size = plan.size ?? Number(random.weighted({ 1: 62, 2: 11, 3: 10, 4: 6, 5: 5, 7: 4, 9: 2 }))
  const wanted = plan.isWanted ?? ((target: Target) => target.area === area)
  let targets = takeTargets(world, size, wanted)
  if (targets.length < size) {
    release(world, targets)
    targets = takeTargets(world, size, plan.isWanted ?? (() => true))
  }
  const first = targets[0]
  if (first === undefined) return undefined
  const docs = size === 1 && plan.kind === undefined && area === 'docs'
  const changes = targets.map((target, index) =>
    docs ? docsChange(world, target) : makeChange(target, random, index === 0 ? plan.kind : undefined),
  )
  const maintainer = maintainerOf(world, first, author)
  const others = world.people.filter(
    (person) => person !== author && person !== maintainer && person.activity >= 0.6 && person.since <= day,
  )
  const near = others.filter((person) => person.areas.includes(first.area))
  const second = random.pick(near.length > 0 && random.chance(0.8) ? near : others) ?? maintainer
  return {
    world,
    plan,
    author,
    maintainer,
    reviewers: [maintainer, second],
    changes,
    tags: changes.map(() => []),
    title: themeOf(world, first),
  }
}

function docsChange(world: World, target: Target): Change {
  const path = world.random.pick(['docs/rings.md', 'docs/memory.md', 'docs/migration.md', 'docs/arm-boards.md'])
  const lines = world.repository.branches.get('main')?.files.get(path) ?? []
  const section = world.random.pick(lines.filter((line) => line.startsWith('Limits of '))) ?? ''
  return makeDocsChange(target, path, section)
}

function pickAuthor(world: World, day: number): Person {
  const present = world.people.filter((person) => person.since <= day)
  const weights = Object.fromEntries(present.map((person, index) => [String(index), person.activity]))
  const index = Number(world.random.weighted(weights))
  return present[index] ?? world.people[0] ?? raise('a community without people')
}

function raise(what: string): never {
  throw new RangeError(what)
}

function maintainerOf(world: World, target: Target, author: Person): Person {
  const own = world.people.filter((person) => person.maintains.includes(target.area) && person !== author)
  const any = world.people.filter((person) => person.maintains.length > 0 && person !== author)
  return own[0] ?? world.random.pick(any) ?? author
}

function themeOf(world: World, { prefix, module, noun }: Target): string {
  return `${prefix}: ${world.random.pick([
    `make ${module} safe against hostile guests`,
    `rework how a ${noun} lives and dies`,
    `less waiting for each ${noun}`,
    `prepare ${module} for more than 64 guests`,
    `clean up ${module} before the next release`,
  ] as const)}`
}

const COVER_TEXTS = [
  ['This came out of a week with the fuzzer. None of it is a security problem by', 'itself, but together they make the code hard to trust.'],
  ['The first patches are cleanups that stand alone; the last one is what I am', 'after. Tested on two machines over the weekend.'],
  ['While working on something else I kept stumbling over these, so here they', 'are as a series of their own. There should be no functional change beyond', 'what each patch says.'],
] as const // prettier

function postVersion(
  work: Work,
  version: number,
  older: PostedSeries | undefined,
  more: Partial<SeriesPlan> = {},
): PostedSeries | undefined {
  const { world, plan, author, changes } = work
  const { random } = world
  const last = version === (plan.versions ?? 1)
  const rfc = plan.rfcFirst === true && version === 1
  const shown = plan.rfcFirst === true ? version - 1 : version
  const title = plan.retitled === true && last && version > 1 ? retitleTheme(work.title) : work.title
  const partial = plan.partial === true && last && version > 1 && changes.length > 1
  const text = COVER_TEXTS[changes.length % COVER_TEXTS.length] ?? []
  const news = version === 1 ? [] : newsOf(work, version, shown)
  const { fixes } = { fixes: (change: Change) => fixesOf(world, change) }
  return postSeries(world, {
    author,
    changes,
    version: Math.max(1, shown),
    content: version,
    tag: rfc ? 'RFC PATCH' : 'PATCH',
    cover: changes.length > 1 && !partial ? { title, text } : undefined,
    carried: work.tags,
    news,
    answers: partial || (plan.threaded === true && older !== undefined) ? older?.root : undefined,
    without: partial ? changes.map((_, index) => index).slice(1) : (plan.without ?? []),
    changeId: author.tool === 'b4' ? changeIdOf(work) : undefined,
    fixes,
    ...(plan.unlabelled === undefined ? {} : { unlabelled: plan.unlabelled }),
    ...(plan.writtenBy === undefined ? {} : { writtenBy: plan.writtenBy }),
    ...(plan.draft === undefined ? { draft: encodingOf(random.next()) } : { draft: plan.draft }),
    ...(plan.retitled === true && last && version > 1 ? { title: (change: Change) => retitleTheme(change.title) } : {}),
    ...more,
  })
}

function encodingOf(chance: number): NonNullable<SeriesPlan['draft']> {
  return chance < 0.04 ? { encoding: 'quoted-printable' } : chance < 0.06 ? { encoding: 'base64' } : {}
}

const retitleTheme = (title: string) => {
  const [prefix, rest = ''] = title.split(': ')
  return `${prefix}: ${rest.startsWith('do not') ? 'stop leaking, in all error paths' : `as agreed, ${rest}`}`
}

function newsOf(work: Work, version: number, shown: number): string[] {
  const first = work.changes[0]
  const what = version === 2 ? (first?.request.split('. ')[0] ?? '') : 'Rebased, and what was said about the last version.'
  return [`Changes in v${shown}:`, ...wrap(`- ${what.replace(/^This is|^The|^Please/, 'Fixed:')}`), '- Picked up tags.']
}

function changeIdOf(work: Work): string {
  const target = work.changes[0]?.target
  return `${target?.module ?? 'quarry'}-${target?.verb ?? ''}-${target?.noun ?? ''}-${work.author.name.length}f${work.changes.length}c0de42`
}

function fixesOf(world: World, change: Change): string | undefined {
  const first = world.repository.commits[0]
  if (!change.isFix || first === undefined || change.title.length % 3 !== 0) return undefined
  return `Fixes: ${first.sha.slice(0, 12)} ("${first.message.split('\n', 1)[0]}")`
}

function* reviewRound(work: Work, series: PostedSeries, next: number): Story {
  const { world, author, reviewers, plan } = work
  const { random } = world
  const pause = (median: number) => plan.pace ?? random.latencyDays(median)
  const [first, second] = [reviewers[0], reviewers.at(-1) ?? reviewers[0]]
  yield whenAtWork(world, first, pause(1.2))
  const patch = series.patches[0]
  if (patch === undefined) return
  const text = next === 2 ? patch.change.request : random.pick(PHRASES.nit)
  const asked = remark(world, patch, first, text)
  if (series.patches.length > 1 && random.chance(0.6)) {
    const other = series.patches.at(-1) ?? patch
    world.now += 60 * 7
    remark(world, other, first, random.pick(PHRASES.nit))
  }
  // The patches about which nothing was said get their tags in the first round.
  if (series.patches.length > 2) {
    yield whenAtWork(world, second, pause(0.8))
    const good = series.patches[1]
    if (good !== undefined) {
      const given = tag('Reviewed-by', second)
      giveTags(world, good, second, [given])
      work.tags[work.changes.indexOf(good.change)]?.push(given)
    }
  }
  if (random.chance(0.75)) {
    yield whenAtWork(world, author, pause(0.5))
    const said = patch.change.request.split('. ')[0] ?? ''
    reply(world, asked, author, next === 2 ? wrap(`${said}.`) : [], [random.pick(PHRASES.promise)])
  }
}

function* finish(work: Work, series: PostedSeries): Story {
  const { world, plan, author, maintainer, reviewers } = work
  const { random } = world
  const pause = (median: number) => plan.pace ?? random.latencyDays(median)
  const patch = series.patches[0]
  const second = reviewers.at(-1) ?? maintainer
  if (patch === undefined) return
  switch (plan.outcome) {
    case 'fresh':
      return
    case 'unanswered':
      if (plan.ping !== true) return
      yield whenAtWork(world, author, 16)
      reply(world, series.root, author, [], [random.pick(PHRASES.ping)])
      return
    case 'ready':
      yield* approve(work, series)
      if (plan.ping !== true) return
      yield whenAtWork(world, author, 12)
      reply(world, series.root, author, [], [random.pick(PHRASES.ping)])
      return
    case 'requested':
      yield whenAtWork(world, maintainer, pause(1.5))
      remark(world, patch, maintainer, patch.change.request)
      return
    case 'question':
      yield whenAtWork(world, second, pause(1.5))
      remark(world, patch, second, patch.change.question)
      return
    case 'discussion': {
      yield whenAtWork(world, second, pause(1.5))
      const asked = remark(world, patch, second, patch.change.question)
      yield whenAtWork(world, author, pause(1))
      reply(world, asked, author, wrap(patch.change.question), wrap(patch.change.answer))
      return
    }
    case 'tested':
      yield whenAtWork(world, second, pause(2))
      giveTags(world, series, second, [tag('Tested-by', second)], [random.pick(PHRASES.tested)])
      return
    case 'rejected':
      yield* reject(work, series)
      return
    case 'withdrawn':
      yield whenAtWork(world, second, pause(1))
      remark(world, patch, second, patch.change.question)
      yield whenAtWork(world, author, pause(2))
      reply(world, series.root, author, [], wrap('While looking for the answer I found that this is wrong on ARM, so please drop this series. I will come back with something else.')) // prettier
      return
    case 'deferred':
      yield whenAtWork(world, maintainer, pause(2))
      reply(world, series.root, maintainer, [], wrap('This is not for 1.2 any more, it is too large for the freeze. Let us come back to it after the freeze.')) // prettier
      return
    case 'queued':
      yield* approve(work, series)
      yield whenAtWork(world, maintainer, pause(1))
      reply(world, series.root, maintainer, [], ['Queued in my tree, thanks. I will push it after a night of tests.'])
      return
    case 'partly':
    case 'merged':
      yield* approve(work, series)
      yield* merge(work, series)
  }
}

function* approve(work: Work, series: PostedSeries): Story {
  const { world, plan, reviewers, maintainer } = work
  const { random } = world
  const second = reviewers.at(-1) ?? maintainer
  yield whenAtWork(world, second, plan.pace ?? random.latencyDays(1.5))
  if (random.chance(0.2) && plan.pace === undefined) {
    giveTags(world, series, second, [tag('Tested-by', second)], [random.pick(PHRASES.tested)])
    give(work, series.patches, tag('Tested-by', second))
  }
  const whole = series.cover !== undefined && random.chance(0.6)
  const reviewed = tag('Reviewed-by', second)
  if (whole) giveTags(world, series, second, [reviewed], ['For the series:'])
  for (const patch of whole ? [] : series.patches) {
    if (work.tags[work.changes.indexOf(patch.change)]?.includes(reviewed) === true) continue
    giveTags(world, patch, second, [reviewed], random.chance(0.3) ? [random.pick(PHRASES.praise)] : [])
    world.now += 90
  }
  give(work, series.patches, reviewed)
  if (!random.chance(0.45) || maintainer === second) return
  yield whenAtWork(world, maintainer, plan.pace ?? random.latencyDays(0.8))
  giveTags(world, series, maintainer, [tag('Acked-by', maintainer)])
  give(work, series.patches, tag('Acked-by', maintainer))
}

function give(work: Work, patches: readonly PostedPatch[], given: string): void {
  for (const patch of patches) {
    const tags = work.tags[work.changes.indexOf(patch.change)]
    if (tags?.includes(given) === false) tags.push(given)
  }
}

function* reject(work: Work, series: PostedSeries): Story {
  const { world, plan, author, maintainer } = work
  const pause = (median: number) => plan.pace ?? world.random.latencyDays(median)
  yield whenAtWork(world, maintainer, pause(1.5))
  const text = 'I do not want this in the hypervisor: the guest can do it by itself, and every knob that we add has to be kept for ever.' // prettier
  const nack = reply(world, series.root, maintainer, [], [...wrap(text), '', tag('Nacked-by', maintainer)])
  yield whenAtWork(world, author, pause(1))
  reply(world, nack, author, wrap(text), ['I see. Thanks for the explanation.'])
}

function* merge(work: Work, series: PostedSeries): Story {
  const { world, plan, author, maintainer } = work
  const { random } = world
  const self = author.maintains.length > 0 && random.chance(0.5)
  const committer = self ? author : maintainer
  yield whenAtWork(world, committer, plan.pace ?? random.latencyDays(1.2))
  const count = plan.outcome === 'partly' ? Math.ceil(series.patches.length / 2) : series.patches.length
  const link = committer.tool === 'b4' || random.chance(0.2)
  const done: { patch: PostedPatch; commit: DemoCommit }[] = []
  for (const patch of series.patches.slice(0, count)) {
    const changed = plan.changed ?? random.weighted({ no: 88, line: 5, context: 4, title: 3 })
    const tags = work.tags[work.changes.indexOf(patch.change)] ?? []
    const commit = commitPatch(world, patch, { committer, tags, changed, link })
    if (commit !== undefined) done.push({ patch, commit })
    world.now += 2
  }
  if (plan.outcome === 'partly' || random.chance(0.55)) announce(work, series, committer, done, count)
  if (plan.backport !== true && !(plan.backport === undefined && random.chance(0.12))) return
  const fix = done.find((one) => one.patch.change.isFix)
  if (fix === undefined) return
  yield whenAtWork(world, maintainer, plan.pace ?? random.latencyDays(9))
  for (const branch of ['stable-1.1', 'stable-1.0']) {
    if (world.repository.branches.has(branch)) cherryPick(world, fix.commit, fix.patch, maintainer, branch)
    world.now += 30
  }
}

function announce(
  work: Work,
  series: PostedSeries,
  committer: Person,
  done: readonly { readonly patch: PostedPatch; readonly commit: DemoCommit }[],
  count: number,
): void {
  const { world, author } = work
  if (committer === author || done.length === 0) return
  const rest = count < series.patches.length
  const text = rest
    ? [`Patches 1 to ${count} applied, thanks.`, '', ...wrap('The others depend on the new allocator, please send them again when that is in.')]
    : [world.random.pick(PHRASES.applied)]
  const shas = done.map((one) => `  commit ${one.commit.sha.slice(0, 12)} ("${one.commit.message.split('\n', 1)[0]}")`)
  reply(world, series.root, committer, [], [...text, '', ...shas])
}

/** Where the maintainers of an area are asked to look, as a line of a mail. */
export function areaTitle(target: Target): string {
  return AREAS.find((area) => area.name === target.area)?.title ?? 'THE REST'
}

/** A short mail to the list that begins a thread. */
export function announceMail(world: World, from: Person, subject: string, text: readonly string[]) {
  return post(world, { from, subject, body: [...text, '', from.name, ''].join('\n'), cc: [mailbox(from)] })
}
