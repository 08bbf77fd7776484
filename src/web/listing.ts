import type { SeriesEntry } from '../store/read/series-list.ts'
import { formatNumber, type Html, html, NOTHING } from './html.ts'
import { lostBadges, statusBadge, turnWords, versionName } from './standing.ts'
import { nameOf, personName, seriesHref, time, type View } from './view.ts'

/** The table of lineages that every list of them uses; `columns` leaves out what a page says elsewhere. */
export function seriesTable(
  view: View,
  entries: readonly SeriesEntry[],
  caption: string,
  show: { readonly sender?: boolean; readonly why?: boolean } = { sender: true },
): Html {
  return html`<table class="rows wide" data-sortable>
<caption class="hidden-text">${caption}</caption>
<thead><tr><th scope="col">Series</th><th scope="col">Status</th><th scope="col">${
    show.why === true ? 'Why' : 'Waits for'
  }</th><th scope="col" class="num">Patches</th><th scope="col" class="num">Replies</th><th scope="col">Waiting</th><th
 scope="col">Active</th></tr></thead>
<tbody>
${entries.map((entry) => seriesRow(view, entry, show))}</tbody>
</table>`
}

function seriesRow(
  view: View,
  entry: SeriesEntry,
  show: { readonly sender?: boolean; readonly why?: boolean },
): Html {
  const waits = entry.turn !== 'nobody'
  return html`<tr data-row>
<td class="title"><a href="${seriesHref(view, entry.series)}">${entry.title || '(no subject)'}</a>${lostBadges(entry.lost)}
<span class="sub">${show.sender === false ? NOTHING : html`${personName(view, entry.sender, entry.senderId)} · `}${versionName(
    entry.version,
    entry.revision,
  )}${entry.versions > 1 ? ` of ${entry.versions} versions` : ''} · ${changeSize(entry.additions, entry.deletions)}</span></td>
<td class="when">${statusBadge(entry.status)}</td>
<td class="${show.why === true ? 'why' : 'who'}">${show.why === true ? entry.why : waits ? holderWords(view, entry) : NOTHING}</td>
<td class="num" data-label="patches">${patchCount(entry.patches, entry.total)}</td>
<td class="num" data-label="replies">${entry.replies}</td>
<td class="when" data-label="waiting" data-sort="${waits ? entry.since : ''}">${waits ? time(view, entry.since, 'age') : NOTHING}</td>
<td class="when" data-label="active">${time(view, entry.activeAt, 'age')}</td>
</tr>
`
}

/** Whom a series waits for: by name where there is one, else by kind. */
export function holderWords(
  view: View,
  entry: Pick<SeriesEntry, 'turn' | 'holders' | 'sender'>,
): Html | string {
  const [first, ...others] = entry.holders
  if (first === undefined || entry.turn === 'author') return turnWords(entry.turn)
  const rest = others.length === 0 ? '' : ` +${others.length}`
  return html`<span title="${entry.holders.map((one) => nameOf(view, one)).join(', ')}">${nameOf(view, first)}${rest}</span>`
}

/** `3`, or `2 of 3` where some are missing. */
export function patchCount(patches: number, total: number | undefined): string {
  return total === undefined || total === patches ? String(patches) : `${patches} of ${total}`
}

/** `+120 −8`. */
export function changeSize(additions: number, deletions: number): Html {
  return html`<span class="nowrap"><span class="plus">+${formatNumber(additions)}</span> <span class="minus">−${formatNumber(
    deletions,
  )}</span></span>`
}

/** A link to what comes next in a list, and one back to its start. */
export function pager(parts: {
  readonly first?: string | undefined
  readonly next?: string | undefined
}): Html {
  if (parts.first === undefined && parts.next === undefined) return NOTHING
  return html`<nav class="pager" aria-label="More of this list">${
    parts.first === undefined ? NOTHING : html`<a rel="prev" href="${parts.first}">← From the start</a>`
  }${parts.next === undefined ? NOTHING : html`<a rel="next" href="${parts.next}">More →</a>`}</nav>`
}
