import { listAttendees } from '../../core/hackathon/hackathon.ts'
import { coverageOf } from '../../core/hackathon/interest.ts'
import { listTopicsWithoutSession } from '../../core/hackathon/notes-reminders.ts'
import { topicReference } from '../../core/hackathon/reference.ts'
import type { SuggestedInterest } from '../../core/hackathon/suggest-interest.ts'
import { listItems, type Topic } from '../../core/hackathon/topic.ts'
import { count, type Html, html, NOTHING, percent } from '../html.ts'
import { eventFrame } from './event-frame.ts'
import { type EventView, eventPath, signInHint } from './event-view.ts'
import { interestButtons, interestWords } from './interest.ts'

/** All topics of an event, with one click to say whether one wants to be there. */
export function topicsPage(ev: EventView, suggestions: readonly SuggestedInterest[]): Html {
  const { hackathon } = ev
  const topics = hackathon.topics.filter((one) => !one.withdrawn)
  const withdrawn = hackathon.topics.filter((one) => one.withdrawn)
  const bare = new Set(listTopicsWithoutSession(hackathon))
  return eventFrame(ev, {
    title: 'Topics',
    place: 'topics',
    body: html`${ev.csrf === undefined ? signInHint(ev, 'to propose a topic, or to say which ones interest you.') : html`<p><a href="${eventPath(ev, 'topics', 'new')}">Propose a topic</a></p>`}
${coverage(ev)}
${topics.length === 0 ? html`<p class="empty"><strong>No topic yet.</strong> Whoever wants to talk about something proposes it here; the agenda is made of topics and of who wants to be there.</p>` : NOTHING}
<ol class="plain topics">${topics.map((topic) => card(ev, topic, bare.has(topic.id), suggestions))}</ol>
${
  withdrawn.length === 0
    ? NOTHING
    : html`<h2>Withdrawn</h2><ul>${withdrawn.map((topic) => html`<li><a href="${eventPath(ev, 'topics', topic.id)}">${topic.title}</a></li>`)}</ul>`
}
${topics.length === 0 ? NOTHING : html`<p class="take"><a href="${eventPath(ev, 'topics.csv')}">Topics as CSV</a> <a href="${eventPath(ev, 'interest.csv')}">Interest as CSV</a></p>`}`,
  })
}

function card(ev: EventView, topic: Topic, isBare: boolean, suggestions: readonly SuggestedInterest[]): Html {
  const about = topicReference(topic.id)
  const given = ev.hackathon.interests.get(about) ?? []
  const path = eventPath(ev, 'topics', topic.id)
  const items = listItems(topic.description).length
  const facts = [
    topic.contacts.length === 0 ? 'no contact yet' : topic.contacts.map((one) => one.name).join(', '),
    ...(items === 0 ? [] : [count(items, 'question')]),
    ...(topic.comments.length === 0 ? [] : [count(topic.comments.length, 'comment')]),
    ...(topic.outreach === 'yes' ? ['open to newcomers'] : []),
    ...(isBare && ['closed', 'running'].includes(ev.hackathon.event.phase) ? ['no session yet'] : []),
  ]
  const mine = suggestions.find((one) => one.about === about && one.person === ev.viewer.person)
  return html`<li id="${topic.id}" data-row><h2><a href="${path}">${topic.title}</a></h2>
<p class="small muted">${facts.join(' · ')}${given.length === 0 ? NOTHING : html` · <strong>${interestWords(given) || 'no yes'}</strong>`}</p>
${interestButtons(ev, about, path, topic.title, mine)}</li>
`
}

/** How many of those who come have answered at all: what an agenda is worth depends on it. */
function coverage(ev: EventView): Html {
  const people = listAttendees(ev.hackathon).map((one) => one.person)
  const { share, answered, silent } = coverageOf(people, [...ev.hackathon.interests.values()].flat())
  if (share === undefined) return NOTHING
  return html`<p><meter min="0" max="${people.length}" value="${answered.length}">${percent(share)}</meter> <strong>${percent(share)}</strong> of those who come
have answered about at least one topic (${answered.length} of ${people.length}).${
    ev.viewer.isOrganiser && silent.length > 0
      ? html` <span class="muted">Not heard of: ${silent.map(ev.nameOf).join(', ')}.</span>`
      : NOTHING
  }</p>`
}
