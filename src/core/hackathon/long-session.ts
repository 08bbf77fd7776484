import type { HackathonAct } from './decision.ts'
import type { SessionFields } from './session.ts'

/** Longer than this nobody sits. */
export const MOST_PARTS = 4

/**
 * The acts that add a session of several slots: as many parts, each directly after the one before it, in the same room.
 * Every part has a time, a room, people and notes of its own, so nothing else has to know that it is long. Ids are
 * `id`, `id-2`, `id-3`.
 */
export function listPartActs(id: string, fields: SessionFields, parts: number): readonly HackathonAct[] {
  const count = Math.min(Math.max(Math.trunc(parts), 1), MOST_PARTS)
  if (count === 1) return [{ kind: 'session.add', id, fields }]
  const partId = (n: number): string => (n === 1 ? id : `${id}-${n}`)
  return Array.from({ length: count }, (_, i): HackathonAct => {
    const n = i + 1
    const title = `${fields.title} (${n} of ${count})`
    if (n === 1) return { kind: 'session.add', id, fields: { ...fields, title } }
    const wishes = [{ kind: 'after', session: partId(i), hard: true, directly: true } as const]
    return { kind: 'session.add', id: partId(n), fields: { ...fields, title, wishes, unreadWishes: [] } }
  })
}
