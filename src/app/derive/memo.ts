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
  /** Print of the set of mails and people. */
  readonly people: string
  /** The earliest instant at which something changes by time alone; `undefined`: never. */
  readonly dueAt: string | undefined
  /** Print of what decisions, commits and branches there were. */
  readonly inputs: string
}

const EMPTY: Memo = {
  configuration: '',
  lineages: {},
  quarters: {},
  people: '',
  dueAt: undefined,
  inputs: '',
}

/** The column as written by `formatMemo`; anything else gives a memo in which nothing fits. */
export function readMemo(column: string | undefined): Memo {
  if (column === undefined || !column.startsWith('{')) return EMPTY
  const json: Partial<Memo> = JSON.parse(column)
  return { ...EMPTY, ...json }
}

/** The memo as text, keys sorted: equal memos are equal texts. */
export function formatMemo(memo: Memo): string {
  const sorted = (record: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  return JSON.stringify({
    configuration: memo.configuration,
    lineages: sorted(memo.lineages),
    quarters: sorted(memo.quarters),
    people: memo.people,
    dueAt: memo.dueAt,
    inputs: memo.inputs,
  })
}
