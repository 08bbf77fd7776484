import type { Instant } from '../../core/time.ts'

/**
 * What the derived rows were made from, beyond numbers: kept in the `configuration` column of the derivation.
 *
 * A derivation is a function of its inputs. Where the inputs of one lineage, or of the matches of one quarter, have the
 * print that they had last time, its rows are the same and are left alone: that is all there is to incremental work.
 * Prints are made of Message-IDs, digests and hashes of commits, so they are the same whatever arrived first.
 */
export interface Memo {
  /** Digest of what in the configuration derivation depends on. */
  readonly configuration: string
  /** Print of the inputs of each lineage, by its name. */
  readonly lineages: Readonly<Record<string, string>>
  /** Print of the inputs of each quarter's matches, `2026-2`. */
  readonly quarters: Readonly<Record<string, string>>
  /** When a lineage stands differently by time alone, by its name; those that never do are left out. */
  readonly dues: Readonly<Record<string, Instant>>
  /** The last month that each lineage looks at, `2026-05`, by its name: what counts as long in it is part of its story. */
  readonly months: Readonly<Record<string, string>>
  /** Print of the settings, and of the file that says who answers for what. */
  readonly settings: string
  /** Print of the branches that are followed. */
  readonly branches: string
  /** Print of the decisions up to the one that the derivation names. */
  readonly decided: string
  /** How many mails there were. */
  readonly mails: number
  /** When each person first committed, by person key. */
  readonly committers: Readonly<Record<string, Instant>>
  /** Print of the `.mailmap` files: with another one, commits may be by others. */
  readonly mailmap: string
}

/** Nothing is known: everything is derived. */
export const EMPTY_MEMO: Memo = {
  configuration: '',
  lineages: {},
  quarters: {},
  dues: {},
  months: {},
  settings: '',
  branches: '',
  decided: '',
  mails: -1,
  committers: {},
  mailmap: '',
}

/** The column as written by `formatMemo`; anything else gives a memo in which nothing fits. */
export function readMemo(column: string | undefined): Memo {
  if (column === undefined || !column.startsWith('{')) return EMPTY_MEMO
  const json: Partial<Memo> = JSON.parse(column)
  return { ...EMPTY_MEMO, ...json }
}

/** The memo as text, keys sorted: equal memos are equal texts. */
export function formatMemo(memo: Memo): string {
  const sorted = (record: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  return JSON.stringify({
    configuration: memo.configuration,
    lineages: sorted(memo.lineages),
    quarters: sorted(memo.quarters),
    dues: sorted(memo.dues),
    months: sorted(memo.months),
    settings: memo.settings,
    branches: memo.branches,
    decided: memo.decided,
    mails: memo.mails,
    committers: sorted(memo.committers),
    mailmap: memo.mailmap,
  })
}

/** Something that was derived changes by time alone at or before an instant. */
export function isDue(memo: Memo, now: Instant): boolean {
  return Object.values(memo.dues).some((at) => at <= now)
}
