import { listPlacements } from '../../core/hackathon/apply-agenda.ts'
import { sortSlots } from '../../core/hackathon/event.ts'
import { localTimeOf } from '../../core/zone-time.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { eventFrame } from './event-frame.ts'
import { type EventView, eventPath, shortDay } from './event-view.ts'

/** A sheet for each door, to be printed: one page each. */
export function doorsPage(ev: EventView): Html {
  const { hackathon } = ev
  const { timeZone } = hackathon.event
  const placements = listPlacements(hackathon.sessions)
  const slots = sortSlots(hackathon.slots)
  return eventFrame(ev, {
    title: 'Door sheets',
    place: 'agenda',
    body: html`<p class="screen-only">Print this page: every room has a sheet of its own. <a href="${eventPath(ev, 'doors.txt')}">As text</a></p>
${hackathon.rooms.length === 0 ? html`<p class="empty">No room yet.</p>` : NOTHING}
${hackathon.rooms.map((room) => {
  const here = slots.flatMap((slot) =>
    placements.flatMap((one) => {
      const session = hackathon.sessions.find((other) => other.id === one.session)
      return one.slot === slot.id && one.room === room.id && session !== undefined ? [{ slot, session }] : []
    }),
  )
  return html`<section class="door"><h2>${room.name}${room.capacity === undefined ? NOTHING : html` <span class="muted">${count(room.capacity, 'seat')}</span>`}</h2>
${
  here.length === 0
    ? html`<p>Nothing is planned in here: feel free to use it.</p>`
    : html`<table><caption class="hidden-text">What is in ${room.name}</caption><thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Led by</th></tr></thead><tbody>${here.map(
        ({ slot, session }) => {
          const [from, to] = [slot.startsAt, slot.endsAt].map((at) => localTimeOf(at, timeZone))
          return html`<tr><td class="nowrap">${shortDay(from?.day ?? '')}<br>${from?.time}–${to?.time}</td><td><strong>${session.title}</strong></td><td>${session.leaders.map(ev.nameOf).join(', ')}</td></tr>`
        },
      )}</tbody></table>`
}</section>`
})}`,
  })
}
