import type { HackathonAct, HackathonDecision } from './decision.ts'
import { isId } from './reference.ts'

/** A decision about an event as the log of a project has it: the kind of the act is its action. */
export interface RecordedAct {
  readonly sequence: number
  readonly at: string
  readonly person: string
  readonly action: string
  /** JSON: the act without its kind, and beside it `as` (the role) and, where a mail said so, `mail`. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** What the decisions about an event have as their subject. */
export function eventSubject(event: string): string {
  return `event:${event}`
}

/** The event that decisions with this subject are about; `undefined` where it is no subject of an event. */
export function eventOfSubject(subject: string): string | undefined {
  const id = subject.startsWith('event:') ? subject.slice('event:'.length) : ''
  return isId(id) ? id : undefined
}

/**
 * The decision that was recorded so. What is recorded was checked before; JSON has no `undefined`, so a field that a
 * change empties stands there as `null`, and any other absent field is absent. `undefined` for an erasure.
 */
export function readRecordedAct(recorded: RecordedAct): HackathonDecision | undefined {
  const { sequence, at, person, action, payload } = recorded
  if (action === 'erase') return undefined
  const { as, mail: _, change, ...rest } = payload
  const emptied =
    typeof change === 'object' && change !== null
      ? { change: Object.fromEntries(Object.entries(change).map(([field, to]) => [field, to ?? undefined])) }
      : {}
  return {
    sequence,
    at,
    person,
    role: as === 'organiser' ? 'organiser' : 'member',
    // The shape of the kind was checked when it was recorded.
    act: { kind: action, ...rest, ...emptied } as HackathonAct,
  }
}
