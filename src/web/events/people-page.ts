import { listAttendees } from '../../core/hackathon/hackathon.ts'
import type { MemberStanding } from '../../core/hackathon/member-standing.ts'
import type { Registration } from '../../core/hackathon/registration.ts'
import { type Company, listCompany, purgeAt } from '../../core/hackathon/travel.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { eventFrame } from './event-frame.ts'
import { comes, type EventView, eventPath, signInHint } from './event-view.ts'
import { type MailedRequest, organisersList } from './organisers-list.ts'
import { ownRegistration } from './own-registration.ts'
import { byName, seats } from './seats.ts'

/** Who comes; one's own registration; for organisers, the whole list. */
export function peoplePage(
  ev: EventView,
  standing: MemberStanding | undefined,
  requests: readonly MailedRequest[],
): Html {
  const seesTravel = comes(ev) || ev.viewer.isOrganiser
  const coming = byName(listAttendees(ev.hackathon))
  return eventFrame(ev, {
    title: 'People',
    place: 'people',
    body: html`<p class="lead">${seats(ev)}.</p>
${ev.csrf === undefined ? signInHint(ev, 'to register or to ask for an invitation.') : ownRegistration(ev, standing)}
<h2>Confirmed</h2>
${coming.length === 0 ? html`<p class="muted">Nobody yet.</p>` : attendees(ev, coming, seesTravel)}
${seesTravel ? company(ev) : NOTHING}
${
  seesTravel && coming.length > 0
    ? html`<p class="take"><a href="${eventPath(ev, 'attendees.csv')}">Attendees as CSV</a>${
        ev.viewer.isOrganiser
          ? html` <a href="${eventPath(ev, 'passes.csv')}">Security passes as CSV</a> <a href="${eventPath(ev, 'badges.csv')}">Badges as CSV</a>`
          : NOTHING
      }</p>`
    : NOTHING
}
${ev.viewer.isOrganiser ? organisersList(ev, requests) : NOTHING}`,
  })
}

function attendees(ev: EventView, people: readonly Registration[], seesTravel: boolean): Html {
  return html`<table class="rows" data-sortable><caption class="hidden-text">Who comes</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Organisation</th>${seesTravel ? html`<th scope="col">IRC</th><th scope="col">Arrives</th><th scope="col">Leaves</th><th scope="col">Lodging</th>` : NOTHING}</tr></thead>
<tbody>${people.map(
    (
      one,
    ) => html`<tr data-row><td class="title">${one.name}${one.person === ev.viewer.person ? html` <span class="tag">you</span>` : NOTHING}</td><td>${one.organisation ?? NOTHING}</td>${
      seesTravel
        ? html`${cell('irc', one.irc)}${cell('arrives', one.travel?.arrives?.raw)}${cell('leaves', one.travel?.leaves?.raw)}${cell('lodging', one.travel?.lodging)}`
        : NOTHING
    }</tr>
`,
  )}</tbody></table>`
}

function cell(label: string, text: string | undefined): Html {
  return text === undefined ? html`<td></td>` : html`<td data-label="${label}">${text}</td>`
}

const COMPANY_WORDS: Readonly<Record<Company['kind'], (what: string) => string>> = {
  lodging: (what) => `stay at ${what}`,
  arrival: (what) => `arrive on ${what}`,
  departure: (what) => `leave on ${what}`,
}

/** What travel is asked for: to find others on the same way or in the same house. */
function company(ev: EventView): Html {
  const groups = listCompany(ev.hackathon)
  if (groups.length === 0) return NOTHING
  return html`<h2>Company</h2>
<p class="muted">Travel and lodging are seen by those who come, and erased on ${purgeAt(ev.hackathon).slice(0, 10)}.</p>
<ul>${groups.map(
    (group) =>
      html`<li>${count(group.people.length, 'person', 'people')} ${COMPANY_WORDS[group.kind](group.what)}: ${byName(
        group.people,
      )
        .map((one) => one.name)
        .join(', ')}</li>`,
  )}</ul>`
}
