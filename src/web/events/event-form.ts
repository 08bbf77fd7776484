import type { EventFields } from '../../core/hackathon/event.ts'
import { PAGE_TEXTS, PHASES } from '../../core/hackathon/event.ts'
import { localTimeOf } from '../../core/zone-time.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import type { View } from '../view.ts'
import { eventsPath } from './event-view.ts'
import { inputField, selectField, textField } from './fields.ts'
import { PHASE_WORDS } from './phase-words.ts'
import type { FormValues } from './touched.ts'

const TEXT_LABELS = {
  welcome: 'Welcome',
  venue: 'Venue',
  schedule: 'Schedule',
  registration: 'Registration',
  notes: 'Notes',
} as const

/** What the form of an event holds, as text; times by the clock of its place. */
export function eventValues(fields: EventFields): FormValues {
  const local = fields.cutOffAt === undefined ? undefined : localTimeOf(fields.cutOffAt, fields.timeZone)
  return {
    name: fields.name,
    startsOn: fields.startsOn,
    endsOn: fields.endsOn,
    timeZone: fields.timeZone,
    venue: fields.venue ?? '',
    address: fields.address ?? '',
    host: fields.host ?? '',
    capacity: fields.capacity ?? '',
    cutOff: local === undefined ? '' : `${local.day}T${local.time}`,
    phase: fields.phase,
    contact: fields.contact ?? '',
    requestSubject: fields.requestSubject ?? '',
    list: fields.list ?? '',
    irc: fields.irc ?? '',
    aliases: fields.aliases.join('\n'),
    purgeAfterDays: fields.purgeAfterDays,
    ...Object.fromEntries(PAGE_TEXTS.map((name) => [`text-${name}`, fields.texts[name] ?? ''])),
  }
}

/** The fields of an event's form. */
export function eventFieldset(values: FormValues): Html {
  const text = (name: string): string => String(values[name] ?? '')
  return html`${inputField('Name', 'name', text('name'), { required: true })}
<div class="line">${inputField('From', 'startsOn', text('startsOn'), { type: 'date', required: true, grow: false })}${inputField('To', 'endsOn', text('endsOn'), { type: 'date', required: true, grow: false })}${inputField('Time zone', 'timeZone', text('timeZone'), { required: true, list: 'event-zones', hint: 'of the place, for instance Europe/London' })}</div>
<div class="line">${inputField('Venue', 'venue', text('venue'))}${inputField('Address', 'address', text('address'), { most: 2000 })}${inputField('Host', 'host', text('host'))}</div>
<div class="line">${inputField('Seats', 'capacity', text('capacity'), { type: 'number', grow: false, hint: 'empty: as many as come' })}${inputField('Cut-off', 'cutOff', text('cutOff'), { type: 'datetime-local', grow: false, hint: 'by the clock of the place' })}${selectField(
    'Phase',
    'phase',
    text('phase'),
    PHASES.map((phase) => [phase, PHASE_WORDS[phase].label] as const),
  )}</div>
<div class="line">${inputField('Contact', 'contact', text('contact'), { hint: 'a role address' })}${inputField('Subject of mailed requests', 'requestSubject', text('requestSubject'))}</div>
<div class="line">${inputField('List for notes', 'list', text('list'))}${inputField('IRC channel', 'irc', text('irc'))}${inputField('Erase travel after days', 'purgeAfterDays', text('purgeAfterDays'), { type: 'number', grow: false })}</div>
${textField('Earlier addresses of its page', 'aliases', text('aliases'), { rows: 2, hint: 'one a line; they lead to it' })}
<h3>Texts, in Markdown</h3>
${PAGE_TEXTS.map((name) => textField(TEXT_LABELS[name], `text-${name}`, text(`text-${name}`), { rows: 4 }))}
<datalist id="event-zones"><option>UTC</option><option>Europe/London</option><option>Europe/Berlin</option><option>America/New_York</option><option>America/Los_Angeles</option><option>Asia/Tokyo</option></datalist>`
}

/** Where an event is made. */
export function newEventPage(view: View, csrf: string, blank: EventFields): Html {
  return layout(view, {
    title: 'A new event',
    place: 'events',
    body: html`<p class="crumbs"><a href="${eventsPath(view.project)}">Events</a></p><h1>A new event</h1>
<p class="lead">Everything can be changed later. A wiki page is imported with <code>patchmoot event import</code>.</p>
<form class="filters event-form" method="post" action="${eventsPath(view.project)}"><input type="hidden" name="csrf" value="${csrf}">
${inputField('Name in its address', 'id', '', { hint: 'lower-case letters, digits and hyphens; made of the name where empty', most: 60 })}
${eventFieldset(eventValues(blank))}<p><button>Make it</button></p></form>`,
  })
}
