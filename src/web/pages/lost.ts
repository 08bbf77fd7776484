import type { SeriesOrigin } from '../../core/hackathon/series-origins.ts'
import { LOST_REASONS } from '../../core/status/lost.ts'
import type { ApplyEntry } from '../../store/read/applies.ts'
import type { DecisionAbout } from '../../store/read/decisions-about.ts'
import type { Evidence } from '../../store/read/evidence.ts'
import type { LostEntry, LostQueue } from '../../store/read/lost-queue.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { areaPath, projectPath, seriesPath, withQuery } from '../links.ts'
import { changeSize, pager, patchCount } from '../listing.ts'
import { pastForm } from '../past-form.ts'
import { APPLY_WORDS, applyLine } from '../review/apply-words.ts'
import { lostForms, signInLink, targetFor } from '../review/decision-forms.ts'
import { evidenceFold, groundsOf } from '../review/evidence-fold.ts'
import { originLines } from '../review/origin-lines.ts'
import { lostBadges, statusBadge, versionName } from '../standing.ts'
import { nameOf, personName, seriesHref, time, type View } from '../view.ts'
import { recordedBanner, saidLines } from './series-decisions.ts'

/** What was asked of the lost queue. */
export interface LostQuery {
  readonly reason: string | undefined
  readonly area: string | undefined
  /** Only those with a mail within so many days. */
  readonly active: number | undefined
  /** Only those of at most so many changed lines. */
  readonly lines: number | undefined
  readonly newcomer: boolean
  readonly fix: boolean
  readonly first: boolean
  readonly offered: boolean
  /** How it applies today, as in `apply_check`. */
  readonly applies: string | undefined
  readonly sort: 'priority' | 'age' | 'new'
  readonly page: number
}

/** One page of what is lost. */
export interface LostPage {
  readonly query: LostQuery
  readonly queue: LostQueue
  /** The mails and commits that those of this page rest on. */
  readonly evidence: ReadonlyMap<string, Evidence>
  /** How those of this page apply today, by number of the lineage; nothing of a past day. */
  readonly applies: ReadonlyMap<number, ApplyEntry>
  /** What people said about those of this page, by number of the lineage. */
  readonly decisions: ReadonlyMap<number, readonly DecisionAbout[]>
  /** The items of events that it came of, by number of the lineage. */
  readonly origins: ReadonlyMap<number, readonly SeriesOrigin[]>
  /** How many are left out, because they are for a repository that is not followed. */
  readonly elsewhere: number
  /** How many are left out because their changes are on the branch already. */
  readonly present: number
  /** The decision that was recorded just now. */
  readonly recorded: number | undefined
  /** There is more behind this page. */
  readonly hasMore: boolean
}

const AGES = [30, 90, 365] as const
const SIZES = [20, 100, 500] as const
const AREAS = 12

const SORTS: Readonly<Record<LostQuery['sort'], string>> = {
  priority: 'most urgent first',
  age: 'longest lost first',
  new: 'newly lost first',
}

/** What was dropped by everybody: open, nobody acts, why we say so, and what would bring it back. */
export function lostPage(view: View, model: LostPage): Html {
  const { query, queue } = model
  const path = `${projectPath(view.project)}lost`
  const link = (change: Partial<Record<keyof LostQuery, string | number | boolean | undefined>>): string =>
    withQuery(path, queryOf({ ...query, page: 1, ...change }, view.pastDay))
  const isFiltered =
    query.reason !== undefined ||
    query.area !== undefined ||
    query.active !== undefined ||
    query.lines !== undefined ||
    query.newcomer ||
    query.fix ||
    query.first ||
    query.offered ||
    query.applies !== undefined
  const here = withQuery(path, queryOf(query, undefined))
  const body = html`${recordedBanner(view, model.recorded)}<div class="head-row"><h1>Lost</h1><p class="muted">${count(queue.total, 'series', 'series')} · <a href="${withQuery(`${path}.atom`, { area: query.area, reason: query.reason })}">feed</a> · <a href="${withQuery(`${projectPath(view.project)}digest.txt`, { area: query.area })}">weekly text</a></p></div>
<p class="lead">Open series that nobody acts on, with why we say so and what would bring each back. Everything here is derived
from mail and repository; the <a href="${projectPath(view.project)}help#lost">help page</a> says how. Distributions carry
<a href="${projectPath(view.project)}carried">patches of their own</a>.</p>
<div class="small"><a href="${path}/escalation">Unanswered for five business days</a> · <a href="${path}/record">How often this list was right</a> · ${pastForm(view, path)}</div>
${signInLink(view, 'adopt, offer or snooze something, or to say why it is not lost')}<nav aria-label="Filters">${filters(view, query, queue, link)}</nav>
${
  queue.entries.length === 0
    ? html`<div class="empty"><p><strong>Nothing is lost${isFiltered ? ' under these filters' : ''}.</strong> Whatever is open has somebody whose turn it is, and who had it lately.</p></div>`
    : html`<table class="rows wide">
<caption class="hidden-text">Lost series, ${SORTS[query.sort]}</caption>
<thead><tr><th scope="col">Series</th><th scope="col">Lost since</th><th scope="col">Why, and what to do</th><th scope="col" class="num">Patches</th></tr></thead>
<tbody>${queue.entries.map((entry) => row(view, entry, model, here))}</tbody></table>`
}
${
  model.elsewhere === 0 || query.applies !== undefined
    ? NOTHING
    : html`<p class="small muted">Left out: ${view.pastDay === undefined ? html`<a href="${link({ applies: 'elsewhere' })}">${elsewhereWords(model.elsewhere)}</a>` : elsewhereWords(model.elsewhere)}: nothing that they change is, or was when they were posted, in any that is followed here, or their subject names another tree.</p>`
}${
  model.present === 0 || query.applies !== undefined
    ? NOTHING
    : html`<p class="small muted">Left out: <a href="${link({ applies: 'present' })}">${count(model.present, 'series', 'series')} on the branch already</a>: tried on it, the patches that are left change nothing.</p>`
}
${pager({
  first: query.page > 1 ? link({}) : undefined,
  next: model.hasMore
    ? withQuery(path, queryOf({ ...query, page: query.page + 1 }, view.pastDay))
    : undefined,
})}`
  return layout(view, { title: 'Lost', place: 'lost', body })
}

function queryOf(
  query: Partial<Record<keyof LostQuery, string | number | boolean | undefined>>,
  asOf: string | undefined,
): Record<string, string | number | undefined> {
  const word = (value: string | number | boolean | undefined): string | number | undefined =>
    typeof value === 'boolean' ? (value ? '1' : undefined) : value
  return {
    reason: word(query.reason),
    area: word(query.area),
    active: word(query.active),
    lines: word(query.lines),
    newcomer: word(query.newcomer),
    fix: word(query.fix),
    first: word(query.first),
    offered: word(query.offered),
    applies: word(query.applies),
    asOf,
    sort: query.sort === 'priority' ? undefined : word(query.sort),
    page: query.page === 1 ? undefined : word(query.page),
  }
}

function filters(
  view: View,
  query: LostQuery,
  queue: LostQueue,
  link: (change: Partial<Record<keyof LostQuery, string | number | boolean | undefined>>) => string,
): Html {
  const mark = (is: boolean): Html => (is ? html` aria-current="true"` : NOTHING)
  const chip = (text: Html | string, is: boolean, href: string): Html =>
    html`<li><a class="choice" href="${href}"${mark(is)}>${text}</a></li>`
  const areas = queue.byArea.filter((one, n) => n < AREAS || one.area === query.area)
  return html`<ul class="chips">${queue.byReason.map(({ reason, n }) =>
    chip(
      html`<strong>${reason}</strong> ${words(reason)} <span class="muted">${formatNumber(n)}</span>`,
      query.reason === reason,
      link({ reason: query.reason === reason ? undefined : reason }),
    ),
  )}</ul>
${
  areas.length < 2 && query.area === undefined
    ? NOTHING
    : html`<ul class="chips" aria-label="Areas">${areas.map(({ area, n }) =>
        chip(
          html`${area} <span class="muted">${formatNumber(n)}</span>`,
          query.area === area,
          link({ area: query.area === area ? undefined : area }),
        ),
      )}</ul>`
}<ul class="chips">
${chip('for newcomers', query.newcomer, link({ newcomer: query.newcomer ? undefined : true }))}
${chip('a first contribution', query.first, link({ first: query.first ? undefined : true }))}
${chip('a fix', query.fix, link({ fix: query.fix ? undefined : true }))}
${view.pastDay === undefined ? chip('offered as a project', query.offered, link({ offered: query.offered ? undefined : true })) : NOTHING}
${SIZES.map((lines) => chip(`up to ${lines} lines`, query.lines === lines, link({ lines: query.lines === lines ? undefined : lines })))}
${AGES.map((days) => chip(`a mail within ${days} days`, query.active === days, link({ active: query.active === days ? undefined : days })))}
</ul>${
    view.pastDay === undefined
      ? html`<ul class="chips" aria-label="On the branch today">${['applies', 'three-way', 'conflicts', 'gone', 'elsewhere', 'present'].map((state) => chip(APPLY_WORDS[state] ?? state, query.applies === state, link({ applies: query.applies === state ? undefined : state })))}</ul>`
      : NOTHING
  }<ul class="chips">
${(['priority', 'age', 'new'] as const).map((sort) => chip(SORTS[sort], query.sort === sort, link({ sort })))}
</ul>`
}

function row(view: View, one: LostEntry, model: LostPage, here: string): Html {
  const target = targetFor(view, one.entry.series, here)
  const { entry } = one
  const marks = [
    one.isFirst ? 'a first contribution' : '',
    one.isFix ? 'a fix' : '',
    one.approvals > 0 ? count(one.approvals, 'approval') : '',
    one.isSmall ? 'small' : '',
  ].filter((word) => word !== '')
  return html`<tr data-row>
<td class="title"><a href="${seriesHref(view, entry.series)}">${entry.title || '(no subject)'}</a>
<span class="sub">${personName(view, entry.sender, entry.senderId)} · ${versionName(entry.version, entry.revision)} · ${statusBadge(entry.status)} · ${changeSize(entry.additions, entry.deletions)}${
    marks.length === 0 ? NOTHING : html` · ${marks.join(', ')}`
  }</span><span class="sub">${one.areas.slice(0, 4).map((area, i) => html`${i === 0 ? '' : ', '}<a href="${withQuery(areaPath(view.project, area), { asOf: view.pastDay })}">${area}</a>`)}${one.areas.length > 4 ? ` and ${one.areas.length - 4} more` : ''}</span></td>
<td class="when">${time(view, one.lostAt, 'day')} <span class="age">${time(view, one.lostAt, 'age')}</span></td>
<td class="why">${lostBadges(entry.lost)} ${entry.lost.map(words).join('; ')}<div class="sub">${entry.why} ${evidenceFold(view, model.evidence, groundsOf(entry.evidence, one.items))}</div>${one.remedies
    .slice(0, 1)
    .map(
      (remedy) =>
        html`<span class="sub todo">To do: ${remedy.text}${
          remedy.ask.length === 0
            ? NOTHING
            : `: ${remedy.ask
                .slice(0, 4)
                .map((person) => nameOf(view, person))
                .join(', ')}`
        }${
          view.pastDay === undefined
            ? html` · <a href="${seriesPath(view.project, entry.series)}/ping">draft a mail</a>`
            : NOTHING
        }</span>`,
    )}${
    view.pastDay === undefined
      ? html`<span class="sub">On the branch today: ${applyLine(view, model.applies.get(entry.id))}</span>`
      : NOTHING
  }${originLines(view, model.origins.get(entry.id) ?? [])}${saidLines(view, model.decisions.get(entry.id) ?? [])}${
    target === undefined
      ? NOTHING
      : html`<details class="acts"><summary class="small">Adopt, offer, snooze, not lost</summary>${lostForms(view, target)}</details>`
  }</td>
<td class="num" data-label="patches">${patchCount(entry.patches, entry.total)}</td>
</tr>
`
}

function words(reason: string): string {
  const known = Object.entries(LOST_REASONS).find(([name]) => name === reason)
  return known ? known[1] : reason
}

function elsewhereWords(n: number): string {
  return `${count(n, 'series', 'series')} for another repository`
}
