import type { Topic, TopicFields } from '../../core/hackathon/topic.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, type EventView, eventPath } from './event-view.ts'
import { hiddenField, inputField, selectField, textField } from './fields.ts'
import { formatContacts, formatDescription } from './topic-text.ts'
import { type FormValues, wasField } from './touched.ts'

/** What the form of a topic holds, as text. */
export function topicValues(topic: TopicFields) {
  return {
    title: topic.title,
    contacts: formatContacts(topic.contacts),
    inserted: topic.insertedOn?.raw ?? '',
    verified: topic.verifiedOn?.raw ?? '',
    outreach: topic.outreach ?? '',
    list: topic.list ?? '',
    irc: topic.irc ?? '',
    difficulty: topic.difficulty ?? '',
    skills: topic.skills ?? '',
    description: formatDescription(topic.description),
    outcomes: topic.outcomes ?? '',
  } satisfies FormValues
}

/** Where a topic is proposed, or changed. */
export function topicFormPage(ev: EventView, topic: Topic | undefined, blank: TopicFields): Html {
  const values = topicValues(topic ?? blank)
  const path = topic === undefined ? eventPath(ev, 'topics') : eventPath(ev, 'topics', topic.id)
  return eventFrame(ev, {
    title: topic === undefined ? 'Propose a topic' : `Change: ${topic.title}`,
    place: 'topics',
    body: actForm(
      ev,
      path,
      html`${topic === undefined ? NOTHING : html`${hiddenField('seen', topic.revision)}${wasField(values)}`}
${inputField('Title', 'title', values.title, { required: true, most: 300 })}
${textField('Technical contact', 'contacts', values.contacts, { rows: 2, hint: 'one a line; “Mentor: Ada Example” says what they are' })}
${textField('Description', 'description', values.description, { rows: 10, hint: 'paragraphs, and a line beginning with “* ” for each question to settle: what comes of each of them is followed' })}
${textField('What is expected to come of it', 'outcomes', values.outcomes, { rows: 2 })}
<div class="line">${inputField('Difficulty', 'difficulty', values.difficulty)}${inputField('Skills needed', 'skills', values.skills)}</div>
<div class="line">${inputField('Mailing list', 'list', values.list)}${inputField('IRC channel', 'irc', values.irc)}</div>
<div class="line">${selectField(
        'For GSoC or Outreachy',
        'outreach',
        values.outreach,
        [
          ['yes', 'yes'],
          ['no', 'no'],
        ],
        { empty: 'not said' },
      )}${inputField('Date of insert', 'inserted', values.inserted, { most: 60, grow: false })}${inputField('Verified', 'verified', values.verified, { most: 60, grow: false })}</div>
<p><button>${topic === undefined ? 'Propose it' : 'Save'}</button></p>`,
      'filters event-form',
    ),
  })
}
