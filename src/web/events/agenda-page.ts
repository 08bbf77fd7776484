import { compareAgendas, describeChange } from '../../core/hackathon/agenda-changes.ts'
import { listPlacements } from '../../core/hackathon/apply-agenda.ts'
import type { AgendaMeasures } from '../../core/hackathon/measure-agenda.ts'
import type { Placement, PublishedAgenda } from '../../core/hackathon/session.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { time } from '../view.ts'
import { agendaGrid, sessionCard } from './agenda-grid.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, agendaNames, type EventView, eventPath, sessionSlots, signInHint } from './event-view.ts'
import { inputField, selectField } from './fields.ts'

/** What an agenda's page needs beside the event. */
export interface AgendaModel {
  /** `current`: as it stands now; else a published one. */
  readonly shown: 'current' | PublishedAgenda
  /** Nothing but the reader's own sessions. */
  readonly onlyMine: boolean
  /** Sessions that the reader leads or likes best at their time. */
  readonly mine: ReadonlySet<string>
  readonly expected: ReadonlyMap<string, number>
  /** For those who may know who is there when; `undefined` for everybody else. */
  readonly measures: AgendaMeasures | undefined
}

/** The agenda: a grid of times and rooms, what has no place yet, and what it is worth. */
export function agendaPage(ev: EventView, model: AgendaModel): Html {
  const { hackathon, viewer } = ev
  const isCurrent = model.shown === 'current'
  const all = model.shown === 'current' ? listPlacements(hackathon.sessions) : model.shown.placements
  const placements = model.onlyMine ? all.filter((one) => model.mine.has(one.session)) : all
  const last = hackathon.agendas.at(-1)
  const movable = isCurrent && ev.csrf !== undefined && !model.onlyMine
  const held = hackathon.sessions.filter((one) => !one.cancelled)
  const placed = new Set(all.map((one) => one.session))
  const unplaced = model.onlyMine ? [] : held.filter((one) => !placed.has(one.id))
  return eventFrame(ev, {
    title: model.onlyMine ? 'My agenda' : 'Agenda',
    place: 'agenda',
    script: 'agenda.js',
    body: html`${model.onlyMine ? mineWords(ev, model) : status(ev, model, all)}
<p class="links"><a href="${eventPath(ev, 'agenda')}?show=mine">My agenda</a> <a href="${eventPath(ev, 'now')}">Now and next</a> <a href="${eventPath(ev, 'agenda', 'versions')}">Versions</a> <a href="${eventPath(ev, 'doors')}">Door sheets</a>${
      viewer.isOrganiser ? html` <a href="${eventPath(ev, 'agenda', 'plan')}">Make an agenda</a>` : NOTHING
    }</p>
${isCurrent ? quickAdd(ev) : NOTHING}
<p id="move-effect" class="banner" role="status" aria-live="polite" hidden></p>
${movable ? actForm(ev, eventPath(ev, 'agenda', 'place'), html`<input type="hidden" name="session"><input type="hidden" name="slot"><input type="hidden" name="room"><input type="hidden" name="seen"><input type="hidden" name="swap" value="1">`, 'drop-form') : NOTHING}
<div${movable ? html` data-agenda="${eventPath(ev, 'agenda', 'effect')}"` : NOTHING}>${agendaGrid(ev, { placements, movable, marked: model.mine, markedWord: 'yours', expected: model.expected })}
${
  unplaced.length === 0
    ? NOTHING
    : html`<h2 id="unplaced">Without a place</h2><div class="shelf">${unplaced.map((one) => sessionCard(ev, one, { placements, movable, marked: model.mine }))}</div>`
}</div>
${held.length === 0 ? html`<p class="empty"><strong>No session yet.</strong> A session is added above, or offered from the page of a topic.</p>` : NOTHING}
${signInHint(ev, 'to add a session, or to see what you would like best.')}
${
  model.measures === undefined
    ? NOTHING
    : html`<p><a href="${eventPath(ev, 'agenda', 'measures')}">What this agenda is worth</a></p>`
}
${isCurrent && viewer.isOrganiser && !model.onlyMine ? publishForm(ev, all, last) : NOTHING}
<p class="take"><a href="${eventPath(ev, 'event.ics')}">Calendar</a>${ev.csrf === undefined ? NOTHING : html` <a href="${eventPath(ev, 'mine.ics')}">My calendar</a>`} <a href="${eventPath(ev, 'agenda.csv')}">CSV</a> <a href="${eventPath(ev, 'schedule.xml')}">schedule.xml</a> <a href="${eventPath(ev, 'schedule.json')}">schedule.json</a> <a href="${eventPath(ev, 'timetable.txt')}">Text</a> <a href="${eventPath(ev, 'cards.txt')}">Cards</a></p>`,
  })
}

function status(ev: EventView, model: AgendaModel, placements: readonly Placement[]): Html {
  const last = ev.hackathon.agendas.at(-1)
  if (model.shown !== 'current')
    return html`<p class="standing">Version ${model.shown.version}, published ${time(ev.view, model.shown.at)}${model.shown.note === undefined ? '' : `: ${model.shown.note.replace(/[.\s]{1,9}$/, '')}`}. <a href="${eventPath(ev, 'agenda')}?show=current">As it stands now</a></p>`
  if (last === undefined) return html`<p class="standing">A draft: nothing is published yet.</p>`
  const changes = compareAgendas(last.placements, placements)
  return html`<p class="standing">As it stands now${
    changes.length === 0
      ? html`: the same as version ${last.version}, published ${time(ev.view, last.at)}.`
      : html`: ${count(changes.length, 'change')} since <a href="${eventPath(ev, 'agenda')}?show=${last.version}">version ${last.version}</a>, published ${time(ev.view, last.at)}.`
  }</p>`
}

/** What is in one's own agenda, and where that comes from. */
function mineWords(ev: EventView, model: AgendaModel): Html {
  const back = html`<a href="${eventPath(ev, 'agenda')}">The whole agenda</a>`
  if (ev.csrf === undefined)
    return html`<p class="standing">Your own agenda is known when you are signed in. ${back}</p>`
  const subscribe = actForm(
    ev,
    eventPath(ev, 'calendar'),
    html`<p class="links"><a href="${eventPath(ev, 'mine.ics')}">As a calendar file</a> <button>An address to subscribe to</button></p>`,
  )
  return html`${subscribe}${
    model.mine.size === 0
      ? html`<p class="standing">Nothing yet: it is made of what you lead, and of the <a href="${eventPath(ev, 'topics')}">topics</a> and sessions that you say you want to be in. ${back}</p>`
      : html`<p class="standing">What you lead, and of each other time what you like best. ${back}</p>`
  }`
}

/** A session that arises on the morning: title, time and room in one line. */
function quickAdd(ev: EventView): Html {
  if (ev.csrf === undefined) return NOTHING
  const { hackathon } = ev
  const names = agendaNames(ev)
  const free = sessionSlots(hackathon).filter((slot) => slot.endsAt > ev.now && !slot.locked)
  return html`<details class="quick"${hackathon.event.phase === 'running' ? html` open` : NOTHING}><summary>Add a session</summary>${actForm(
    ev,
    eventPath(ev, 'sessions'),
    html`<div class="line">${inputField('Title', 'title', '', { required: true })}${selectField(
      'When',
      'slot',
      undefined,
      free.map((slot) => [slot.id, names.slot(slot.id)] as const),
      { empty: 'not yet' },
    )}${selectField(
      'Where',
      'room',
      undefined,
      hackathon.rooms.map((room) => [room.id, room.name] as const),
      { empty: 'first free room' },
    )}<button>Add it</button></div><p class="small muted">You lead it. <a href="${eventPath(ev, 'sessions', 'new')}">With all fields</a></p>`,
    'deed filters',
  )}</details>`
}

function publishForm(
  ev: EventView,
  placements: readonly Placement[],
  last: PublishedAgenda | undefined,
): Html {
  const changes = compareAgendas(last?.placements ?? [], placements)
  const names = agendaNames(ev)
  if (last !== undefined && changes.length === 0) return NOTHING
  return html`<h2 id="publish">Publish</h2>${
    last === undefined
      ? NOTHING
      : html`<ul>${changes.map((one) => html`<li>${describeChange(one, names)}</li>`)}</ul>`
  }${actForm(
    ev,
    eventPath(ev, 'agenda', 'publish'),
    html`<div class="line">${inputField('What is new about it, if anything', 'note', '', { most: 2000 })}<button>Publish version ${(last?.version ?? 0) + 1}</button></div>`,
    'deed filters',
  )}`
}
