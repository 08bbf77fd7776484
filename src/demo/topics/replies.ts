import { commitPatch } from '../commit.ts'
import { postVersion } from '../lifecycle.ts'
import { diffOf } from '../posting.ts'
import { giveTags, reply, tag, wrap } from '../review.ts'
import { atShare, daysBefore, personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { releaseTargets } from '../targets.ts'
import { beginWork } from '../work.ts'
import { remember, type World, whenAtWork } from '../world.ts'

/** What replies can do: vouch for a whole series, or bring a diff of their own. */
export const replies: Topic = (world) => [
  { name: 'cover-ack', at: daysBefore(world, 19), story: coverAck(world) },
  { name: 'proposal', at: atShare(world, 0.6), story: proposal(world) },
]

/** One answer to the cover letter vouches for all five patches. */
function* coverAck(world: World): Story {
  const work = beginWork(world, {
    outcome: 'ready',
    size: 5,
    author: personNamed(world, 'Yuki Morita'),
    isWanted: (target) => target.area === 'arm',
  })
  if (work === undefined) return
  const { author, maintainer } = work
  yield whenAtWork(world, author, 0)
  const series = postVersion(work, 1, undefined)
  remember(world, 'cover-ack', series?.root)
  if (series === undefined) return
  yield whenAtWork(world, maintainer, 2)
  giveTags(world, series, maintainer, [tag('Acked-by', maintainer)], ['For the whole series:'])
}

/** A reviewer answers with a better diff; it is what goes in, and the author takes the own patch back. */
function* proposal(world: World): Story {
  const author = personNamed(world, 'Joel Whitcombe')
  const reviewer = personNamed(world, 'Tomas Lindqvist')
  const committer = personNamed(world, 'Ines Okafor')
  const work = beginWork(world, {
    outcome: 'merged',
    size: 1,
    author,
    kind: 'barrier',
    isWanted: (target) => target.area === 'core',
  })
  const change = work?.changes[0]
  if (work === undefined || change === undefined) return
  yield whenAtWork(world, author, 0)
  const series = postVersion(work, 1, undefined)
  remember(world, 'proposal', series?.root)
  const patch = series?.patches[0]
  const edits = change.edits(3)
  if (patch === undefined) return
  yield whenAtWork(world, reviewer, 1)
  const diff = diffOf(world, edits)
  if (diff === undefined) return
  const answer = reply(world, patch.mail, reviewer, change.body.slice(0, 3), [
    ...wrap(
      'A release store says the same without a full barrier. How about this instead, only compiled so far?',
    ),
    '',
    ...diff,
  ])
  remember(world, 'proposal-reply', answer)
  yield whenAtWork(world, author, 1)
  reply(world, answer, author, diff.slice(0, 3), [
    ...wrap('Works here, and it is the better way. Please drop my patch.'),
    '',
    tag('Tested-by', author),
  ])
  yield whenAtWork(world, committer, 1)
  const made = {
    ...patch,
    mail: answer,
    author: reviewer,
    title: change.otherTitle,
    trailers: [tag('Reported-by', author), tag('Signed-off-by', reviewer)],
    edits,
    diff,
  }
  commitPatch(world, made, { committer, tags: [tag('Tested-by', author)] })
  reply(world, answer, committer, [], ['Applied with a commit message made of your words, thanks both.'])
  releaseTargets(world, [change.target])
}
