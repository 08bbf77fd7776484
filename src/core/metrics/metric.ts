import type { Calendar } from './calendar.ts'
import type { CommitFact } from './commit-fact.ts'
import type { PeopleBook } from './complete-facts.ts'
import type { Filter, Part } from './filter.ts'
import type { Period, Step } from './period.ts'
import type { ReplyFact, Seconds, SeriesFact, TagFact, VersionFact } from './series-fact.ts'

/** What a number is a number of. */
export type Unit =
  | 'days'
  | 'business days'
  | 'series'
  | 'versions'
  | 'patches'
  | 'mails'
  | 'reviews'
  | 'tags'
  | 'people'
  | 'commits'
  | 'percent'
  | 'lines'
  | 'areas'
  | 'points'

/** What a metric is computed from: what a filter has left, and how to look at it. */
export interface Scope {
  /** Lineages that pass the filter, as they were known at `asOf`, by start. */
  readonly facts: readonly SeriesFact[]
  /** All commits on branches that are followed, up to `asOf`, by time. */
  readonly commits: readonly CommitFact[]
  /** What each metric cuts its own instant by. */
  readonly period: Period
  readonly step: Step
  readonly asOf: Seconds
  readonly calendar: Calendar
  /** When only what the release manager lets in was committed, by begin. */
  readonly freezes: readonly Period[]
  readonly people: PeopleBook
  /** Whose reviews, comments and tags are counted. */
  readonly isActor: (person: string, at: Seconds) => boolean
  /** Whether a filter is set, so that commits that came of no series on the list cannot pass it. */
  readonly isNarrowed: boolean
}

/** One line of a chart, or one column of a table. */
export interface MetricLine {
  readonly id: string
  readonly label: string
  /** Where it is another than the metric's. */
  readonly unit?: Unit
}

/** What a number can be a number of within its series: of a version it is the version, or its patches. */
export type CountedEvent = ReplyFact | TagFact | VersionFact

/** One number, what it is a number of, and what stands behind it. */
export interface Point {
  /** `id` of a line. */
  readonly line: string
  /**
   * Where it stands on the axis: the first day of a piece of time, a number of days, a category, a company, an area, or
   * the key of a person.
   */
  readonly x: string
  /** `undefined`: it cannot be told (a median of which more than half are still open). */
  readonly value: number | undefined
  /** How many observations it is made of, where it is no count itself. */
  readonly n?: number
  /** How many of these have no end yet. */
  readonly open?: number
  /** Bounds of the 95 % interval. */
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** The series behind it, and the commits. */
  readonly series?: readonly SeriesFact[]
  /** How many series these are, where they are looked for only when somebody asks for them: see `lazyPoint`. */
  readonly behind?: number
  readonly commits?: readonly CommitFact[]
  /** What was counted, one by one, where that is no series and no commit: as many as the number says. */
  readonly events?: readonly CountedEvent[]
}

/** What stands on the axis of a metric. */
export type Axis = 'time' | 'days' | 'category' | 'person' | 'company' | 'area'

/** How a metric is shown. */
export type Shape = 'lines' | 'areas' | 'bars' | 'steps' | 'table'

/** What the period of a filter cuts: the instant that each observation is counted by. */
export type CountedBy = 'opened' | 'merged' | 'happened' | 'committed' | 'now'

/** A number that the record shows. */
export interface Metric {
  /** As in addresses and files. */
  readonly id: string
  readonly title: string
  readonly unit: Unit
  readonly axis: Axis
  readonly shape: Shape
  readonly countedBy: CountedBy
  /** In the order in which they are drawn; empty where the data say which there are. */
  readonly lines: readonly MetricLine[]
  /** Its pieces of time are one size larger than those of the scope: it needs many observations in each. */
  readonly coarse?: boolean
  /** Its numbers count everything since the period began, and not what is in a piece of time. */
  readonly cumulative?: boolean
  /** The part of the filter that a category stands for. */
  readonly narrows?: keyof Filter
  /** What the people or companies of a table have to do with the series behind their numbers. */
  readonly part?: Part
  /** What the record has to have for it, where many a project has none of it. */
  readonly absent?: string
  /** What is counted, and what is left out. */
  readonly definition: string
  /** Which paper, tool or rule the definition comes from. */
  readonly source: string
  /** Points by line, then along the axis. Depends on the set of facts, not on their order. */
  compute(scope: Scope): readonly Point[]
}
