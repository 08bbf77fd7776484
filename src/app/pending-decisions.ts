import type { Db } from '../store/database.ts'
import { readDerivation } from '../store/derived/derivation.ts'
import { listDecisions } from '../store/inputs/decisions.ts'
import { derivesRows } from './decision-shapes.ts'

/** Whether something was decided of which nothing was derived yet: a server was stopped in between. */
export async function hasPendingDecisions(db: Db, projectId: number): Promise<boolean> {
  const derivation = await readDerivation(db, projectId)
  if (derivation === undefined) return false
  return (await listDecisions(db, projectId, { after: derivation.decision })).some(derivesRows)
}
