import type { Person } from './people.ts'
import type { PostedSeries } from './posted.ts'
import { giveTags, PHRASES, remark, reply, tag, wrap } from './review.ts'
import type { Story } from './story-queue.ts'
import { noteTag, pause, type Work } from './work.ts'
import { whenAtWork } from './world.ts'

/** What is said about a version that another one follows. */
export function* reviewRound(work: Work, series: PostedSeries, next: number): Story {
  const { world, author, reviewers, plan } = work
  const { random } = world
  const [first, second] = [reviewers[0], secondOf(work)]
  const patch = series.patches[0]
  if (patch === undefined) return
  yield whenAtWork(world, first, pause(work, 1.2))
  const request = patch.change.rounds[next - 2]?.request ?? random.pick(PHRASES.nit)
  const asked = remark(world, patch, first, request)
  if (series.patches.length > 1 && random.chance(0.6) && plan.partial !== true) {
    const other = series.patches.at(-1) ?? patch
    world.now += 60 * 7
    remark(world, other, first, random.pick(PHRASES.nit))
  }
  // The patches about which nothing was said get their tags early.
  const good = series.patches.length > 2 ? series.patches[1] : undefined
  if (good !== undefined) {
    yield whenAtWork(world, second, pause(work, 0.8))
    const given = tag('Reviewed-by', second)
    if (work.tags[work.changes.indexOf(good.change)]?.includes(given) === false) {
      giveTags(world, good, second, [given])
      noteTag(work, [good], given)
    }
  }
  if (random.chance(0.75)) {
    yield whenAtWork(world, author, pause(work, 0.5))
    reply(world, asked, author, wrap(request).slice(0, 2), [random.pick(PHRASES.promise)])
  }
}

/** Tags for every patch of the newest version, as they are given before something is committed. */
export function* approve(work: Work, series: PostedSeries): Story {
  const { world, plan, maintainer } = work
  const { random } = world
  const second = secondOf(work)
  yield whenAtWork(world, second, pause(work, 1.5))
  if (random.chance(0.2) && plan.pace === undefined) {
    giveTags(world, series, second, [tag('Tested-by', second)], [random.pick(PHRASES.tested)])
    noteTag(work, series.patches, tag('Tested-by', second))
  }
  const reviewed = tag('Reviewed-by', second)
  const isWhole = series.cover !== undefined && random.chance(0.6)
  if (isWhole) giveTags(world, series, second, [reviewed], ['For the series:'])
  for (const patch of isWhole ? [] : series.patches) {
    if (work.tags[work.changes.indexOf(patch.change)]?.includes(reviewed) === true) continue
    giveTags(world, patch, second, [reviewed], random.chance(0.3) ? [random.pick(PHRASES.praise)] : [])
    world.now += 90
  }
  noteTag(work, series.patches, reviewed)
  if (random.chance(0.45) && maintainer !== second) {
    yield whenAtWork(world, maintainer, pause(work, 0.8))
    giveTags(world, series, maintainer, [tag('Acked-by', maintainer)])
    noteTag(work, series.patches, tag('Acked-by', maintainer))
  }
  if (plan.released === undefined) return
  yield whenAtWork(world, plan.released, pause(work, 1))
  const released = tag('Release-Acked-by', plan.released)
  giveTags(world, series, plan.released, [released])
  noteTag(work, series.patches, released)
}

/** The reviewer who is not the maintainer, where there is one. */
export function secondOf(work: Work): Person {
  return work.reviewers.at(-1) ?? work.maintainer
}
