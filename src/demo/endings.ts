import { cherryPick, commitPatch } from './commit.ts'
import type { Person } from './people.ts'
import type { PostedPatch, PostedSeries } from './posted.ts'
import type { DemoCommit } from './repository.ts'
import { giveTags, PHRASES, remark, reply, tag, wrap } from './review.ts'
import { approve, secondOf } from './review-round.ts'
import type { Story } from './story-queue.ts'
import { type Outcome, pause, type Work } from './work.ts'
import { type CommitterChange, whenAtWork } from './world.ts'

type Ending = (work: Work, series: PostedSeries) => Story

/** What happens to the last version of a piece of work. */
export const finish: Ending = (work, series) => ENDINGS[work.plan.outcome](work, series)

const ENDINGS: Readonly<Record<Outcome, Ending>> = {
  *unanswered(work, series) {
    yield* ping(work, series, 16)
  },

  *ready(work, series) {
    yield* approve(work, series)
    yield* ping(work, series, 12)
  },

  *requested(work, series) {
    yield* speak(work, series, work.maintainer, (patch) => patch.change.rounds[0]?.request ?? PHRASES.nit[0])
  },

  *question(work, series) {
    yield* speak(work, series, secondOf(work), (patch) => patch.change.question)
  },

  *discussion(work, series) {
    const { world, author } = work
    const second = secondOf(work)
    const patch = series.patches[0]
    if (patch === undefined) return
    yield whenAtWork(world, second, pause(work, 1.5))
    const asked = remark(world, patch, second, patch.change.question)
    yield whenAtWork(world, author, pause(work, 1))
    reply(world, asked, author, wrap(patch.change.question), wrap(patch.change.answer))
  },

  *tested(work, series) {
    const { world } = work
    const second = secondOf(work)
    yield whenAtWork(world, second, pause(work, 2))
    giveTags(world, series, second, [tag('Tested-by', second)], [world.random.pick(PHRASES.tested)])
  },

  *conditional(work, series) {
    const { world, maintainer } = work
    const patch = series.patches[0]
    if (patch === undefined) return
    yield whenAtWork(world, maintainer, pause(work, 2))
    remark(world, patch, maintainer, patch.change.rounds[0]?.request ?? PHRASES.nit[0], [
      '',
      'With that changed:',
      '',
      tag('Acked-by', maintainer),
    ])
  },

  *rejected(work, series) {
    const { world, author, maintainer } = work
    yield whenAtWork(world, maintainer, pause(work, 1.5))
    const text = wrap(
      'I do not want this in the hypervisor: the guest can do it by itself, and every knob that we add has to be kept for ever.',
    )
    const nack = reply(world, series.root, maintainer, [], [...text, '', tag('Nacked-by', maintainer)])
    yield whenAtWork(world, author, pause(work, 1))
    reply(world, nack, author, text, ['I see. Thanks for the explanation.'])
  },

  *objected(work, series) {
    const { world, author } = work
    // Somebody who does not commit: their word is an objection, and no end.
    const isFit = (person: Person) => person !== author && person.maintains.length === 0
    const second = [secondOf(work), ...world.people].find(isFit) ?? work.maintainer
    yield whenAtWork(world, second, pause(work, 1.5))
    const text = wrap(
      'This breaks the tools that we ship to customers, they parse exactly this. It needs a way to keep the old behaviour.',
    )
    reply(world, series.root, second, [], [...text, '', tag('Nacked-by', second)])
  },

  *withdrawn(work, series) {
    const { world, author } = work
    yield* speak(work, series, secondOf(work), (patch) => patch.change.question)
    yield whenAtWork(world, author, pause(work, 2))
    const text =
      'While looking for the answer I found that this is wrong on ARM, so please drop this series. I will come back with something else.'
    reply(world, series.root, author, [], wrap(text))
  },

  *deferred(work, series) {
    const { world, maintainer } = work
    yield whenAtWork(world, maintainer, pause(work, 2))
    const text =
      'Nothing wrong with it, but it is too late for 1.2 and too large for a freeze. Let us look at it again when that is out.'
    reply(world, series.root, maintainer, [], wrap(text))
  },

  *queued(work, series) {
    const { world, maintainer } = work
    yield* approve(work, series)
    yield whenAtWork(world, maintainer, pause(work, 1))
    const text = ['Queued in my tree, thanks. It goes to main after a night of tests.']
    reply(world, series.root, maintainer, [], text)
  },

  *partly(work, series) {
    yield* approve(work, series)
    yield* merge(work, series, Math.ceil(series.patches.length / 2))
  },

  *merged(work, series) {
    yield* approve(work, series)
    yield* merge(work, series, series.patches.length)
  },
}

function* speak(
  work: Work,
  series: PostedSeries,
  person: Person,
  words: (patch: PostedPatch) => string,
): Story {
  const patch = series.patches[0]
  if (patch === undefined) return
  yield whenAtWork(work.world, person, pause(work, 1.5))
  remark(work.world, patch, person, words(patch))
}

function* ping(work: Work, series: PostedSeries, days: number): Story {
  const { world, plan, author } = work
  if (plan.ping !== true) return
  yield whenAtWork(world, author, days)
  reply(world, series.root, author, [], [world.random.pick(PHRASES.ping)])
}

interface Done {
  readonly patch: PostedPatch
  readonly commit: DemoCommit
}

const COMMITTER_CHANGES: Readonly<Record<CommitterChange, number>> = {
  no: 84,
  line: 6,
  context: 4,
  title: 4,
  rewritten: 2,
}

function* merge(work: Work, series: PostedSeries, count: number): Story {
  const { world, plan, author, maintainer } = work
  const { random } = world
  const isOwn = author.maintains.length > 0 && random.chance(0.5)
  const committer = isOwn ? author : maintainer
  yield whenAtWork(world, committer, pause(work, 1.2))
  const link = plan.link ?? (committer.tool === 'b4' || random.chance(0.2))
  const done: Done[] = []
  for (const patch of series.patches.slice(0, count)) {
    const changed = plan.changed ?? random.weighted(COMMITTER_CHANGES)
    const tags = work.tags[work.changes.indexOf(patch.change)] ?? []
    const commit = commitPatch(world, patch, { committer, tags, changed, link })
    if (commit !== undefined) done.push({ patch, commit })
  }
  const isPartly = plan.outcome === 'partly'
  if (committer !== author && done.length > 0 && (isPartly || random.chance(0.55)))
    announce(work, series, done, isPartly)
  if (plan.backport !== true && !(plan.backport === undefined && random.chance(0.12))) return
  const fix = done.find((one) => one.patch.change.isFix)
  if (fix === undefined) return
  yield whenAtWork(world, maintainer, pause(work, 9))
  for (const branch of ['stable-1.1', 'stable-1.0'])
    if (world.repository.branches.has(branch)) cherryPick(world, fix.commit, fix.patch, maintainer, branch)
}

function announce(work: Work, series: PostedSeries, done: readonly Done[], isPartly: boolean): void {
  const { world, maintainer } = work
  const text = isPartly
    ? [
        `Patches 1 to ${done.length} applied, thanks.`,
        '',
        ...wrap('The others depend on the new allocator, please send them again when that is in.'),
      ]
    : [world.random.pick(PHRASES.applied)]
  const shas = done.map(
    (one) => `  commit ${one.commit.sha.slice(0, 12)} ("${one.commit.message.split('\n', 1)[0]}")`,
  )
  reply(world, series.root, maintainer, [], [...text, '', ...shas])
}
