import type { Session, SessionFields } from '../../core/hackathon/session.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { peopleList } from './actions.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, type EventView, eventPath } from './event-view.ts'
import { hiddenField, inputField, selectField, textField } from './fields.ts'
import { attendanceField, wishWords } from './session-page.ts'
import { type FormValues, wasField } from './touched.ts'

/** What the form of a session holds, as text. */
export function sessionValues(
  ev: EventView,
  session: SessionFields & { readonly attendance?: number | undefined },
): FormValues {
  return {
    title: session.title,
    abstract: session.abstract ?? '',
    topics: session.topics.join(' '),
    leaders: session.leaders.map(ev.nameOf).join('\n'),
    required: session.required.map(ev.nameOf).join('\n'),
    noteTaker: session.noteTaker === undefined ? '' : ev.nameOf(session.noteTaker),
    wishes: [
      ...session.wishes.map((wish) => wishWords(ev, wish).replace(/[“”]/g, '"')),
      ...session.unreadWishes,
    ].join('\n'),
    attendance: session.attendance ?? '',
  }
}

/** Where a session is offered, or changed. */
export function sessionFormPage(ev: EventView, session: Session | undefined, blank: SessionFields): Html {
  const values = sessionValues(ev, session ?? blank)
  const chosen = new Set(String(values['topics']).split(' '))
  const topics = ev.hackathon.topics.filter((one) => !one.withdrawn || chosen.has(one.id))
  const text = (name: string): string => String(values[name] ?? '')
  const path = session === undefined ? eventPath(ev, 'sessions') : eventPath(ev, 'sessions', session.id)
  return eventFrame(ev, {
    title: session === undefined ? 'Offer a session' : `Change: ${session.title}`,
    place: 'agenda',
    body: html`${actForm(
      ev,
      path,
      html`${session === undefined ? NOTHING : html`${hiddenField('seen', session.revision)}${wasField(values)}`}${hiddenField('full', 1)}
${inputField('Title', 'title', text('title'), { required: true })}
${textField('What it is about, in Markdown', 'abstract', text('abstract'), { rows: 5 })}
${topics.length === 0 ? NOTHING : html`<fieldset><legend>Topics</legend>${topics.map((one) => html`<label class="check"><input type="checkbox" name="topic" value="${one.id}"${chosen.has(one.id) ? html` checked` : NOTHING}>${one.title}</label>`)}</fieldset>`}
<div class="line">${textField('Led by', 'leaders', text('leaders'), { rows: 2, hint: 'names, one a line: they are never in two places at once' })}${textField('Cannot be without', 'required', text('required'), { rows: 2 })}</div>
<div class="line">${inputField('Notes by', 'noteTaker', text('noteTaker'), { list: 'event-people' })}${
        session === undefined
          ? selectField(
              'Lasts',
              'parts',
              '1',
              ['1', '2', '3', '4'].map(
                (n) => [n, n === '1' ? 'one slot' : `${n} slots, one after the other`] as const,
              ),
            )
          : attendanceField(session.attendance)
      }</div>
${textField('Wishes', 'wishes', text('wishes'), { rows: 3, hint: 'one a line: “on day 1”, “in the afternoon”, “after Security”, “not beside Toolstack”; “must be …” makes it a rule' })}
<p><button>${session === undefined ? 'Offer it' : 'Save'}</button></p>${peopleList(ev)}`,
      'deed filters event-form',
    )}
${
  session === undefined
    ? NOTHING
    : actForm(
        ev,
        `${eventPath(ev, 'sessions', session.id)}/cancel`,
        html`${hiddenField('seen', session.revision)}${hiddenField('cancelled', session.cancelled ? '0' : '1')}<p><button>${session.cancelled ? 'Hold it after all' : 'Cancel this session'}</button></p>`,
      )
}`,
  })
}
