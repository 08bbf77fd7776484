import * as z from 'zod'
import { isDay } from '../core/zone-time.ts'

/** What a project asks of a patch before it may go in, and when it rests: shapes of the configuration. */

const day = z.string().refine(isDay, 'must be a day of the calendar, as in 2026-05-01')

export const checkinShape = z.strictObject({
  /** Days that people are given to answer. */
  waitDays: z.number().min(0).max(60).optional(),
})

export const freezesShape = z.array(
  z.strictObject({ from: day, until: day, releaseManager: z.string().min(1).optional() }),
)

export const reviewShapes = {
  /** `false`: a MAINTAINERS file in the repository says nothing about who may approve. */
  maintainers: z.boolean().optional(),
  checkin: checkinShape.optional(),
  freezes: freezesShape.optional(),
}

/** A time in which only what the release manager lets in is committed; both days belong to it. */
export interface Freeze {
  readonly from: string
  readonly until: string
  readonly releaseManager: string | undefined
}

/** How a project decides what is ready. */
export interface ReviewConfig {
  /** The MAINTAINERS file of the repository says who may approve. */
  readonly maintainers: boolean
  readonly waitDays: number
  /** By `from`. */
  readonly freezes: readonly Freeze[]
}

/** Days that people are given where the configuration says nothing (patch-trackers dossier, section 3.4). */
const WAIT_DAYS = 1

/** The review settings of a project of the configuration. */
export function reviewOf(project: {
  readonly maintainers?: boolean | undefined
  readonly checkin?: z.infer<typeof checkinShape> | undefined
  readonly freezes?: z.infer<typeof freezesShape> | undefined
}): ReviewConfig {
  return {
    maintainers: project.maintainers ?? true,
    waitDays: project.checkin?.waitDays ?? WAIT_DAYS,
    freezes: (project.freezes ?? [])
      .map(({ from, until, releaseManager }) => ({
        from,
        until,
        releaseManager: releaseManager?.toLowerCase(),
      }))
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
  }
}
