import { USERS, write } from '../post.ts'
import type { Posted } from '../posted.ts'
import { reply } from '../review.ts'
import type { Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { DAY, dayOf, type World, whenAtWork } from '../world.ts'

/** Questions, and what the answer was. */
const THREADS: readonly (readonly [
  subject: string,
  question: readonly string[],
  answer: readonly string[],
])[] = [
  [
    'qctl attach fails with -ENOENT',
    [
      'On a fresh install, "qctl attach disk0" fails with -ENOENT, but the disk is',
      'there. What am I missing?',
    ],
    ['The guest has to be paused for it in 1.0. From 1.1 on it works while it runs.'],
  ],
  [
    'How much memory does a guest cost?',
    ['We plan for 40 guests on one machine. How much memory goes to the hypervisor', 'for each of them?'],
    ['About 3 MB, and 8 bytes for each page of the guest. The table is in docs/memory.md.'],
  ],
  [
    'Migration between different CPUs',
    ['Can a guest move from a machine with AVX-512 to one without?'],
    [
      'Only when it was started with a policy that hides it, see "qctl policy".',
      'A running guest cannot forget what it has seen.',
    ],
  ],
  [
    'Boards that are known to work',
    ['Is there a list of ARM boards that Quarry runs on?'],
    [
      'docs/arm-boards.md has those that are tested before each release. Some more',
      'work, but nobody looks after them.',
    ],
  ],
  [
    'qmon socket permissions',
    ['Which group has to own the socket of qmon, so that our monitoring can read it', 'without being root?'],
    ['Any; give it with --group. The default is the group of the one who starts it.'],
  ],
  [
    'Console output stops after an hour',
    ['The console of one guest stops after an hour or so. Others go on. Nothing in', 'the log.'],
    [
      'That sounds like the credit of the ring. Does "qctl show credits" show a zero?',
      'If so, please try main, there was a fix lately.',
    ],
  ],
  [
    'Where is the trace viewer?',
    ['The guide speaks of a viewer for traces. I find it in no package.'],
    ['It is tools/qmon with --trace. I will make the guide say so.'],
  ],
]

/** The other list: people who run it, and ask. */
export const usersList: Topic = (world) => [{ name: 'questions', at: world.start, story: questions(world) }]

function* questions(world: World): Story {
  const span = (world.end - world.start) / DAY
  // One in twenty mails or so.
  const gap = span / Math.max(4, world.size / 45)
  for (let count = 0; ; count++) {
    yield world.now + Math.floor(gap * (0.5 + world.random.next()) * DAY)
    const [subject, question, answer] = world.random.pick(THREADS) ?? []
    if (subject === undefined || question === undefined || answer === undefined) return
    const day = dayOf(world)
    const asker = world.random.pick(world.people.filter((one) => one.activity < 0.7 && one.since <= day))
    if (asker === undefined) continue
    yield whenAtWork(world, asker, 0)
    const release = world.repository.branches.has('stable-1.1') ? '1.1' : '1.0'
    const title = count < THREADS.length ? subject : `${subject} (${release})`
    const mail = write(world, asker, title, question, { lists: [USERS] })
    yield* answered(world, mail, question, answer)
  }
}

function* answered(
  world: World,
  mail: Posted,
  question: readonly string[],
  answer: readonly string[],
): Story {
  const helper = world.random.pick(
    world.people.filter((one) => one.activity > 0.7 && one.name !== mail.from.name),
  )
  if (helper === undefined) return
  yield whenAtWork(world, helper, world.random.latencyDays(0.6))
  const first = reply(world, mail, helper, question, answer)
  if (!world.random.chance(0.6)) return
  yield whenAtWork(world, mail.from, world.random.latencyDays(0.4))
  reply(world, first, mail.from, answer, ['That was it. Thank you!'])
}
