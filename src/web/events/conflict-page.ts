import type { Conflict } from '../../core/hackathon/hackathon.ts'
import { type Html, html } from '../html.ts'
import { conflictTable } from './conflicts.ts'
import { eventFrame } from './event-frame.ts'
import { type EventView, eventPath } from './event-view.ts'

/** What somebody sees whose change met another's: nothing was overwritten, and nothing of theirs is lost. */
export function conflictPage(ev: EventView, conflict: Conflict, back: string): Html {
  return eventFrame(ev, {
    title: 'Somebody was first',
    place: 'event',
    body: html`<div class="banner failed" role="alert"><p><strong>${ev.nameOf(conflict.other)} changed ${conflict.about} while you did.</strong>
Your change was not made. It is kept, here and on the <a href="${eventPath(ev)}#conflicts">page of the event</a>, until one of you says that it is dealt with.</p></div>
<h2>Both, side by side</h2>
${conflictTable(conflict)}
<p><a href="${back}">Look at what stands, and make your change anew</a></p>`,
  })
}
