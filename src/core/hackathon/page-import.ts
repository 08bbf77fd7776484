import type { Problem } from '../mail/message.ts'
import type { Instant } from '../time.ts'
import type { Day } from '../zone-time.ts'
import type { WrittenAttendee } from './attendee-line.ts'
import type { Grade } from './interest.ts'
import type { TopicFields } from './topic.ts'
import type { WrittenDate } from './written-date.ts'

/** Which list of a page somebody stands on. */
export type AttendeeList = 'confirmed' | 'requested' | 'invited'

/** Somebody on one of a page's lists. */
export interface ImportedAttendee extends WrittenAttendee {
  readonly list: AttendeeList
  readonly line: number
}

/** Whether somebody wrote that they attend, and their words. */
export interface ImportedVote {
  readonly name: string
  readonly at: Instant | undefined
  readonly grade: Grade
  readonly text: string
}

/** A remark on a topic. */
export interface ImportedComment {
  readonly name: string
  readonly at: Instant | undefined
  readonly text: string
}

/** A topic of a page, with what was said below it. */
export interface ImportedTopic {
  readonly fields: TopicFields
  readonly comments: readonly ImportedComment[]
  readonly votes: readonly ImportedVote[]
  readonly line: number
}

/** What a page says of its event. */
export interface EventFacts {
  readonly title: string | undefined
  /** Other addresses of the page. */
  readonly aliases: readonly string[]
  readonly startsOn: Day | undefined
  readonly endsOn: Day | undefined
  /** The line that says where and when. */
  readonly whereAndWhen: string | undefined
  /** What of that line is the place: "Example House, Cambridge, UK". */
  readonly venue: string | undefined
  readonly host: string | undefined
  readonly capacity: number | undefined
  readonly cutOff: WrittenDate | undefined
  readonly contact: string | undefined
  readonly requestSubject: string | undefined
}

/** A session's notes that a page links to. */
export interface NoteLink {
  readonly title: string
  readonly url: string
}

/** What became of a line of the page: blank lines aside, every line has one use. */
export interface ImportLine {
  /** 1 for the first. */
  readonly number: number
  readonly text: string
  /** `frame`: headings, instructions of the template, markup without content. */
  readonly use: 'fact' | 'topic' | 'attendee' | 'note' | 'text' | 'frame' | 'unparsed'
  /** The section that it stands in, as the page calls it. */
  readonly section: string
}

/** A page of a wiki, read. */
export interface PageImport {
  readonly facts: EventFacts
  readonly topics: readonly ImportedTopic[]
  readonly attendees: readonly ImportedAttendee[]
  readonly notes: readonly NoteLink[]
  readonly lines: readonly ImportLine[]
  /** What a person has to look at: doubtful dates, broken markup, words without a place. */
  readonly problems: readonly Problem[]
}

/** The lines of an import that nothing was made of. */
export function listUnparsed(page: PageImport): readonly ImportLine[] {
  return page.lines.filter((line) => line.use === 'unparsed')
}

/** Characters of a page that are read; the page of a large event has a tenth of that. */
export const LONGEST_PAGE = 1_000_000

/** The problem that a page is longer than what is read of it, if it is. */
export function listTooLong(text: string): Problem[] {
  if (text.length <= LONGEST_PAGE) return []
  return [
    { where: 'page', what: `it has ${text.length} characters: only the first ${LONGEST_PAGE} were read` },
  ]
}
