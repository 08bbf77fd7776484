import type { CalendarSettings } from '../../core/metrics/calendar.ts'
import type { Company } from '../../core/people/affiliations.ts'
import type { PersonConfig } from '../config-people.ts'

/** What of a project's configuration its numbers depend on. */
export interface MetricSettings {
  readonly lists: readonly { readonly address: string }[]
  readonly people: readonly PersonConfig[]
  readonly companies: readonly Company[]
  readonly calendar: CalendarSettings
  readonly review: { readonly freezes: readonly { readonly from: string; readonly until: string }[] }
}
