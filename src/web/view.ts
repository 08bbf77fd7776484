import type { Address } from '../core/mail/message.ts'
import { daysBetween, type Instant } from '../core/time.ts'
import type { ProjectState } from '../store/read/project-state.ts'
import { type Html, html } from './html.ts'
import { personPath, seriesPath, withQuery } from './links.ts'
import type { SignedIn } from './signed-in.ts'
import type { Site, SiteProject } from './site.ts'

/** What every page of a project is drawn with. */
export interface View {
  readonly site: Site
  readonly project: SiteProject
  /** What absolute links begin with: `baseUrl` of the configuration, else where the request came to. */
  readonly origin: string
  readonly state: ProjectState
  /** What ages are counted to: `now` of the derivation, or the past day that was asked for. */
  readonly asOf: Instant
  /** The day that was asked for; `undefined`: the present. */
  readonly pastDay: string | undefined
  /** IANA name of the reader's zone, `UTC` unless they asked for another. */
  readonly zone: string
  readonly demo: boolean
  /** What people decide shows in what is derived only after the sync that it starts. */
  readonly derivesLater: boolean
  /** The project has an event, or whoever asks may make one. */
  readonly hasEvents?: boolean
  /** Who is signed in, where people can; `path` leads back to the page. Absent: nobody can. */
  readonly account?: { readonly user: SignedIn | undefined; readonly path: string }
  /** A form that was sent and not accepted: it is shown again with what was typed, and why. */
  readonly refused?: RefusedForm
  /** The query of the address, `tz` left out: what a form on the page has to hand on. */
  readonly query: readonly (readonly [name: string, value: string])[]
}

/** A form that was sent and not accepted. */
export interface RefusedForm {
  readonly error: string
  readonly hint: string | undefined
  /** What was sent. */
  readonly values: URLSearchParams
}

/** An instant, in the reader's zone, to the minute; its age beside it where asked for. */
export function time(view: View, at: Instant, show: 'minute' | 'day' | 'age' | 'day+age' = 'minute'): Html {
  const exact = formatInstant(at, view.zone)
  const age = formatAge(at, view.asOf)
  if (show === 'age') return html`<time datetime="${at}" title="${exact}">${age}</time>`
  const text = show === 'minute' ? exact : exact.slice(0, 10)
  const stamp = html`<time datetime="${at}" title="${exact}">${text}</time>`
  return show === 'day+age' ? html`${stamp} <span class="age">(${age})</span>` : stamp
}

/** `12 d`, `3 h`, `2.5 y`; from the future `in 3 h`. */
export function formatAge(from: Instant, to: Instant): string {
  const days = daysBetween(from, to)
  const size = Math.abs(days)
  const text =
    size < 1 / 24
      ? `${Math.round(size * 1440)} min`
      : size < 1
        ? `${Math.floor(size * 24)} h`
        : size < 365
          ? `${Math.floor(size)} d`
          : `${(Math.floor((size / 365.25) * 10) / 10).toFixed(1)} y`
  return days < 0 && size >= 1 / 1440 ? `in ${text}` : text
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** `2026-05-01 12:00 UTC`, or with the offset of another zone: `2026-05-01 14:00 +02:00`. */
export function formatInstant(at: Instant, zone: string): string {
  if (zone === 'UTC') return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
  const known = formatters.get(zone)
  const formatter = known ?? makeFormatter(zone)
  if (!known) {
    // Zones come from a query: what is kept stays small.
    if (formatters.size > 50) formatters.clear()
    formatters.set(zone, formatter)
  }
  const parts = Object.fromEntries(
    formatter.formatToParts(new Date(at)).map((part) => [part.type, part.value]),
  )
  const offset = (parts['timeZoneName'] ?? '').replace('GMT', '') || '+00:00'
  return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']} ${offset}`
}

function makeFormatter(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  })
}

/** The zone, if it is one that this machine knows. */
export function knownZone(zone: string): string | undefined {
  if (zone.length > 60 || !/^[A-Za-z0-9_+\-/]+$/.test(zone)) return undefined
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** An address as visitors may see it: as it is, or `name at host`. */
export function showAddress(view: View, address: string): string {
  return view.site.maskAddresses ? address.replace('@', ' at ') : address
}

/** Somebody's name, else their address. */
export function nameOf(view: View, person: Address): string {
  return person.name === '' ? showAddress(view, person.address) : person.name
}

/** Name and address. */
export function fullName(view: View, person: Address): string {
  if (person.address === '') return person.name
  const address = showAddress(view, person.address)
  return person.name === '' ? address : `${person.name} <${address}>`
}

/** Somebody, with the address as a tooltip; a link to their page where their number is known. */
export function personName(view: View, person: Address, id?: number): Html {
  return id === undefined
    ? html`<span class="person" title="${fullName(view, person)}">${nameOf(view, person)}</span>`
    : html`<a class="person" title="${fullName(view, person)}" href="${personPath(view.project, id)}">${nameOf(view, person)}</a>`
}

/** The page of a series, as of the day that is shown. */
export function seriesHref(view: View, messageId: string): string {
  return withQuery(seriesPath(view.project, messageId), { asOf: view.pastDay })
}
