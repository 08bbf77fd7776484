import type { Db } from '../database.ts'

/** The number of a project, by its `id` of the configuration; allocated at its first use. */
export async function ensureProject(db: Db, name: string): Promise<number> {
  const known = await findProject(db, name)
  if (known !== undefined) return known
  await db
    .insertInto('project')
    .values({ name })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const made = await findProject(db, name)
  if (made === undefined) throw new TypeError(`the project ${name} was not stored`)
  return made
}

/** The number of a project; `undefined` before its first sync. */
export async function findProject(db: Db, name: string): Promise<number | undefined> {
  const row = await db.selectFrom('project').select('id').where('name', '=', name).executeTakeFirst()
  return row?.id
}

/** Every project, by number. */
export async function listProjects(
  db: Db,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  return db.selectFrom('project').select(['id', 'name']).orderBy('id').execute()
}
