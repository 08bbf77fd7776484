import { lifecycle } from '../lifecycle.ts'
import type { Random } from '../random.ts'
import type { Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import type { Outcome, Plan } from '../work.ts'
import { begin, DAY, type World } from '../world.ts'

/** What everybody does all the time, as much of it as makes the demo as large as it is asked to be. */
export const everyday: Topic = (world) => [{ name: 'patches', at: world.start + DAY, story: stream(world) }]

const OUTCOMES: Readonly<Record<Outcome, number>> = {
  merged: 64,
  unanswered: 8,
  ready: 2,
  requested: 10,
  discussion: 3,
  question: 2,
  rejected: 3,
  objected: 0.5,
  withdrawn: 2,
  partly: 2,
  tested: 1.5,
  queued: 0.5,
  deferred: 0,
  conditional: 1,
}

/** Mails that a piece of work on its way still brings, about. */
const MAILS_TO_COME = 4
/** Mails of the other topics, about. */
const OTHER_MAILS = 465

function* stream(world: World): Story {
  const span = world.end - world.start
  const size = Math.max(world.size / 6, world.size - OTHER_MAILS - world.size / 25)
  // Some twenty looks for each mail that there is to be would be too many, one in two too few.
  const tick = (span / size) * 1.5
  const counts = { running: 0, mails: 0 }
  for (let count = 1; ; count++) {
    yield world.now + Math.max(60, Math.floor(tick * (0.5 + world.random.next())))
    const elapsed = (world.now - world.start) / span
    // The community grows a little.
    const expected = size * elapsed * (0.85 + 0.15 * elapsed)
    if (counts.mails + counts.running * MAILS_TO_COME >= expected) continue
    const story = lifecycle(world, planOf(world.random))
    begin(world, `everyday/${count}`, world.now, counted(world, story, counts))
  }
}

function* counted(world: World, story: Story, counts: { running: number; mails: number }): Story {
  counts.running++
  for (;;) {
    const before = world.mails.length
    const step = story.next()
    counts.mails += world.mails.length - before
    if (step.done === true) break
    yield step.value
  }
  counts.running--
}

function planOf(random: Random): Plan {
  const outcome = random.weighted(OUTCOMES)
  const versions = outcome === 'unanswered' ? 1 : Number(random.weighted({ 1: 46, 2: 32, 3: 14, 4: 5, 5: 3 }))
  return {
    outcome,
    versions,
    threaded: random.chance(0.25),
    rfcFirst: versions > 1 && random.chance(0.08),
    resend: random.chance(0.03),
    retitled: random.chance(0.04),
    partial: random.chance(0.05),
    unlabelled: random.chance(0.02),
    ping: random.chance(0.3),
  }
}
