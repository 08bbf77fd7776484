import type { Room, Slot } from '../../core/hackathon/event.ts'
import { sortSlots } from '../../core/hackathon/event.ts'
import type { Placement, Session } from '../../core/hackathon/session.ts'
import { listDays, localTimeOf } from '../../core/zone-time.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { type EventView, eventPath, localTime, may, shortDay } from './event-view.ts'

/** What a grid shows beside the sessions. */
export interface GridParts {
  readonly placements: readonly Placement[]
  /** Cards can be dragged, and cells say what they are. */
  readonly movable: boolean
  /** Sessions to mark: those of one's own agenda, or those that moved. */
  readonly marked?: ReadonlySet<string>
  readonly markedWord?: string
  /** For each session, a number of people who are expected. */
  readonly expected?: ReadonlyMap<string, number>
}

/** An agenda as tables, one a day: slots down, rooms across. What all do together goes across all rooms. */
export function agendaGrid(ev: EventView, parts: GridParts): Html {
  const { event, rooms } = ev.hackathon
  const slots = sortSlots(ev.hackathon.slots)
  if (slots.length === 0)
    return html`<p class="empty"><strong>No times yet.</strong> ${
      ev.viewer.isOrganiser
        ? html`Add <a href="${eventPath(ev, 'settings')}#slots">slots and rooms</a> first.`
        : 'The organisers have not said when sessions can be.'
    }</p>`
  const days = listDays(event.startsOn, event.endsOn)
  const dayOf = (slot: Slot): string => localTimeOf(slot.startsAt, event.timeZone).day
  const others = [...new Set(slots.map(dayOf))].filter((day) => !days.includes(day))
  return html`${[...days, ...others].sort().map((day) => {
    const here = slots.filter((slot) => dayOf(slot) === day)
    if (here.length === 0) return NOTHING
    return html`<div class="scroll" tabindex="0"><table class="agenda"><caption>${shortDay(day)}</caption>
<thead><tr><th scope="col">Time</th>${rooms.map((room) => html`<th scope="col">${room.name}${room.capacity === undefined ? NOTHING : html` <span class="muted">${room.capacity}</span>`}</th>`)}</tr></thead>
<tbody>${here.map((slot) => row(ev, slot, parts))}</tbody></table></div>`
  })}`
}

function row(ev: EventView, slot: Slot, parts: GridParts): Html {
  const { rooms } = ev.hackathon
  const isNow = slot.startsAt <= ev.now && ev.now < slot.endsAt
  const head = html`<th scope="row">${localTime(ev, slot.startsAt, 'time')}–${localTime(ev, slot.endsAt, 'time')}${isNow ? html` <span class="tag yes">now</span>` : NOTHING}${slot.locked ? html` <span class="tag">locked</span>` : NOTHING}</th>`
  if (slot.kind !== 'session')
    return html`<tr class="${slot.kind}">${head}<td colspan="${Math.max(rooms.length, 1)}">${slot.title ?? slot.kind}</td></tr>
`
  if (rooms.length === 0) return html`<tr>${head}<td class="muted">${slot.title ?? 'sessions'}</td></tr>`
  return html`<tr>${head}${rooms.map((room) => cell(ev, slot, room, parts))}</tr>
`
}

function cell(ev: EventView, slot: Slot, room: Room, parts: GridParts): Html {
  const here = parts.placements.filter((one) => one.slot === slot.id && one.room === room.id)
  const isClosed = slot.closedRooms.includes(room.id)
  return html`<td data-label="${room.name}"${parts.movable && !isClosed ? html` data-slot="${slot.id}" data-room="${room.id}"` : NOTHING}${isClosed ? html` class="closed"` : here.length === 0 ? html` class="free"` : NOTHING}>${
    isClosed && here.length === 0 ? html`<span class="muted">closed</span>` : NOTHING
  }${here.map((one) => {
    const session = ev.hackathon.sessions.find((other) => other.id === one.session)
    return session === undefined ? NOTHING : sessionCard(ev, session, parts)
  })}</td>`
}

/** A session as a card: its title, who leads it, how many are expected. */
export function sessionCard(ev: EventView, session: Session, parts: GridParts): Html {
  const isMarked = parts.marked?.has(session.id) === true
  const canMove =
    parts.movable &&
    !session.locked &&
    may(ev, {
      kind: 'agenda.place',
      placement: { session: session.id, slot: '', room: '' },
      locked: false,
      seen: session.revision,
    })
  const expected = parts.expected?.get(session.id)
  return html`<div class="card${isMarked ? ' marked' : ''}"${canMove ? html` draggable="true" data-session="${session.id}" data-title="${session.title}" data-seen="${session.revision}"` : NOTHING}>
<a href="${eventPath(ev, 'sessions', session.id)}">${session.title}</a>
<span class="small muted">${session.leaders.map(ev.nameOf).join(', ')}${expected === undefined || expected < 0.5 ? '' : ` · about ${count(Math.round(expected), 'person', 'people')}`}${session.locked ? ' · locked' : ''}</span>${
    isMarked && parts.markedWord !== undefined
      ? html` <span class="tag yes">${parts.markedWord}</span>`
      : NOTHING
  }${canMove ? html` <a class="small" href="${eventPath(ev, 'sessions', session.id)}#place">Move<span class="hidden-text"> ${session.title}</span></a>` : NOTHING}</div>`
}
