import type { Change } from './change.ts'
import { finish } from './endings.ts'
import type { PostedSeries } from './posted.ts'
import { postSeries, type SeriesPlan } from './posting.ts'
import { wrap } from './review.ts'
import { reviewRound } from './review-round.ts'
import type { Story } from './story-queue.ts'
import { releaseTargets } from './targets.ts'
import { beginWork, type Plan, pause, type Work } from './work.ts'
import { remember, type World, whenAtWork } from './world.ts'

/** From the first posting to the end that the plan has for it; remembered under `name`, if it is given one. */
export function* lifecycle(world: World, plan: Plan, name?: string): Story {
  const work = beginWork(world, plan)
  if (work === undefined) return
  yield whenAtWork(world, work.author, 0)
  let series = postVersion(work, 1, undefined)
  if (name !== undefined) remember(world, name, series?.root)
  if (series !== undefined && plan.resend === true) {
    yield whenAtWork(world, work.author, plan.pace ?? 12)
    series = postVersion(work, 1, undefined, { tag: 'PATCH RESEND' }) ?? series
  }
  for (let version = 2; series !== undefined && version <= (plan.versions ?? 1); version++) {
    yield* reviewRound(work, series, version)
    yield whenAtWork(world, work.author, pause(work, 3))
    series = effective(series, postVersion(work, version, series))
  }
  if (series !== undefined) yield* finish(work, series)
  releaseTargets(
    world,
    work.changes.map((change) => change.target),
  )
}

/** The newest version of each patch: a partial re-roll has only those that changed. */
function effective(older: PostedSeries, newer: PostedSeries | undefined): PostedSeries {
  if (newer === undefined || newer.patches.length === older.patches.length) return newer ?? older
  const patches = older.patches.map(
    (patch) => newer.patches.find((one) => one.change === patch.change) ?? patch,
  )
  return { ...newer, patches }
}

const COVER_TEXTS = [
  [
    'This came out of a week with the fuzzer. None of it is a security problem by',
    'itself, but together they make the code hard to trust.',
  ],
  [
    'The first patches are cleanups that stand alone; the last one is what I am',
    'after. Tested on two machines over the weekend.',
  ],
  [
    'While working on something else I kept stumbling over these, so here they',
    'are as a series of their own. There should be no functional change beyond',
    'what each patch says.',
  ],
] as const

/** Posts a version of a piece of work; `older` is the one before. */
export function postVersion(
  work: Work,
  version: number,
  older: PostedSeries | undefined,
  more: Partial<SeriesPlan> = {},
): PostedSeries | undefined {
  const { world, plan, changes, theme } = work
  const isLast = version > 1 && version === plan.versions
  // An RFC is not counted: what follows it is the first version.
  const isRfc = plan.rfcFirst === true && version === 1
  const shown = Math.max(1, plan.rfcFirst === true ? version - 1 : version)
  const retitled = plan.retitled === true && isLast
  const partial = plan.partial === true && isLast && changes.length > 1
  const author = (isLast ? plan.takenOverBy : undefined) ?? work.author
  const cover = {
    title: retitled ? theme.otherTitle : theme.title,
    text: COVER_TEXTS[changes.length % COVER_TEXTS.length] ?? [],
  }
  return postSeries(world, {
    author,
    changes,
    version: shown,
    content: version,
    tag: isRfc ? 'RFC PATCH' : plan.release === undefined ? 'PATCH' : `PATCH for-${plan.release}`,
    cover: changes.length > 1 && !partial ? cover : undefined,
    carried: work.tags,
    news: version === 1 ? [] : newsOf(work, version, shown),
    answers: partial
      ? older?.patches[0]?.mail
      : plan.threaded === true || author !== work.author
        ? older?.root
        : undefined,
    without: partial ? changes.map((_, index) => index).slice(1) : (plan.without ?? []),
    changeId: author.tool === 'b4' ? work.changeId : undefined,
    trailersOf: (change) => fixesOf(work, change),
    retitled,
    unlabelled: plan.unlabelled === true,
    writtenBy: author === work.author ? plan.writtenBy : work.author,
    draft: plan.draft ?? {
      encoding: world.random.weighted({ '8bit': 94, 'quoted-printable': 4, base64: 2 }),
    },
    ...more,
  })
}

function newsOf(work: Work, version: number, shown: number): string[] {
  const news = work.changes[0]?.rounds[version - 2]?.news ?? 'Rebased; no other changes.'
  const head = shown === 1 ? 'Changes since the RFC:' : `Changes in v${shown}:`
  const tags = work.tags.some((tags) => tags.length > 0) ? ['- Picked up tags.'] : []
  return [head, ...wrap(`- ${news}`), ...tags]
}

function fixesOf({ repairs, changes }: Work, change: Change): string[] {
  if (repairs === undefined || change !== changes[0]) return []
  return [`Fixes: ${repairs.sha.slice(0, 12)} ("${repairs.message.split('\n', 1)[0]}")`]
}
