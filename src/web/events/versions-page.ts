import { compareAgendas, describeChange } from '../../core/hackathon/agenda-changes.ts'
import type { PublishedAgenda } from '../../core/hackathon/session.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { time } from '../view.ts'
import { eventFrame } from './event-frame.ts'
import { agendaNames, type EventView, eventPath } from './event-view.ts'
import { selectField } from './fields.ts'

/** The published versions of an agenda, the newest first, and two of them compared. */
export function versionsPage(
  ev: EventView,
  compared: { readonly from: PublishedAgenda; readonly to: PublishedAgenda } | undefined,
): Html {
  const names = agendaNames(ev)
  const agendas = [...ev.hackathon.agendas].reverse()
  const options = agendas.map((one) => [String(one.version), `version ${one.version}`] as const)
  const changes =
    compared === undefined ? [] : compareAgendas(compared.from.placements, compared.to.placements)
  return eventFrame(ev, {
    title: 'Versions of the agenda',
    place: 'agenda',
    body: html`${agendas.length === 0 ? html`<p class="empty"><strong>Nothing is published yet.</strong> The <a href="${eventPath(ev, 'agenda')}">agenda</a> is a draft.</p>` : NOTHING}
${
  agendas.length < 2
    ? NOTHING
    : html`<form class="filters" method="get"><div class="line">${selectField('From', 'from', String(compared?.from.version ?? agendas[1]?.version), options)}${selectField('to', 'to', String(compared?.to.version ?? agendas[0]?.version), options)}<button>Compare</button></div></form>`
}
${
  compared === undefined
    ? NOTHING
    : html`<h2>From version ${compared.from.version} to ${compared.to.version}</h2>${changes.length === 0 ? html`<p class="muted">They are the same.</p>` : html`<ul>${changes.map((one) => html`<li>${describeChange(one, names)}</li>`)}</ul>`}`
}
${agendas.map(
  (
    one,
  ) => html`<h2 id="v${one.version}"><a href="${eventPath(ev, 'agenda')}?show=${one.version}">Version ${one.version}</a></h2>
<p class="muted">${time(ev.view, one.at)}, by ${ev.nameOf(one.person)}, ${count(one.placements.length, 'session')}</p>
${one.note === undefined ? NOTHING : html`<p>${one.note}</p>`}
${
  one.version === 1
    ? html`<p>The first one.</p>`
    : one.changes.length === 0
      ? html`<p>Nothing moved.</p>`
      : html`<ul>${one.changes.map((change) => html`<li>${describeChange(change, names)}</li>`)}</ul>`
}`,
)}`,
  })
}
