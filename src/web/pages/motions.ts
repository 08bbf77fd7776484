import type { MotionRecord } from '../../core/governance/motion-record.ts'
import type { Outcome } from '../../core/governance/outcome.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath, withQuery } from '../links.ts'
import { motionBadge, motionPath } from '../motions/motion-words.ts'
import { time, type View } from '../view.ts'

/** A motion and how it stands. */
export interface CountedMotion {
  readonly motion: MotionRecord
  readonly outcome: Outcome
}

/** Motions, those that somebody can still do something about first. */
export interface MotionsPage {
  readonly open: readonly CountedMotion[]
  readonly overdue: readonly CountedMotion[]
  readonly drafts: readonly CountedMotion[]
  readonly decided: readonly CountedMotion[]
  readonly words: string | undefined
  /** More are decided than are shown. */
  readonly next: string | undefined
  /** Somebody is signed in, or could be: motions can be put here. */
  readonly canPut: boolean
}

/** What is being decided, and what was. */
export function motionsPage(view: View, model: MotionsPage): Html {
  const base = projectPath(view.project)
  const path = `${base}motions`
  const nothing = model.open.length + model.overdue.length + model.drafts.length + model.decided.length === 0
  const body = html`<div class="head-row"><h1>Motions</h1><p class="muted">${count(model.open.length, 'open motion')}</p></div>
<p class="lead">What is decided by consensus or by vote, counted by the written rules. <a href="${base}record">The record</a> holds every
decision; <a href="${base}roles">roles</a> say who may vote.${model.canPut ? html` <a href="${base}motions/new">Put a motion</a>.` : NOTHING}</p>
<form class="filters" method="get" action="${path}"><div class="line"><label class="field grow">Words of a title or text, a name, a kind <input type="search" name="q" value="${model.words ?? ''}" maxlength="200"></label><button>Find</button></div></form>
${
  nothing
    ? html`<div class="empty"><p><strong>${model.words === undefined ? 'Nothing has been put to a decision yet.' : `No motion has “${model.words}”.`}</strong>
A mail to the list that says “lazy consensus”, or “[VOTE]” in its subject, opens one.</p></div>`
    : NOTHING
}
${section(view, 'Open', model.open)}
${section(view, 'Results overdue', model.overdue, html`Closed long ago, and nobody has said on the list what came of it.`)}
${section(view, 'Not open', model.drafts, html`Drafts whose call has not arrived in the list, and calls that opened nothing.`)}
${section(view, 'Decided', model.decided)}
${model.next === undefined ? NOTHING : html`<nav class="pager" aria-label="More of this list"><a rel="next" href="${withQuery(path, { q: model.words, before: model.next })}">Earlier →</a></nav>`}`
  return layout(view, { title: 'Motions', place: 'motions', body })
}

function section(view: View, title: string, motions: readonly CountedMotion[], about?: Html): Html {
  if (motions.length === 0) return NOTHING
  return html`<h2>${title}</h2>
${about === undefined ? NOTHING : html`<p class="muted">${about}</p>`}
<table class="rows wide" data-sortable>
<caption class="hidden-text">${title}</caption>
<thead><tr><th scope="col">Motion</th><th scope="col">State</th><th scope="col">Why</th><th scope="col">Put</th><th scope="col">Closes</th></tr></thead>
<tbody>${motions.map((one) => row(view, one))}</tbody></table>`
}

function row(view: View, { motion, outcome }: CountedMotion): Html {
  const putAt = motion.arrivedAt ?? motion.draftedAt
  const why = motion.problems[0] ?? outcome.summary
  return html`<tr data-row>
<td class="title"><a href="${motionPath(view.project, motion.id)}">${motion.title || '(no title)'}</a>
<span class="sub">${motion.kind.title} · ${motion.proposerName}</span></td>
<td class="when">${motionBadge(motion, outcome)}</td>
<td class="why">${why}</td>
<td class="when" data-label="put">${putAt === undefined ? NOTHING : time(view, putAt, 'day')}</td>
<td class="when" data-label="closes">${outcome.closesAt === undefined ? NOTHING : time(view, outcome.closesAt, 'day')}</td>
</tr>
`
}
