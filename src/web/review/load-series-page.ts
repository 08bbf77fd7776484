import type { ProjectConfig } from '../../app/config.ts'
import { actorOf } from '../../app/decision-actor.ts'
import { listApplyEntries } from '../../store/read/applies.ts'
import { listBranchChangesOf } from '../../store/read/branch-changes.ts'
import { listDecisionsAbout } from '../../store/read/decisions-about.ts'
import { listEvidence } from '../../store/read/evidence.ts'
import { listMails } from '../../store/read/message.ts'
import { listMilestones } from '../../store/read/milestones.ts'
import { findPersonIds } from '../../store/read/people.ts'
import { listOriginsByLineage } from '../../store/read/series-origins.ts'
import { readVersion } from '../../store/read/version.ts'
import { readTexts } from '../mails/mail-texts.ts'
import { evidenceOfSeries } from '../pages/series-grounds.ts'
import type { SeriesPage } from '../pages/series-page.ts'
import { type Asked, readNumber } from '../request.ts'
import { contentsAsOf } from './contents-as-of.ts'
import { loadReview } from './load-review-entry.ts'
import type { FoundSeries } from './load-series.ts'

/** Everything that the page of a series shows; with the configuration of its project also who the reader is to it. */
export async function loadSeriesPage(
  asked: Asked,
  found: FoundSeries,
  project: ProjectConfig | undefined,
): Promise<SeriesPage> {
  const { db, projectId, view } = asked
  const { story, shown, past } = found
  const user = view.account?.user
  const isPast = past !== undefined
  const lineage = past?.standing.joined ?? story.id
  const whole = await readVersion(db, projectId, shown.id)
  const contents = past === undefined ? whole : contentsAsOf(whole, past, view.asOf)
  const cover = shown.cover
  const texts = await readTexts(db, projectId, [
    ...(cover === undefined ? [] : [cover]),
    ...contents.replies.map((reply) => reply.message),
  ])
  const named = [...contents.patches.flatMap((patch) => patch.supersededBy ?? []), ...story.effective]
  const mails = await listMails(db, projectId, cover === undefined ? named : [cover, ...named])
  const idOf = new Map(mails.map((mail) => [mail.message, mail.messageId]))
  const coverId = cover === undefined ? undefined : idOf.get(cover)
  const live = new Map(
    story.effective.flatMap((message, n) => {
      const id = idOf.get(message)
      return id === undefined ? [] : [[id, n + 1] as const]
    }),
  )
  const review = await loadReview(asked, found)
  const decisions = ((await listDecisionsAbout(db, projectId, [lineage])).get(lineage) ?? []).filter(
    (one) => !isPast || one.at <= view.asOf,
  )
  return {
    evidence: await listEvidence(db, projectId, [
      ...evidenceOfSeries({ story, review, contents }),
      ...live.keys(),
    ]),
    story,
    shown,
    contents,
    milestones: (
      await listMilestones(
        db,
        projectId,
        story.versions.map((one) => one.id),
      )
    ).filter((one) => one.at <= view.asOf || !isPast),
    cover:
      cover === undefined || coverId === undefined
        ? undefined
        : { messageId: coverId, text: texts.get(cover) ?? '' },
    texts,
    people: await findPersonIds(
      db,
      projectId,
      story.versions.map((one) => one.senderKey),
    ),
    review,
    applies: isPast ? undefined : (await listApplyEntries(db, projectId, [lineage]))[0],
    decisions,
    rewrites: (await listBranchChangesOf(db, projectId, lineage)).filter(
      (one) => !isPast || one.seenAt <= view.asOf,
    ),
    origins: (await listOriginsByLineage(db, projectId)).get(lineage) ?? [],
    actor:
      isPast || user === undefined || project === undefined
        ? undefined
        : await actorOf(db, projectId, project, user.address, story, view.asOf),
    recorded: readNumber(asked.query, 'recorded', 1, 1_000_000_000),
    live,
    successors: new Map(
      contents.patches.flatMap((patch) => {
        const next = patch.supersededBy === undefined ? undefined : idOf.get(patch.supersededBy)
        return next === undefined ? [] : [[patch.message, next] as const]
      }),
    ),
  }
}
