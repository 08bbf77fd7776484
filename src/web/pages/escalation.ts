import { ESCALATION_DAYS, type Escalation } from '../../app/list-escalations.ts'
import type { Evidence } from '../../store/read/evidence.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath, seriesPath } from '../links.ts'
import { evidenceFold, groundsOf } from '../review/evidence-fold.ts'
import { statusBadge, versionName } from '../standing.ts'
import { personName, time, type View } from '../view.ts'

/** Who answers for a line: the first few by name. */
const NAMES = 5

/** What has waited for others than its author for five business days: whom to ask, and the draft of a mail that does. */
export function escalationPage(
  view: View,
  lines: readonly Escalation[],
  known: ReadonlyMap<string, Evidence>,
): Html {
  const people = (some: Escalation['ask']): Html =>
    html`${some.slice(0, NAMES).map((one, i) => html`${i === 0 ? '' : ', '}${personName(view, one)}`)}${some.length > NAMES ? ` and ${some.length - NAMES} more` : ''}`
  const body = html`<p class="crumbs"><a href="${projectPath(view.project)}lost">Lost</a></p>
<div class="head-row"><h1>To escalate</h1><p class="muted">${count(lines.length, 'series', 'series')}</p></div>
<p class="lead">Open series that others than their authors have had for ${ESCALATION_DAYS} business days or more, those that have waited longest
first: the time after which to ask aloud. What nobody has mentioned for 90 days is in the <a href="${projectPath(view.project)}lost">lost list</a>.</p>
${
  lines.length === 0
    ? html`<p class="empty">Nothing has waited for that long.</p>`
    : html`<table class="rows wide"><caption class="hidden-text">Series to escalate</caption>
<thead><tr><th scope="col">Series</th><th scope="col" class="num">Business days</th><th scope="col">Whom to ask</th><th scope="col">Why</th></tr></thead>
<tbody>${lines.map(
        ({ entry, waited, ask, next }) => html`<tr data-row>
<td class="title"><a href="${seriesPath(view.project, entry.series)}">${entry.title || '(no subject)'}</a>
<span class="sub">${personName(view, entry.sender, entry.senderId)} · ${versionName(entry.version, entry.revision)} · ${statusBadge(entry.status)}</span></td>
<td class="num" data-label="business days">${waited}</td>
<td class="who">${ask.length === 0 ? html`<span class="muted">the list</span>` : people(ask)}${next.length === 0 ? NOTHING : html`<span class="sub">then ${people(next)}</span>`}</td>
<td class="why">${entry.why}, since ${time(view, entry.since, 'day')} ${evidenceFold(view, known, groundsOf(entry.evidence, undefined))}<span class="sub"><a href="${seriesPath(view.project, entry.series)}/ping">draft a mail</a></span></td></tr>
`,
      )}</tbody></table>`
}`
  return layout(view, { title: 'To escalate', place: 'lost', body })
}
