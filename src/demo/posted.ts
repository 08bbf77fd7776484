import type { Change, Edit } from './change.ts'
import type { Person } from './people.ts'

/** A patch on the list. */
export interface PostedPatch {
  readonly mail: Posted
  readonly change: Change
  readonly author: Person
  readonly title: string
  /** Commit message without the title and without trailers. */
  readonly text: readonly string[]
  /** Trailers in the mail, in order. */
  readonly trailers: readonly string[]
  readonly edits: readonly Edit[]
  readonly diff: readonly string[]
}

/** A series on the list: its patches in order, without those that got lost on the way. */
export interface PostedSeries {
  readonly cover: Posted | undefined
  readonly patches: readonly PostedPatch[]
  readonly version: number
  /** The mail that the others hang below. */
  readonly root: Posted
}

/** A mail that was sent, as far as answers to it need it. */
export interface Posted {
  readonly messageId: string
  readonly subject: string
  readonly from: Person
  readonly at: number
  readonly body: string
  readonly references: readonly string[]
  readonly list: string
}
