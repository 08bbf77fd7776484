import { parseReference } from '../../core/hackathon/reference.ts'
import { ACTION_STATES, type Action } from '../../core/hackathon/session.ts'
import { listItems } from '../../core/hackathon/topic.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { linkedText } from '../linked-text.ts'
import { actForm, type EventView, eventPath, may } from './event-view.ts'
import { hiddenField, inputField, selectField } from './fields.ts'
import { ACTION_WORDS } from './phase-words.ts'
import { wasField } from './touched.ts'

/** What people took upon themselves, each with a form for who may change it. */
export function actionList(ev: EventView, actions: readonly Action[]): Html {
  if (actions.length === 0) return html`<p class="muted">None.</p>`
  return html`<ul class="plain actions">${actions.map((one) => {
    const mayChange = may(ev, { kind: 'action.change', id: one.id, change: {}, seen: 0 })
    const values = { text: one.text, assignee: nameOfAssignee(ev, one), state: one.state }
    return html`<li id="action-${one.id}"><span class="tag${one.state === 'done' ? ' yes' : one.state === 'blocked' ? ' no' : ''}">${ACTION_WORDS[one.state]}</span> <strong>${values.assignee || 'nobody yet'}</strong>: ${linkedText(one.text)}${aboutLink(ev, one)}
${
  mayChange
    ? html`<details><summary class="small">Change</summary>${actForm(
        ev,
        eventPath(ev, 'actions', one.id),
        html`${hiddenField('seen', one.revision)}${wasField(values)}<div class="line">${inputField('What', 'text', one.text, { most: 2000, required: true })}${inputField('Who', 'assignee', values.assignee, { list: 'event-people', grow: false })}${selectField(
          'State',
          'state',
          one.state,
          ACTION_STATES.map((state) => [state, ACTION_WORDS[state]] as const),
        )}<button>Save</button></div>`,
        'deed filters',
      )}</details>`
    : NOTHING
}</li>`
  })}</ul>`
}

function nameOfAssignee(ev: EventView, action: Action): string {
  return action.assignee === undefined ? '' : ev.nameOf(action.assignee)
}

function aboutLink(ev: EventView, action: Action): Html {
  const about = action.about === undefined ? undefined : parseReference(action.about)
  if (about?.kind !== 'topic') return NOTHING
  const topic = ev.hackathon.topics.find((one) => one.id === about.id)
  const item = about.item === undefined ? '' : `#item-${about.item}`
  return html` <a class="small" href="${eventPath(ev, 'topics', about.id)}${item}">${topic?.title ?? about.id}</a>`
}

/** Where an action is added to a session. */
export function addActionForm(ev: EventView, session: string): Html {
  const fields = { session, about: undefined, text: '', assignee: undefined, state: 'todo' } as const
  if (!may(ev, { kind: 'action.add', id: 'x', fields })) return NOTHING
  const topics = ev.hackathon.sessions.find((one) => one.id === session)?.topics ?? []
  const abouts = ev.hackathon.topics
    .filter((one) => topics.includes(one.id))
    .flatMap((topic) =>
      listItems(topic.description).map(
        (item) => [`topic:${topic.id}/${item.item}`, item.text.slice(0, 80)] as const,
      ),
    )
  return actForm(
    ev,
    eventPath(ev, 'sessions', session, 'actions'),
    html`<div class="line">${inputField('An action', 'text', '', { most: 2000, required: true })}${inputField('Who', 'assignee', '', { list: 'event-people', grow: false })}${abouts.length === 0 ? NOTHING : selectField('For the question', 'about', undefined, abouts, { empty: 'none' })}<button>Add it</button></div>${peopleList(ev)}`,
    'deed filters',
  )
}

/** Names to choose from: those who come. */
export function peopleList(ev: EventView): Html {
  return html`<datalist id="event-people">${ev.hackathon.registrations
    .filter((one) => one.state === 'confirmed')
    .map((one) => html`<option>${one.name}</option>`)}</datalist>`
}
