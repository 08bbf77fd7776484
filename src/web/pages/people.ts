import type { OpenItem } from '../../core/status/open-items.ts'
import type { DecisionAbout } from '../../store/read/decisions-about.ts'
import type { Evidence } from '../../store/read/evidence.ts'
import type { PersonEntry, ReviewEntry } from '../../store/read/people.ts'
import type { SeriesEntry } from '../../store/read/series-list.ts'
import type { TodoEntry } from '../../store/read/todo.ts'
import type { DecidedIdentity } from '../decided-identities.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, personPath, projectPath, seriesPath, withQuery } from '../links.ts'
import { pager, seriesTable } from '../listing.ts'
import { pastForm } from '../past-form.ts'
import { tagBadge, versionName } from '../standing.ts'
import { nameOf, showAddress, time, type View } from '../view.ts'
import { inbox } from './inbox.ts'
import { recordedBanner } from './series-decisions.ts'

/** One page of everybody, in order of names. */
export interface PeoplePage {
  readonly people: readonly PersonEntry[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly words: string | undefined
}

/** Everybody who wrote to the list, by name: a directory, and no ranking. */
export function peoplePage(view: View, model: PeoplePage): Html {
  const path = `${projectPath(view.project)}people`
  const at = (page: number): string =>
    withQuery(path, { q: model.words, page: page === 1 ? undefined : page })
  const body = html`<div class="head-row"><h1>People</h1><p class="muted">${count(model.total, 'person', 'people')}</p></div>
<p class="lead">Everybody who wrote to the list, in order of names.</p>
<form class="filters" method="get" action="${path}"><div class="line"><label class="field grow">Name or address <input type="search" name="q" value="${model.words ?? ''}" maxlength="200"></label><button>Find</button></div></form>
${
  model.people.length === 0
    ? html`<p class="empty">Nobody${model.words === undefined ? ' yet' : ` with “${model.words}” in name or address`}.</p>`
    : html`<table class="rows" data-sortable>
<caption class="hidden-text">People</caption>
<thead><tr><th scope="col">Name</th><th scope="col" class="num">Mails</th><th scope="col" class="num">Series</th><th scope="col" class="num">Reviews</th><th scope="col">Since</th><th scope="col">Last mail</th></tr></thead>
<tbody>${model.people.map(
        (
          one,
        ) => html`<tr data-row><td class="title"><a href="${personPath(view.project, one.id)}">${nameOf(view, { name: one.name, address: one.key })}</a></td>
<td class="num" data-label="mails">${formatNumber(one.mails)}</td><td class="num" data-label="series">${formatNumber(one.series)}</td>
<td class="num" data-label="reviews">${formatNumber(one.reviews)}</td><td class="when" data-label="since">${time(view, one.firstAt, 'day')}</td>
<td class="when" data-label="last">${time(view, one.lastAt, 'day')}</td></tr>
`,
      )}</tbody></table>`
}
${
  model.pages < 2
    ? NOTHING
    : html`<nav class="pager" aria-label="Pages of this list">${Array.from({ length: model.pages }, (_, i) =>
        i + 1 === model.page
          ? html`<strong aria-current="page">${i + 1}</strong>`
          : html`<a href="${at(i + 1)}"${i === model.page ? html` rel="next"` : i + 2 === model.page ? html` rel="prev"` : NOTHING}>${i + 1}</a>`,
      )}</nav>`
}`
  return layout(view, { title: 'People', place: 'people', body })
}

/** Somebody, and what they have to do with the project. */
export interface PersonPage {
  readonly person: PersonEntry
  /** Their inbox. */
  readonly todos: readonly TodoEntry[]
  /** What nobody has mentioned for a year is among them. */
  readonly all: boolean
  /** The reader is this person. */
  readonly isReader: boolean
  /** What people said about what is in the inbox, by number of the lineage. */
  readonly decisions: ReadonlyMap<number, readonly DecisionAbout[]>
  /** The decision that was recorded just now. */
  readonly recorded: number | undefined
  /** The mails and commits that the inbox rests on, and what reviewers still wait for, by number of the lineage. */
  readonly evidence: ReadonlyMap<string, Evidence>
  readonly items: ReadonlyMap<number, readonly OpenItem[]>
  /** What people said of whether their addresses are theirs. */
  readonly identities: readonly DecidedIdentity[]
  readonly series: readonly SeriesEntry[]
  readonly reviews: readonly ReviewEntry[]
  readonly before: string | undefined
  /** `before` of the next page of reviews. */
  readonly next: string | undefined
}

/** What somebody posted, reviewed, and is waited for. */
export function personPage(view: View, model: PersonPage): Html {
  const { person } = model
  const path = personPath(view.project, person.id)
  const name = nameOf(view, { name: person.name, address: person.key })
  const mine = withQuery(`${projectPath(view.project)}series`, { person: person.id })
  const body = html`${recordedBanner(view, model.recorded)}<p class="crumbs"><a href="${projectPath(view.project)}people">People</a></p>
<h1>${name}</h1>
<dl class="facts">
<dt>${person.addresses.length > 1 ? 'Addresses' : 'Address'}</dt><dd>${person.addresses.map((one) => showAddress(view, one)).join(', ') || showAddress(view, person.key)}</dd>
${model.identities.map(
  (
    one,
  ) => html`<dt>Known by decision</dt><dd>${showAddress(view, one.address)} and ${showAddress(view, one.other)} are ${one.isOne ? 'one person' : 'two people'}: <a href="${projectPath(view.project)}quality/identities">${showAddress(view, one.person)}, ${one.at.slice(0, 10)}</a></dd>
`,
)}<dt>On the list</dt><dd>${time(view, person.firstAt, 'day')} to ${time(view, person.lastAt, 'day+age')}</dd>
<dt>Wrote</dt><dd>${count(person.mails, 'mail')}, ${count(person.series, 'series', 'series')}, ${count(person.reviews, 'review')}</dd>
</dl>
<div class="head-row"><h2>Inbox of ${name}</h2><p class="small">${
    model.all
      ? html`<a href="${path}">Only what was mentioned within a year</a>`
      : html`<a href="${withQuery(path, { all: '1' })}">Older things too</a>`
  } · <a href="${path}/todo.atom">feed</a></p></div>
<div class="small muted">Nothing has to be clicked to keep it true: it follows the mail and the repository. ${pastForm(view, path)}</div>
${inbox(view, model.todos, {
  name,
  own: model.isReader ? withQuery(path, { all: model.all ? '1' : undefined }) : undefined,
  decisions: model.decisions,
  evidence: model.evidence,
  items: model.items,
})}
<div class="head-row"><h2>Series by ${name}</h2>${model.series.length === 0 ? NOTHING : html`<p class="small"><a href="${mine}">All of them</a></p>`}</div>
${
  model.series.length === 0
    ? html`<p class="muted">None.</p>`
    : seriesTable(view, model.series, `Series by ${name}`, { sender: false })
}
<h2>Reviews by ${name}</h2>
${
  model.reviews.length === 0
    ? html`<p class="muted">${model.before === undefined ? 'None.' : 'No earlier ones.'}</p>`
    : html`<table class="rows"><caption class="hidden-text">Reviews by ${name}</caption>
<thead><tr><th scope="col">Series</th><th scope="col">Tags</th><th scope="col">When</th><th scope="col">Mail</th></tr></thead>
<tbody>${model.reviews.map(
        (
          one,
        ) => html`<tr data-row><td class="title"><a href="${seriesPath(view.project, one.series)}">${one.title || '(no subject)'}</a>
<span class="sub">${nameOf(view, one.sender)} · ${versionName(one.version, one.revision)}</span></td>
<td>${one.tags.map(tagBadge)}</td><td class="when">${time(view, one.at, 'day')}</td><td class="when"><a href="${mailPath(view.project, one.messageId)}">read<span class="hidden-text"> the review of ${one.title}</span></a></td></tr>
`,
      )}</tbody></table>`
}
${pager({
  first: model.before === undefined ? undefined : path,
  next: model.next === undefined ? undefined : withQuery(path, { before: model.next }),
})}`
  return layout(view, { title: name, place: 'people', body })
}
