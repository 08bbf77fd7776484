import { attendanceRange } from '../../core/hackathon/attendance.ts'
import { describeMove, type MoveEffect } from '../../core/hackathon/explain-move.ts'
import type { Session, Wish } from '../../core/hackathon/session.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { markdown } from '../markdown.ts'
import { actionList, addActionForm } from './actions.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, agendaNames, type EventView, eventPath, may, sessionSlots, shortDay } from './event-view.ts'
import { checkField, hiddenField, inputField, selectField } from './fields.ts'
import { interestButtons, interestTable } from './interest.ts'

/** What a session's page needs beside the event. */
export interface SessionModel {
  readonly session: Session
  /** What it would mean to be in each of the other slots; empty for who may not place it, or not know who is there. */
  readonly moves: readonly MoveEffect[]
}

/** One session: what it is about, when and where, who leads it and who wants to be there. */
export function sessionPage(ev: EventView, { session, moves }: SessionModel): Html {
  const { hackathon } = ev
  const path = eventPath(ev, 'sessions', session.id)
  const names = agendaNames(ev)
  const { placement } = session
  const room = hackathon.rooms.find((one) => one.id === placement?.room)
  const mayEdit = may(ev, { kind: 'session.change', id: session.id, change: {}, seen: 0 })
  const note = hackathon.notes.find((one) => one.session === session.id)
  const topics = hackathon.topics.filter((one) => session.topics.includes(one.id))
  const likely = (hackathon.interests.get(`session:${session.id}`) ?? []).filter(
    (one) => one.grade === 'yes' || one.grade === 'must',
  )
  const range = attendanceRange(likely.length)
  return eventFrame(ev, {
    title: session.title,
    place: 'agenda',
    body: html`${session.cancelled ? html`<p class="banner past">This session is cancelled.</p>` : NOTHING}
<p class="standing">${
      placement === undefined
        ? 'It has no time and room yet.'
        : html`<strong>${names.slot(placement.slot)}</strong>, ${names.room(placement.room)}${room?.url === undefined ? NOTHING : html` (<a href="${webUrl(room.url)}" rel="nofollow noopener">online</a>)`}${session.locked ? html` <span class="tag">locked</span>` : NOTHING}`
    }</p>
${mayEdit ? html`<p><a href="${path}/edit">Change this session</a></p>` : NOTHING}
<dl class="facts">
<dt>Led by</dt><dd>${session.leaders.length === 0 ? 'nobody yet' : session.leaders.map(ev.nameOf).join(', ')}</dd>
${session.required.length === 0 ? NOTHING : html`<dt>Needs</dt><dd>${session.required.map(ev.nameOf).join(', ')}</dd>`}
<dt>Notes by</dt><dd>${session.noteTaker === undefined ? 'nobody yet' : ev.nameOf(session.noteTaker)}</dd>
${topics.length === 0 ? NOTHING : html`<dt>Topics</dt><dd>${topics.map((one, n) => html`${n === 0 ? '' : ', '}<a href="${eventPath(ev, 'topics', one.id)}">${one.title}</a>`)}</dd>`}
${session.wishes.length + session.unreadWishes.length === 0 ? NOTHING : html`<dt>Wishes</dt><dd>${[...session.wishes.map((wish) => wishWords(ev, wish)), ...session.unreadWishes.map((words) => `“${words}” (could not be read: for an organiser)`)].join('; ')}</dd>`}
${likely.length === 0 ? NOTHING : html`<dt>Expected</dt><dd>${range.low}–${range.high} people, where ${likely.length} said yes or must</dd>`}
${session.attendance === undefined ? NOTHING : html`<dt>Came</dt><dd>${session.attendance}</dd>`}
</dl>
${session.abstract === undefined ? NOTHING : html`<div class="prose text">${markdown(session.abstract)}</div>`}
<p><a href="${path}/notes">${note === undefined || note.text.trim() === '' ? 'Write notes' : 'Notes'}</a> · <a href="${eventPath(ev, 'event.ics')}?session=${session.id}">Calendar</a></p>
<h2>Who intends to come</h2>
${session.cancelled ? NOTHING : interestButtons(ev, `session:${session.id}`, path, session.title)}
${interestTable(ev, `session:${session.id}`)}
<h2>Actions</h2>
${actionList(
  ev,
  hackathon.actions.filter((one) => one.session === session.id),
)}${addActionForm(ev, session.id)}
${mayEdit && !session.cancelled ? placeForms(ev, session, moves) : NOTHING}`,
  })
}

/** Time and room by a form, and what each other time would mean for people. */
function placeForms(ev: EventView, session: Session, moves: readonly MoveEffect[]): Html {
  const { hackathon, viewer } = ev
  const names = agendaNames(ev)
  const path = eventPath(ev, 'agenda', 'place')
  const base = html`${hiddenField('session', session.id)}${hiddenField('seen', session.revision)}`
  return html`<h2 id="place">Time and room</h2>
${actForm(
  ev,
  path,
  html`${base}<div class="line">${selectField(
    'When',
    'slot',
    session.placement?.slot,
    sessionSlots(hackathon).map((slot) => [slot.id, names.slot(slot.id)] as const),
    { required: true },
  )}${selectField(
    'Where',
    'room',
    session.placement?.room,
    hackathon.rooms.map((room) => [room.id, room.name] as const),
    { empty: 'first free room' },
  )}${viewer.isOrganiser ? html`${checkField('lock it there', 'locked', session.locked)}${checkField('change places with what is there', 'swap', false)}` : NOTHING}<button>Place it</button></div>`,
  'deed filters',
)}
${
  session.placement === undefined
    ? NOTHING
    : actForm(
        ev,
        eventPath(ev, 'agenda', 'unplace'),
        html`${base}<p><button>Take it out of the agenda</button></p>`,
      )
}
${
  moves.length === 0
    ? NOTHING
    : html`<h3>What each other time would mean</h3><ul class="moves">${moves.map((move) => html`<li>${describeMove(move, names)}${move.breaks.length > 0 ? NOTHING : moveForm(ev, session, move)}</li>`)}</ul>`
}`
}

/** A move that breaks no rule, by one click; only organisers move another session out of the way. */
function moveForm(ev: EventView, session: Session, move: MoveEffect): Html {
  const partner = ev.hackathon.sessions.find((one) => one.id === move.swappedWith)
  if (partner !== undefined && (!ev.viewer.isOrganiser || partner.locked)) return NOTHING
  const swap =
    partner?.placement === undefined
      ? NOTHING
      : html`${hiddenField('room', partner.placement.room)}${hiddenField('swap', 1)}`
  const { slot } = agendaNames(ev)
  return actForm(
    ev,
    eventPath(ev, 'agenda', 'place'),
    html`${hiddenField('session', session.id)}${hiddenField('slot', move.slot)}${hiddenField('seen', session.revision)}${swap} <button>Move it<span class="hidden-text"> to ${slot(move.slot)}</span></button>`,
    'judge',
  )
}

/** A wish in words; a hard one is a rule. */
export function wishWords(ev: EventView, wish: Wish): string {
  const names = agendaNames(ev)
  const must = wish.hard ? 'must be ' : ''
  switch (wish.kind) {
    case 'on-day':
      return `${must}on ${shortDay(wish.day)}`
    case 'in-slots':
      return `${must}at ${wish.slots.map(names.slot).join(' or ')}`
    case 'not-in-slots':
      return `${must}not at ${wish.slots.map(names.slot).join(' or ')}`
    case 'after':
      if (wish.directly === true) return `directly after “${names.session(wish.session)}”, in the same room`
      return `${must}after “${names.session(wish.session)}”`
    case 'before':
      return `${must}before “${names.session(wish.session)}”`
    case 'apart':
      return `${must}not beside “${names.session(wish.session)}”`
    case 'in-room':
      return `${must}in ${names.room(wish.room)}`
  }
}

/** Addresses of rooms are written by hand: only those of the web are links. */
function webUrl(url: string): string {
  return /^https?:\/\//.test(url) ? url : '#'
}

/** How many came, counted at the door. */
export function attendanceField(value: number | undefined): Html {
  return inputField('How many came', 'attendance', value, { type: 'number', grow: false })
}
