import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'

/** Somebody who is signed in, or a token of theirs: nothing of it is a secret. */
export interface Session {
  readonly name: string
  readonly address: string
  readonly kind: 'browser' | 'token'
  readonly label: string
  readonly createdAt: Instant
  readonly seenAt: Instant
  readonly expiresAt: Instant
}

/** Keeps a link that signs somebody in, by the digest of its secret; those that have expired are forgotten. */
export async function putSignInLink(
  db: Db,
  link: {
    readonly digest: string
    readonly address: string
    readonly expiresAt: Instant
    readonly target: string
  },
  now: Instant,
): Promise<void> {
  await db.deleteFrom('sign_in_link').where('expires_at', '<=', now).execute()
  const { digest, address, expiresAt, target } = link
  await db.insertInto('sign_in_link').values({ digest, address, expires_at: expiresAt, target }).execute()
}

/** Whom a link would sign in; `undefined`: it was used, has expired, or never was. */
export async function findSignInLink(
  db: Db,
  digest: string,
  now: Instant,
): Promise<{ readonly address: string; readonly target: string } | undefined> {
  return db
    .selectFrom('sign_in_link')
    .select(['address', 'target'])
    .where('digest', '=', digest)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a link up. Of two who try at once, one gets it. */
export async function takeSignInLink(
  db: Db,
  digest: string,
  now: Instant,
): Promise<{ readonly address: string; readonly target: string } | undefined> {
  return db
    .deleteFrom('sign_in_link')
    .where('digest', '=', digest)
    .where('expires_at', '>', now)
    .returning(['address', 'target'])
    .executeTakeFirst()
}

/** Keeps a session or a token, by the digest of its secret; those that have expired are forgotten. */
export async function putSession(db: Db, digest: string, session: Session): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', session.createdAt).execute()
  await db
    .insertInto('session')
    .values({
      digest,
      name: session.name,
      address: session.address,
      kind: session.kind,
      label: session.label,
      created_at: session.createdAt,
      seen_at: session.seenAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** The session behind a secret, by its digest; `undefined`: it was ended, has expired, or never was. */
export async function findSession(db: Db, digest: string, now: Instant): Promise<Session | undefined> {
  const row = await db
    .selectFrom('session')
    .select(COLUMNS)
    .where('digest', '=', digest)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && sessionOf(row)
}

/** Notes that a session was used. */
export async function touchSession(db: Db, digest: string, now: Instant): Promise<void> {
  await db.updateTable('session').set({ seen_at: now }).where('digest', '=', digest).execute()
}

/** The sessions and tokens of somebody, the newest first. */
export async function listSessions(db: Db, address: string, now: Instant): Promise<readonly Session[]> {
  const rows = await db
    .selectFrom('session')
    .select(COLUMNS)
    .where('address', '=', address)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('name')
    .execute()
  return rows.map(sessionOf)
}

/** Ends one session of somebody, or all of them. */
export async function endSessions(db: Db, address: string, name: string | 'all'): Promise<void> {
  const all = db.deleteFrom('session').where('address', '=', address)
  await (name === 'all' ? all : all.where('name', '=', name)).execute()
}

const COLUMNS = ['name', 'address', 'kind', 'label', 'created_at', 'seen_at', 'expires_at'] as const

function sessionOf(row: {
  name: string
  address: string
  kind: 'browser' | 'token'
  label: string
  created_at: string
  seen_at: string
  expires_at: string
}): Session {
  return {
    name: row.name,
    address: row.address,
    kind: row.kind,
    label: row.label,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  }
}
