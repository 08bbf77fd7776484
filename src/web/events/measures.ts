import { type AgendaMeasures, MEASURE_DEFINITIONS } from '../../core/hackathon/measure-agenda.ts'
import { listSome } from '../../core/list-some.ts'
import { count, formatNumber, type Html, html, NOTHING, percent } from '../html.ts'
import { agendaNames, type EventView } from './event-view.ts'

/** What an agenda is worth: each number with what it means; `before` is another agenda to compare with. */
export function measuresTable(ev: EventView, measures: AgendaMeasures, before?: AgendaMeasures): Html {
  const names = agendaNames(ev)
  const titles = (ids: readonly string[]): string =>
    listSome(
      ids.map((id) => `“${names.session(id)}”`),
      6,
    )
  const rows: readonly (readonly [keyof AgendaMeasures, string, Html | string, Html | string])[] = [
    ['quality', 'Quality', share(measures.quality), share(before?.quality)],
    ['utility', 'Interest gathered', formatNumber(Math.round(measures.utility)), numberOf(before?.utility)],
    ['bound', 'At most', formatNumber(Math.round(measures.bound)), numberOf(before?.bound)],
    ['random', 'By chance', formatNumber(Math.round(measures.random)), numberOf(before?.random)],
    ['missed', 'Missed interest', share(measures.missed), share(before?.missed)],
    [
      'satisfaction',
      'Satisfaction',
      satisfaction(ev, measures),
      before === undefined ? '' : satisfaction(ev, before),
    ],
    ['clashes', 'Clashes', clashes(ev, measures), before === undefined ? '' : String(before.clashes.length)],
    [
      'leaderClashes',
      'Leaders in two places or away',
      measures.leaderClashes.length === 0
        ? '0'
        : html`<ul class="plain">${measures.leaderClashes.map((one) => html`<li>${ev.nameOf(one.person)}, ${names.slot(one.slot)}: ${titles(one.sessions)}</li>`)}</ul>`,
      before === undefined ? '' : String(before.leaderClashes.length),
    ],
    [
      'unplaced',
      'Without a place',
      measures.unplaced.length === 0 ? '0' : `${measures.unplaced.length}: ${titles(measures.unplaced)}`,
      before === undefined ? '' : String(before.unplaced.length),
    ],
    [
      'fullRooms',
      'Rooms too small',
      measures.fullRooms.length === 0
        ? '0'
        : html`<ul class="plain">${measures.fullRooms.map((one) => html`<li>“${names.session(one.session)}” in ${names.room(one.room)}: about ${Math.round(one.expected)} people, ${count(one.capacity, 'seat')}</li>`)}</ul>`,
      before === undefined ? '' : String(before.fullRooms.length),
    ],
    [
      'changes',
      'Moved since the last version',
      measures.changes.length === 0
        ? '0'
        : `${measures.changes.length}: ${titles(measures.changes.map((one) => one.session))}`,
      before === undefined ? '' : String(before.changes.length),
    ],
  ]
  return html`<div class="scroll" tabindex="0"><table class="measures"><caption class="hidden-text">What the agenda is worth</caption>
<thead><tr><th scope="col">Measure</th><th scope="col">${before === undefined ? 'Value' : 'Proposed'}</th>${before === undefined ? NOTHING : html`<th scope="col">As it stands</th>`}<th scope="col">What it means</th></tr></thead>
<tbody>${rows.map(
    ([key, label, value, old]) =>
      html`<tr><th scope="row">${label}</th><td>${value}</td>${before === undefined ? NOTHING : html`<td>${old}</td>`}<td class="small muted">${MEASURE_DEFINITIONS[key]}</td></tr>
`,
  )}</tbody></table></div>`
}

function share(value: number | undefined): string {
  return value === undefined ? '–' : percent(value)
}

function numberOf(value: number | undefined): string {
  return value === undefined ? '' : formatNumber(Math.round(value))
}

function satisfaction(ev: EventView, { satisfaction: all }: AgendaMeasures): Html {
  const least = all.people.filter((one) => one.share < 1).slice(0, 3)
  return html`mean ${percent(all.mean)}, tenth ${percent(all.tenth)}, least ${percent(all.worst)}${
    least.length === 0
      ? NOTHING
      : html` <span class="small muted">(${least.map((one) => `${ev.nameOf(one.person)} ${percent(one.share)}`).join(', ')})</span>`
  }`
}

function clashes(ev: EventView, measures: AgendaMeasures): Html | string {
  if (measures.clashes.length === 0) return '0'
  const names = agendaNames(ev)
  return html`${measures.clashes.length} <details><summary class="small">who</summary><ul class="plain small">${measures.clashes
    .slice(0, 200)
    .map(
      (one) =>
        html`<li>${ev.nameOf(one.person)}, ${names.slot(one.slot)}: ${one.sessions.map((id) => `“${names.session(id)}”`).join(', ')}</li>`,
    )}</ul></details>`
}
