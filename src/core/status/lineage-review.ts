import type { Series } from '../patches/series.ts'
import type { Instant } from '../time.ts'
import { type History, type Situation, situationAt } from './history.ts'
import { findLostSince, type LostSince } from './lost.ts'
import { type LostWeight, weighLost } from './lost-weight.ts'
import { listNeeds, type Need } from './needs.ts'
import { findOpenItems, type OpenItem } from './open-items.ts'
import { findReadiness, type Readiness } from './readiness.ts'
import { type Remedy, remedyOf } from './remedy.ts'
import { standingOf } from './standing.ts'
import { CLOSED, type Standing } from './status.ts'
import { listTags, type TagRecord } from './tags.ts'
import { listTodos, type Todo } from './todo.ts'

/** Where the review of a lineage is at one instant: what pages, inboxes and the lost queue are told from. */
export interface LineageReview {
  readonly needs: readonly Need[]
  /** For the live patches, by patch, then time. */
  readonly tags: readonly TagRecord[]
  readonly items: readonly OpenItem[]
  readonly readiness: Readiness
  readonly todos: readonly Todo[]
  /** Why it is lost, if it is: the first period that ran out first. */
  readonly lost: readonly LostSince[]
  readonly remedies: readonly Remedy[]
  readonly weight: LostWeight
}

/**
 * The review of one lineage as of an instant; `undefined` before it was posted. A closed lineage needs nothing any
 * more, and its tags are what they were.
 */
export function reviewLineage(
  history: History,
  members: readonly Series[],
  now: Instant,
  context: { readonly lists: ReadonlySet<string>; readonly isFirst: boolean },
): LineageReview | undefined {
  const situation = situationAt(history, members, now)
  if (situation === undefined) return undefined
  const standing = standingOf(situation)
  const lost = findLostSince(situation, standing).filter((one) => one.at <= now)
  return reviewSituation(situation, standing, lost, context)
}

/** The same where it is known already how it stood, and since when it had been lost for which reason. */
export function reviewSituation(
  situation: Situation,
  standing: Standing,
  lostSince: readonly LostSince[],
  context: { readonly lists: ReadonlySet<string>; readonly isFirst: boolean },
): LineageReview {
  const isOpen = !CLOSED.has(standing.status)
  const items = isOpen ? findOpenItems(situation) : []
  const objections = items.filter((item) => item.kind === 'objection')
  const readiness = findReadiness(situation, objections)
  const needs = isOpen ? listNeeds(situation, readiness, items) : []
  const lost = [...lostSince].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return {
    needs,
    tags: listTags(situation),
    items,
    readiness,
    todos: listTodos({ situation, standing, readiness, items, needs, lists: context.lists }),
    lost,
    remedies: lost.map((one) => remedyOf(one.reason, situation, standing, readiness)),
    weight: weighLost(situation, readiness, context.isFirst),
  }
}
