import { type Change, takeBack } from '../change.ts'
import { commitPatch } from '../commit.ts'
import { finish } from '../endings.ts'
import { lifecycle, postVersion } from '../lifecycle.ts'
import { postSeries } from '../posting.ts'
import type { DemoCommit } from '../repository.ts'
import { giveTags, remark, reply, tag } from '../review.ts'
import { approve } from '../review-round.ts'
import { atShare, personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { releaseTargets } from '../targets.ts'
import { beginWork, noteTag, type Plan } from '../work.ts'
import { remember, type World, whenAtWork } from '../world.ts'

const MERGED = { outcome: 'merged', size: 1, changed: 'no', backport: false } as const

/** What was approved, or had gone in, when somebody saw what was wrong with it. */
export const secondThoughts: Topic = (world) => [
  { name: 'late-1', at: atShare(world, 0.33), story: late(world, 'late-comment', 'Karim Benali') },
  { name: 'late-2', at: atShare(world, 0.74), story: late(world, 'late-objection', 'Sofie Mäkinen') },
  { name: 'late-3', at: atShare(world, 0.93), story: late(world, 'late-and-recent', 'Hiro Tanabe') },
  { name: 'repaired', at: atShare(world, 0.19), story: repaired(world, 20, 'repaired-within-weeks') },
  { name: 'repaired-late', at: atShare(world, 0.25), story: repaired(world, 170, 'repaired-within-a-year') },
  { name: 'taken-back', at: atShare(world, 0.3), story: takenBack(world, 'taken-back') },
]

/** Two people say yes, then a third sees what they did not; another version follows. */
function* late(world: World, name: string, author: string): Story {
  const plan: Plan = { ...MERGED, author: personNamed(world, author), pace: 1.5, versions: 2 }
  const work = beginWork(world, plan)
  if (work === undefined) return
  yield whenAtWork(world, work.author, 0)
  const first = postVersion(work, 1, undefined)
  const patch = first?.patches[0]
  if (first === undefined || patch === undefined) return
  remember(world, name, first.root)
  yield* approve(work, first)
  yield whenAtWork(world, work.maintainer, 1)
  giveTags(world, patch, work.maintainer, [tag('Acked-by', work.maintainer)])
  const busy = [work.author, ...work.reviewers]
  const third = world.people.find((person) => person.maintains.length > 0 && !busy.includes(person))
  if (third === undefined) return
  yield whenAtWork(world, third, 1)
  const [round] = patch.change.rounds
  const asked = remark(
    world,
    patch,
    third,
    `Late to this one, sorry. ${round?.request ?? patch.change.question}`,
  )
  yield whenAtWork(world, work.author, 1)
  reply(world, asked, work.author, [], ['Oh, right. Please hold it back, I will send a v2.'])
  // What was said to the first version does not go along: it is another patch now.
  yield whenAtWork(world, work.author, 2)
  const second = postVersion(work, 2, first)
  if (second === undefined) return
  noteTag(work, second.patches, tag('Reviewed-by', third))
  yield whenAtWork(world, third, 1)
  giveTags(world, second, third, [tag('Reviewed-by', third)], ['Thanks, that is what I meant.'])
  yield* finish(work, second)
  releaseTargets(
    world,
    work.changes.map((change) => change.target),
  )
}

/** A change goes in, and so many days later a fix names it. */
function* repaired(world: World, days: number, name: string): Story {
  yield* lifecycle(world, { ...MERGED, kind: 'batch', pace: 1 }, name)
  const broken = commitOf(world, name)
  if (broken === undefined) return
  const path = [...broken.changes.keys()][0] ?? ''
  yield world.now + days * 86_400
  yield* lifecycle(
    world,
    { ...MERGED, kind: 'bounds', pace: 0.8, repairs: broken, isWanted: (target) => target.path === path },
    `${name}-fix`,
  )
}

/** A change goes in, breaks something, and is taken back by a patch that says so. */
function* takenBack(world: World, name: string): Story {
  yield* lifecycle(
    world,
    { ...MERGED, kind: 'timeout', pace: 1, author: personNamed(world, 'Priya Raman') },
    name,
  )
  const broken = commitOf(world, name)
  const series = world.series.findLast((one) => one.root.messageId === mailOf(world, name))
  const patch = series?.patches[0]
  const manager = personNamed(world, 'Ines Okafor')
  if (broken === undefined || patch === undefined) return
  yield whenAtWork(world, manager, 6)
  const edits = takeBack(world.repository, broken)
  if (edits === undefined) return
  const title = `Revert "${patch.title}"`
  const change: Change = {
    ...patch.change,
    title,
    otherTitle: title,
    body: [
      `This reverts commit ${broken.sha}.`,
      '',
      'Guests that are migrated right after they were created wait for ever with',
      'it. Back to what worked, until somebody has found out why.',
    ],
    isFix: false,
    edits: () => edits,
  }
  const posted = postSeries(world, { author: manager, changes: [change], version: 1 })
  const [revert] = posted?.patches ?? []
  if (revert === undefined) return
  remember(world, `${name}-revert`, revert.mail)
  const author = personNamed(world, 'Priya Raman')
  yield whenAtWork(world, author, 0.5)
  giveTags(world, revert, author, [tag('Acked-by', author)])
  yield whenAtWork(world, manager, 0.5)
  commitPatch(world, revert, { committer: manager, tags: [tag('Acked-by', author)] })
}

function mailOf(world: World, name: string): string | undefined {
  return world.named.find((one) => one.name === name)?.messageId
}

/** What the story of a name became on the development branch. */
function commitOf(world: World, name: string): DemoCommit | undefined {
  const messageId = mailOf(world, name)
  const applied = world.applied.find((one) => one.messageId === messageId && one.branch === 'main')
  return world.repository.commits.find((one) => one.sha === applied?.sha)
}
