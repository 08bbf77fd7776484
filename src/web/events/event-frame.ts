import { type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { type EventView, eventPath, eventsPath, formatDays } from './event-view.ts'

/** The part of an event that a page is about. */
export type EventPlace = 'event' | 'topics' | 'people' | 'agenda' | 'now' | 'notes' | 'outcomes' | 'settings'

const TABS: readonly {
  readonly place: EventPlace
  readonly path: readonly string[]
  readonly label: string
}[] = [
  { place: 'event', path: [], label: 'Event' },
  { place: 'topics', path: ['topics'], label: 'Topics' },
  { place: 'people', path: ['people'], label: 'People' },
  { place: 'agenda', path: ['agenda'], label: 'Agenda' },
  { place: 'now', path: ['now'], label: 'Now' },
  { place: 'notes', path: ['notes'], label: 'Notes' },
  { place: 'outcomes', path: ['outcomes'], label: 'Outcomes' },
  { place: 'settings', path: ['settings'], label: 'Settings' },
]

/** A page of an event: where it belongs, what else there is, and what it says. */
export function eventFrame(
  ev: EventView,
  parts: {
    readonly title: string
    readonly place: EventPlace
    readonly body: Html
    readonly script?: 'agenda.js'
  },
): Html {
  const { event } = ev.hackathon
  const isFront = parts.title === event.name
  return layout(ev.view, {
    title: isFront ? event.name : `${parts.title} · ${event.name}`,
    place: 'events',
    ...(parts.script === undefined ? {} : { script: parts.script }),
    body: html`<p class="crumbs"><a href="${eventsPath(ev.view.project)}">Events</a>${
      isFront ? NOTHING : html` › <a href="${eventPath(ev)}">${event.name}</a>`
    } · ${formatDays(event.startsOn, event.endsOn)}${event.venue === undefined ? '' : `, ${event.venue}`}</p>
<h1>${parts.title}</h1>
<nav aria-label="This event"><ul class="tabs event-tabs">${TABS.filter(
      (tab) => tab.place !== 'settings' || ev.viewer.isOrganiser,
    ).map(
      (tab) =>
        html`<li><a href="${eventPath(ev, ...tab.path)}"${tab.place === parts.place ? html` aria-current="page"` : NOTHING}>${tab.label}</a></li>`,
    )}</ul></nav>
${parts.body}`,
  })
}
