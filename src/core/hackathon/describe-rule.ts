import { listSome } from '../list-some.ts'
import type { RuleConflict } from './find-rule-conflict.ts'
import { type AgendaRule, type Instance, openRooms } from './instance.ts'

/** How things are called when rules are put in words. */
export interface AgendaNames {
  readonly session: (id: string) => string
  readonly slot: (id: string) => string
  readonly room: (id: string) => string
  readonly person: (id: string) => string
}

/** A rule in words: `"Toolstack" comes after "Security"`. */
export function describeRule(rule: AgendaRule, names: AgendaNames): string {
  const title = (id: string): string => `"${names.session(id)}"`
  switch (rule.kind) {
    case 'needs':
      return `${title(rule.session)} needs ${names.person(rule.person)}`
    case 'only-in':
      return `${title(rule.session)} can only be ${listSlots(rule.slots, names)} (${rule.why})`
    case 'after':
      return rule.directly === true
        ? `${title(rule.session)} follows ${title(rule.other)} at once, in the same room`
        : `${title(rule.session)} comes after ${title(rule.other)}`
    case 'apart':
      return `${title(rule.session)} is not at the same time as ${title(rule.other)}`
    case 'in-room':
      return `${title(rule.session)} is in ${names.room(rule.room)}`
    case 'locked':
      return `${title(rule.session)} is locked at ${names.slot(rule.slot)}, ${names.room(rule.room)}`
    case 'slot-locked':
      return `${names.slot(rule.slot)} is locked`
    case 'rooms':
      return `${names.slot(rule.slot)} has as many sessions as open rooms`
  }
}

/** Why an agenda cannot have all sessions, in sentences, each a rule or a sum of them. */
export function describeConflict(
  instance: Instance,
  conflict: RuleConflict,
  names: AgendaNames,
): readonly string[] {
  if (conflict.rules.length === 0)
    return [
      'No agenda was found that keeps all rules; that there is none was not shown. Try another seed or longer.',
    ]
  const rooms = conflict.rules.flatMap((rule) => (rule.kind === 'rooms' ? [rule.slot] : []))
  const others = conflict.rules.filter((rule) => rule.kind !== 'rooms')
  const lines = others.map((rule) => `${describeRule(rule, names)}.`)
  // Who is away when is part of why they cannot be had.
  const people = [...new Set(others.flatMap((rule) => (rule.kind === 'needs' ? [rule.person] : [])))]
  for (const person of people) {
    const u = instance.people.indexOf(person)
    const away = instance.slots.filter((_, t) => (instance.presence[u]?.[t] ?? 1) < 0.5)
    if (away.length > 0) lines.push(`${names.person(person)} is not there ${listSlots(away, names)}.`)
  }
  if (rooms.length > 0) {
    const places = rooms.reduce((sum, slot) => sum + openRooms(instance, slot).length, 0)
    const where = rooms.length === instance.slots.length ? 'all slots together' : listSlots(rooms, names)
    lines.push(
      others.length === 0 && rooms.length === instance.slots.length
        ? `There are ${instance.sessions.length} sessions, and rooms for ${places} in ${where}.`
        : `There are rooms for ${places} sessions ${rooms.length === instance.slots.length ? `in ${where}` : where}.`,
    )
  }
  return lines
}

function listSlots(slots: readonly string[], names: AgendaNames): string {
  if (slots.length === 0) return 'never'
  return `at ${listSome(
    slots.map((slot) => names.slot(slot)),
    6,
  )}`
}
