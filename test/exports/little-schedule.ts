import fc from 'fast-check'
import { type Done, hackathon, register, SESSION } from '../core/hackathon/little-event.ts'

export const ADA = 'ada@example.org'
export const BEN = 'ben@example.org'
export const OPTIONS = {
  url: 'https://patches.example.org/events/example-2026',
  nameOf: (person: string) =>
    person === ADA ? 'Ada Example' : person === BEN ? 'Ben "B" Example, Jr' : person,
}

const slot = (
  id: string,
  startsAt: string,
  endsAt: string,
  kind: 'session' | 'break' | 'plenary' = 'session',
): Done => ({
  kind: 'slot.add',
  id,
  fields: {
    kind,
    title: kind === 'session' ? undefined : `The ${kind}`,
    startsAt,
    endsAt,
    locked: false,
    closedRooms: [],
  },
})

export const titled = (title: string, abstract = 'Why; how, and "who"?\nAll of us.'): readonly Done[] => [
  register(ADA),
  register(BEN),
  slot('tue-0', '2026-04-21T08:00:00Z', '2026-04-21T08:30:00Z', 'plenary'),
  slot('tue-1', '2026-04-21T09:00:00Z', '2026-04-21T10:30:00Z'),
  slot('tue-lunch', '2026-04-21T11:00:00Z', '2026-04-21T12:00:00Z', 'break'),
  slot('wed-1', '2026-04-22T08:00:00Z', '2026-04-22T09:00:00Z'),
  {
    kind: 'room.add',
    id: 'hall',
    fields: { name: 'Hall', capacity: 40, equipment: undefined, url: undefined },
  },
  {
    kind: 'room.add',
    id: 'nook',
    fields: { name: 'Nook & Cranny', capacity: undefined, equipment: undefined, url: undefined },
  },
  { kind: 'session.add', id: 'a', fields: { ...SESSION, title, abstract, leaders: [ADA] } },
  { kind: 'session.add', id: 'b', fields: { ...SESSION, title: 'Boot', leaders: [BEN] } },
  { kind: 'agenda.place', placement: { session: 'a', slot: 'tue-1', room: 'hall' }, locked: false, seen: 99 },
  { kind: 'agenda.place', placement: { session: 'b', slot: 'tue-1', room: 'nook' }, locked: false, seen: 99 },
  { kind: 'agenda.publish', note: undefined },
]
export const EVERYTHING = titled('Live patching, or: how?')
export const made = hackathon(...EVERYTHING)

/** Texts of all sorts, without what no text may hold. */
export const hostile = fc.string({
  unit: fc.constantFrom(...'aé😀;,\\:"\'<>&|{}[]=*#-+@()\n\t\r\u0000\u0007\u2028 '),
  maxLength: 60,
})
