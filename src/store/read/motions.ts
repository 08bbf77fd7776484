import type { Ballot } from '../../core/governance/motion.ts'
import type { MotionRecord } from '../../core/governance/motion-record.ts'
import type { Db } from '../database.ts'
import type { StoredBallot } from '../derived/motions.ts'

/** A motion with its ballots. */
export interface MotionEntry {
  readonly motion: MotionRecord
  readonly ballots: readonly StoredBallot[]
}

/** Every motion of a project with its ballots, the newest first: by arrival or draft, then id. */
export async function listMotions(db: Db, projectId: number): Promise<readonly MotionEntry[]> {
  const rows = await db.selectFrom('motion').select(['motion']).where('project_id', '=', projectId).execute()
  const ballots = await db
    .selectFrom('ballot')
    .select(['motion', 'channel', 'ballot', 'mail'])
    .where('project_id', '=', projectId)
    .orderBy('motion')
    .orderBy('id')
    .execute()
  const byMotion = new Map<string, StoredBallot[]>()
  for (const row of ballots) {
    const list = byMotion.get(row.motion) ?? []
    list.push(ballotOf(row))
    byMotion.set(row.motion, list)
  }
  return rows
    .map((row) => motionOf(row))
    .sort((a, b) => order(startOf(b), startOf(a)) || order(a.id, b.id))
    .map((motion) => ({ motion, ballots: byMotion.get(motion.id) ?? [] }))
}

/** One motion, by its id or the Message-ID of its call; `undefined` where there is none. */
export async function readMotion(db: Db, projectId: number, id: string): Promise<MotionEntry | undefined> {
  const row =
    (await db
      .selectFrom('motion')
      .select(['motion'])
      .where('project_id', '=', projectId)
      .where('id', '=', id)
      .executeTakeFirst()) ??
    (await db
      .selectFrom('motion')
      .select(['motion'])
      .where('project_id', '=', projectId)
      .where('message_id', '=', id)
      .executeTakeFirst())
  if (row === undefined) return undefined
  const motion = motionOf(row)
  const ballots = await db
    .selectFrom('ballot')
    .select(['channel', 'ballot', 'mail'])
    .where('project_id', '=', projectId)
    .where('motion', '=', motion.id)
    .orderBy('id')
    .execute()
  return { motion, ballots: ballots.map(ballotOf) }
}

/** How many motions a project has. */
export async function countMotions(db: Db, projectId: number): Promise<number> {
  const row = await db
    .selectFrom('motion')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

function motionOf(row: { readonly motion: string }): MotionRecord {
  return JSON.parse(row.motion) as MotionRecord
}

function ballotOf(row: {
  readonly channel: string
  readonly ballot: string
  readonly mail: string | null
}): StoredBallot {
  const { channel } = row
  return {
    channel: channel === 'web' || channel === 'mailbox' || channel === 'box' ? channel : 'list',
    // Keys without a value are left out of the text: absent is undefined.
    ballot: JSON.parse(row.ballot) as Ballot,
    mail: row.mail ?? undefined,
  }
}

function startOf(motion: MotionRecord): string {
  return motion.arrivedAt ?? motion.draftedAt ?? ''
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
