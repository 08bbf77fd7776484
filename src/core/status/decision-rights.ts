/** Somebody who wants to say something about a lineage, as the list and the repository know them. */
export interface DecisionActor {
  /** They have written to the list, or committed. */
  readonly isKnown: boolean
  /** They posted or wrote a version of it. */
  readonly isAuthor: boolean
  /** They answer for a file that it touches. */
  readonly isResponsible: boolean
  /** They commit to a development branch. */
  readonly isCommitter: boolean
}

/** What can be said about a lineage in the browser. */
export type LineageAct =
  | 'look'
  | 'not-me'
  | 'adopt'
  | 'offer'
  | 'not-lost'
  | 'snooze'
  | 'state'
  | 'group'
  | 'link'
  | 'unlink'
  | 'match'
  | 'unmatch'

/** Every one of them. */
export const LINEAGE_ACTS: readonly LineageAct[] = [
  'look',
  'not-me',
  'adopt',
  'offer',
  'not-lost',
  'snooze',
  'state',
  'group',
  'link',
  'unlink',
  'match',
  'unmatch',
]

/** What an author alone may say of their own work: the rest is for those who answer for the code. */
const OF_AUTHORS: ReadonlySet<string> = new Set(['withdrawn', 'deferred', 'rfc'])

/**
 * Why somebody may not say it, in a sentence; `undefined`: they may.
 *
 * Whoever speaks for themselves alone (they look, they are the wrong one, they go on with it) needs nothing but an
 * address. What corrects the derivation is for people whom the list knows: it stands in the record under their name, is shown
 * beside what it corrects, and anybody known can say the opposite. Where a lineage stands, and that it may wait, is for
 * its author and for those who answer for the code.
 */
export function refuseAct(act: LineageAct, actor: DecisionActor, status?: string): string | undefined {
  switch (act) {
    case 'look':
    case 'not-me':
    case 'adopt':
      return undefined
    case 'offer':
    case 'not-lost':
    case 'group':
    case 'link':
    case 'unlink':
    case 'match':
    case 'unmatch':
      return actor.isKnown || isTrusted(actor)
        ? undefined
        : 'This is for people who have written to the list from this address.'
    case 'snooze':
      return isTrusted(actor) || actor.isAuthor
        ? undefined
        : 'This is for its author, for those who answer for its files, and for committers.'
    case 'state':
      if (isTrusted(actor)) return undefined
      if (!actor.isAuthor)
        return 'This is for its author, for those who answer for its files, and for committers.'
      return status === undefined || OF_AUTHORS.has(status)
        ? undefined
        : 'Of their own work authors may say that it is withdrawn, deferred or an RFC.'
    default:
      return act satisfies never
  }
}

function isTrusted(actor: DecisionActor): boolean {
  return actor.isResponsible || actor.isCommitter
}
