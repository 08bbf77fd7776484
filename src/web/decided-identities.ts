import { IDENTITY_ACTIONS, readIdentityDecision } from '../app/derive/load-identities.ts'
import type { IdentityDecision } from '../core/people/decided-identities.ts'
import type { Instant } from '../core/time.ts'
import { listDecisions } from '../store/inputs/decisions.ts'
import type { Asked } from './request.ts'

/** What somebody said of two addresses. */
export interface DecidedIdentity extends IdentityDecision {
  readonly sequence: number
  readonly at: Instant
  readonly person: string
  readonly reason: string | undefined
}

/** The latest word on each pair, the newest first. */
export async function listDecidedIdentities({ db, projectId }: Asked): Promise<readonly DecidedIdentity[]> {
  const latest = new Map<string, DecidedIdentity>()
  for (const one of await listDecisions(db, projectId, { actions: IDENTITY_ACTIONS })) {
    const said = readIdentityDecision(one)
    if (said === undefined) continue
    const pair = [said.address, said.other].sort().join(' ')
    const reason = one.payload?.['reason']
    const { sequence, at, person } = one
    latest.delete(pair)
    latest.set(pair, {
      ...said,
      sequence,
      at,
      person,
      reason: typeof reason === 'string' ? reason : undefined,
    })
  }
  return [...latest.values()].reverse()
}
