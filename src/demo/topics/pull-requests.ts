import { applyEdits } from '../change.ts'
import { commitPatch, signature } from '../commit.ts'
import { postVersion } from '../lifecycle.ts'
import { formatDate } from '../mail-text.ts'
import { write } from '../post.ts'
import { addBranch, addCommit } from '../repository.ts'
import { giveTags, reply, tag } from '../review.ts'
import { atShare, personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { releaseTargets } from '../targets.ts'
import { beginWork } from '../work.ts'
import { remember, type World, whenAtWork } from '../world.ts'

/** A maintainer gathers patches on a branch, and asks for it to be pulled. */
export const pullRequests: Topic = (world) => [
  { name: 'pull-1', at: atShare(world, 0.3), story: pull(world, 1) },
  { name: 'pull-2', at: atShare(world, 0.88), story: pull(world, 2) },
]

function* pull(world: World, number: number): Story {
  const author = personNamed(world, 'Hiro Tanabe')
  const sender = personNamed(world, 'Aoife Brennan')
  const committer = personNamed(world, 'Ines Okafor')
  const work = beginWork(world, {
    outcome: 'merged',
    size: 3,
    author,
    isWanted: (target) => target.area === 'arm',
  })
  if (work === undefined) return
  yield whenAtWork(world, author, 0)
  const series = postVersion(work, 1, undefined)
  remember(world, `pulled-series-${number}`, series?.root)
  if (series === undefined) return
  yield whenAtWork(world, sender, 2)
  const given = tag('Reviewed-by', sender)
  giveTags(world, series, sender, [given], ['For the series, I will send it on with the next pull request:'])

  const branch = `arm-for-ines-${number}`
  addBranch(world.repository, branch, 'main')
  const base = world.repository.branches.get(branch)?.tip ?? ''
  for (const patch of series.patches) commitPatch(world, patch, { committer: sender, tags: [given], branch })
  const tip = world.repository.branches.get(branch)?.tip ?? ''
  const baseCommit = world.repository.commits.find((one) => one.sha === base)
  yield whenAtWork(world, sender, 0.2)
  const request = write(world, sender, `[PULL] ARM patches, round ${number}`, [
    'Ines, please pull what has gathered for ARM.',
    '',
    `The following changes since commit ${base}:`,
    '',
    `  ${baseCommit?.message.split('\n', 1)[0]} (${formatDate(baseCommit?.committer.at ?? world.now, 0)})`,
    '',
    'are available in the Git repository at:',
    '',
    `  https://git.example.org/quarry-arm.git ${branch}`,
    '',
    `for you to fetch changes up to ${tip}:`,
    '',
    `  ${series.patches.at(-1)?.title} (${formatDate(world.now, sender.zone)})`,
    '',
    '----------------------------------------------------------------',
    `${author.name} (${series.patches.length}):`,
    ...series.patches.map((patch) => `      ${patch.title}`),
  ])
  remember(world, `pull-request-${number}`, request)
  yield whenAtWork(world, committer, 1)
  const files = world.repository.branches.get('main')?.files ?? new Map()
  const merged = applyEdits(
    files,
    series.patches.flatMap((patch) => patch.edits),
  )
  if (merged === undefined) return
  const who = signature(world, committer)
  addCommit(world.repository, 'main', merged, {
    author: who,
    committer: who,
    message: `Merge branch '${branch}' of https://git.example.org/quarry-arm`,
    merged: tip,
  })
  reply(world, request, committer, [], ['Pulled, thanks.'])
  releaseTargets(
    world,
    work.changes.map((change) => change.target),
  )
}
