import { listFiles } from '../patches/diff.ts'
import type { Series } from '../patches/series.ts'
import { addDays, type Instant } from '../time.ts'
import { type History, situationAt } from './history.ts'
import { INCOMPLETE_DAYS } from './lost.ts'
import { CLAIM_DAYS, standingWithLosses } from './standing.ts'
import type { Standing, StandingInterval } from './status.ts'

/** How one lineage stood over time. Lineages that were later joined to an older one end there. */
export interface Course {
  /** Id of its earliest series. */
  readonly lineage: string
  /** Without gaps, oldest first; the last one's `to` is `undefined` unless the lineage was joined to another. */
  readonly intervals: readonly StandingInterval[]
}

/**
 * How a lineage stood at every instant up to `asOf`: one course for each lineage that it was at any time.
 *
 * Two pieces of work are two lineages until the version that joins them is posted; then the younger one's
 * course ends. A standing changes only when something happens or a period runs out, so it is derived at just
 * those instants. `asOf` cuts the future off: what is asked for a past day equals what was derived on that day.
 */
export function deriveCourses(history: History, asOf: Instant): readonly Course[] {
  return listPhases(history, asOf)
    .map((phases) => ({
      lineage: phases.lineage,
      intervals: phases.steps.flatMap((step) => intervalsOf(history, step.members, step.from, step.to, asOf)),
    }))
    .map((course) => ({ ...course, intervals: joinEqual(course.intervals) }))
}

/**
 * Which versions were one piece of work at an instant, oldest first, by the id of the lineage that they were then: what
 * a later version joined was two.
 */
export function membersAt(
  history: Pick<History, 'series' | 'seriesLinks'>,
  at: Instant,
): ReadonlyMap<string, readonly Series[]> {
  const found = new Map<string, readonly Series[]>()
  for (const { lineage, steps } of listPhases(history, at)) {
    const last = steps.at(-1)
    if (last !== undefined && last.to === undefined) found.set(lineage, last.members)
  }
  return found
}

interface Phases {
  readonly lineage: string
  readonly steps: {
    readonly from: Instant
    readonly to: Instant | undefined
    readonly members: readonly Series[]
  }[]
}

/** Which versions belonged together when: members change as versions are posted. */
function listPhases(history: Pick<History, 'series' | 'seriesLinks'>, asOf: Instant): Phases[] {
  const memberOf = new Map<string, Component>()
  const components: Component[] = []
  for (const series of history.series) {
    if (series.at > asOf) continue
    const older = history.seriesLinks
      .filter((link) => link.newer === series.id)
      .flatMap((link) => memberOf.get(link.older) ?? [])
    const joined = [...new Set(older)].sort((a, b) => (isOlder(a.members[0], b.members[0]) ? -1 : 1))
    const [oldest, ...others] = joined
    const component = oldest ?? { lineage: series.id, members: [], steps: [] }
    if (oldest === undefined) components.push(component)
    for (const other of others) {
      closeStep(other, series.at)
      component.members.push(...other.members)
      for (const member of other.members) memberOf.set(member.id, component)
    }
    component.members.push(series)
    component.members.sort((a, b) => (isOlder(a, b) ? -1 : 1))
    memberOf.set(series.id, component)
    closeStep(component, series.at)
    component.steps.push({ from: series.at, to: undefined, members: [...component.members] })
  }
  return components.map((component) => ({ lineage: component.lineage, steps: component.steps }))
}

interface Component {
  readonly lineage: string
  readonly members: Series[]
  steps: { from: Instant; to: Instant | undefined; members: readonly Series[] }[]
}

function closeStep(component: Component, at: Instant): void {
  const last = component.steps.at(-1)
  if (last === undefined || last.to !== undefined) return
  if (last.from === at) component.steps.pop()
  else last.to = at
}

function isOlder(a: Series | undefined, b: Series | undefined): boolean {
  if (a === undefined || b === undefined) return b !== undefined
  return a.at < b.at || (a.at === b.at && a.id < b.id)
}

function intervalsOf(
  history: History,
  members: readonly Series[],
  from: Instant,
  to: Instant | undefined,
  asOf: Instant,
): StandingInterval[] {
  const intervals: StandingInterval[] = []
  const pending = instantsOf(history, members, from, to, asOf)
  for (let at = pending.shift(); at !== undefined; at = pending.shift()) {
    const situation = situationAt(history, members, at)
    if (situation === undefined) continue
    const { standing, losses } = standingWithLosses(situation)
    for (const lost of losses)
      if (
        lost.at > at &&
        lost.at <= asOf &&
        (to === undefined || lost.at < to) &&
        !pending.includes(lost.at)
      ) {
        pending.push(lost.at)
        pending.sort()
      }
    const last = intervals.at(-1)
    if (last) intervals[intervals.length - 1] = { ...last, to: at }
    intervals.push({ ...standing, from: at, to })
  }
  return intervals
}

/** Every instant from `from` on, before `to`, at which a standing can change. */
function instantsOf(
  history: History,
  members: readonly Series[],
  from: Instant,
  to: Instant | undefined,
  asOf: Instant,
): Instant[] {
  const ids = new Set(members.map((one) => one.id))
  const instants = new Set<Instant>([from])
  const add = (at: Instant): void => {
    if (at > from && at <= asOf && (to === undefined || at < to)) instants.add(at)
  }
  for (const series of members) add(addDays(series.at, INCOMPLETE_DAYS))
  for (const reply of history.replies) {
    if (!ids.has(reply.series)) continue
    add(reply.facts.at)
    if (reply.facts.signals.some((signal) => signal.kind === 'applied'))
      add(addDays(reply.facts.at, CLAIM_DAYS))
  }
  for (const match of history.matches) add(match.committedAt)
  for (const at of history.doubts) add(at)
  for (const one of [...history.decisions, ...history.intents]) {
    add(one.at)
    if (one.until !== undefined) add(one.until)
  }
  addPolicy(history, members, from, to ?? asOf, add)
  // Two mails of one series are seconds apart; patches that arrive later than their cover letter change what is live.
  for (const series of members)
    for (const id of series.patches) {
      const at = id === undefined ? undefined : history.factsOf(id)?.at
      if (at !== undefined) add(at)
    }
  return [...instants].sort()
}

/** When the time that people are given to answer runs out, and when others come to answer for its files. */
function addPolicy(
  history: History,
  members: readonly Series[],
  from: Instant,
  to: Instant,
  add: (at: Instant) => void,
): void {
  const { policy } = history
  if (policy === undefined) return
  const paths = new Set<string>()
  for (const series of members) {
    if (policy.waitDays > 0) add(addDays(series.at, policy.waitDays))
    for (const id of series.patches) {
      const content = id === undefined ? undefined : history.factsOf(id)?.patch
      if (content) for (const path of listFiles(content)) paths.add(path)
    }
  }
  // Of what is on the development branch nobody asks any more who answers for it.
  const landed = history.matches.filter((match) => match.development).map((match) => match.committedAt)
  const last = landed.length === 0 ? to : landed.reduce((a, b) => (b > a ? b : a))
  const until = last < to ? last : to
  if (until > from) for (const at of policy.changesOf([...paths], from, until)) add(at)
}

function joinEqual(intervals: readonly StandingInterval[]): StandingInterval[] {
  const joined: StandingInterval[] = []
  for (const one of intervals) {
    const last = joined.at(-1)
    if (last && last.to === one.from && isSame(last, one)) joined[joined.length - 1] = { ...last, to: one.to }
    else joined.push(one)
  }
  return joined
}

function isSame(a: Standing, b: Standing): boolean {
  return (
    a.status === b.status &&
    a.turn === b.turn &&
    a.since === b.since &&
    a.why === b.why &&
    a.evidence === b.evidence &&
    a.derived === b.derived &&
    a.lost.join() === b.lost.join() &&
    a.holders.map((person) => person.address).join() === b.holders.map((person) => person.address).join()
  )
}
