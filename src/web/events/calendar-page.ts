import { type Html, html } from '../html.ts'
import { eventFrame } from './event-frame.ts'
import { type EventView, eventPath } from './event-view.ts'

/** The address of somebody's own calendar, shown once. */
export function calendarPage(ev: EventView, address: string): Html {
  return eventFrame(ev, {
    title: 'My calendar',
    place: 'agenda',
    body: html`<div class="banner"><p><strong>Subscribe to this address, shown this once:</strong></p><p><code>${address}</code></p></div>
<p>It has what you lead, and of each other time what you like best, as the agenda changes. Whoever has the address sees that
much and nothing else. It is ended at <a href="/account">your account</a>. <a href="${eventPath(ev, 'agenda')}">Back to the agenda</a></p>`,
  })
}
