import type { Metric } from '../../core/metrics/metric.ts'
import type { Decision } from '../../store/inputs/decisions.ts'
import { type Board, boardPath } from '../dashboard/board.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath } from '../links.ts'
import { time } from '../view.ts'
import { boardTabs } from './board.ts'

/** A figure that somebody doubts: what it is, where it was seen, and what it shows there. */
export interface DoubtedFigure {
  readonly metric: Metric
  /** Below the project, with its filter. */
  readonly address: string
  /** What it shows, in words. */
  readonly shown: string
}

/** The form, or the draft of a mail where nothing can be recorded. */
export function wrongPage(
  board: Board,
  doubted: DoubtedFigure,
  canRecord: boolean,
  complaint: string | undefined,
): Html {
  const { metric } = doubted
  const body = html`${boardTabs(board, 'quality')}
<p class="crumbs"><a href="${boardPath(board, `figures/${metric.id}`)}">${metric.title}</a></p>
<h1>What looks wrong about this number?</h1>
<p class="lead">A number that somebody has doubted is better than one that nobody has looked at. What stands below goes along with
what you write.</p>
<dl class="facts">
<dt>Figure</dt><dd>${metric.title}</dd>
<dt>Address</dt><dd><a href="${doubted.address}">${board.view.origin}${doubted.address}</a></dd>
<dt>Shows</dt><dd>${doubted.shown}</dd>
<dt>Definition</dt><dd>${metric.definition}</dd>
</dl>
${complaint === undefined ? NOTHING : html`<p class="banner failed" role="alert">${complaint}</p>`}
${canRecord ? form(board, doubted) : draft(board, doubted)}`
  return layout(board.view, { title: `Wrong: ${metric.title}`, place: 'dashboard', body })
}

function form(board: Board, doubted: DoubtedFigure): Html {
  return html`<form class="filters report" method="post" action="${projectPath(board.view.project)}wrong/${doubted.metric.id}">
 ${board.view.account?.user === undefined ? NOTHING : html`<input type="hidden" name="csrf" value="${board.view.account.user.csrf}">`}
<input type="hidden" name="address" value="${doubted.address}">
<input type="hidden" name="shown" value="${doubted.shown}">
<label class="field grow">What should it be, and how do you know? <textarea name="comment" rows="5" maxlength="10000" required></textarea></label>
<label class="field">How to reach you, if you like <input name="contact" maxlength="300" size="30"></label>
<p class="small muted">What you write is kept for good, in the log of decisions, and shown on the <a href="${boardPath(board, 'quality/reports')}">list of
reports</a>; how to reach you is not shown.</p>
<button>Send</button></form>`
}

/** Where nobody can sign in, a mail is what can be sent: to the list, where such things are discussed. */
function draft(board: Board, doubted: DoubtedFigure): Html {
  const list = board.view.project.lists[0]?.address ?? ''
  const subject = `Dashboard: “${doubted.metric.title}” looks wrong`
  const text = `Hello,

this number looks wrong to me:

  ${doubted.metric.title}
  ${board.view.origin}${doubted.address}
  It shows: ${doubted.shown}

I think it should be …, because …

How it is counted:
${doubted.metric.definition}
`
  const mailto = `mailto:${list}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`
  return html`<p>${
    board.view.account === undefined
      ? 'Nobody can sign in here, so nothing is recorded from afar.'
      : html`<a href="/sign-in?to=${encodeURIComponent(board.view.account.path)}">Sign in</a>, and it is recorded.`
  } ${board.view.account === undefined ? 'Write' : 'Or write'} to the list; this is a mail to begin with:</p>
<p><a href="${mailto}">Open it in your mail program</a></p>
<pre class="command">To: ${list}
Subject: ${subject}

${text}</pre>`
}

/** Everything that was reported, newest first. */
export function reportsPage(board: Board, reports: readonly Decision[], recorded: boolean): Html {
  const body = html`${boardTabs(board, 'quality')}
<p class="crumbs"><a href="${boardPath(board, 'quality/data')}">Quality: These numbers</a></p>
<h1>Which numbers look wrong to somebody?</h1>
${recorded ? html`<p class="banner" role="status"><strong>Thank you.</strong> It is recorded, and stands at the top of the list.</p>` : NOTHING}
${
  reports.length === 0
    ? html`<div class="empty"><p><strong>None so far.</strong> Beside every figure there is a link to say so.</p></div>`
    : html`<p class="muted">${count(reports.length, 'report')}</p><ol class="plain reports">${reports.map((one) => report(board, one))}</ol>`
}`
  return layout(board.view, { title: 'Reports', place: 'dashboard', body })
}

function report(board: Board, { at, sequence, payload }: Decision): Html {
  const text = (name: string): string => {
    const value = payload?.[name]
    return typeof value === 'string' ? value : ''
  }
  const address = text('address')
  const isOurs = address.startsWith(projectPath(board.view.project))
  return html`<li id="report-${sequence}"><h2>${isOurs ? html`<a href="${address}">${text('title')}</a>` : text('title')} <span class="age">${time(board.view, at, 'day')}</span></h2>
${payload === undefined ? html`<p class="muted">What was written was erased.</p>` : html`<p class="small muted">It showed: ${text('shown')}</p><p>${text('comment')}</p>`}
</li>`
}
