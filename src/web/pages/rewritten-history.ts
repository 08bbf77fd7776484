import { type BranchChange, tellBranchChange, tellConsequence } from '../../core/matching/branch-change.ts'
import { sentence } from '../../core/sentence.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { commitPath, projectPath, seriesPath } from '../links.ts'
import { statusBadge } from '../standing.ts'
import { time, type View } from '../view.ts'

/** Series, and commits of one, that a change lists. */
const MOST_SERIES = 50
const MOST_COMMITS = 3

/** The branches that were rewritten by force, replaced, deleted or cut, and what became of what rested on them. */
export function rewrittenHistory(view: View, changes: readonly BranchChange[]): Html {
  if (changes.length === 0) return NOTHING
  return html`<h2 id="history">Rewritten history</h2>
<p>Branches of which a reading found not only new commits. A series is merged where a commit that it became is on the development branch
now: what went takes that back, and what came in its place is matched anew.</p>
${changes.map((change) => changeOf(view, change))}`
}

/** What a series was before the history of a branch was changed, and what it is now: a line for each such change. */
export function rewriteLines(view: View, changes: readonly BranchChange[]): Html {
  return html`${changes.flatMap((change) =>
    change.series.map(
      (one) =>
        html`<p class="small">It was ${commits(view, one.was)} on ${change.branch} of ${change.repository} until that branch ${ENDS[change.kind]}, seen ${time(view, change.seenAt, 'day+age')}: ${becameOf(view, one)}. <a href="${projectPath(view.project)}problems#history">All that went then</a></p>`,
    ),
  )}`
}

const ENDS: Readonly<Record<BranchChange['kind'], string>> = {
  rewritten: 'was rewritten by force',
  replaced: 'was replaced by an unrelated history',
  deleted: 'was deleted',
  cut: 'was cut',
}

function becameOf(view: View, one: BranchChange['series'][number]): Html {
  return one.now.length === 0
    ? html`on no development branch now`
    : html`is ${commits(view, one.now)} now${one.isSettled ? NOTHING : ', in part'}`
}

function changeOf(view: View, change: BranchChange): Html {
  const consequence = tellConsequence(change)
  return html`<section><p>${time(view, change.seenAt)}: ${sentence(tellBranchChange(change))}${consequence === '' ? NOTHING : html` ${sentence(consequence)}`}</p>
${
  change.series.length === 0
    ? NOTHING
    : html`<table class="rows"><caption class="hidden-text">Series that rested on commits which are not on ${change.branch} of ${change.repository} any more</caption>
<thead><tr><th scope="col">Series</th><th scope="col">What became of it</th></tr></thead>
<tbody>${change.series.slice(0, MOST_SERIES).map(
        (
          one,
        ) => html`<tr data-row><td class="title"><a href="${seriesPath(view.project, one.name)}">${one.title || '(no subject)'}</a>
<span class="sub">${statusBadge(one.status)}</span></td>
<td class="why">was ${commits(view, one.was)}; ${becameOf(view, one)}</td></tr>
`,
      )}</tbody></table>${change.series.length > MOST_SERIES ? html`<p class="muted">and ${change.series.length - MOST_SERIES} more</p>` : NOTHING}`
}</section>
`
}

function commits(view: View, shas: readonly string[]): Html {
  const some = shas.slice(0, MOST_COMMITS)
  return html`${some.map(
    (sha, n) =>
      html`${n === 0 ? NOTHING : ', '}<a class="mono" href="${commitPath(view.project, sha)}">${sha.slice(0, 12)}</a>`,
  )}${shas.length > some.length ? ` and ${shas.length - some.length} more` : NOTHING}`
}
