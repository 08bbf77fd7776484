import { cherryPick, commitPatch } from '../commit.ts'
import { lifecycle, postVersion } from '../lifecycle.ts'
import { postSeries } from '../posting.ts'
import { giveTags, reply, tag } from '../review.ts'
import { atShare, personNamed, type Scene, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { releaseTargets } from '../targets.ts'
import { beginWork, type Plan } from '../work.ts'
import { remember, type World, whenAtWork } from '../world.ts'

const MERGED = { outcome: 'merged', pace: 0.7, size: 1, backport: false, link: false } as const

/** What a committer may change on the way: each is found by other rules. */
const ROWS: readonly (readonly [name: string, share: number, plan: Plan])[] = [
  ['applied-as-posted', 0.12, { ...MERGED, changed: 'no', kind: 'stats' }],
  ['applied-with-link', 0.2, { ...MERGED, changed: 'no', kind: 'batch', link: true }],
  ['applied-with-changed-line', 0.32, { ...MERGED, changed: 'line', kind: 'batch' }],
  ['applied-beside-other-work', 0.4, { ...MERGED, changed: 'context', kind: 'leak' }],
  ['applied-under-other-title', 0.48, { ...MERGED, changed: 'title', kind: 'bounds' }],
  ['applied-rewritten', 0.56, { ...MERGED, changed: 'rewritten', kind: 'batch' }],
  ['applied-and-backported', 0.62, { ...MERGED, changed: 'no', kind: 'leak', backport: true }],
]

/** Commits that differ from their mails, and what goes to stable branches. */
export const committers: Topic = (world) => [
  ...ROWS.map(
    ([name, share, plan]): Scene => ({
      name,
      at: atShare(world, share),
      story: lifecycle(world, plan, name),
    }),
  ),
  { name: 'stable-backport', at: atShare(world, 0.74), story: stableBackport(world) },
]

/** A fix is committed, then posted again for the stable branch, and picked there. */
function* stableBackport(world: World): Story {
  const author = personNamed(world, 'Priya Raman')
  const work = beginWork(world, { outcome: 'merged', size: 1, author, kind: 'bounds' })
  const change = work?.changes[0]
  if (work === undefined || change === undefined) return
  const { maintainer } = work
  yield whenAtWork(world, author, 0)
  const series = postVersion(work, 1, undefined)
  const patch = series?.patches[0]
  if (series === undefined || patch === undefined) return
  remember(world, 'backported-fix', series.root)
  yield whenAtWork(world, maintainer, 1)
  giveTags(world, patch, maintainer, [tag('Reviewed-by', maintainer)])
  const commit = commitPatch(world, patch, {
    committer: maintainer,
    tags: [tag('Reviewed-by', maintainer)],
    link: false,
  })
  if (commit === undefined) return
  yield whenAtWork(world, author, 6)
  const backport = postSeries(world, {
    author,
    changes: [change],
    version: 1,
    tag: 'PATCH stable-1.1',
    branch: 'stable-1.1',
    trailersOf: () => [`(cherry picked from commit ${commit.sha})`],
  })
  remember(world, 'stable-backport', backport?.root)
  const picked = backport?.patches[0]
  if (picked === undefined) return
  yield whenAtWork(world, maintainer, 1)
  cherryPick(world, commit, picked, maintainer, 'stable-1.1')
  reply(world, picked.mail, maintainer, [], ['Applied to stable-1.1, thanks.'])
  releaseTargets(world, [change.target])
}
