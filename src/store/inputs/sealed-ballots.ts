import { type Db, needTransaction } from '../database.ts'

/** A ballot without a name, under the receipt that its voter was given. */
export interface SealedBallot {
  readonly receipt: string
  /** JSON: what was voted. */
  readonly content: object
}

/** Puts a ballot into the box of an anonymous vote. Nothing of it says when, or by whom. */
export async function putSealedBallot(
  db: Db,
  projectId: number,
  motion: string,
  ballot: SealedBallot,
): Promise<void> {
  needTransaction(db, 'putSealedBallot')
  await db
    .insertInto('sealed_ballot')
    .values({
      project_id: projectId,
      motion,
      receipt: ballot.receipt,
      content: JSON.stringify(ballot.content),
    })
    .execute()
}

/** The ballots in a box, in the order of their receipts, which is by chance. */
export async function listSealedBallots(
  db: Db,
  projectId: number,
  motion: string,
): Promise<readonly SealedBallot[]> {
  const rows = await db
    .selectFrom('sealed_ballot')
    .select(['receipt', 'content'])
    .where('project_id', '=', projectId)
    .where('motion', '=', motion)
    .orderBy('receipt')
    .execute()
  return rows.map((row) => ({ receipt: row.receipt, content: JSON.parse(row.content) }))
}
