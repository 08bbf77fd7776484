import type { PersonConfig } from '../app/config-people.ts'
import type { ReviewConfig } from '../app/config-review.ts'
import type { Act } from '../app/decide.ts'
import type { CalendarSettings } from '../core/metrics/calendar.ts'
import type { Company } from '../core/people/affiliations.ts'
import type { Instant } from '../core/time.ts'
import type { Database } from '../store/database.ts'
import type { Decision } from '../store/inputs/decisions.ts'
import type { Accounts } from './accounts.ts'

/** A project as the configuration describes it. */
export interface SiteProject {
  /** As in URLs. */
  readonly id: string
  readonly title: string
  readonly lists: readonly { readonly address: string }[]
  readonly mailboxes?: readonly { readonly address: string; readonly for: string }[]
  readonly repositories: readonly { readonly name: string; readonly url: string }[]
  /** Who is whom and works for whom, and which days are business days: what the dashboard counts by. */
  readonly people?: readonly PersonConfig[]
  readonly companies?: readonly Company[]
  readonly calendar?: CalendarSettings
  readonly rankings?: boolean
  /** What is asked of a patch, and when the project rests before a release. */
  readonly review?: Partial<ReviewConfig>
  /** It decides by rules: motions, roles and the record are linked. */
  readonly governance?: object | undefined
}

/** What of the configuration the pages need. */
export interface Site {
  /** `https://patches.example.org`, for absolute links; `undefined`: links are relative to the host. */
  readonly baseUrl?: string | undefined
  /** Shows `name at host` in place of addresses. */
  readonly maskAddresses: boolean
  readonly projects: readonly SiteProject[]
}

/** What the pages are served from. */
export interface WebContext {
  readonly database: Database
  readonly config: Site
  now(): Instant
  /** Records what somebody has decided, in the project of that id; `undefined`: nothing can be recorded here. */
  decide?(project: string, act: Act): Promise<Decision>
  /** What follows from a decision is worked out by a sync that `decide` starts, not before it answers. */
  readonly derivesLater?: boolean
  /** Who can sign in, and how; absent: nobody can, and nothing can be changed here. */
  readonly accounts?: Accounts
  /** The generated community is shown: every page says so. */
  readonly demo?: boolean
  /** Where errors that are our fault are told; standard error unless given. */
  report?(line: string): void
}
