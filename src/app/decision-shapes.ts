import { z } from 'zod'
import { STATUSES } from '../core/status/status.ts'

/**
 * What people can decide, and what each decision says beside its subject (a Message-ID). Everything refers to
 * Message-IDs and commits, never to derived numbers: decisions outlive every rebuild.
 *
 * `group`: the mail is part of the series of another mail, or (`own`) of a series of its own. `link`: the series of the mail continues the series of
 * `older`; `unlink`: it does not. `state`: the lineage of the mail stands so, until its next posting or commit.
 * `match`: the patch became that commit; `unmatch`: it did not. `erase`: the words of an earlier decision are gone.
 */
const reason = z.string().max(10_000).optional()
const messageId = z.string().min(1).max(1000)
const commit = z.string().regex(/^[0-9a-f]{40}$/)

export const DECISION_SHAPES = {
  group: z.strictObject({ series: messageId, reason }),
  link: z.strictObject({ older: messageId, reason }),
  unlink: z.strictObject({ older: messageId, reason }),
  state: z.strictObject({ status: z.enum(STATUSES), reason }),
  match: z.strictObject({ commit, repository: z.string(), reason }),
  unmatch: z.strictObject({ commit, repository: z.string(), reason }),
  erase: z.strictObject({ sequence: z.number().int().positive(), reason }),
}

/** The name of a kind of decision. */
export type DecisionAction = keyof typeof DECISION_SHAPES

export const DECISION_ACTIONS = Object.keys(DECISION_SHAPES).sort() as readonly DecisionAction[]
