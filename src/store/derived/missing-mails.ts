import { type Db, needTransaction } from '../database.ts'
import { readByKeys, storableText } from '../rows.ts'
import { put } from './lineages.ts'

/** A Message-ID that is named and not here, and the number of the mail that names it. */
export interface MissingMail {
  readonly missing: string
  readonly message: number
}

/** Who names mails that are not here: all of a project. */
export async function listMissing(db: Db, projectId: number): Promise<readonly MissingMail[]> {
  return db
    .selectFrom('missing_mail')
    .select(['missing', 'message'])
    .where('project_id', '=', projectId)
    .execute()
}

/** The mails that name any of these Message-IDs, none of which is here. */
export async function listNaming(
  db: Db,
  projectId: number,
  missing: readonly string[],
): Promise<readonly MissingMail[]> {
  return readByKeys([...new Set(missing)], (chunk) =>
    db
      .selectFrom('missing_mail')
      .select(['missing', 'message'])
      .where('project_id', '=', projectId)
      .where('missing', 'in', chunk)
      .execute(),
  )
}

/** The Message-IDs that these mails name, and that are not here. */
export async function listMissingOf(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<readonly MissingMail[]> {
  return readByKeys([...new Set(messages)], (chunk) =>
    db
      .selectFrom('missing_mail')
      .select(['missing', 'message'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
}

/** Writes who names what that is not here. `arrived`: Message-IDs that are here now. */
export async function changeMissing(
  db: Db,
  projectId: number,
  arrived: readonly string[],
  added: readonly MissingMail[],
): Promise<void> {
  needTransaction(db, 'changeMissing')
  await readByKeys(arrived, (chunk) =>
    db.deleteFrom('missing_mail').where('project_id', '=', projectId).where('missing', 'in', chunk).execute(),
  )
  await put(db, projectId, 'missing_mail', added.map(rowOf))
}

/** Writes all of it anew, where anything differs. */
export async function replaceMissing(db: Db, projectId: number, all: readonly MissingMail[]): Promise<void> {
  needTransaction(db, 'replaceMissing')
  const key = (one: MissingMail): string => `${one.message} ${storableText(one.missing)}`
  const before = new Set((await listMissing(db, projectId)).map(key))
  if (before.size === all.length && all.every((one) => before.has(key(one)))) return
  await db.deleteFrom('missing_mail').where('project_id', '=', projectId).execute()
  await put(db, projectId, 'missing_mail', all.map(rowOf))
}

function rowOf({ missing, message }: MissingMail): MissingMail {
  return { missing: storableText(missing), message }
}
