import type { HackathonAct } from '../../core/hackathon/decision.ts'
import type { Slot } from '../../core/hackathon/event.ts'
import { sortSlots } from '../../core/hackathon/event.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { listAttendees } from '../../core/hackathon/hackathon.ts'
import { findForbidden } from '../../core/hackathon/permission.ts'
import type { Instant } from '../../core/time.ts'
import { type Day, localTimeOf, weekdayOf } from '../../core/zone-time.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { encodePart, projectPath, withQuery } from '../links.ts'
import type { SiteProject } from '../site.ts'
import type { View } from '../view.ts'

/** What every page of an event is drawn with. */
export interface EventView {
  readonly view: View
  /** The event as this reader may see it. */
  readonly hackathon: Hackathon
  /** `person` is `undefined` for somebody who is not signed in. */
  readonly viewer: { readonly person: string | undefined; readonly isOrganiser: boolean }
  /** What every form has to hold; `undefined` where nobody is signed in. */
  readonly csrf: string | undefined
  /** Whether anybody can sign in here at all. */
  readonly canSignIn: boolean
  readonly now: Instant
  /** The name of a person; never their address. */
  readonly nameOf: (person: string) => string
}

/** The list of events of a project. */
export function eventsPath(project: SiteProject): string {
  return `${projectPath(project)}events`
}

/** A page of an event; its front page where no place is named. */
export function eventPath(ev: Pick<EventView, 'view' | 'hackathon'>, ...parts: readonly string[]): string {
  return [eventsPath(ev.view.project), ev.hackathon.event.id, ...parts].map(encodeLast).join('/')
}

function encodeLast(part: string, index: number): string {
  return index === 0 ? part : encodePart(part)
}

/** Whether the reader may do something, as the event stands: what they may not do, they are not offered. */
export function may(ev: EventView, act: HackathonAct): boolean {
  const { person, isOrganiser } = ev.viewer
  if (person === undefined || ev.csrf === undefined) return false
  const role = isOrganiser ? 'organiser' : 'member'
  return findForbidden(ev.hackathon, { sequence: 0, at: ev.now, person, role, act }) === undefined
}

/** Whether the reader is one of those who come. */
export function comes(ev: EventView): boolean {
  return listAttendees(ev.hackathon).some((one) => one.person === ev.viewer.person)
}

/** "Mon 18 Apr": a day of the event, short. */
export function shortDay(day: Day): string {
  const weekday = weekdayOf(day)
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1, 3)} ${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]?.slice(0, 3)}`
}

/** "18–19 April 2026", "30 April – 2 May 2026". */
export function formatDays(from: Day, to: Day): string {
  const month = (day: Day): string => MONTHS[Number(day.slice(5, 7)) - 1] ?? ''
  const number = (day: Day): string => String(Number(day.slice(8)))
  const year = to.slice(0, 4)
  if (from === to) return `${number(to)} ${month(to)} ${year}`
  if (from.slice(0, 7) === to.slice(0, 7)) return `${number(from)}–${number(to)} ${month(to)} ${year}`
  const first = from.slice(0, 4) === year ? '' : ` ${from.slice(0, 4)}`
  return `${number(from)} ${month(from)}${first} – ${number(to)} ${month(to)} ${year}`
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** Day and time by the clock of the event's place: `Tue 21 Apr 10:00`; the instant itself as a tooltip. */
export function localTime(
  ev: Pick<EventView, 'hackathon'>,
  at: Instant,
  show: 'time' | 'both' = 'both',
): Html {
  const { timeZone } = ev.hackathon.event
  const { day, time } = localTimeOf(at, timeZone)
  const text = show === 'time' ? time : `${shortDay(day)} ${time}`
  return html`<time datetime="${at}" title="${day} ${time} ${timeZone}">${text}</time>`
}

/** "Tue 21 Apr 10:00–11:00": a slot in words. */
export function slotWords(hackathon: Hackathon, slot: Pick<Slot, 'startsAt' | 'endsAt'>): string {
  const [from, to] = [slot.startsAt, slot.endsAt].map((at) => localTimeOf(at, hackathon.event.timeZone))
  return `${shortDay(from?.day ?? '')} ${from?.time}–${to?.time}`
}

/** How sessions, slots, rooms and people are called in sentences about an agenda. */
export function agendaNames(ev: EventView) {
  const { hackathon } = ev
  const find = <T extends { readonly id: string }>(list: readonly T[], id: string): T | undefined =>
    list.find((one) => one.id === id)
  return {
    session: (id: string): string => find(hackathon.sessions, id)?.title ?? id,
    slot: (id: string): string => {
      const slot = find(hackathon.slots, id)
      return slot === undefined ? id : slotWords(hackathon, slot)
    },
    room: (id: string): string => find(hackathon.rooms, id)?.name ?? id,
    person: ev.nameOf,
  }
}

/** Slots for sessions in order of time. */
export function sessionSlots(hackathon: Hackathon): readonly Slot[] {
  return sortSlots(hackathon.slots).filter((slot) => slot.kind === 'session')
}

/** The form by which somebody acts: the fields, and what proves that a page of ours made it. */
export function actForm(ev: EventView, path: string, body: Html, className = 'deed'): Html {
  return html`<form class="${className}" method="post" action="${path}"><input type="hidden" name="csrf" value="${ev.csrf ?? ''}">${body}</form>`
}

/** What somebody who is not signed in is told where they could act. */
export function signInHint(ev: EventView, what: string): Html {
  if (!ev.canSignIn || ev.csrf !== undefined) return NOTHING
  const path = ev.view.account?.path ?? eventPath(ev)
  return html`<p class="muted"><a href="${withQuery('/sign-in', { to: path })}">Sign in</a> ${what}</p>`
}
