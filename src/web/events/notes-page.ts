import { formatReminder } from '../../core/hackathon/event-letters.ts'
import type { FoundNote } from '../../core/hackathon/found-note.ts'
import { listOpenConflicts } from '../../core/hackathon/hackathon.ts'
import { listMissingNotes, type MissingNotes } from '../../core/hackathon/notes-reminders.ts'
import type { Session } from '../../core/hackathon/session.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { mailPath } from '../links.ts'
import { markdown, markdownLine } from '../markdown.ts'
import { actionList, addActionForm, peopleList } from './actions.ts'
import { conflicts } from './conflicts.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, agendaNames, type EventView, eventPath, localTime, may, signInHint } from './event-view.ts'
import { hiddenField, inputField, selectField, textField } from './fields.ts'
import { readyLetter } from './ready-letter.ts'
import type { ReadyNotes } from './ready-notes.ts'
import { wasField } from './touched.ts'

/** The notes of an event: which sessions have some, which have none, and all that people took upon themselves. */
export function notesPage(ev: EventView, found: readonly FoundNote[]): Html {
  const { hackathon } = ev
  const names = agendaNames(ev)
  const missing = listMissingNotes(hackathon, ev.now)
  const noted = hackathon.notes.filter(
    (one) => one.text.trim() !== '' || one.agreements.length > 0 || one.messageIds.length > 0,
  )
  const open = hackathon.actions.filter((one) => one.state !== 'done')
  return eventFrame(ev, {
    title: 'Notes and actions',
    place: 'notes',
    body: html`${
      missing.length === 0
        ? NOTHING
        : html`<h2>Sessions without notes</h2><ul>${missing.map(
            (one) =>
              html`<li><a href="${eventPath(ev, 'sessions', one.session.id, 'notes')}">${one.session.title}</a>, over since ${localTime(ev, one.endedAt)}; to ask: ${one.people.length === 0 ? 'nobody is named' : one.people.map(ev.nameOf).join(', ')}${one.due === undefined ? NOTHING : html` <span class="tag no">${one.due} hours</span>`}${reminders(ev, one)}</li>`,
          )}</ul>`
    }
<h2>Notes</h2>
${
  noted.length === 0
    ? html`<p class="muted">None yet. Notes are written on the page of a session, by those who come.</p>`
    : html`<ul>${noted.map(
        (note) =>
          html`<li><a href="${eventPath(ev, 'sessions', note.session, 'notes')}">${names.session(note.session)}</a><span class="small muted">${[
            ...(note.agreements.length === 0 ? [] : [count(note.agreements.length, 'decision')]),
            ...(note.open.length === 0 ? [] : [`${note.open.length} open`]),
            note.messageIds.length === 0 ? 'not on the list yet' : 'on the list',
          ]
            .map((words) => ` · ${words}`)
            .join('')}</span></li>`,
      )}</ul>`
}
${foundPart(ev, found)}
<h2>Actions</h2>
<p class="muted">${open.length} of ${count(hackathon.actions.length, 'action')} not done.</p>
${actionList(ev, [...open, ...hackathon.actions.filter((one) => one.state === 'done')])}${peopleList(ev)}
${hackathon.actions.length === 0 ? NOTHING : html`<p class="take"><a href="${eventPath(ev, 'actions.csv')}">Actions as CSV</a></p>`}
${conflicts(ev)}`,
  })
}

/** Mails on the list that look like notes: those that belong to no session yet wait for somebody who knows. */
function foundPart(ev: EventView, found: readonly FoundNote[]): Html {
  const known = new Set(ev.hackathon.notes.flatMap((one) => one.messageIds))
  const loose = found.filter((one) => !known.has(one.messageId))
  if (loose.length === 0) return NOTHING
  const sessions = ev.hackathon.sessions.filter((one) => !one.cancelled)
  return html`<h2 id="found">Found on the list</h2><p class="muted">Mails that look like notes, and are of no session yet.</p>
<ul class="plain">${loose.slice(0, 100).map((one) => {
    const mayAttach = sessions.some((session) =>
      may(ev, { kind: 'note.mailed', session: session.id, messageId: one.messageId }),
    )
    return html`<li class="comment"><a href="${mailPath(ev.view.project, one.messageId)}">${one.title || one.messageId}</a> <span class="small muted">${one.from}, ${localTime(ev, one.at)} · ${one.certainty === 'sure' ? 'surely notes' : 'perhaps notes'}: ${one.evidence}</span>${
      mayAttach
        ? actForm(
            ev,
            eventPath(ev, 'notes', 'found'),
            html`${hiddenField('messageId', one.messageId)}<div class="line">${selectField(
              'They are of',
              'session',
              one.session,
              sessions.map((session) => [session.id, session.title] as const),
              { empty: 'no session of this event', required: true },
            )}<button>That is so</button></div>`,
            'deed filters compact',
          )
        : NOTHING
    }</li>`
  })}</ul>`
}

/** Mails by which those who owe notes are asked, for organisers: they know the addresses. */
function reminders(ev: EventView, missing: MissingNotes): Html {
  if (!ev.viewer.isOrganiser || missing.due === undefined) return NOTHING
  const url = `${ev.view.origin}${eventPath(ev, 'sessions', missing.session.id, 'notes')}`
  return html`${missing.people.map((person) => {
    const known = ev.hackathon.registrations.find((one) => one.person === person)?.address
    const to = known ?? (person.includes('@') ? person : undefined)
    return to === undefined
      ? NOTHING
      : readyLetter(`Ask ${ev.nameOf(person)}`, formatReminder(ev.hackathon, missing, to, url))
  })}`
}

/** The notes of one session: to be read, written, and sent to the list. */
export function sessionNotesPage(ev: EventView, session: Session, mail: ReadyNotes | undefined): Html {
  const note = ev.hackathon.notes.find((one) => one.session === session.id)
  const path = eventPath(ev, 'sessions', session.id)
  const mayWrite = may(ev, { kind: 'note.write', session: session.id, change: {}, seen: 0 })
  const values = noteValues(note)
  const isEmpty = values.text === '' && values.agreements === '' && values.open === ''
  const theirs = listOpenConflicts(ev.hackathon).filter(
    (one) => one.about === `notes of session ${session.id}`,
  )
  return eventFrame(ev, {
    title: `Notes: ${session.title}`,
    place: 'notes',
    body: html`<p><a href="${path}">The session</a></p>
${theirs.length === 0 ? NOTHING : html`<p class="banner past">Somebody wrote at the same time: <a href="#conflicts">both texts are kept</a>.</p>`}
${isEmpty ? html`<p class="empty"><strong>No notes yet.</strong> ${mayWrite ? 'Write them below.' : 'They are written by those who come.'}</p>` : NOTHING}
${
  note === undefined || isEmpty
    ? NOTHING
    : html`<p class="small muted">As of ${localTime(ev, note.changedAt)}${ev.nameOf(note.changedBy) === 'somebody' ? '' : `, last by ${ev.nameOf(note.changedBy)}`}.</p><div class="prose text">${markdown(note.text)}</div>
${list('Decisions', note.agreements)}${list('Open', note.open)}
${note.agreements.length === 0 ? NOTHING : html`<p class="small muted">Decisions made here are proposals: they hold once they were discussed on the list.</p>`}`
}
<h2>Actions</h2>
${actionList(
  ev,
  ev.hackathon.actions.filter((one) => one.session === session.id),
)}${addActionForm(ev, session.id)}
${
  mayWrite
    ? html`<h2 id="write">Write</h2>${actForm(
        ev,
        `${path}/notes`,
        html`${hiddenField('seen', note?.revision ?? 0)}${wasField(values)}
${textField('Notes, in Markdown', 'text', values.text, { rows: 14 })}
${textField('Decisions, one a line', 'agreements', values.agreements, { rows: 3 })}
${textField('Open questions, one a line', 'open', values.open, { rows: 3 })}<p><button>Save</button></p>`,
        'deed filters event-form',
      )}`
    : signInHint(ev, 'to write notes, if you come to the event.')
}
${mail === undefined || isEmpty ? NOTHING : mailPart(ev, session, mail, note?.messageIds ?? [])}
${conflicts(ev)}`,
  })
}

/** What the form of notes holds, as text. */
export function noteValues(
  note:
    | { readonly text: string; readonly agreements: readonly string[]; readonly open: readonly string[] }
    | undefined,
) {
  return {
    text: note?.text ?? '',
    agreements: (note?.agreements ?? []).join('\n'),
    open: (note?.open ?? []).join('\n'),
  }
}

function list(title: string, lines: readonly string[]): Html {
  if (lines.length === 0) return NOTHING
  return html`<h2>${title}</h2><ul>${lines.map((line) => html`<li>${markdownLine(line)}</li>`)}</ul>`
}

function mailPart(ev: EventView, session: Session, mail: ReadyNotes, messageIds: readonly string[]): Html {
  const path = eventPath(ev, 'sessions', session.id)
  return html`<h2 id="mail">To the list</h2>
${messageIds.length === 0 ? NOTHING : html`<p>On the list as ${messageIds.map((id) => html`<a href="${mailPath(ev.view.project, id)}">${id}</a> `)}</p>`}
<p class="muted">Ready to be sent from your own mail program, changed as you like. What stands under “Decisions”, “Actions” and “Open” is read back when it arrives.</p>
<p class="links">${mail.mailto === undefined ? NOTHING : html`<a href="${mail.mailto}">Open in the mail program</a> `}<a href="${path}/notes.eml">As a file (.eml)</a> <a href="${path}/notes.txt">As text</a></p>
${mail.parts.length > 1 ? html`<p class="muted">It is long: ${count(mail.parts.length, 'mail')}, so that the list takes it.</p>` : NOTHING}
${mail.parts.map(
  (
    part,
  ) => html`<pre class="command">${mail.to === undefined ? '' : `To: ${mail.to}\n`}Subject: ${mail.subject}

${part}</pre>`,
)}
${
  may(ev, { kind: 'note.mailed', session: session.id, messageId: 'x' })
    ? actForm(
        ev,
        `${path}/mailed`,
        html`<div class="line">${inputField('It was sent as (Message-ID)', 'messageId', '', { most: 1000, required: true })}<button>Note that</button></div>`,
        'deed filters',
      )
    : NOTHING
}`
}
