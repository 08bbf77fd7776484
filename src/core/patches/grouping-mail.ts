import type { MessageFacts } from './facts.ts'
import { type RunStem, readRunStem } from './run-stem.ts'

/** A mail that has a place in a series: a patch, a cover letter, a pull request. */
export interface PostedMail {
  readonly facts: MessageFacts
  readonly id: string
  /** Seconds since 1970. */
  readonly at: number
  /** The k of "k/n"; 0 for what stands for the whole; `undefined` for an unnumbered patch. */
  readonly slot: number | undefined
  readonly total: number | undefined
  /** The version as written ("v2", "v1.1"); `undefined` where none is, or where it is "v1". */
  readonly label: string | undefined
  /** What keeps mails apart that are for different stable trees. */
  readonly stable: string
  readonly trees: string
  readonly run: RunStem | undefined
  /** A cover letter without a number (naked, or a pull request): it takes in what hangs below it, and joins nothing. */
  readonly unnumberedCover: boolean
}

const MINUTE = 60
/** Patches follow a cover letter without a number within this time. */
export const BURST = 30 * MINUTE
/** A higher slot or total than this is no position in a series. */
const MOST_SLOTS = 1000

/** By time, then Message-ID. */
export function compareMails(a: PostedMail, b: PostedMail): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The mail as a member of a series, whatever its kind: a human may say of any mail that it is one. */
export function postedMail(facts: MessageFacts, unnumberedCover = false): PostedMail {
  const { subject } = facts
  const isPlace = (n: number | undefined): boolean => n !== undefined && n <= MOST_SLOTS
  const slot = unnumberedCover ? 0 : isPlace(subject.index) ? subject.index : undefined
  const label = subject.revision?.text ?? (subject.revision ? `v${subject.revision.major}` : undefined)
  return {
    facts,
    id: facts.messageId,
    at: Date.parse(facts.at) / 1000,
    slot,
    total: slot !== undefined && isPlace(subject.total) ? subject.total : undefined,
    label: label === 'v1' ? undefined : label,
    stable: [...subject.stable].sort().join(' '),
    trees: [...subject.trees].sort().join(' '),
    run: readRunStem(facts.messageId, subject.index),
    unnumberedCover,
  }
}
