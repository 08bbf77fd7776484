import { type Edit, replaceLine } from '../change.ts'
import { commitDirectly, signature } from '../commit.ts'
import { lifecycle } from '../lifecycle.ts'
import { write } from '../post.ts'
import { addBranch, addCommit } from '../repository.ts'
import { atShare, daysBefore, personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import type { Plan } from '../work.ts'
import { DAY, remember, type World, whenAtWork } from '../world.ts'

const MANAGER = 'Ines Okafor'
/** Says what may still go in. */
export const RELEASER = 'Joel Whitcombe'

/** Where in the demo's time 1.1 comes out, and how many days before it only fixes go in. */
const FIRST_RELEASE = 0.41
const FREEZE_DAYS = 35

/** The days of the freeze before 1.1. */
export function firstFreeze(world: Pick<World, 'start' | 'end'>): {
  readonly from: number
  readonly until: number
} {
  const until = atShare(world, FIRST_RELEASE)
  return { from: until - FREEZE_DAYS * DAY, until }
}

/** What was meant for a release: days after its freeze began (below 0: before), and what came of it. */
const FOR_FIRST: readonly (readonly [
  name: string,
  day: number,
  isReleased: boolean,
  plan: Omit<Plan, 'author'>,
])[] = [
  ['feature', -9, false, { outcome: 'merged', size: 2, pace: 1 }],
  ['late-feature', -6, true, { outcome: 'merged', size: 3, pace: 4 }],
  ['too-late', -4, false, { outcome: 'withdrawn', size: 2, pace: 3 }],
  ['missed', -3, false, { outcome: 'merged', size: 2, versions: 3, pace: 9 }],
  ['fix', 8, true, { outcome: 'merged', size: 1, kind: 'once', pace: 1.5 }],
  ['second-fix', 19, true, { outcome: 'merged', size: 1, kind: 'bounds', pace: 2 }],
]

/** What still goes in before a release. */
const FREEZE_FIXES = [
  ['once', 23],
  ['bounds', 19],
  ['barrier', 12],
] as const

/** What the repository begins with, and how one release follows another. */
export const releases: Topic = (world) => {
  found(world)
  const first = firstFreeze(world)
  const released = personNamed(world, RELEASER)
  return [
    { name: 'freeze-1.1', at: first.from, story: freeze(world, '1.1') },
    ...FOR_FIRST.map(([name, day, isReleased, plan]) => ({
      name: `1.1-${name}`,
      at: first.from + day * DAY,
      story: lifecycle(
        world,
        { changed: 'no', backport: false, release: '1.1', ...plan, ...(isReleased ? { released } : {}) },
        `for-1.1-${name}`,
      ),
    })),
    { name: '1.1', at: first.until, story: release(world, '1.0', '1.1') },
    { name: '1.2', at: daysBefore(world, 28), story: freeze(world, '1.2') },
    {
      name: 'for-1.2-open',
      at: daysBefore(world, 9),
      story: lifecycle(
        world,
        { outcome: 'discussion', size: 1, kind: 'leak', pace: 1, release: '1.2' },
        'for-1.2-open',
      ),
    },
    ...FREEZE_FIXES.map(([kind, days], index) => ({
      name: `fix-${index + 1}`,
      at: daysBefore(world, days),
      story: lifecycle(
        world,
        {
          outcome: 'merged',
          size: 1,
          kind,
          changed: 'no',
          pace: 0.6,
          backport: false,
          release: '1.2',
          released,
        },
        `freeze-fix-${index + 1}`,
      ),
    })),
  ]
}

/** The first commits; every maintainer has made one. */
function found(world: World): void {
  const manager = personNamed(world, MANAGER)
  const who = signature(world, manager)
  addCommit(world.repository, 'main', world.tree.files, {
    author: who,
    committer: who,
    message: `Quarry 1.0\n\nThe state of the sources as they were released.\n\nSigned-off-by: ${manager.name} <${manager.address}>`,
  })
  addBranch(world.repository, 'stable-1.0', 'main')
  for (const person of world.people.filter((one) => one.maintains.length > 0)) {
    const area = person.maintains[0] ?? 'core'
    const line: Edit = {
      path: 'docs/hacking.txt',
      anchor: 'Limits of testing are those of hv/include/quarry.h.',
      from: 1,
      remove: 0,
      lines: [`Ask ${person.name} about ${area}.`],
    }
    commitDirectly(world, person, `docs: say who is asked about ${area}`, [line])
  }
}

function* release(world: World, before: string, version: string): Story {
  const manager = personNamed(world, MANAGER)
  yield whenAtWork(world, manager, 0)
  const edit = replaceLine('Makefile', `VERSION := ${before}`, [`VERSION := ${version}`])
  const commit = commitDirectly(world, manager, `Quarry ${version}`, [edit])
  addBranch(world.repository, `stable-${version}`, 'main')
  const mail = write(world, manager, `[ANNOUNCE] Quarry ${version}`, [
    `Quarry ${version} is out: ${commit?.sha.slice(0, 12)} on main, and from now on stable-${version}.`,
    '',
    'Main is open for everything that waited for it. Fixes for the release go to main',
    `first, and are picked to stable-${version} from there.`,
    '',
    'Thanks to everybody who wrote, read and tried.',
  ])
  remember(world, `release-${version}`, mail)
}

function* freeze(world: World, version: string): Story {
  const manager = personNamed(world, MANAGER)
  yield whenAtWork(world, manager, 0)
  const mail = write(world, manager, `Freeze for ${version}`, [
    `From today on, only fixes go to main until ${version} is out, which I hope to see in`,
    'five weeks. New features are welcome on the list all the same; they will have',
    `to wait. A fix needs a Release-Acked-by from ${RELEASER}.`,
  ])
  remember(world, version === '1.2' ? 'freeze' : `freeze-${version}`, mail)
}
