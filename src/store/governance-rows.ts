/** The rows of the tables in `governance-tables.ts` (see `schema.ts`). */

/** A mail that calls for a decision, or cites a motion. Key: project_id, message. */
export interface MailCallRow {
  project_id: number
  message: number
  /** JSON: `MailCall`. */
  call: string
}

/** To whom a patch was sent, beside the lists; only where roles are followed. Key: project_id, message. */
export interface PatchRecipientRow {
  project_id: number
  message: number
  /** JSON array of addresses. */
  addresses: string
}

/** A motion: put on the list, or still a draft. Key: project_id, id. */
export interface MotionRow {
  project_id: number
  /** The Message-ID of its call, or the name that its draft was given. */
  id: string
  /** Of the call; null for a draft. */
  message_id: string | null
  /** When its call arrived; null for a draft, and where it could not open. */
  opened_at: string | null
  /** Of what it was derived from: the same print, the same row and ballots. */
  print: string
  /** JSON: `Motion`. */
  motion: string
}

/** A ballot on a motion, whatever became of it. Key: project_id, motion, id. */
export interface BallotRow {
  project_id: number
  motion: string
  id: string
  /** `list`, `web`, `mailbox`, `box`: where it was cast. */
  channel: string
  /** JSON: `Ballot`. */
  ballot: string
  /** Digest of the octets of the mail that it was cast by; null for one that was cast on a page. */
  mail: string | null
}

/** Somebody's role, for a time. Key: project_id, position. */
export interface RoleHoldingRow {
  project_id: number
  position: number
  /** JSON: `RoleHolding`. */
  holding: string
  /** JSON: `RoleActivity` of a role that is held and can lapse; else null. */
  activity: string | null
}
