import type { PastEntry } from '../../store/read/series-as-of.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath, withQuery } from '../links.ts'
import { pager, seriesTable } from '../listing.ts'
import { lostBadges, statusBadge, turnWords } from '../standing.ts'
import { personName, seriesHref, time, type View } from '../view.ts'
import { activeChips, filterForm } from './series-filters.ts'
import type { SeriesList } from './series-list-page.ts'

/** The list of series: what is filtered by stands in the address. */
export function seriesListPage(view: View, model: SeriesList): Html {
  const path = `${projectPath(view.project)}series`
  const { query } = model
  const chips = activeChips(view, model)
  const body = html`
<div class="head-row"><h1>Series</h1><p class="muted">${count(model.total, 'series', 'series')}${
    chips.length === 0 ? '' : ' with these filters'
  }</p></div>
${filterForm(view, query)}
${
  chips.length === 0
    ? NOTHING
    : html`<ul class="chips" aria-label="Filters; each link takes one away">${chips.map(
        (chip) => html`<li><a href="${chip.without}" title="Take this filter away">${chip.label}</a></li>`,
      )}<li><a class="all" href="${withQuery(path, { asOf: view.pastDay })}">Clear all</a></li></ul>`
}
${
  model.rows.entries.length === 0
    ? empty(view, model, chips.length > 0)
    : model.rows.kind === 'now'
      ? seriesTable(view, model.rows.entries, 'Series, one row for all versions of a piece of work')
      : pastTable(view, model.rows.entries)
}
${pager({
  first: query.after === undefined ? undefined : withQuery(path, { ...query.raw, after: undefined }),
  next: model.next === undefined ? undefined : withQuery(path, { ...query.raw, after: model.next }),
})}`
  return layout(view, { title: 'Series', place: 'series', body })
}

function empty(view: View, model: SeriesList, filtered: boolean): Html {
  const base = projectPath(view.project)
  if (!filtered)
    return html`<div class="empty"><p><strong>No series yet.</strong> ${
      view.state.asOf === undefined
        ? 'They appear when the first sync is complete.'
        : 'No mail on the list holds a patch that could be read.'
    } <a href="${base}problems">Mails with problems</a> are listed apart.</p></div>`
  const words = model.query.raw['q']
  return html`<div class="empty"><p><strong>Nothing passes these filters.</strong> Take one away above${
    typeof words === 'string' && words !== ''
      ? html`, or <a href="${withQuery(`${base}search`, { q: words })}">search all mails for “${words}”</a>`
      : NOTHING
  }.</p></div>`
}

function pastTable(view: View, entries: readonly PastEntry[]): Html {
  return html`<table class="rows" data-sortable>
<caption class="hidden-text">Series as they stood on that day</caption>
<thead><tr><th scope="col">Series</th><th scope="col">Status then</th><th scope="col">Waited for</th><th scope="col">Why</th><th scope="col">Since</th></tr></thead>
<tbody>${entries.map(
    (entry) => html`<tr data-row>
<td class="title"><a href="${seriesHref(view, entry.series)}">${entry.title || '(no subject)'}</a>${lostBadges(entry.lost)}
<span class="sub">${personName(view, entry.sender)}</span></td>
<td class="when">${statusBadge(entry.status)}</td>
<td class="who">${entry.turn === 'nobody' ? NOTHING : turnWords(entry.turn)}</td>
<td class="why">${entry.why}</td>
<td class="when" data-label="since">${time(view, entry.since, 'age')}</td>
</tr>
`,
  )}</tbody></table>`
}
