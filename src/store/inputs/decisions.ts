import { CompiledQuery } from 'kysely'
import {
  type BrokenLink,
  digestDecision,
  digestPayload,
  FIRST_PREVIOUS,
  findBrokenLink,
} from '../../core/decision-chain.ts'
import type { Instant } from '../../core/time.ts'
import { type Db, engineOf, needTransaction } from '../database.ts'
import { storableText } from '../rows.ts'

/** What a decision says beyond its subject: plain JSON, by the action's own shape. */
export type DecisionPayload = Readonly<Record<string, unknown>>

/** A human's recorded act. */
export interface Decision {
  readonly id: number
  /** 1, 2, 3 … within the project. */
  readonly sequence: number
  readonly at: Instant
  /** An address, or `cli:<user>`. */
  readonly person: string
  /** `group`, `link`, `unlink`, `state`, `erase`, … */
  readonly action: string
  /** The Message-ID that it is about. */
  readonly subject: string
  /** `undefined` once erased. */
  readonly payload: DecisionPayload | undefined
  /** SHA-256 (hex) over everything but the payload, and over `previous`: the chain. */
  readonly digest: string
  /** The digest of the decision before it; 64 zeros for the first. */
  readonly previous: string
}

/** A decision to be recorded. `salt`: random hex, which keeps an erased payload from being guessed. */
export interface NewDecision {
  readonly at: Instant
  readonly person: string
  readonly action: string
  readonly subject: string
  readonly payload: DecisionPayload
  readonly salt: string
}

/** Records a decision at the end of the project's chain. Appends wait for each other, on both engines. */
export async function appendDecision(db: Db, projectId: number, decision: NewDecision): Promise<Decision> {
  needTransaction(db, 'appendDecision')
  const last = await lockEnd(db, projectId)
  const payload = storableText(JSON.stringify(decision.payload))
  const fields = {
    sequence: (last?.sequence ?? 0) + 1,
    at: decision.at,
    person: storableText(decision.person),
    action: storableText(decision.action),
    subject: storableText(decision.subject),
    payload_digest: digestPayload(decision.salt, payload),
    previous: last?.digest ?? FIRST_PREVIOUS,
  }
  const digest = digestDecision(fields)
  const row = await db
    .insertInto('decision')
    .values({ project_id: projectId, ...fields, digest })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('decision_payload')
    .values({ decision: row.id, project_id: projectId, salt: decision.salt, payload })
    .execute()
  const { payload_digest: _, ...shown } = fields
  return { id: row.id, ...shown, payload: JSON.parse(payload), digest }
}

/** Any number: together with the project's, what appends of decisions wait on. */
const DECISION_LOCK = 7_206_115

/**
 * Lets nobody else append to the log of a project until the transaction ends, and gives the sequence number of the
 * next decision: for whoever must judge an act by what was decided before it.
 */
export async function lockDecisions(db: Db, projectId: number): Promise<number> {
  needTransaction(db, 'lockDecisions')
  return ((await lockEnd(db, projectId))?.sequence ?? 0) + 1
}

async function lockEnd(db: Db, projectId: number) {
  // SQLite's transaction has the write lock already.
  if (engineOf(db) === 'postgres')
    await db.executeQuery(
      CompiledQuery.raw('select pg_advisory_xact_lock($1, $2)', [DECISION_LOCK, projectId]),
    )
  return db
    .selectFrom('decision')
    .select(['sequence', 'digest'])
    .where('project_id', '=', projectId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/**
 * The decisions of a project in order; all of them, or those on one Message-ID, of some actions, or after a sequence
 * number.
 */
export async function listDecisions(
  db: Db,
  projectId: number,
  only: Only = {},
): Promise<readonly Decision[]> {
  const rows = await readRows(db, projectId, only)
  return rows.map((row) => ({
    id: row.id,
    sequence: row.sequence,
    at: row.at,
    person: row.person,
    action: row.action,
    subject: row.subject,
    payload: row.payload === null ? undefined : JSON.parse(row.payload),
    digest: row.digest,
    previous: row.previous,
  }))
}

/**
 * Erases what a decision said, its payload and salt: that it was made, when, by whom and on what stays, and
 * the chain holds. The caller records the erasure as a decision of its own. Gives `false` when nothing was left.
 */
export async function eraseDecision(db: Db, projectId: number, sequence: number): Promise<boolean> {
  const row = await db
    .selectFrom('decision')
    .select('id')
    .where('project_id', '=', projectId)
    .where('sequence', '=', sequence)
    .executeTakeFirst()
  if (row === undefined) return false
  const done = await db.deleteFrom('decision_payload').where('decision', '=', row.id).executeTakeFirst()
  return done.numDeletedRows > 0n
}

/**
 * Checks the chain of a project's decisions: every digest, every link, no gap, every payload that no later
 * decision erased. `undefined`: all is well. A cut at the end shows only against a `head` (the newest digest, or at
 * least its first twelve digits) that was noted elsewhere. Throws `UserError` 'usage' for a head that is no digest.
 */
export async function verifyDecisions(
  db: Db,
  projectId: number,
  head?: string,
): Promise<BrokenLink | undefined> {
  return findBrokenLink(await readRows(db, projectId, {}), head)
}

interface Only {
  readonly subject?: string
  readonly after?: number
  readonly actions?: readonly string[]
}

async function readRows(db: Db, projectId: number, only: Only) {
  let query = db
    .selectFrom('decision as d')
    .leftJoin('decision_payload as p', 'p.decision', 'd.id')
    .select([
      'd.id',
      'd.sequence',
      'd.at',
      'd.person',
      'd.action',
      'd.subject',
      'd.payload_digest',
      'd.digest',
      'd.previous',
      'p.salt',
      'p.payload',
    ])
    .where('d.project_id', '=', projectId)
    .orderBy('d.sequence')
  if (only.subject !== undefined) query = query.where('d.subject', '=', storableText(only.subject))
  if (only.actions !== undefined) query = query.where('d.action', 'in', only.actions)
  if (only.after !== undefined) query = query.where('d.sequence', '>', only.after)
  return query.execute()
}
