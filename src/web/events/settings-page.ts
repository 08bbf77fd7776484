import type { Room, Slot } from '../../core/hackathon/event.ts'
import { SLOT_KINDS, sortSlots } from '../../core/hackathon/event.ts'
import { localTimeOf } from '../../core/zone-time.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { conflicts } from './conflicts.ts'
import { eventFieldset, eventValues } from './event-form.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, type EventView, eventPath, slotWords } from './event-view.ts'
import { checkField, hiddenField, inputField, selectField, textField } from './fields.ts'
import { type FormValues, wasField } from './touched.ts'

/** Everything that organisers set: the event, its rooms and its times. */
export function settingsPage(
  ev: EventView,
  others: readonly { readonly id: string; readonly name: string }[],
): Html {
  const { hackathon } = ev
  const values = eventValues(hackathon.event)
  return eventFrame(ev, {
    title: 'Settings',
    place: 'settings',
    body: html`<p class="links"><a href="#rooms">Rooms</a> <a href="#slots">Times</a></p>
${actForm(ev, eventPath(ev, 'settings'), html`${hiddenField('seen', hackathon.event.revision)}${wasField(values)}${eventFieldset(values)}<p><button>Save</button></p>`, 'deed filters event-form')}
<h2 id="rooms">Rooms</h2>
${hackathon.rooms.length === 0 ? html`<p class="muted">None yet.</p>` : hackathon.rooms.map((room) => roomForm(ev, room))}
<h3>Another room</h3>${roomForm(ev, undefined)}
<h2 id="slots">Times</h2>
<p class="muted">By the clock of ${hackathon.event.timeZone}. Sessions are planned into slots for sessions alone.</p>
${sortSlots(hackathon.slots).map((slot) => slotForm(ev, slot))}
<h3>Another time</h3>${slotForm(ev, undefined)}
<h3>Several at once</h3>
${actForm(
  ev,
  eventPath(ev, 'slots', 'several'),
  html`${textField('One a line', 'lines', '', { rows: 6, hint: `${hackathon.event.startsOn} 09:00-09:30 plenary Welcome; 09:30-10:30 session; 12:30-13:30 break Lunch (a line without a day is on the day of the line before)` })}<p><button>Add them</button></p>`,
  'deed filters event-form',
)}
${
  others.length === 0
    ? NOTHING
    : html`<h2 id="carry">What another event left open</h2><p class="muted">Its topics come with the questions of which nothing is settled yet; a topic that is here already stays as it is.</p>${actForm(
        ev,
        eventPath(ev, 'topics', 'carry'),
        html`<div class="line">${selectField(
          'From',
          'from',
          undefined,
          others.map((one) => [one.id, one.name] as const),
        )}<button>Carry them over</button></div>`,
        'deed filters',
      )}`
}
${conflicts(ev)}`,
  })
}

/** What the form of a room holds, as text. */
export function roomValues(
  room: Pick<Room, 'name' | 'capacity' | 'equipment' | 'url'> | undefined,
): FormValues {
  return {
    name: room?.name ?? '',
    capacity: room?.capacity ?? '',
    equipment: room?.equipment ?? '',
    url: room?.url ?? '',
  }
}

function roomForm(ev: EventView, room: Room | undefined): Html {
  const values = roomValues(room)
  const path = room === undefined ? eventPath(ev, 'rooms') : eventPath(ev, 'rooms', room.id)
  return actForm(
    ev,
    path,
    html`${room === undefined ? NOTHING : html`${hiddenField('seen', room.revision)}${wasField(values)}`}<div class="line">${inputField('Room', 'name', values['name'], { required: true })}${inputField('Seats', 'capacity', values['capacity'], { type: 'number', grow: false })}${inputField('What it has', 'equipment', values['equipment'])}${inputField('Address of its stream', 'url', values['url'])}<button>${room === undefined ? 'Add' : 'Save'}<span class="hidden-text"> ${room?.name ?? 'room'}</span></button>${room === undefined ? NOTHING : html`<button name="remove" value="1">Remove<span class="hidden-text"> ${room.name}</span></button>`}</div>`,
    'deed filters compact',
  )
}

/** What the form of a slot holds, as text. */
export function slotValues(ev: EventView, slot: Slot | undefined): FormValues {
  const { event } = ev.hackathon
  const from = slot && localTimeOf(slot.startsAt, event.timeZone)
  const to = slot && localTimeOf(slot.endsAt, event.timeZone)
  return {
    day: from?.day ?? event.startsOn,
    from: from?.time ?? '09:00',
    to: to?.time ?? '10:00',
    kind: slot?.kind ?? 'session',
    title: slot?.title ?? '',
    locked: slot?.locked === true ? '1' : '',
    closed: (slot?.closedRooms ?? []).join(' '),
  }
}

function slotForm(ev: EventView, slot: Slot | undefined): Html {
  const values = slotValues(ev, slot)
  const text = (name: string): string => String(values[name] ?? '')
  const path = slot === undefined ? eventPath(ev, 'slots') : eventPath(ev, 'slots', slot.id)
  const form = actForm(
    ev,
    path,
    html`${slot === undefined ? NOTHING : html`${hiddenField('seen', slot.revision)}${wasField(values)}`}<div class="line">${inputField('Day', 'day', text('day'), { type: 'date', required: true, grow: false })}${inputField('From', 'from', text('from'), { type: 'time', required: true, grow: false })}${inputField('To', 'to', text('to'), { type: 'time', required: true, grow: false })}${selectField(
      'For',
      'kind',
      text('kind'),
      SLOT_KINDS.map((kind) => [kind, kind] as const),
    )}${inputField('Title', 'title', text('title'))}</div>
<div class="line">${checkField('locked: nothing moves in or out', 'locked', values['locked'] === '1')}${ev.hackathon.rooms.map((room) => html`<label class="check"><input type="checkbox" name="closedRoom" value="${room.id}"${slot?.closedRooms.includes(room.id) === true ? html` checked` : NOTHING}>${room.name} closed</label>`)}<button>${slot === undefined ? 'Add' : 'Save'}</button>${slot === undefined ? NOTHING : html`<button name="remove" value="1">Remove</button>`}</div>`,
    'deed filters compact',
  )
  if (slot === undefined) return form
  return html`<details class="slot"><summary>${slotWords(ev.hackathon, slot)} ${slot.kind}${slot.title === undefined ? '' : `: ${slot.title}`}${slot.locked ? ' (locked)' : ''}</summary>${form}</details>`
}
