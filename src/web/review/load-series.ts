import { type PastStory, readStoryAsOf } from '../../app/past/story-as-of.ts'
import { UserError } from '../../core/errors.ts'
import type { Instant } from '../../core/time.ts'
import {
  findSeriesName,
  type LineageStory,
  readLineageStory,
  type VersionEntry,
} from '../../store/read/lineage.ts'
import type { Asked } from '../request.ts'

/** A series that was asked for: its lineage, the version that is shown, and whether it has another name. */
export interface FoundSeries {
  readonly story: LineageStory
  readonly shown: VersionEntry
  /** How it stood on the past day that was asked for; `story` is of that day too. */
  readonly past: PastStory | undefined
  /** The Message-ID is that of one of its mails, not its name. */
  readonly redirect: boolean
}

/**
 * The series that a Message-ID names, or is a part of. Of a past day on which that version was not posted yet, the one
 * before it. Throws `UserError` 'not-found'.
 */
export async function findSeries({ db, projectId, view }: Asked, messageId: string): Promise<FoundSeries> {
  const found = await findSeriesName(db, projectId, messageId)
  const whole = found && (await readLineageStory(db, projectId, found.id))
  const id = found && whole && view.pastDay !== undefined ? idBy(whole, found.id, view.asOf) : found?.id
  const past =
    whole && id !== undefined && view.pastDay !== undefined
      ? await readStoryAsOf(db, projectId, whole, id, view.asOf)
      : undefined
  const story = past?.story ?? whole
  const shown = story?.versions.find((one) => one.id === id)
  if (!found || !story || !shown)
    throw new UserError('not-found', `No series here has the Message-ID “${messageId.slice(0, 300)}”.`, {
      hint: 'The mail may hold no patch, belong to no series, or not be in this archive.',
    })
  return { story, shown, past, redirect: shown.name !== messageId }
}

/** A version, or where that was not posted by a day yet, the newest that was; itself where none was. */
function idBy({ versions }: LineageStory, id: number, at: Instant): number {
  const asked = versions.find((one) => one.id === id)
  return asked === undefined || asked.at <= at
    ? id
    : (versions.findLast((one) => one.position < asked.position && one.at <= at)?.id ?? id)
}
