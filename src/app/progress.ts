/** How far a piece of work is. */
export interface Progress {
  /** What is being done, for people: "reading devel@lists.example.org". */
  readonly step: string
  readonly unit: 'mails' | 'commits' | 'series' | 'steps'
  readonly done: number
  /** `undefined` while it is not known. */
  readonly total: number | undefined
}

/** Called often; whoever shows it decides how often that is worth showing. */
export type OnProgress = (progress: Progress) => void
