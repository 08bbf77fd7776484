import { type Board, boardPath } from '../dashboard/board.ts'
import { count, formatNumber, type Html, html, NOTHING, percent } from '../html.ts'
import { projectPath } from '../links.ts'
import { time } from '../view.ts'

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
${
  health.rewrites === 0
    ? NOTHING
    : html`<dt>Rewritten history</dt><dd><a href="${base}problems#history">${count(health.rewrites, 'change')} of branches</a> other than by new commits</dd>
`
}<dt>People</dt><dd>${formatNumber(health.people)}, ${formatNumber(health.joined)} of them with several addresses; <a href="${boardPath(board, 'quality/identities')}">${count(suggestions, 'pair')} may be one</a></dd>
<dt>Numbers that look wrong</dt><dd><a href="${boardPath(board, 'quality/reports')}">${count(reports, 'report')}</a></dd>
</dl>
<p class="small muted">This is of everything that is stored, as it is now: no filter narrows it.</p>
<p class="small muted">What was reviewed in private, as fixes for undisclosed problems are, is in none of these numbers: a month with
much of it looks idle.</p>`
}
