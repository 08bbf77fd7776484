import type { DecisionKind } from '../../core/governance/decision-kind.ts'
import { describeKind } from '../../core/governance/describe-kind.ts'
import { describeOddities } from '../../core/governance/oddities.ts'
import type { Trial } from '../../core/governance/what-if.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath } from '../links.ts'
import { motionPath } from '../motions/motion-words.ts'
import type { View } from '../view.ts'

/** A rule tried on the decisions of the past. */
export interface TryRulePage {
  /** Packs that come with Patchmoot, and the project's own. */
  readonly packs: readonly { readonly id: string; readonly title: string }[]
  readonly pack: string
  /** Kinds of the pack that was chosen. */
  readonly kinds: readonly { readonly id: string; readonly title: string }[]
  readonly kind: DecisionKind | undefined
  readonly trial: Trial | undefined
  /** Whoever is signed in can try a pack of their own: the text of the form, and what protects it. */
  readonly draft: { readonly csrf: string; readonly text: string; readonly kind: string } | undefined
  /** Why the draft cannot be tried. */
  readonly problem: string | undefined
}

/** What would have changed had another rule been in force. */
export function tryRulePage(view: View, model: TryRulePage): Html {
  const path = `${projectPath(view.project)}record/try`
  const { kind, trial, draft } = model
  const body = html`<p class="crumbs"><a href="${projectPath(view.project)}record">The record</a></p>
<h1>A rule, tried on the past</h1>
<p class="lead">What would have changed had it been in force? Every recorded decision is counted again by it, with the voters and the ballots
that it had. Nothing is recorded.</p>
<form class="filters" method="get" action="${path}"><div class="line">
<label class="field">Rule pack <select name="pack">${model.packs.map((one) => html`<option value="${one.id}"${one.id === model.pack ? html` selected` : NOTHING}>${one.title}</option>`)}</select></label>
${
  model.kinds.length === 0
    ? NOTHING
    : html`<label class="field">Kind of decision <select name="kind">${model.kinds.map((one) => html`<option value="${one.id}"${one.id === kind?.id ? html` selected` : NOTHING}>${one.title}</option>`)}</select></label>`
}
<button>${model.kinds.length === 0 ? 'Choose' : 'Try it'}</button></div></form>
${model.problem === undefined ? NOTHING : html`<p class="banner failed" role="alert">${model.problem}</p>`}
${
  draft === undefined
    ? html`<p class="muted">A draft of your own can be tried here signed in, and with <code>patchmoot motion try KIND --pack FILE</code>.</p>`
    : html`<details${model.problem !== undefined || draft.text !== '' ? html` open` : NOTHING}><summary>A draft of your own</summary>
<form class="filters" method="post" action="${path}"><input type="hidden" name="csrf" value="${draft.csrf}">
<div class="line"><label class="field grow">The pack, as in docs/rule-packs.md <textarea name="draft" rows="14" required maxlength="50000" spellcheck="false">${draft.text}</textarea></label></div>
<div class="line"><label class="field">Kind of decision <input name="kind" required maxlength="63" value="${draft.kind}"></label><button>Try the draft</button></div></form></details>`
}
${kind === undefined || trial === undefined ? NOTHING : results(view, kind, trial)}`
  return layout(view, { title: 'A rule, tried on the past', place: 'motions', body })
}

function results(view: View, kind: DecisionKind, trial: Trial): Html {
  return html`<h2>${kind.title}</h2>
<ul>${describeKind(kind).map((sentence) => html`<li>${sentence}</li>`)}</ul>
<h2>What would have changed</h2>
<p>Of ${count(trial.decisions.length, 'recorded decision')} <strong>${trial.changed}</strong> would have come out otherwise.</p>
${
  trial.decisions.length === 0
    ? NOTHING
    : html`<table class="rows wide"><caption class="hidden-text">Recorded decisions under this rule, those that change first</caption>
<thead><tr><th scope="col">Decision</th><th scope="col">Was</th><th scope="col">Would be</th><th scope="col">Why</th><th scope="col" class="num">Ballots that count otherwise</th></tr></thead>
<tbody>${trial.decisions.map(
        (
          one,
        ) => html`<tr data-row><td class="title"><a href="${motionPath(view.project, one.id)}">${one.title}</a>${one.isChanged ? html` <span class="sub"><strong>changes</strong></span>` : NOTHING}</td>
<td>${one.was ?? 'undecided'}</td><td>${one.wouldBe ?? 'undecided'}</td><td class="why">${one.why}</td><td class="num">${one.ballotsChanged}</td></tr>
`,
      )}</tbody></table>`
}
<h2>Oddities</h2>
${
  trial.oddities === undefined
    ? html`<p class="muted">Votes for and against are not all that this rule looks at: it is not searched for votes that work against themselves.</p>`
    : describeOddities(trial.oddities).map((sentence) => html`<p>${sentence}</p>`)
}`
}
