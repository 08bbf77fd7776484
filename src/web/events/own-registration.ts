import { findClosed } from '../../core/hackathon/apply-registrations.ts'
import type { MemberStanding } from '../../core/hackathon/member-standing.ts'
import { holdsSeat, type Registration } from '../../core/hackathon/registration.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { actForm, type EventView, eventPath, localTime } from './event-view.ts'
import { hiddenField, inputField, textField } from './fields.ts'
import { REGISTRATION_WORDS } from './phase-words.ts'
import { type FormValues, wasField } from './touched.ts'

/** What the form of a registration holds, as text. */
export function registrationValues(one: Registration | undefined): FormValues {
  return {
    name: one?.name ?? '',
    organisation: one?.organisation ?? '',
    jobTitle: one?.jobTitle ?? '',
    first: one?.passName?.first ?? '',
    last: one?.passName?.last ?? '',
    irc: one?.irc ?? '',
  }
}

/** One's own registration: how it stands, and everything that one can do about it. */
export function ownRegistration(ev: EventView, standing: MemberStanding | undefined): Html {
  const { hackathon, viewer } = ev
  const mine = hackathon.registrations.find((one) => one.person === viewer.person)
  const closed = findClosed(hackathon, ev.now)
  if (mine === undefined || mine.state === 'withdrawn')
    return html`<section id="you"><h2>You</h2>${
      closed !== undefined && !viewer.isOrganiser
        ? html`<p class="banner">You are not on the list, and ${closed}.</p>`
        : registerForm(ev, mine, standing)
    }</section>`
  return html`<section id="you"><h2>You</h2>
<p class="standing"><strong>${REGISTRATION_WORDS[mine.state]}</strong> <span>${stateWords(ev, mine)}</span></p>
${answers(ev, mine, closed)}
${mine.state === 'declined' ? NOTHING : html`${detailsForm(ev, mine)}${travelForm(ev, mine)}`}
</section>`
}

function stateWords(ev: EventView, mine: Registration): Html | string {
  switch (mine.state) {
    case 'requested':
      return 'The organisers look at it, and you hear from them.'
    case 'waitlisted':
      return 'All seats are taken: you get one when somebody gives theirs back.'
    case 'invited':
      return holdsSeat(mine, ev.now) && mine.invitedUntil !== undefined
        ? html`A seat is held for you until ${localTime(ev, mine.invitedUntil)}.`
        : 'The invitation has ended: ask the organisers for another.'
    case 'confirmed':
      return 'You are expected.'
    default:
      return mine.steps.at(-1)?.reason ?? ''
  }
}

function answers(ev: EventView, mine: Registration, closed: string | undefined): Html {
  const path = eventPath(ev, 'people')
  const isOpen = closed === undefined || ev.viewer.isOrganiser
  const accepts = mine.state === 'invited' && holdsSeat(mine, ev.now) && isOpen
  const withdraws = mine.state !== 'declined' && (mine.state !== 'confirmed' || isOpen)
  return html`${accepts ? actForm(ev, `${path}/accept`, html`<p><button>Accept the invitation</button></p>`) : NOTHING}
${
  withdraws
    ? actForm(
        ev,
        `${path}/withdraw`,
        html`<details><summary>${mine.state === 'invited' ? 'Decline it' : 'I cannot come'}</summary><div class="line">${inputField('Why, if you like', 'reason', '', { most: 2000 })}<button>${mine.state === 'invited' ? 'Decline' : 'Give my place back'}</button></div></details>`,
        'deed filters',
      )
    : mine.state === 'confirmed' && closed !== undefined
      ? html`<p class="muted">You cannot come? ${closed}.</p>`
      : NOTHING
}`
}

function registerForm(
  ev: EventView,
  before: Registration | undefined,
  standing: MemberStanding | undefined,
): Html {
  const isCore = standing?.isCore === true
  const evidence = standing?.evidence ?? []
  const values = registrationValues(before)
  return html`<p>${
    isCore
      ? html`You may confirm yourself: <strong>${evidence.join('; ')}</strong>.`
      : html`You ask for an invitation, and the organisers answer. Maintainers and core members confirm themselves; ${
          evidence.length === 0
            ? 'nothing in the record of the project says so of your address.'
            : html`of your address the record says: ${evidence.join('; ')}.`
        }`
  }</p>
${actForm(
  ev,
  eventPath(ev, 'people'),
  html`<div class="line">${inputField('Your name', 'name', values['name'] || knownName(ev), { required: true })}${inputField('Organisation', 'organisation', values['organisation'], { required: !isCore })}${inputField('IRC', 'irc', values['irc'])}</div>
${passFields(values)}
<p><button>${isCore ? 'I come' : 'Ask for an invitation'}</button></p>`,
  'deed filters event-form',
)}`
}

/** What the project calls the reader, where it knows. */
function knownName(ev: EventView): string {
  const name = ev.nameOf(ev.viewer.person ?? '')
  return name === 'somebody' ? '' : name
}

function passFields(values: FormValues): Html {
  return html`<details><summary>For the security pass</summary><div class="line">${inputField('First name', 'first', values['first'])}${inputField('Last name', 'last', values['last'])}${inputField('Job title', 'jobTitle', values['jobTitle'])}</div>
<p class="small muted">Only the organisers and the host see these.</p></details>`
}

function detailsForm(ev: EventView, mine: Registration): Html {
  const values = registrationValues(mine)
  return html`<details><summary>Change what is known of you</summary>${actForm(
    ev,
    eventPath(ev, 'people', 'change'),
    html`${hiddenField('seen', mine.revision)}${hiddenField('person', mine.person)}${wasField(values)}
<div class="line">${inputField('Your name', 'name', values['name'], { required: true })}${inputField('Organisation', 'organisation', values['organisation'])}${inputField('IRC', 'irc', values['irc'])}</div>
<div class="line">${inputField('First name, for the pass', 'first', values['first'])}${inputField('Last name', 'last', values['last'])}${inputField('Job title', 'jobTitle', values['jobTitle'])}</div>
<p><button>Save</button></p>`,
    'deed filters event-form',
  )}</details>`
}

function travelForm(ev: EventView, mine: Registration): Html {
  const { travel } = mine
  return html`<details${travel === undefined && mine.state === 'confirmed' ? html` open` : NOTHING}><summary>Travel and lodging</summary>${actForm(
    ev,
    eventPath(ev, 'people', 'travel'),
    html`<p class="small muted">The agenda is made by when you are there. Other attendees see it; after the event it is erased.</p>
<div class="line">${inputField('Arrives', 'arrives', travel?.arrives?.raw, { placeholder: 'April 17, 18:30', most: 200 })}${inputField('Leaves', 'leaves', travel?.leaves?.raw, { placeholder: 'April 20, after lunch', most: 200 })}</div>
${textField('Lodging', 'lodging', travel?.lodging, { rows: 1 })}
${unread(mine)}
<p><button>Save</button></p>`,
    'deed filters event-form',
  )}</details>`
}

/** What of the travel could not be read: the agenda takes them to be there all the time. */
function unread(mine: Registration): Html {
  const lines = [mine.travel?.arrives, mine.travel?.leaves].filter(
    (one) => one !== undefined && one.day === undefined,
  )
  if (lines.length === 0) return NOTHING
  return html`<p class="small muted">No day was found in ${lines.map((one) => `“${one?.raw}”`).join(' and ')}: write it as “April 18, 17:30”.</p>`
}
