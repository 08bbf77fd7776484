import type { OpenItem } from '../../core/status/open-items.ts'
import { TODO_SECTIONS, TODO_TITLES, type TodoSection } from '../../core/status/todo.ts'
import type { DecisionAbout } from '../../store/read/decisions-about.ts'
import type { Evidence } from '../../store/read/evidence.ts'
import type { TodoEntry } from '../../store/read/todo.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { lostForms, reviewerForms, snoozeForm, targetFor } from '../review/decision-forms.ts'
import { evidenceFold, groundsOf } from '../review/evidence-fold.ts'
import { lostBadges, statusBadge, versionName } from '../standing.ts'
import { personName, seriesHref, time, type View } from '../view.ts'
import { saidLines } from './series-decisions.ts'

/** Lines of one section that are shown at once. */
const PER_SECTION = 30

/** What each section asks, for whoever does not know the words yet. */
const ABOUT: Readonly<Record<TodoSection, string>> = {
  A: 'nobody else’s word is missing',
  B: 'approved, nothing open: to be committed',
  C: 'a new version of something that you took part in',
  D: 'you answer for its files, or it was sent to you',
  E: 'a reviewer asked for something',
  F: 'posted by you; somebody else is to act',
  G: 'your word is missing, and others’ too',
  H: 'nobody acts, and you answer for its files',
}

/** What goes with the lines of an inbox. */
export interface InboxExtras {
  readonly name: string
  /** Where to lead back to; the reader's own inbox can be acted on. */
  readonly own: string | undefined
  /** What people said about each lineage, by its number. */
  readonly decisions: ReadonlyMap<number, readonly DecisionAbout[]>
  /** The mails and commits that the lines rest on. */
  readonly evidence: ReadonlyMap<string, Evidence>
  /** What reviewers still wait for, by number of the lineage. */
  readonly items: ReadonlyMap<number, readonly OpenItem[]>
}

/** An inbox, section by section: each line with who, why, since when, and the mail that says so. */
export function inbox(view: View, todos: readonly TodoEntry[], extras: InboxExtras): Html {
  const { name } = extras
  if (todos.length === 0) return html`<p class="muted">Nothing.</p>`
  const counts = TODO_SECTIONS.map((section) => ({
    section,
    n: todos.filter((todo) => todo.section === section).length,
  })).filter((one) => one.n > 0)
  return html`<ul class="chips" aria-label="Sections of the inbox">${counts.map(({ section, n }) => html`<li><a class="choice" href="#todo-${section}">${TODO_TITLES[section]} <span class="muted">${n}</span></a></li>`)}</ul>${TODO_SECTIONS.map(
    (section) => {
      const lines = todos.filter((todo) => todo.section === section)
      if (lines.length === 0) return NOTHING
      const shown = lines.slice(0, PER_SECTION)
      const rest = lines.slice(PER_SECTION)
      return html`<section class="inbox" aria-label="${TODO_TITLES[section]}"><h3 id="todo-${section}">${TODO_TITLES[section]} <span class="muted small">${count(lines.length, 'series', 'series')}; ${ABOUT[section]}</span></h3>
${table(view, shown, `${TODO_TITLES[section]}: ${name}`, extras)}${
  rest.length === 0
    ? NOTHING
    : html`<details><summary class="small muted">${rest.length} more</summary>${table(view, rest, `More of: ${TODO_TITLES[section]}`, extras)}</details>`
}</section>`
    },
  )}`
}

function table(view: View, lines: readonly TodoEntry[], caption: string, extras: InboxExtras): Html {
  return html`<table class="rows wide"><caption class="hidden-text">${caption}</caption>
<thead><tr><th scope="col">Series</th><th scope="col">What</th><th scope="col">Since</th></tr></thead>
<tbody>${lines.map(({ entry, section, why, since, evidence }) => {
    const target = extras.own === undefined ? undefined : targetFor(view, entry.series, extras.own)
    return html`<tr data-row><td class="title"><a href="${seriesHref(view, entry.series)}">${entry.title || '(no subject)'}</a>${lostBadges(entry.lost)}
<span class="sub">${personName(view, entry.sender, entry.senderId)} · ${versionName(entry.version, entry.revision)} · ${statusBadge(entry.status)}</span></td>
<td class="why">${why} ${evidenceFold(view, extras.evidence, groundsOf(evidence, extras.items.get(entry.id)))}${saidLines(view, extras.decisions.get(entry.id) ?? [])}${
      target === undefined
        ? NOTHING
        : html`<details class="acts"><summary class="small">Answer without a mail</summary>${section === 'E' || section === 'F' ? NOTHING : reviewerForms(view, target)}${section === 'H' ? lostForms(view, target) : snoozeForm(view, target)}</details>`
    }</td>
<td class="when">${time(view, since, 'day')} <span class="age">${time(view, since, 'age')}</span></td></tr>
`
  })}</tbody></table>`
}
