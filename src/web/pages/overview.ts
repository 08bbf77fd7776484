import type { Activity } from '../../store/read/activity.ts'
import type { ProjectTotals } from '../../store/read/project-state.ts'
import type { SeriesEntry } from '../../store/read/series-list.ts'
import {
  type Count,
  LATELY_DAYS,
  STALLED_DAYS,
  type StandingCounts,
} from '../../store/read/standing-counts.ts'
import { type Chart, chartFigure } from '../dashboard/chart.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath, seriesPath, withQuery } from '../links.ts'
import { seriesTable } from '../listing.ts'
import { statusBadge, tagBadge, versionName } from '../standing.ts'
import { personName, time, type View } from '../view.ts'

/** What the front page of a project shows. */
export interface Overview {
  readonly counts: StandingCounts
  readonly totals: ProjectTotals
  readonly charts: readonly Chart[]
  readonly activity: readonly Activity[]
  /** Open, alive, and waiting the longest for a review. */
  readonly waiting: readonly SeriesEntry[]
}

/** The front page of a project: where everything stands, and what happened last. */
export function overviewPage(view: View, model: Overview): Html {
  const base = projectPath(view.project)
  const { counts } = model
  const list = (query: Readonly<Record<string, string | number | undefined>>): string =>
    withQuery(`${base}series`, { ...query, asOf: view.pastDay })
  const body = html`
<h1>${view.project.title}</h1>
<p class="lead">${view.project.lists.map((one) => one.address).join(', ')}:
${count(model.totals.mails, 'mail')}, ${count(model.totals.lineages, 'series', 'series')} in ${count(model.totals.series, 'version')}, ${count(model.totals.commits, 'commit')}${
    model.totals.problems === 0
      ? NOTHING
      : html`; <a href="${base}problems">${count(model.totals.problems, 'mail')} with problems</a>`
  }.</p>
<ul class="tiles">
${tile(counts.open, 'open', list({ status: 'open' }))}
${tile(counts.waitingForReview, 'waiting for review', list({ status: 'open', turn: 'reviewers' }))}
${tile(counts.waitingForAuthor, 'waiting for the author', list({ status: 'open', turn: 'author' }))}
${tile(counts.ready, 'ready', list({ status: 'ready' }))}
<li><a href="${list({ merged: LATELY_DAYS })}"><b>${formatNumber(counts.mergedLately)}</b><span class="label">merged lately</span><span class="more">within ${LATELY_DAYS} days</span></a></li>
<li class="is-lost"><a href="${view.pastDay === undefined ? `${base}lost` : list({ lost: 'any' })}"><b>${formatNumber(counts.lost)}</b><span class="label">lost</span><span class="more">nobody acts on them</span></a></li>
</ul>
<ul class="by-status">${Object.entries(counts.byStatus)
    .filter(([, n]) => n > 0)
    .map(
      ([status, n]) =>
        html`<li><a href="${list({ status })}">${statusBadge(status)}<b>${formatNumber(n)}</b></a></li>`,
    )}</ul>
<h2>Trends</h2>
<div class="charts">${model.charts.map((chart) => chartFigure(chart, base))}</div>
${
  model.waiting.length === 0
    ? NOTHING
    : html`<div class="head-row"><h2>Waiting the longest for a review</h2><p class="small"><a href="${list({
        status: 'open',
        turn: 'reviewers',
        active: STALLED_DAYS,
        sort: 'waiting',
      })}">All of them</a></p></div>
${seriesTable(view, model.waiting, 'Open series that wait the longest for a review')}
<p class="small muted">Of those that saw a mail within ${STALLED_DAYS} days.</p>`
}
<h2>Newest activity</h2>
${
  model.activity.length === 0
    ? html`<p class="empty">No patch has been seen on the list yet.</p>`
    : html`<ol class="feed">${model.activity.map((one) => activityRow(view, one))}</ol>`
}
${asOfForm(view)}`
  return layout(view, { title: 'Overview', place: 'overview', body })
}

function tile(number: Count, label: string, path: string): Html {
  return html`<li><a href="${path}"><b>${formatNumber(number.all)}</b><span class="label">${label}</span><span class="more">${
    number.lively === undefined || number.lively === number.all
      ? NOTHING
      : `${formatNumber(number.lively)} active in ${STALLED_DAYS} days`
  }</span></a></li>`
}

function activityRow(view: View, one: Activity): Html {
  const title = html`<a href="${seriesPath(view.project, one.series)}">${one.title || '(no subject)'}</a>`
  const version =
    one.version > 1 || one.revision !== undefined ? ` ${versionName(one.version, one.revision)}` : ''
  const what =
    one.kind === 'merged'
      ? html`<span class="status court-merged">merged</span> ${title}`
      : one.kind === 'posted'
        ? html`${person(view, one)} posted${version} ${title}`
        : html`${person(view, one)} <a href="${mailPath(view.project, one.messageId ?? one.series)}">${
            one.tags.length === 0 ? 'replied' : 'gave'
          }</a>${one.tags.map(tagBadge)} to${version} ${title}`
  return html`<li data-row>${time(view, one.at, 'age')}<span>${what}</span></li>
`
}

function person(view: View, one: Activity): Html {
  return one.person === undefined ? NOTHING : personName(view, one.person)
}

function asOfForm(view: View): Html {
  return html`<form class="filters" method="get" action="${projectPath(view.project)}"><div class="line">
<label class="field">Show this page as of the end of <input type="date" name="asOf" value="${view.pastDay ?? view.asOf.slice(0, 10)}" max="${(view.state.asOf ?? view.asOf).slice(0, 10)}"></label>
<button>Show</button></div></form>`
}
