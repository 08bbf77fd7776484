import type { Instant } from '../time.ts'
import type { Reference } from './reference.ts'

/** "Do you intend to attend?", from not at all to by all means. */
export const GRADES = ['no', 'maybe', 'yes', 'must'] as const
export type Grade = (typeof GRADES)[number]

/** What each answer weighs in an agenda: the numbers that the community's scheduler uses. */
export const GRADE_WEIGHTS: Readonly<Record<Grade, number>> = { no: 0, maybe: 25, yes: 75, must: 100 }

/** The weight from which on somebody who can come does come. */
export const LIKELY_WEIGHT = GRADE_WEIGHTS.yes

/** By what way an answer came. */
export type InterestVia = 'web' | 'mail' | 'import' | 'suggestion'

/** One person's newest answer about one topic or session. */
export interface Interest {
  readonly person: string
  readonly about: Reference
  readonly grade: Grade
  readonly via: InterestVia
  /** Words that came with it: "Will attend", "after lunch only". */
  readonly note: string | undefined
  readonly at: Instant
}

/** The interests in one thing after somebody answered: an earlier answer of theirs no longer counts. */
export function withInterest(interests: readonly Interest[], interest: Interest): readonly Interest[] {
  return [...interests.filter((one) => one.person !== interest.person), interest]
}

/** How many of those who come have answered, and who has not. */
export interface Coverage {
  readonly answered: readonly string[]
  readonly silent: readonly string[]
  /** 0 to 1; `undefined` where nobody comes. */
  readonly share: number | undefined
}

/**
 * How many of `attendees` have answered about anything at all. What the software suggests and nobody confirmed is no
 * answer.
 */
export function coverageOf(attendees: readonly string[], interests: Iterable<Interest>): Coverage {
  const heard = new Set<string>()
  for (const interest of interests) heard.add(interest.person)
  const people = [...new Set(attendees)]
  const answered = people.filter((person) => heard.has(person))
  return {
    answered,
    silent: people.filter((person) => !heard.has(person)),
    share: people.length === 0 ? undefined : answered.length / people.length,
  }
}
