import { LOST_REASONS } from '../../core/status/lost.ts'
import type { SeriesEntry } from '../../store/read/series-list.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { evidencePath, projectPath, seriesPath, withQuery } from '../links.ts'
import { holderWords, pager, patchCount } from '../listing.ts'
import { lostBadges, statusBadge, versionName } from '../standing.ts'
import { personName, time, type View } from '../view.ts'

/** One page of what is lost. */
export interface LostPage {
  readonly entries: readonly SeriesEntry[]
  readonly total: number
  /** How many have each reason, over all. */
  readonly byReason: readonly { readonly reason: string; readonly n: number }[]
  readonly reason: string | undefined
  /** Only those with a mail within so many days. */
  readonly active: number | undefined
  readonly first: string | undefined
  readonly next: string | undefined
}

const AGES = [30, 90, 365] as const

/** What was dropped by everybody: open, nobody acts, and why we say so. */
export function lostPage(view: View, model: LostPage): Html {
  const path = `${projectPath(view.project)}lost`
  const link = (query: {
    readonly reason?: string | undefined
    readonly active?: number | undefined
  }): string => withQuery(path, { reason: model.reason, active: model.active, ...query })
  const mark = (is: boolean): Html => (is ? html` aria-current="true"` : NOTHING)
  const body = html`<div class="head-row"><h1>Lost</h1><p class="muted">${count(model.total, 'series', 'series')}</p></div>
<p class="lead">Open series that nobody acts on, those that have waited the longest first. Each reason is derived from the
mails alone; the <a href="${projectPath(view.project)}help#lost">help page</a> says how.</p>
<nav aria-label="Filters"><ul class="chips">
${model.reason === undefined ? NOTHING : html`<li><a class="all" href="${link({ reason: undefined })}">All reasons</a></li>`}
${model.byReason.map(
  ({ reason, n }) =>
    html`<li><a class="choice" href="${link({ reason: model.reason === reason ? undefined : reason })}"${mark(model.reason === reason)}><strong>${reason}</strong> ${words(reason)} <span class="muted">${formatNumber(n)}</span></a></li>`,
)}
</ul><ul class="chips">
${AGES.map(
  (days) =>
    html`<li><a class="choice" href="${link({ active: model.active === days ? undefined : days })}"${mark(model.active === days)}>a mail within ${days} days</a></li>`,
)}
${model.active === undefined ? NOTHING : html`<li><a class="all" href="${link({ active: undefined })}">Any age</a></li>`}
</ul></nav>
${
  model.entries.length === 0
    ? html`<div class="empty"><p><strong>Nothing is lost${model.reason === undefined && model.active === undefined ? '' : ' under these filters'}.</strong> Whatever is open has somebody whose turn it is, and who had it lately.</p></div>`
    : html`<table class="rows wide" data-sortable>
<caption class="hidden-text">Lost series</caption>
<thead><tr><th scope="col">Series</th><th scope="col">Waiting since</th><th scope="col">Why</th><th scope="col">Waits for</th><th scope="col" class="num">Patches</th></tr></thead>
<tbody>${model.entries.map((entry) => row(view, entry))}</tbody></table>`
}
${pager({ first: model.first, next: model.next })}`
  return layout(view, { title: 'Lost', place: 'lost', body })
}

function row(view: View, entry: SeriesEntry): Html {
  return html`<tr data-row>
<td class="title"><a href="${seriesPath(view.project, entry.series)}">${entry.title || '(no subject)'}</a>
<span class="sub">${personName(view, entry.sender, entry.senderId)} · ${versionName(entry.version, entry.revision)} · ${statusBadge(entry.status)}</span></td>
<td class="when">${time(view, entry.since, 'day')} <span class="age">${time(view, entry.since, 'age')}</span></td>
<td class="why">${lostBadges(entry.lost)} ${entry.lost.map(words).join('; ')}<span class="sub">${entry.why}${
    entry.evidence === undefined
      ? NOTHING
      : html` (<a href="${evidencePath(view.project, entry.evidence)}">evidence</a>)`
  }</span></td>
<td class="who">${holderWords(view, entry)}</td>
<td class="num" data-label="patches">${patchCount(entry.patches, entry.total)}</td>
</tr>
`
}

function words(reason: string): string {
  const known = Object.entries(LOST_REASONS).find(([name]) => name === reason)
  return known ? known[1] : reason
}
