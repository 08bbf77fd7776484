import type { IdentitySuggestion, SeenPerson } from '../../core/people/suggest-identities.ts'
import { type Board, boardPath } from '../dashboard/board.ts'
import { count, formatNumber, type Html, html, NOTHING, percent } from '../html.ts'
import { layout } from '../layout.ts'
import { personPath, projectPath } from '../links.ts'
import { fullName, time } from '../view.ts'
import { boardTabs } from './board.ts'

/** What is known of how good the record is: below the figure of how many commits have a known posting. */
export function dataHealth(board: Board, suggestions: number, reports: number): Html {
  const { view, health } = board
  const base = projectPath(view.project)
  const share = (part: number, whole: number): string =>
    whole === 0 ? '' : ` (${percent(part / whole)} of ${formatNumber(whole)})`
  return html`<h2>How good the record is</h2>
<dl class="facts">
<dt>Last derived</dt><dd>${time(view, view.state.asOf ?? view.asOf)}${view.state.syncedAt === undefined || view.demo ? NOTHING : html`; last complete sync ${time(view, view.state.syncedAt)}`}</dd>
<dt>Not read whole</dt><dd><a href="${base}problems">${count(health.problems, 'mail')}</a>${share(health.problems, health.mails)}</dd>
<dt>Of no known kind</dt><dd>${count(health.unclassified, 'mail')}${share(health.unclassified, health.mails)}: neither patch nor cover letter nor reply; announcements and questions among them</dd>
<dt>Clock out of step</dt><dd>${count(health.skewed, 'mail')}${share(health.skewed, health.mails)}: their date cannot be, the time of receipt stands in for it</dd>
<dt>From programs</dt><dd>${count(health.bots, 'mail')}${share(health.bots, health.mails)}, counted nowhere</dd>
<dt>Versions</dt><dd>${count(health.versions, 'version')}; of ${formatNumber(health.unsure)} it is not sure which mails are theirs</dd>
<dt>Links of versions</dt><dd>${count(health.links, 'link')}; ${formatNumber(health.weakLinks)} are less than likely</dd>
<dt>Patches and commits</dt><dd>${count(health.matches, 'match', 'matches')} counted; ${formatNumber(health.probable)} only probable, shown and not counted</dd>
<dt>People</dt><dd>${formatNumber(health.people)}, ${formatNumber(health.joined)} of them with several addresses; <a href="${boardPath(board, 'quality/identities')}">${count(suggestions, 'pair')} may be one</a></dd>
<dt>Numbers that look wrong</dt><dd><a href="${boardPath(board, 'quality/reports')}">${count(reports, 'report')}</a></dd>
</dl>
<p class="small muted">What was reviewed in private, as fixes for undisclosed problems are, is in none of these numbers: a month with
much of it looks idle.</p>`
}

/** Pairs of people who may be one, for somebody to decide. */
export function identitiesPage(board: Board, suggestions: readonly IdentitySuggestion[]): Html {
  const { view } = board
  const body = html`${boardTabs(board, 'quality')}
<p class="crumbs"><a href="${boardPath(board, 'quality/data')}">Quality: These numbers</a></p>
<h1>Who may be one person under two names?</h1>
<p class="lead">Nothing is joined by a guess. Where two are one, say so in the repository's <code>.mailmap</code> or in the
configuration: the text to paste stands beside each pair.</p>
${
  suggestions.length === 0
    ? html`<div class="empty"><p><strong>Nobody.</strong> No two people here share a name or an address's first half.</p></div>`
    : html`<table class="rows"><caption class="hidden-text">Pairs of people who may be one</caption>
<thead><tr><th scope="col">Two people</th><th scope="col">Evidence</th><th scope="col">For "people" in the configuration</th></tr></thead>
<tbody>${suggestions.map(
        (
          pair,
        ) => html`<tr data-row><td class="title">${person(board, pair.one)}<br>${person(board, pair.other)}</td>
<td class="why"><ul class="plain">${pair.evidence.map((one) => html`<li>${one}</li>`)}</ul></td>
<td><pre class="command">${snippet(pair)}</pre></td></tr>
`,
      )}</tbody></table>`
}`
  return layout(view, { title: 'Identities', place: 'dashboard', body })
}

function person(board: Board, seen: SeenPerson): Html {
  const known = board.people.get(seen.key)
  const text = fullName(board.view, { name: seen.name, address: seen.key })
  const mails = html`<span class="sub">${count(seen.mails, 'mail')}</span>`
  return known === undefined
    ? html`${text} ${mails}`
    : html`<a href="${personPath(board.view.project, known.id)}">${text}</a> ${mails}`
}

function snippet({ one, other }: IdentitySuggestion): string {
  // The one that is still in use stands for both.
  const [first, second] = one.lastAt >= other.lastAt ? [one, other] : [other, one]
  return JSON.stringify({
    name: first.name || second.name,
    addresses: [...new Set([first.key, ...first.addresses, ...second.addresses])],
  })
}
