import { type Db, needTransaction } from '../database.ts'
import type { DerivationRow } from '../derived-rows.ts'
import { DERIVED_TABLES } from '../derived-tables.ts'
import type { Tables } from '../schema.ts'
import { clearIndex } from '../search.ts'

/** What the derived rows of a project were made from. */
export type Derivation = Readonly<Omit<DerivationRow, 'project_id'>>

/** What the derived rows were made from; `undefined` before the first derivation and after a clearing. */
export async function readDerivation(db: Db, projectId: number): Promise<Derivation | undefined> {
  return db
    .selectFrom('derivation')
    .select(['version', 'configuration', 'message', 'decision', 'as_of', 'written_at'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
}

/** Notes what the derived rows are made from: in the transaction that writes them. */
export async function saveDerivation(db: Db, projectId: number, derivation: Derivation): Promise<void> {
  needTransaction(db, 'saveDerivation')
  await db
    .insertInto('derivation')
    .values({ project_id: projectId, ...derivation })
    .onConflict((conflict) => conflict.column('project_id').doUpdateSet({ ...derivation }))
    .execute()
}

/** Removes every derived row of a project, and its words from the search index: the start of a rebuild. */
export async function clearDerived(db: Db, projectId: number): Promise<void> {
  needTransaction(db, 'clearDerived')
  await clearIndex(db, projectId)
  for (const table of DERIVED_TABLES)
    await db
      // Every derived table has this column; the list of their names is data.
      .deleteFrom(table.name as keyof Tables & 'message_fact')
      .where('project_id', '=', projectId)
      .execute()
}
