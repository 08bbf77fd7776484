import { applyDecision } from '../../core/hackathon/apply.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { eventOfSubject, eventSubject, readRecordedAct } from '../../core/hackathon/recorded-act.ts'
import type { Db } from '../database.ts'

/** What of an event is kept between two questions: it only grows, unless words of it are erased. */
interface Kept {
  /** Of the newest decision about it. */
  readonly sequence: number
  /** Decisions about it whose words are there. */
  readonly worded: number
  readonly hackathon: Hackathon | undefined
}

/** By database: an answer in a transaction is not kept, for the transaction may fail. */
const kept = new WeakMap<Db, Map<string, Kept>>()

/**
 * One event whole, as the decisions about it make it; `undefined` where none made it.
 *
 * It says all, also what not everybody may know: a page shows what `viewAs` leaves of it. Only decisions that came
 * since the last question are read, as long as no words were erased.
 */
export async function readHackathon(db: Db, projectId: number, id: string): Promise<Hackathon | undefined> {
  const key = `${projectId} ${id}`
  const known = kept.get(db)?.get(key)
  const state = await db
    .selectFrom('decision as d')
    .leftJoin('decision_payload as p', 'p.decision', 'd.id')
    .select((eb) => [
      eb.fn.max('d.sequence').as('sequence'),
      eb.cast<number>(eb.fn.count('p.decision'), 'integer').as('worded'),
    ])
    .where('d.project_id', '=', projectId)
    .where('d.subject', '=', eventSubject(id))
    .executeTakeFirstOrThrow()
  const sequence = state.sequence ?? 0
  if (known?.sequence === sequence && known.worded === state.worded) return known.hackathon
  const newer = await readRecorded(db, projectId, id, known?.sequence ?? 0)
  const grew = known !== undefined && known.worded + newer.length === state.worded
  const recorded = grew ? newer : known === undefined ? newer : await readRecorded(db, projectId, id, 0)
  let hackathon = grew ? known.hackathon : undefined
  for (const one of recorded) {
    const decision = readRecordedAct(one)
    if (decision !== undefined) hackathon = applyDecision(hackathon, decision).hackathon
  }
  if (!db.isTransaction) {
    const mine = kept.get(db) ?? new Map<string, Kept>()
    kept.set(db, mine)
    mine.set(key, {
      sequence: Math.max(recorded.at(-1)?.sequence ?? 0, sequence),
      worded: (grew ? known.worded : 0) + recorded.length,
      hackathon,
    })
  }
  return hackathon
}

/** Every event of a project, the latest first; of those that start on one day, by id. */
export async function listHackathons(db: Db, projectId: number): Promise<readonly Hackathon[]> {
  const rows = await db
    .selectFrom('decision')
    .select('subject')
    .where('project_id', '=', projectId)
    .where('action', '=', 'event.create')
    .execute()
  const events: Hackathon[] = []
  for (const id of new Set(rows.map((row) => eventOfSubject(row.subject)))) {
    const hackathon = id === undefined ? undefined : await readHackathon(db, projectId, id)
    if (hackathon !== undefined) events.push(hackathon)
  }
  return events.sort((a, b) =>
    a.event.startsOn === b.event.startsOn
      ? a.event.id < b.event.id
        ? -1
        : 1
      : a.event.startsOn < b.event.startsOn
        ? 1
        : -1,
  )
}

/** The event of that id, or the one whose page had that address before; `undefined` where there is none. */
export async function findHackathon(db: Db, projectId: number, name: string): Promise<Hackathon | undefined> {
  const exact = await readHackathon(db, projectId, name)
  if (exact !== undefined) return exact
  const wanted = name.toLowerCase()
  const all = await listHackathons(db, projectId)
  return all.find((one) => one.event.aliases.some((alias) => alias.toLowerCase() === wanted))
}

/** How many events a project has. */
export async function countHackathons(db: Db, projectId: number): Promise<number> {
  return (await listHackathons(db, projectId)).length
}

/** Decisions about an event after a sequence number whose words are there, in order. */
async function readRecorded(db: Db, projectId: number, id: string, after: number) {
  const rows = await db
    .selectFrom('decision as d')
    .innerJoin('decision_payload as p', 'p.decision', 'd.id')
    .select(['d.sequence', 'd.at', 'd.person', 'd.action', 'p.payload'])
    .where('d.project_id', '=', projectId)
    .where('d.subject', '=', eventSubject(id))
    .where('d.sequence', '>', after)
    .orderBy('d.sequence')
    .execute()
  return rows.map((row) => ({
    ...row,
    payload: JSON.parse(row.payload) as Readonly<Record<string, unknown>>,
  }))
}

/** Whether a project has an event: what its navigation asks, so it reads one row. */
export async function hasHackathon(db: Db, projectId: number): Promise<boolean> {
  const row = await db
    .selectFrom('decision')
    .select('sequence')
    .where('project_id', '=', projectId)
    .where('action', '=', 'event.create')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
