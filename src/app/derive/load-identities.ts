import { decideIdentities, type IdentityDecision } from '../../core/people/decided-identities.ts'
import { type MailmapEntry, parseMailmap } from '../../core/people/mailmap.ts'
import type { Db } from '../../store/database.ts'
import { type Decision, listDecisions } from '../../store/inputs/decisions.ts'
import { listRepositoryFiles } from '../../store/inputs/repository-files.ts'
import { DECISION_SHAPES, PERSON_SUBJECT } from '../decision-shapes.ts'

/** The actions of decisions about who is who. */
export const IDENTITY_ACTIONS = ['join', 'separate'] as const

/**
 * Which addresses are one person's: what the `.mailmap` files of a project's repositories say, as they are on the
 * development branches, and what people decided, which wins. The configuration is not in it (see `identities`).
 *
 * For what is counted and shown. Rights and votes follow `.mailmap` and the configuration alone: nobody becomes somebody else
 * by saying so.
 */
export async function loadIdentityEntries(db: Db, projectId: number): Promise<readonly MailmapEntry[]> {
  return decideIdentities(
    await loadMailmap(db, projectId),
    (await listDecisions(db, projectId, { actions: IDENTITY_ACTIONS })).flatMap(
      (one) => readIdentityDecision(one) ?? [],
    ),
  )
}

/** What the `.mailmap` files say, without what people decided: who somebody is where it gives them rights. */
export async function loadMailmap(db: Db, projectId: number): Promise<readonly MailmapEntry[]> {
  const files = await listRepositoryFiles(db, projectId, '.mailmap')
  return files.flatMap((file) => parseMailmap(Buffer.from(file.bytes).toString('utf8')))
}

/** A decision about who is who; `undefined`: it is about something else, or its words were erased. */
export function readIdentityDecision(decision: Decision): IdentityDecision | undefined {
  const { action, subject, payload } = decision
  if ((action !== 'join' && action !== 'separate') || !subject.startsWith(PERSON_SUBJECT)) return undefined
  const words = DECISION_SHAPES[action].safeParse(payload)
  return words.success
    ? { address: subject.slice(PERSON_SUBJECT.length), other: words.data.person, isOne: action === 'join' }
    : undefined
}
