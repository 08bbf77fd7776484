import { plural } from '../plural.ts'

/** What the project's record says of somebody. */
export interface MemberRecord {
  /** Sections of MAINTAINERS in which they stand as maintainer or designated reviewer. */
  readonly maintains: readonly string[]
  /** Roles by the project's configuration: "committer". */
  readonly roles: readonly string[]
  /** In the year before the event. */
  readonly commits: number
  readonly reviews: number
}

/** Whether somebody may confirm themselves, and what says so. */
export interface MemberStanding {
  readonly isCore: boolean
  /** For people, strongest first; shown also where it is not enough. */
  readonly evidence: readonly string[]
}

/** So many commits, or reviews, in a year are as good as a role. */
export const CORE_ACTIVITY = 10

/**
 * Whether somebody is "a maintainer or otherwise a core member", who confirms themselves, by what the project already
 * knows: a section of MAINTAINERS, a role, or ten commits or reviews in a year (git's own summit takes those who
 * contribute most). An organiser can overrule it.
 */
export function standingOf(record: MemberRecord): MemberStanding {
  const evidence: string[] = []
  const [first, ...more] = record.maintains
  if (first !== undefined)
    evidence.push(
      `in MAINTAINERS for ${first}${more.length > 0 ? ` and ${plural(more.length, 'other section')}` : ''}`,
    )
  evidence.push(...record.roles)
  const activity = [
    ...(record.commits > 0 ? [plural(record.commits, 'commit')] : []),
    ...(record.reviews > 0 ? [plural(record.reviews, 'review')] : []),
  ]
  if (activity.length > 0) evidence.push(`${activity.join(' and ')} in the last year`)
  const isActive = record.commits >= CORE_ACTIVITY || record.reviews >= CORE_ACTIVITY
  return { isCore: first !== undefined || record.roles.length > 0 || isActive, evidence }
}
