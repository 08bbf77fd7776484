import { type Calendar, makeCalendar } from '../../core/metrics/calendar.ts'
import { type Filter, makeActor, makeFilter, resolvePeriod } from '../../core/metrics/filter.ts'
import type { Scope } from '../../core/metrics/metric.ts'
import { type Period, parseDay, stepFor } from '../../core/metrics/period.ts'
import { DAY } from '../../core/time.ts'
import type { MetricRecord } from './record.ts'
import type { MetricSettings } from './settings.ts'

/** What a filter leaves of a record. `person`: key of the person that its number names; `undefined`: there is none. */
export function scopeOf(
  record: MetricRecord,
  filter: Filter,
  person: string | undefined,
  settings: Pick<MetricSettings, 'calendar' | 'review'>,
): Scope {
  const { companyOf } = record.people
  const passes = makeFilter(filter, person, companyOf)
  const period = resolvePeriod(filter.period, record.asOf, record.firstAt)
  const facts = record.facts.filter(passes)
  return {
    facts,
    commits: record.commits,
    period,
    step: filter.by ?? stepFor(period),
    asOf: record.asOf,
    calendar: calendarOf(settings),
    freezes: freezesOf(settings),
    people: record.people,
    isActor: makeActor(filter, person, companyOf),
    isNarrowed: facts.length < record.facts.length,
  }
}

const calendars = new WeakMap<object, Calendar>()

/** The calendar of a project: made once, for it remembers what it has counted. */
function calendarOf({ calendar }: Pick<MetricSettings, 'calendar'>): Calendar {
  const known = calendars.get(calendar)
  if (known !== undefined) return known
  const made = makeCalendar(calendar)
  calendars.set(calendar, made)
  return made
}

/** The first second of each, and the first after it. */
function freezesOf({ review }: Pick<MetricSettings, 'review'>): readonly Period[] {
  return review.freezes.flatMap(({ from, until }): Period[] => {
    const [first, last] = [parseDay(from), parseDay(until)]
    return first === undefined || last === undefined ? [] : [{ from: first, to: last + DAY }]
  })
}
