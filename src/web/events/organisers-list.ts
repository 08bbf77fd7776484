import type { StoredRequest } from '../../core/hackathon/found-note.ts'
import {
  holdsSeat,
  listUnreachable,
  listWaiting,
  REGISTRATION_STATES,
  type Registration,
  type RegistrationState,
} from '../../core/hackathon/registration.ts'
import { addDays, type Instant } from '../../core/time.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { showAddress } from '../view.ts'
import { actForm, type EventView, eventPath, localTime } from './event-view.ts'
import { hiddenField, inputField, selectField } from './fields.ts'
import { REGISTRATION_WORDS } from './phase-words.ts'
import { byName } from './seats.ts'

/** A private mail that asked for an invitation. */
export interface MailedRequest {
  readonly receivedAt: Instant
  readonly request: StoredRequest
}

/** The whole list as organisers have it: everybody's state, what says that they are core, and every step. */
export function organisersList(ev: EventView, requests: readonly MailedRequest[]): Html {
  const { registrations } = ev.hackathon
  const waiting = listWaiting(registrations)
  const unreachable = listUnreachable(registrations)
  const inState = (state: RegistrationState) => byName(registrations.filter((one) => one.state === state))
  const order = ['requested', 'invited', 'confirmed', 'declined', 'withdrawn'] as const
  const people = [...inState(order[0]), ...waiting, ...order.slice(1).flatMap((state) => [...inState(state)])]
  return html`<h2 id="list">The whole list</h2>
<p class="muted">Only organisers see this. Every change is in the log, with who made it.</p>
${unreachable.length === 0 ? NOTHING : html`<p class="banner past">Confirmed, and no mail reaches them: ${unreachable.map((one) => one.name).join(', ')}.</p>`}
${
  people.length === 0
    ? html`<p class="empty">Nobody has registered yet.</p>`
    : html`<div class="people-cards">${people.map((one) => card(ev, one, waiting))}</div>`
}
${mailed(ev, requests)}
<details><summary>Add somebody</summary>${actForm(
    ev,
    eventPath(ev, 'people', 'add'),
    html`<div class="line">${inputField('Name', 'name', '', { required: true })}${inputField('Organisation', 'organisation', '')}${inputField('Mail address', 'address', '', { type: 'email' })}</div>
<p class="small muted">They are put on the list as if they had confirmed themselves.</p><p><button>Add</button></p>`,
    'deed filters event-form',
  )}</details>`
}

/** Mails with the subject that the page of the event asks for, those first that belong to nobody on the list. */
function mailed(ev: EventView, requests: readonly MailedRequest[]): Html {
  if (requests.length === 0) return NOTHING
  const ordered = [...requests].sort(
    (a, b) => Number(a.request.person !== undefined) - Number(b.request.person !== undefined),
  )
  return html`<h3 id="requests">Asked by mail</h3><ul class="plain">${ordered.map(
    ({
      receivedAt,
      request,
    }) => html`<li class="comment"><strong>${request.name || 'somebody'}</strong>, ${showAddress(ev.view, request.address)}, ${localTime(ev, receivedAt)}:
<span class="tag${request.person === undefined ? ' no' : ' yes'}">${request.person === undefined ? 'nobody on the list' : ev.nameOf(request.person)}</span> <span class="small muted">${request.why}</span>
<p class="plain-text small">${request.text}</p></li>`,
  )}</ul>`
}

function card(ev: EventView, one: Registration, waiting: readonly Registration[]): Html {
  const place = waiting.indexOf(one)
  return html`<details class="person-card" id="person-${ev.hackathon.registrations.indexOf(one)}"><summary><strong>${one.name}</strong>${one.organisation === undefined ? '' : `, ${one.organisation}`}: ${REGISTRATION_WORDS[one.state]}${
    place >= 0 ? ` (${place + 1}.)` : one.state === 'invited' && !holdsSeat(one, ev.now) ? ' (ended)' : ''
  }</summary>
<dl class="facts"><dt>Address</dt><dd>${one.address === undefined ? 'not known' : showAddress(ev.view, one.address)}</dd>
${one.jobTitle === undefined ? NOTHING : html`<dt>Title</dt><dd>${one.jobTitle}</dd>`}
<dt>Core</dt><dd>${one.isCore ? 'yes' : 'no'}${one.evidence.length === 0 ? '' : `: ${one.evidence.join('; ')}`}</dd>
${one.invitedUntil === undefined ? NOTHING : html`<dt>Invited until</dt><dd>${localTime(ev, one.invitedUntil)}</dd>`}
<dt>Steps</dt><dd><ol class="plain small">${one.steps.map((step) => html`<li>${localTime(ev, step.at)}: ${REGISTRATION_WORDS[step.to]}, by ${ev.nameOf(step.person)}${step.override ? ' (after the list was closed)' : ''}${step.reason === undefined ? '' : `: ${step.reason}`}</li>`)}</ol></dd></dl>
${actForm(
  ev,
  eventPath(ev, 'people', 'set'),
  html`${hiddenField('person', one.person)}<div class="line">${selectField(
    'Becomes',
    'to',
    one.state === 'requested' || one.state === 'waitlisted' ? 'invited' : one.state,
    REGISTRATION_STATES.map((state) => [state, REGISTRATION_WORDS[state]] as const),
  )}${inputField('An invitation ends on', 'until', addDays(ev.now, 7).slice(0, 10), { type: 'date', grow: false })}${inputField('Why', 'reason', '', { most: 2000 })}<button>Set<span class="hidden-text"> ${one.name}</span></button></div>`,
  'deed filters',
)}
${
  one.person.startsWith('name:')
    ? actForm(
        ev,
        eventPath(ev, 'people', 'identify'),
        html`${hiddenField('was', one.person)}<div class="line">${inputField('Known by name alone: their mail address', 'is', '', { type: 'email', required: true })}<button>That is them</button></div>`,
        'deed filters',
      )
    : NOTHING
}</details>`
}
