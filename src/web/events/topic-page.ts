import { formatTopicLetter } from '../../core/hackathon/event-letters.ts'
import { topicReference } from '../../core/hackathon/reference.ts'
import type { SuggestedInterest } from '../../core/hackathon/suggest-interest.ts'
import type { DescriptionPart, Topic } from '../../core/hackathon/topic.ts'
import type { WrittenDate } from '../../core/hackathon/written-date.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { linkedText } from '../linked-text.ts'
import { mailPath } from '../links.ts'
import { time } from '../view.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, agendaNames, type EventView, eventPath, may, signInHint } from './event-view.ts'
import { hiddenField, textField } from './fields.ts'
import { interestButtons, interestTable } from './interest.ts'
import { readyLetter } from './ready-letter.ts'

/** One topic, every field of the template; each bullet has an address of its own. */
export function topicPage(ev: EventView, topic: Topic, suggestion: SuggestedInterest | undefined): Html {
  const path = eventPath(ev, 'topics', topic.id)
  const about = topicReference(topic.id)
  const person = ev.viewer.person ?? ''
  const mayEdit = may(ev, { kind: 'topic.change', id: topic.id, change: {}, seen: 0 })
  const sessions = ev.hackathon.sessions.filter((one) => one.topics.includes(topic.id) && !one.cancelled)
  const names = agendaNames(ev)
  const comment = { person, name: '', at: undefined, text: '' }
  return eventFrame(ev, {
    title: topic.title,
    place: 'topics',
    body: html`${topic.withdrawn ? html`<p class="banner past">This topic was withdrawn.</p>` : NOTHING}
${mayEdit ? html`<p><a href="${path}/edit">Change this topic</a></p>` : NOTHING}
<dl class="facts">
<dt>Technical contact</dt><dd>${topic.contacts.length === 0 ? 'nobody yet' : topic.contacts.map((one, n) => html`${n === 0 ? '' : ', '}${one.role === undefined ? '' : `${one.role}: `}${one.name}`)}</dd>
<dt>Date of insert</dt><dd>${dateWords(topic.insertedOn)}</dd>
<dt>Verified</dt><dd>${dateWords(topic.verifiedOn)}</dd>
<dt>GSoC, Outreachy</dt><dd>${topic.outreach ?? 'not said'}</dd>
<dt>List</dt><dd>${topic.list ?? 'not said'}</dd>
<dt>IRC</dt><dd>${topic.irc ?? 'not said'}</dd>
<dt>Difficulty</dt><dd class="plain-text">${topic.difficulty ?? 'not said'}</dd>
<dt>Skills needed</dt><dd class="plain-text">${topic.skills ?? 'not said'}</dd>
</dl>
${
  topic.description.length === 0
    ? html`<p class="muted">It is not described yet.</p>`
    : html`<h2>Description</h2>${description(topic.description)}`
}
${topic.outcomes === undefined ? NOTHING : html`<h2>What is expected to come of it</h2><p class="plain-text">${linkedText(topic.outcomes)}</p>`}
<p><a href="${eventPath(ev, 'outcomes', topic.id)}">What came of it</a>: the roadmap of this topic</p>
<h2>Sessions</h2>
${
  sessions.length === 0
    ? html`<p class="muted">None is about it yet.${ev.csrf === undefined ? NOTHING : html` <a href="${eventPath(ev, 'sessions', 'new')}?topic=${topic.id}">Offer one</a>`}</p>`
    : html`<ul>${sessions.map((one) => html`<li><a href="${eventPath(ev, 'sessions', one.id)}">${one.title}</a>${one.placement === undefined ? NOTHING : html`, ${names.slot(one.placement.slot)}, ${names.room(one.placement.room)}`}</li>`)}</ul>`
}
<h2 id="interest">Who intends to come</h2>
${interestButtons(ev, about, path, topic.title, suggestion)}
${interestTable(ev, about)}
<h2 id="comments">Comments</h2>
${topic.comments.length === 0 ? html`<p class="muted">None yet.</p>` : topic.comments.map((one, n) => html`<article class="comment" id="comment-${n + 1}"><p class="small muted"><strong>${one.name || ev.nameOf(one.person)}</strong>${one.at === undefined ? NOTHING : html`, ${time(ev.view, one.at)}`}</p><p class="plain-text">${linkedText(one.text)}</p></article>`)}
${
  may(ev, { kind: 'topic.comment', id: topic.id, comment })
    ? actForm(
        ev,
        `${path}/comments`,
        html`${textField('Your comment', 'text', '', { rows: 3, required: true })}<p><button>Comment</button></p>`,
        'deed report',
      )
    : signInHint(ev, 'to comment, and to say whether you want to be there.')
}
${mayEdit ? letterPart(ev, topic) : NOTHING}
${topic.messageIds.length === 0 ? NOTHING : html`<h2>Mails about it</h2><ul>${topic.messageIds.map((id) => html`<li><a href="${mailPath(ev.view.project, id)}">${id}</a>: a reply “yes”, “maybe”, “must” or “no” is an answer, too</li>`)}</ul>`}
${
  mayEdit
    ? actForm(
        ev,
        `${path}/withdraw`,
        html`${hiddenField('seen', topic.revision)}${hiddenField('withdrawn', topic.withdrawn ? '0' : '1')}<p><button>${topic.withdrawn ? 'Take the withdrawal back' : 'Withdraw this topic'}</button></p>`,
      )
    : NOTHING
}`,
  })
}

/** The mail by which the topic is put to the list: its answers count like clicks. */
function letterPart(ev: EventView, topic: Topic): Html {
  const url = `${ev.view.origin}${eventPath(ev, 'topics', topic.id)}`
  const letter = topic.withdrawn ? undefined : formatTopicLetter(ev.hackathon, topic, url)
  return letter === undefined ? NOTHING : readyLetter('Ask on the list who intends to come', letter)
}

/** A date as it was written; what it could mean where that is not certain. */
function dateWords(date: WrittenDate | undefined): Html | string {
  if (date === undefined) return 'not said'
  if (date.candidates.length > 0)
    return html`${date.raw} <span class="muted">(could be ${date.candidates.join(' or ')}: whoever knows, change it)</span>`
  return date.day === undefined || date.day === date.raw
    ? date.raw
    : html`<span title="${date.raw}">${date.day}</span>`
}

/** Prose, and bullets in their depth. */
function description(parts: readonly DescriptionPart[]): Html {
  return html`<div class="description prose">${parts.map((part) =>
    part.kind === 'text'
      ? html`<p class="plain-text">${linkedText(part.text)}</p>`
      : html`<p class="item depth-${Math.min(part.depth, 4)}" id="item-${part.item}"><a class="anchor" href="#item-${part.item}" aria-label="Question ${part.item}">${part.item}</a> <span class="plain-text">${linkedText(part.text)}</span></p>`,
  )}</div>`
}
