import { UserError } from '../../core/errors.ts'
import { findEffective } from '../../core/patches/effective.ts'
import { newestOf } from '../../core/patches/newest.ts'
import { membersAt } from '../../core/status/intervals.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { readStoredLineages } from '../../store/derived/stored-lineages.ts'
import { type LineageStory, listIntervals } from '../../store/read/lineage.ts'
import { type PastStanding, pastStandingOf } from '../../store/read/past-standings.ts'

/** A lineage as it stood at a past instant. */
export interface PastStory {
  readonly story: LineageStory
  readonly standing: PastStanding
  /** What had become of each patch that was not live any more: the one in its place, if any. By message number. */
  readonly superseded: ReadonlyMap<number, number | undefined>
}

/**
 * The lineage that a series belonged to at a past instant: its versions of then, where it was, whose turn it was, why, and what
 * of it was live. What a later version joined was two; each then has its own story. Throws `UserError` 'not-found' where it was not
 * posted yet.
 */
export async function readStoryAsOf(
  db: Db,
  projectId: number,
  whole: LineageStory,
  series: number,
  at: Instant,
): Promise<PastStory> {
  const [stored] = await readStoredLineages(db, projectId, [whole.id], at)
  const found = [...(stored === undefined ? [] : membersAt(stored, at))].find(([, some]) =>
    some.some((one) => stored?.numbers.get(one.id) === series),
  )
  const course = found && stored?.numbers.get(found[0])
  const intervals =
    course === undefined || course === whole.id ? whole.intervals : await listIntervals(db, projectId, course)
  const standing = course === undefined ? undefined : pastStandingOf(course, whole.id, intervals, at)
  const members = found?.[1] ?? []
  const newest = newestOf(members)
  if (stored === undefined || course === undefined || standing === undefined || newest === undefined)
    throw new UserError('not-found', `“${whole.title}” had not been posted by ${at.slice(0, 10)}.`, {
      hint: `Its first version is of ${whole.startedAt.slice(0, 10)}.`,
    })
  const numberOf = (id: string): number => stored.numbers.get(id) ?? course
  const known = new Set(members.map((one) => numberOf(one.id)))
  const effective = findEffective(members, stored.patchLinks)
  const messageOf = (id: string): number[] => {
    const message = stored.mails.get(id)
    return message === undefined ? [] : [message]
  }
  const newestId = numberOf(newest.id)
  return {
    standing,
    superseded: new Map(
      [...effective.superseded].flatMap(([id, { by }]) =>
        messageOf(id).map(
          (message) => [message, by === undefined ? undefined : stored.mails.get(by)] as const,
        ),
      ),
    ),
    story: {
      ...whole,
      id: course,
      name: found?.[0] ?? whole.name,
      title: newest.title,
      newest: newestId,
      versions: whole.versions
        .filter((one) => known.has(one.id))
        .map((one) => ({ ...one, status: one.id === newestId ? standing.status : 'superseded' })),
      status: standing.status,
      derivedStatus: undefined,
      turn: standing.turn,
      holders: standing.holders,
      since: standing.since,
      why: standing.why,
      evidence: standing.evidence,
      lost: standing.lost,
      startedAt: members[0]?.at ?? whole.startedAt,
      mergedAt: whole.mergedAt !== undefined && whole.mergedAt <= at ? whole.mergedAt : undefined,
      effective: effective.patches.flatMap(messageOf),
      intervals: intervals.filter((one) => one.from <= at),
      links: whole.links.filter((link) => known.has(link.newer) && known.has(link.older)),
    },
  }
}
