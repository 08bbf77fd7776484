import type { Address } from '../mail/message.ts'
import type { Situation } from './history.ts'
import type { Readiness } from './readiness.ts'
import type { LostReason, Standing } from './status.ts'

/** What would bring a lost lineage back, and whom to ask. */
export interface Remedy {
  readonly reason: LostReason
  /** One sentence for people. */
  readonly text: string
  /** Whom to ask; empty where anybody may act. */
  readonly ask: readonly Address[]
  /** Whom to ask next, when those do not answer: the maintainers of more general sections. */
  readonly next: readonly Address[]
}

/**
 * The action that each reason calls for (patch-trackers dossier, section 3.5), with the people by name. Whether those
 * people are still active is for the reader of the record to see.
 */
export function remedyOf(
  reason: LostReason,
  situation: Situation,
  standing: Standing,
  readiness: Readiness,
): Remedy {
  const pool = peopleOf(situation, readiness, 'pool')
  const general = peopleOf(situation, readiness, 'general')
  const make = (text: string, ask: readonly Address[], next: readonly Address[] = general): Remedy => {
    const asked = new Set(ask.map((one) => situation.history.personKey(one)))
    return { reason, text, ask, next: next.filter((one) => !asked.has(situation.history.personKey(one))) }
  }
  switch (reason) {
    case 'L1':
      return make(
        pool.length === 0
          ? 'ask on the list for a review'
          : 'ask those who answer for its files for a review',
        pool,
      )
    case 'L2':
      return make(
        'ask the reviewer whose answer is missing; after twice the time, any reviewer of the files',
        standing.holders,
        pool.length === 0 ? general : pool,
      )
    case 'L3':
      return make('ask those who commit to apply it; check first that it still applies', standing.holders)
    case 'L4':
      return make(
        'adopt it, keeping the author’s From and Signed-off-by, or ask its author to go on',
        [situation.newest.sender],
        [],
      )
    case 'L5':
      return remedyOfRest(standing, situation, pool, make)
    case 'L6':
      return make('answer the ping', standing.holders.length > 0 ? standing.holders : pool)
    case 'L7':
      return make('ask whoever said that it is applied', standing.holders)
    case 'L8':
      return make('tell its author which mails are missing on the list', [situation.newest.sender], [])
    default:
      return reason satisfies never
  }
}

/** What is left of a series waits for its author, for an answer, or for somebody to commit it. */
function remedyOfRest(
  standing: Standing,
  situation: Situation,
  pool: readonly Address[],
  make: (text: string, ask: readonly Address[], next?: readonly Address[]) => Remedy,
): Remedy {
  if (standing.turn === 'reviewers') {
    const ask = standing.holders.length > 0 ? standing.holders : pool
    return make('ask what becomes of the patches that are left', ask)
  }
  if (standing.turn === 'committers')
    return make('ask those who commit to apply the rest; check first that it still applies', pool)
  return make('post the patches that are left anew', [situation.newest.sender], [])
}

function peopleOf(
  { history, authors }: Situation,
  readiness: Readiness,
  of: 'pool' | 'general',
): readonly Address[] {
  const people = new Map<string, Address>()
  for (const file of readiness.patches.flatMap((one) => one.owners))
    for (const one of file[of]) {
      const person = history.personKey(one)
      if (!authors.has(person)) people.set(person, { name: one.name, address: one.address })
    }
  return [...people.values()]
}
