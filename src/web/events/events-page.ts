import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { listAttendees } from '../../core/hackathon/hackathon.ts'
import type { Instant } from '../../core/time.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import type { View } from '../view.ts'
import { eventPath, eventsPath, formatDays } from './event-view.ts'
import { PHASE_WORDS } from './phase-words.ts'

/** All events of a project: those to come, and those that were. */
export function eventsPage(
  view: View,
  model: { readonly events: readonly Hackathon[]; readonly now: Instant; readonly mayCreate: boolean },
): Html {
  const today = model.now.slice(0, 10)
  const coming = model.events.filter((one) => one.event.endsOn >= today).reverse()
  const past = model.events.filter((one) => one.event.endsOn < today)
  return layout(view, {
    title: 'Events',
    place: 'events',
    body: html`<div class="head-row"><h1>Events</h1>${
      model.mayCreate ? html`<a href="${eventsPath(view.project)}/new">A new event</a>` : NOTHING
    }</div>
<p class="lead">Where the people of ${view.project.title} meet: topics, who comes, the agenda, notes, and what became of it.</p>
${
  model.events.length === 0
    ? html`<p class="empty"><strong>No event yet.</strong> An organiser makes one here, or imports a wiki page with
<code>patchmoot event import</code>.</p>`
    : html`<h2>To come</h2>
${coming.length === 0 ? html`<p class="muted">None is planned.</p>` : table(view, coming, 'Events to come')}
${past.length === 0 ? NOTHING : html`<h2>Past</h2>${table(view, past, 'Past events')}`}
<p class="take"><a href="${eventsPath(view.project)}.ics">All of them as a calendar</a></p>`
}`,
  })
}

function table(view: View, events: readonly Hackathon[], caption: string): Html {
  return html`<table class="rows"><caption class="hidden-text">${caption}</caption>
<thead><tr><th scope="col">Event</th><th scope="col">When</th><th scope="col">Where</th><th scope="col">State</th><th scope="col" class="num">Topics</th><th scope="col" class="num">People</th></tr></thead>
<tbody>${events.map((hackathon) => {
    const { event } = hackathon
    return html`<tr data-row><td class="title"><a href="${eventPath({ view, hackathon })}">${event.name}</a>${event.host === undefined ? NOTHING : html`<span class="sub">Hosted by ${event.host}</span>`}</td>
<td class="when">${formatDays(event.startsOn, event.endsOn)}</td><td class="who">${event.venue ?? NOTHING}</td>
<td class="when">${PHASE_WORDS[event.phase].label}</td>
<td class="num" data-label="topics">${hackathon.topics.filter((one) => !one.withdrawn).length}</td>
<td class="num" data-label="people">${listAttendees(hackathon).length}${event.capacity === undefined ? '' : ` of ${event.capacity}`}</td></tr>
`
  })}</tbody></table>
<p class="hidden-text">${count(events.length, 'event')}</p>`
}
