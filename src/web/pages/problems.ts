import type { BranchChange } from '../../core/matching/branch-change.ts'
import type { ProblemEntry } from '../../store/read/problems.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath, withQuery } from '../links.ts'
import { pager } from '../listing.ts'
import { personName, time, type View } from '../view.ts'
import { rewrittenHistory } from './rewritten-history.ts'

/** One page of the mails that could not be read whole. */
export interface ProblemsPage {
  readonly mails: readonly ProblemEntry[]
  readonly total: number
  readonly places: readonly { readonly place: string; readonly mails: number }[]
  readonly place: string | undefined
  readonly after: number | undefined
  readonly next: number | undefined
  /** Branches that were rewritten, the newest change first; on the first page only. */
  readonly history: readonly BranchChange[]
}

/** The mails that could not be read whole, and why: bad mail is data, and none is left out silently. */
export function problemsPage(view: View, model: ProblemsPage): Html {
  const path = `${projectPath(view.project)}problems`
  const body = html`<div class="head-row"><h1>Problems</h1><p class="muted">${count(model.total, 'mail')}</p></div>
<p class="lead">Mails that could not be read whole. They are stored as they came, shown as far as they could be read, and
their octets can be downloaded.</p>
${
  model.places.length < 2
    ? NOTHING
    : html`<ul class="chips">${model.place === undefined ? NOTHING : html`<li><a class="all" href="${path}">All</a></li>`}${model.places
        .slice(0, 30)
        .map(
          (one) =>
            html`<li><a class="choice" href="${withQuery(path, { place: one.place })}"${one.place === model.place ? html` aria-current="true"` : NOTHING}>${one.place} <span class="muted">${formatNumber(one.mails)}</span></a></li>`,
        )}</ul>`
}
${
  model.mails.length === 0
    ? html`<p class="empty"><strong>None.</strong> Every mail could be read whole.</p>`
    : html`<table class="rows"><caption class="hidden-text">Mails with problems</caption>
<thead><tr><th scope="col">Mail</th><th scope="col">Date</th><th scope="col">Problem</th><th scope="col">Octets</th></tr></thead>
<tbody>${model.mails.map(
        (
          mail,
        ) => html`<tr data-row><td class="title"><a href="${mailPath(view.project, mail.messageId)}">${mail.subject || '(no subject)'}</a>
<span class="sub">${personName(view, mail.sender)}</span></td>
<td class="when">${time(view, mail.at, 'day')}</td>
<td class="why">${mail.problems.slice(0, 5).map((one) => html`<div><strong>${one.place}</strong>: ${one.what}</div>`)}${mail.problems.length > 5 ? html`<div class="muted">and ${mail.problems.length - 5} more</div>` : NOTHING}</td>
<td class="when"><a href="${mailPath(view.project, mail.messageId)}/raw" rel="nofollow">raw<span class="hidden-text"> mail: ${mail.subject}</span></a></td></tr>
`,
      )}</tbody></table>`
}
${model.after === undefined ? rewrittenHistory(view, model.history) : NOTHING}${pager({
  first: model.after === undefined ? undefined : withQuery(path, { place: model.place }),
  next: model.next === undefined ? undefined : withQuery(path, { place: model.place, after: model.next }),
})}`
  return layout(view, { title: 'Problems', place: 'problems', body })
}
