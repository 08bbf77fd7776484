/** The rows of the tables in `memo-tables.ts` (see `schema.ts`). */

/** What the next derivation has to know of a series. Key: project_id, id. */
export interface SeriesMemoRow {
  project_id: number
  /** That of its `series` row. */
  id: number
  /** Message-ID of its earliest mail. */
  name: string
  at: string
  /** Person key. */
  sender: string
  sender_name: string
  /** JSON of Series. */
  shape: string
  /** Of what its links follow from. */
  print: string
  /** Name of the series before it; null: none. */
  continues: string | null
  /** JSON of LinksOfSeries; null: it is linked to nothing. */
  links: string | null
  /** When somebody else first answered it. */
  replied_at: string | null
  /** The last review tag before it was committed, and when that was; null unless both are known. */
  approved_at: string | null
  committed_at: string | null
}

/** A Message-ID that a mail names as one above it (or, in work, as another version), and that is not here. Key: all. */
export interface MissingMailRow {
  project_id: number
  missing: string
  message: number
}

/** What is known of a sender or author when versions are linked. Key: project_id, sender. */
export interface SenderNumberRow {
  project_id: number
  /** "address ada@example.org", "name ada example" */
  sender: string
  number: number
  since: string
}
