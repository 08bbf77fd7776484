import { findClosed } from '../../core/hackathon/apply-registrations.ts'
import type { PageText } from '../../core/hackathon/event.ts'
import { listAttendees } from '../../core/hackathon/hackathon.ts'
import { coverageOf } from '../../core/hackathon/interest.ts'
import { listMissingNotes, listTopicsWithoutSession } from '../../core/hackathon/notes-reminders.ts'
import { localTimeOf } from '../../core/zone-time.ts'
import { count, type Html, html, NOTHING, percent } from '../html.ts'
import { markdown } from '../markdown.ts'
import { showAddress } from '../view.ts'
import { conflicts } from './conflicts.ts'
import { eventFrame } from './event-frame.ts'
import { comes, type EventView, eventPath, formatDays, localTime, signInHint } from './event-view.ts'
import { PHASE_WORDS, REGISTRATION_WORDS } from './phase-words.ts'
import { seats } from './seats.ts'

/** Which of an event's texts its page shows, by phase: the newest need first. */
const TEXTS: Readonly<Record<string, readonly PageText[]>> = {
  announced: ['welcome', 'venue'],
  open: ['welcome', 'registration', 'venue', 'schedule'],
  closed: ['welcome', 'schedule', 'venue'],
  running: ['schedule', 'venue', 'welcome'],
  notes: ['notes', 'welcome'],
  archived: ['notes', 'welcome'],
}

const TEXT_TITLES: Readonly<Record<PageText, string>> = {
  welcome: '',
  venue: 'Venue',
  schedule: 'Schedule',
  registration: 'Registration',
  notes: 'Notes',
}

/** The front page of an event: when, where, who, how far it is, and what is to be done next. */
export function eventPage(ev: EventView): Html {
  const { event } = ev.hackathon
  const files = (name: string, label: string) => html`<a href="${eventPath(ev, name)}">${label}</a> `
  return eventFrame(ev, {
    title: event.name,
    place: 'event',
    body: html`<p class="standing"><span class="status court-${event.phase === 'running' ? 'go' : event.phase === 'open' ? 'review' : 'rest'}">${PHASE_WORDS[event.phase].label}</span> <span>${PHASE_WORDS[event.phase].about}</span></p>
${tasks(ev)}
<dl class="facts">
<dt>When</dt><dd>${formatDays(event.startsOn, event.endsOn)}</dd>
<dt>Times in</dt><dd>${event.timeZone} (${offsetWords(ev)})</dd>
${event.venue === undefined ? NOTHING : html`<dt>Where</dt><dd>${event.venue}${event.address === undefined ? NOTHING : html`<br>${event.address}`}</dd>`}
${event.host === undefined ? NOTHING : html`<dt>Host</dt><dd>${event.host}</dd>`}
<dt>People</dt><dd><a href="${eventPath(ev, 'people')}">${seats(ev)}</a></dd>
${event.cutOffAt === undefined ? NOTHING : html`<dt>Cut-off</dt><dd>${localTime(ev, event.cutOffAt)}${event.cutOffAt < ev.now ? ' (past)' : ''}: from then on only organisers change who comes</dd>`}
${event.contact === undefined ? NOTHING : html`<dt>Contact</dt><dd>${showAddress(ev.view, event.contact)}</dd>`}
${event.list === undefined ? NOTHING : html`<dt>List</dt><dd>${event.list}</dd>`}
${event.irc === undefined ? NOTHING : html`<dt>IRC</dt><dd>${event.irc}</dd>`}
</dl>
<div class="prose text">${(TEXTS[event.phase] ?? []).map((name) => {
      const text = event.texts[name]?.trim() ?? ''
      if (text === '') return NOTHING
      return html`${TEXT_TITLES[name] === '' ? NOTHING : html`<h2>${TEXT_TITLES[name]}</h2>`}${markdown(text)}`
    })}</div>
${topTopics(ev)}
<p class="take">${files('event.ics', 'Calendar')}${files('timetable.txt', 'Timetable as text')}${files('schedule.xml', 'schedule.xml')}${files('schedule.json', 'schedule.json')}${files('page.wiki', 'Wikitext')}${files('event.json', 'JSON')}</p>
${conflicts(ev)}`,
  })
}

function offsetWords(ev: EventView): string {
  const { event } = ev.hackathon
  const { offsetMinutes } = localTimeOf(`${event.startsOn}T12:00:00Z`, event.timeZone)
  const minutes = Math.abs(offsetMinutes)
  const hours = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `UTC${offsetMinutes < 0 ? '−' : '+'}${hours}`
}

/** What the reader should do next, or knows already. */
function tasks(ev: EventView): Html {
  const { hackathon, viewer } = ev
  const { event } = hackathon
  const mine = hackathon.registrations.find((one) => one.person === viewer.person)
  const isOver = event.endsOn < ev.now.slice(0, 10)
  const lines: Html[] = []
  if (ev.csrf === undefined && !isOver)
    lines.push(signInHint(ev, 'to register, propose topics and say what interests you.'))
  if (mine !== undefined)
    lines.push(
      html`<p>You are <strong>${REGISTRATION_WORDS[mine.state]}</strong>. <a href="${eventPath(ev, 'people')}#you">Your registration</a></p>`,
    )
  else if (ev.csrf !== undefined && findClosed(hackathon, ev.now) === undefined)
    lines.push(
      html`<p><a href="${eventPath(ev, 'people')}#you">Register</a>: you are not on the list yet.</p>`,
    )
  if (comes(ev) && !isOver) {
    const coverage = coverageOf([viewer.person ?? ''], [...hackathon.interests.values()].flat())
    if (coverage.share === 0)
      lines.push(
        html`<p><a href="${eventPath(ev, 'topics')}">Say which topics interest you</a>: the agenda is made by it.</p>`,
      )
  }
  const missing = listMissingNotes(hackathon, ev.now)
  if (missing.length > 0)
    lines.push(
      html`<p><a href="${eventPath(ev, 'notes')}">${count(missing.length, 'session')} without notes</a></p>`,
    )
  const bare = listTopicsWithoutSession(hackathon)
  if (bare.length > 0 && ['closed', 'running'].includes(event.phase))
    lines.push(
      html`<p><a href="${eventPath(ev, 'topics')}">${count(bare.length, 'topic')} without a session</a>: somebody may want to lead one.</p>`,
    )
  return html`${lines}`
}

function topTopics(ev: EventView): Html {
  const topics = ev.hackathon.topics.filter((one) => !one.withdrawn)
  if (topics.length === 0)
    return html`<h2>Topics</h2><p class="muted">None yet. <a href="${eventPath(ev, 'topics')}">Propose one</a></p>`
  const coverage = coverageOf(
    listAttendees(ev.hackathon).map((one) => one.person),
    [...ev.hackathon.interests.values()].flat(),
  )
  return html`<h2>Topics</h2><ul>${topics.map(
    (topic) => html`<li><a href="${eventPath(ev, 'topics', topic.id)}">${topic.title}</a></li>`,
  )}</ul>
${coverage.share === undefined ? NOTHING : html`<p class="muted">${percent(coverage.share)} of those who come have said what interests them (${coverage.answered.length} of ${coverage.answered.length + coverage.silent.length}).</p>`}`
}
