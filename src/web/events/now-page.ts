import type { HeldSession, NowNext, SlotSessions } from '../../core/hackathon/now-next.ts'
import type { Registration } from '../../core/hackathon/registration.ts'
import { localTimeOf } from '../../core/zone-time.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { screenLayout } from '../layout.ts'
import { peopleList } from './actions.ts'
import { eventFrame } from './event-frame.ts'
import { agendaNames, type EventView, eventPath, localTime } from './event-view.ts'
import { inputField } from './fields.ts'

/** Where somebody is looked for. */
export interface Whereabouts {
  readonly words: string
  /** `undefined`: nobody of that name is on the list. */
  readonly person: Registration | undefined
  readonly at: HeldSession | undefined
  /** Only those who come, and organisers, are told. */
  readonly allowed: boolean
}

/** What is on now, what comes next, and where somebody is likely to be. */
export function nowPage(ev: EventView, model: NowNext, where: Whereabouts | undefined): Html {
  return eventFrame(ev, {
    title: 'Now and next',
    place: 'now',
    body: html`<p class="muted">It is ${localTime(ev, ev.now)}. <a href="${eventPath(ev, 'kiosk')}">For a screen on a wall</a></p>
${columns(ev, model)}
<h2>Where is …?</h2>
<form class="filters" method="get"><div class="line">${inputField('Name', 'who', where?.words ?? '', { list: 'event-people' })}<button>Look</button></div>${peopleList(ev)}</form>
${where === undefined ? NOTHING : answer(ev, where)}`,
  })
}

function answer(ev: EventView, where: Whereabouts): Html {
  const names = agendaNames(ev)
  if (!where.allowed)
    return html`<p role="status">Only those who come are told where others are. Sign in, if you come.</p>`
  if (where.person === undefined)
    return html`<p role="status">Nobody called “${where.words}” is on the list of those who come.</p>`
  if (where.at === undefined)
    return html`<p role="status">The agenda does not say where ${where.person.name} is now.</p>`
  const leads = where.at.session.leaders.includes(where.person.person)
  return html`<p role="status"><strong>${where.person.name}</strong> is ${leads ? '' : 'probably '}in <strong>${names.room(where.at.room)}</strong>: ${leads ? 'they lead' : 'they like best'} <a href="${eventPath(ev, 'sessions', where.at.session.id)}">${where.at.session.title}</a>.</p>`
}

function columns(ev: EventView, model: NowNext): Html {
  return html`<div class="grid-2"><section><h2>Now</h2>${model.now === undefined ? html`<p class="muted">Nothing.</p>` : slotList(ev, model.now)}</section>
<section><h2>Next</h2>${model.next === undefined ? html`<p class="muted">Nothing more.</p>` : slotList(ev, model.next)}</section></div>`
}

function slotList(ev: EventView, { slot, sessions }: SlotSessions): Html {
  const names = agendaNames(ev)
  const title = slot.kind === 'session' ? undefined : (slot.title ?? slot.kind)
  const { timeZone } = ev.hackathon.event
  const isToday = localTimeOf(slot.startsAt, timeZone).day === localTimeOf(ev.now, timeZone).day
  return html`<p><strong>${localTime(ev, slot.startsAt, isToday ? 'time' : 'both')}–${localTime(ev, slot.endsAt, 'time')}</strong>${title === undefined ? NOTHING : html` ${title}`}</p>
${
  slot.kind === 'session' && sessions.length === 0
    ? html`<p class="muted">No session: use any room.</p>`
    : html`<dl class="rooms">${sessions.map((held) => html`<dt>${names.room(held.room)}</dt><dd><a href="${eventPath(ev, 'sessions', held.session.id)}">${held.session.title}</a>${held.session.leaders.length === 0 ? NOTHING : html` <span class="muted">${held.session.leaders.map(ev.nameOf).join(', ')}</span>`}</dd>`)}</dl>`
}`
}

/** The same for a screen on a wall: large, without controls, and asked for anew each minute. */
export function kioskPage(ev: EventView, model: NowNext): Html {
  const { event } = ev.hackathon
  return screenLayout({
    title: `${event.name}: now and next`,
    seconds: 60,
    body: html`<h1>${event.name}</h1><p class="clock">${localTime(ev, ev.now)}</p>${columns(ev, model)}<p class="muted"><a href="${eventPath(ev, 'now')}">Back</a></p>`,
  })
}
