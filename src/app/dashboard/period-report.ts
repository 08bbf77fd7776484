import { UserError } from '../../core/errors.ts'
import { NO_FILTER } from '../../core/metrics/filter.ts'
import { nameOfStart, type Period, parsePeriod } from '../../core/metrics/period.ts'
import { type PeriodReport, reportPeriod } from '../../core/metrics/period-report.ts'
import { DAY, instantOf } from '../../core/time.ts'
import type { BareRecord } from './record.ts'
import { completeRecord } from './record.ts'
import { scopeOf } from './scope.ts'
import type { MetricSettings } from './settings.ts'

/** A period, the one before it, and what they are called. */
export interface ReportPeriods {
  readonly name: string
  readonly period: Period
  readonly beforeName: string
  readonly before: Period
}

/** The period that a text names, and the one of the same kind before it. Throws `UserError` 'usage' for what is none. */
export function reportPeriods(text: string): ReportPeriods {
  const period = parsePeriod(text)
  if (period === undefined)
    throw new UserError('usage', `--period ${text} is no period`, {
      hint: 'Write 2026Q3, 2026, 2026-05, or two days: 2026-05-01..2026-06-30.',
    })
  const beforeName = nameBefore(text, period)
  const before = parsePeriod(beforeName)
  return { name: text, period, beforeName, before: before ?? { from: period.from, to: period.from } }
}

function nameBefore(text: string, period: Period): string {
  const year = Number(text.slice(0, 4))
  const quarter = /^\d{4}-?Q([1-4])$/i.exec(text)?.[1]
  if (quarter !== undefined) return quarter === '1' ? `${year - 1}Q4` : `${year}Q${Number(quarter) - 1}`
  if (/^\d{4}$/.test(text)) return String(year - 1)
  const month = /^\d{4}-(\d\d)$/.exec(text)?.[1]
  if (month !== undefined)
    return month === '01' ? `${year - 1}-12` : `${year}-${String(Number(month) - 1).padStart(2, '0')}`
  const length = period.to - period.from
  return `${nameOfStart(Math.max(0, period.from - length))}..${nameOfStart(Math.max(0, period.from - DAY))}`
}

/** The last quarter that is over at an instant: `2026Q2`. */
export function lastQuarter(now: string): string {
  const year = Number(now.slice(0, 4))
  const quarter = Math.ceil(Number(now.slice(5, 7)) / 3)
  return quarter === 1 ? `${year - 1}Q4` : `${year}Q${quarter - 1}`
}

/** The report of a period, each of the two as it was known at its end: or now, where it is not over. */
export function makeReport(
  record: BareRecord,
  settings: MetricSettings,
  periods: ReportPeriods,
  now: string,
): PeriodReport {
  const scopeOfPeriod = (period: Period) => {
    const end = instantOf(Math.max(0, period.to - 1)) ?? now
    const asOf = end < now ? end : now
    const scope = scopeOf(
      completeRecord(record, asOf, false),
      { ...NO_FILTER, period: 'all' },
      undefined,
      settings,
    )
    return { ...scope, period }
  }
  return reportPeriod(scopeOfPeriod(periods.period), scopeOfPeriod(periods.before))
}
