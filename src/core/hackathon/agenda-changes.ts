import type { AgendaChange, Placement } from './session.ts'

/** What became different from one agenda to another: added, moved in time, in another room, removed; by session. */
export function compareAgendas(
  before: readonly Placement[],
  after: readonly Placement[],
): readonly AgendaChange[] {
  const old = new Map(before.map((one) => [one.session, one]))
  const now = new Map(after.map((one) => [one.session, one]))
  const sessions = [...new Set([...old.keys(), ...now.keys()])].sort()
  return sessions.flatMap((session) => {
    const from = cellOf(old.get(session))
    const to = cellOf(now.get(session))
    if (from?.slot === to?.slot && from?.room === to?.room) return []
    const kind =
      from === undefined ? 'added' : to === undefined ? 'removed' : from.slot === to.slot ? 'room' : 'moved'
    return [{ kind, session, from, to } satisfies AgendaChange]
  })
}

function cellOf(placement: Placement | undefined): AgendaChange['from'] {
  return placement === undefined ? undefined : { slot: placement.slot, room: placement.room }
}

/** A changelog's line in words: "xSplice moved from Tue 10:00, Kitchen to Tue 11:30, Hall". */
export function describeChange(
  change: AgendaChange,
  names: {
    readonly session: (id: string) => string
    readonly slot: (id: string) => string
    readonly room: (id: string) => string
  },
): string {
  const at = (cell: NonNullable<AgendaChange['from']>): string =>
    `${names.slot(cell.slot)}, ${names.room(cell.room)}`
  const title = names.session(change.session)
  if (change.to === undefined) return `${title} is no longer in the agenda`
  if (change.from === undefined) return `${title} is new: ${at(change.to)}`
  if (change.kind === 'room')
    return `${title} is in ${names.room(change.to.room)}, not ${names.room(change.from.room)} (${names.slot(change.to.slot)})`
  return `${title} moved from ${at(change.from)} to ${at(change.to)}`
}
