import type { AgendaRule, Instance } from './instance.ts'

/**
 * Reads an instance as scheduler benchmarks exchange them: `{users, sessions: [{title, owner}], slots, rooms: [{name,
 * cap}], W}` with optional `avail` (person by slot, 0 to 1) and `possible` (session by slot, 0 or 1). Owners lead
 * their sessions, if `owners` is given. Sessions are named by their title, and by their number where titles repeat.
 * `undefined` for anything that is not of this shape.
 */
export function parseInstance(
  text: string,
  options: { readonly owners?: boolean } = {},
): Instance | undefined {
  const value = readJson(text)
  const people = strings(fieldOf(value, 'users'))
  const slots = strings(fieldOf(value, 'slots'))
  const given = fieldOf(value, 'sessions')
  const rooms = fieldOf(value, 'rooms')
  const weights = numbers(fieldOf(value, 'W'))
  if (people === undefined || slots === undefined || weights === undefined) return undefined
  if (!Array.isArray(given) || !Array.isArray(rooms)) return undefined
  const titles = given.map((one: unknown, i) => String(fieldOf(one, 'title') ?? i))
  const sessions = titles.map((title, i) => (titles.indexOf(title) === i ? title : `${title} (${i + 1})`))
  const avail = numbers(fieldOf(value, 'avail'))
  const possible = numbers(fieldOf(value, 'possible'))
  const rules: AgendaRule[] = []
  for (const [i, session] of sessions.entries()) {
    const owner = people[Number(fieldOf(given[i], 'owner') ?? -1)]
    if (options.owners === true && owner !== undefined) rules.push({ kind: 'needs', session, person: owner })
    const may = possible?.[i]
    if (may?.some((one) => one === 0))
      rules.push({
        kind: 'only-in',
        session,
        slots: slots.filter((_, t) => may[t] !== 0),
        why: 'slots that it was given',
      })
  }
  return {
    people,
    sessions,
    slots,
    rooms: rooms.map((room: unknown, i) => {
      const seats = Number(fieldOf(room, 'cap'))
      return { id: String(fieldOf(room, 'name') ?? i), capacity: seats > 0 ? seats : undefined }
    }),
    weights,
    presence: people.map((_, u) => slots.map((__, t) => avail?.[u]?.[t] ?? 1)),
    closedRooms: new Map(),
    lockedSlots: [],
    rules,
    wishes: [],
    before: [],
  }
}

/** Writes an instance in that shape. Rules that it has no words for are left out. */
export function formatInstance(instance: Instance): string {
  const owner = new Map<string, number>()
  for (const rule of instance.rules)
    if (rule.kind === 'needs' && !owner.has(rule.session))
      owner.set(rule.session, instance.people.indexOf(rule.person))
  const only = new Map(
    instance.rules.flatMap((rule) => (rule.kind === 'only-in' ? [[rule.session, rule.slots] as const] : [])),
  )
  return `${JSON.stringify({
    users: instance.people,
    sessions: instance.sessions.map((title) => ({ title, owner: owner.get(title) ?? null })),
    slots: instance.slots,
    rooms: instance.rooms.map((room) => ({ name: room.id, cap: room.capacity ?? null })),
    W: instance.weights,
    avail: instance.presence,
    possible: instance.sessions.map((session) =>
      instance.slots.map((slot) => (only.get(session)?.includes(slot) === false ? 0 : 1)),
    ),
  })}\n`
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
}

function numbers(value: unknown): readonly (readonly number[])[] | undefined {
  const isRow = (row: unknown): boolean => Array.isArray(row) && row.every((one) => Number.isFinite(one))
  return Array.isArray(value) && value.every(isRow) ? value : undefined
}
