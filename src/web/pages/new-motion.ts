import { listBallotModes } from '../../core/governance/ballot-mode.ts'
import type { DecisionKind } from '../../core/governance/decision-kind.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath } from '../links.ts'
import type { View } from '../view.ts'

/** Where a motion is drafted: it opens only when its mail has arrived in the list. */
export function newMotionPage(
  view: View,
  parts: {
    readonly csrf: string
    /** Kinds that whoever is signed in may put. */
    readonly kinds: readonly DecisionKind[]
    readonly others: readonly DecisionKind[]
    /** Sub-projects that a motion can be about. */
    readonly projects: readonly { readonly id: string; readonly title: string }[]
  },
): Html {
  const base = projectPath(view.project)
  const modes = parts.kinds.flatMap((kind) => {
    const others = listBallotModes(kind).slice(1)
    return others.length === 0 ? [] : [`${kind.title}: ${others.join(' or ')}`]
  })
  const body = html`<p class="crumbs"><a href="${base}motions">Motions</a></p><h1>Put a motion</h1>
<p class="lead">This makes a draft, and the mail to send. No decision is official until it was discussed on the list: the clock starts
when the mail arrives there.</p>
${
  parts.kinds.length === 0
    ? html`<p class="empty">You hold no role that may put one.</p>`
    : html`<form class="filters" method="post" action="${base}motions">
<input type="hidden" name="csrf" value="${parts.csrf}">
<div class="line"><label class="field grow">How it is decided <select name="kind">${parts.kinds.map(
        (kind) => html`<option value="${kind.id}">${kind.title}: ${kind.when}</option>`,
      )}</select></label></div>
<div class="line"><label class="field grow">Title <input name="title" required minlength="3" maxlength="200"></label></div>
<div class="line"><label class="field grow">The motion, as it is to be decided on <textarea name="text" rows="8" required maxlength="20000"></textarea></label></div>
<div class="line"><label class="field grow">Options to choose from, one to a line, where it has any <textarea name="options" rows="3" maxlength="6000"></textarea></label></div>
<div class="line"><label class="field">Open until the end of <input type="date" name="until"></label><label class="field">Whom it is about <input type="email" name="about" maxlength="254"></label></div>
<div class="line"><label class="field">Ballots <select name="ballots"><option value="">as the rule says</option>${['public', 'private', 'anonymous'].map((mode) => html`<option>${mode}</option>`)}</select></label><label class="field">Starting position, for lazy voting <select name="start"><option value="">none</option><option>0</option><option>-1</option></select></label>${
        parts.projects.length === 0
          ? NOTHING
          : html`<label class="field">Sub-project <select name="project"><option value="">as the rule says</option>${parts.projects.map((one) => html`<option value="${one.id}">${one.title}</option>`)}</select></label>`
      }</div>
${
  modes.length === 0
    ? NOTHING
    : html`<p class="small muted">Other ballots than the rule’s own can be asked for where it says so: ${modes.join('; ')}.</p>`
}
<p><button>Make the draft</button></p></form>`
}
${parts.others.length === 0 ? NOTHING : html`<h2>What takes a role</h2><ul>${parts.others.map((kind) => html`<li>${kind.title}: ${(kind.openBy ?? []).join(', ')}</li>`)}</ul>`}`
  return layout(view, { title: 'Put a motion', place: 'motions', body })
}
