/** A derived table: its columns and key; `indexes` name the question that each serves. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: string
  /** Rows are short: SQLite keeps them in the key's own tree. */
  readonly narrow?: true
  readonly indexes?: readonly string[]
}
