import { UserError } from '../../core/errors.ts'
import {
  findSeriesName,
  type LineageStory,
  readLineageStory,
  type VersionEntry,
} from '../../store/read/lineage.ts'
import type { Asked } from '../request.ts'
import { storyAsOf } from './story-as-of.ts'

/** A series that was asked for: its lineage, the version that is shown, and whether it has another name. */
export interface FoundSeries {
  readonly story: LineageStory
  readonly shown: VersionEntry
  /** The Message-ID is that of one of its mails, not its name. */
  readonly redirect: boolean
}

/** The series that a Message-ID names, or is a part of. Throws `UserError` 'not-found'. */
export async function findSeries({ db, projectId, view }: Asked, messageId: string): Promise<FoundSeries> {
  const found = await findSeriesName(db, projectId, messageId)
  const whole = found && (await readLineageStory(db, projectId, found.id))
  const story = whole && view.pastDay !== undefined ? storyAsOf(whole, view.asOf) : whole
  const shown = story?.versions.find((one) => one.id === found?.id)
  if (!found || !story || !shown)
    throw new UserError('not-found', `No series here has the Message-ID “${messageId.slice(0, 300)}”.`, {
      hint: 'The mail may hold no patch, belong to no series, or not be in this archive.',
    })
  return { story, shown, redirect: found.name !== messageId }
}
