import type { CarriedEntry, CarriedState } from '../../app/carried/carried-state.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { commitPath, seriesPath } from '../links.ts'
import { statusBadge } from '../standing.ts'
import { time, type View } from '../view.ts'

/** Patches that distributions carry. */
export interface CarriedPage {
  readonly entries: readonly CarriedEntry[]
  /** When each collection was imported. */
  readonly importedAt: ReadonlyMap<string, string>
}

const STATES: Readonly<Record<CarriedState, string>> = {
  merged: 'on the development branch',
  backported: 'on another branch only',
  posted: 'posted, and open',
  lost: 'posted, and nobody acts',
  superseded: 'posted, and replaced by another change',
  refused: 'posted, and refused or withdrawn',
  never: 'never posted',
  empty: 'no change that could be looked for',
}

/** What is carried outside, and what became of each patch upstream. */
export function carriedPage(view: View, { entries, importedAt }: CarriedPage): Html {
  const collections = [...new Set(entries.map((entry) => entry.collection))]
  const body = html`<h1>Carried patches</h1>
<p class="lead">Patches that distributions carry, each with what became of it upstream. They are read by
<code>patchmoot carried import</code>.</p>
${entries.length === 0 ? html`<p class="empty">None were imported.</p>` : NOTHING}
${collections.map((collection) => {
  const own = entries.filter((entry) => entry.collection === collection)
  const at = importedAt.get(collection)
  return html`<h2>${collection} <span class="muted small">${count(own.length, 'patch', 'patches')}${at === undefined ? NOTHING : html`, read ${time(view, at, 'day')}`}</span></h2>
<table class="rows"><caption class="hidden-text">Patches of ${collection}</caption>
<thead><tr><th scope="col">Patch</th><th scope="col">Upstream</th><th scope="col">Where</th></tr></thead>
<tbody>${own.map((entry) => row(view, entry))}</tbody></table>`
})}`
  return layout(view, { title: 'Carried patches', place: 'lost', body })
}

function row(view: View, entry: CarriedEntry): Html {
  const { commit, series, by } = entry.upstream
  return html`<tr data-row><td class="title">${entry.header.title || entry.name}<span class="sub mono">${entry.name}</span></td>
<td class="why">${STATES[entry.state]}${by === 'title' ? html` <abbr class="muted" title="only the title is the same; the change may be another">by title ?</abbr>` : NOTHING}</td>
<td class="why">${commit === undefined ? NOTHING : html`<a class="mono" href="${commitPath(view.project, commit.sha)}">${commit.sha.slice(0, 12)}</a> `}${
    series === undefined
      ? NOTHING
      : html`<a href="${seriesPath(view.project, series.name)}">${series.title}</a> ${statusBadge(series.status)}`
  }</td></tr>
`
}
