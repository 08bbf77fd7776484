import type { IdentitySuggestion, SeenPerson } from '../../core/people/suggest-identities.ts'
import { type Board, boardPath } from '../dashboard/board.ts'
import type { DecidedIdentity } from '../decided-identities.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { personPath } from '../links.ts'
import { refusedBanner, refusedLine } from '../refused-form.ts'
import { signInLink } from '../review/decision-forms.ts'
import { fullName, showAddress, time } from '../view.ts'
import { boardTabs } from './board.ts'
import { recordedBanner } from './series-decisions.ts'

/** What the page shows. */
export interface IdentitiesPage {
  readonly suggestions: readonly IdentitySuggestion[]
  readonly decided: readonly DecidedIdentity[]
  /** Of whoever may say who is who; `undefined`: the reader may not. */
  readonly csrf: string | undefined
  /** The decision that was recorded just now. */
  readonly recorded: number | undefined
}

/** Pairs of people who may be one, for somebody to decide, and what was decided. */
export function identitiesPage(board: Board, model: IdentitiesPage): Html {
  const { view } = board
  const { decided, csrf } = model
  const table = html`${suggestionsTable(board, model)}${decided.length === 0 ? NOTHING : decidedTable(board, decided, csrf)}`
  const body = html`${refusedBanner(view.refused, table)}${recordedBanner(view, model.recorded)}${boardTabs(board, 'quality')}
<p class="crumbs"><a href="${boardPath(board, 'quality/data')}">Quality: These numbers</a></p>
<h1>Who may be one person under two names?</h1>
<p class="lead">Nothing is joined by a guess. Who commits, or holds a role in the configuration, can say it here: it is recorded
under their name, wins over <code>.mailmap</code>, and can be said otherwise later. Votes and rights follow <code>.mailmap</code>
and the configuration alone.</p>
${csrf === undefined ? signInLink(view, 'say who is one person') : NOTHING}
${table}`
  return layout(view, { title: 'Identities', place: 'dashboard', body })
}

function suggestionsTable(board: Board, { suggestions, decided, csrf }: IdentitiesPage): Html {
  return html`${
    suggestions.length === 0
      ? html`<div class="empty"><p><strong>Nobody.</strong> No two people here share a name or an address's first half${decided.length === 0 ? '' : ', but for those below'}.</p></div>`
      : html`<table class="rows"><caption class="hidden-text">Pairs of people who may be one</caption>
<thead><tr><th scope="col">Two people</th><th scope="col">Evidence</th><th scope="col">${csrf === undefined ? 'For "people" in the configuration' : 'They are'}</th></tr></thead>
<tbody>${suggestions.map(
          (
            pair,
          ) => html`<tr data-row><td class="title">${person(board, pair.one)}<br>${person(board, pair.other)}</td>
<td class="why"><ul class="plain">${pair.evidence.map((one) => html`<li>${one}</li>`)}</ul></td>
<td>${csrf === undefined || !canBeSaid(pair) ? html`<pre class="command">${snippet(pair)}</pre>` : verdictForm(board, pair, csrf)}</td></tr>
`,
        )}</tbody></table>`
  }`
}

/** Whoever writes under a list's address is known by name alone, and a decision is about addresses. */
function canBeSaid({ one, other }: IdentitySuggestion): boolean {
  return !one.key.includes(' ') && !other.key.includes(' ')
}

/** One person, and which address stands for them; or two. */
function verdictForm(board: Board, pair: IdentitySuggestion, csrf: string): Html {
  const [first, second] = inUse(pair)
  const label = `${fullName(board.view, { name: first.name, address: first.key })} and ${fullName(board.view, { name: second.name, address: second.key })}`
  return sayForm(board, csrf, [second.key, first.key], {
    label,
    buttons: [
      ['join', 'One person'],
      ['separate', 'Two people'],
    ],
  })
}

/** One form about two addresses; what was typed into one that was refused is still there, and why it was. */
function sayForm(
  board: Board,
  csrf: string,
  [address, other]: readonly [string, string],
  parts: {
    readonly label?: string
    readonly buttons: readonly (readonly [verdict: string, words: string])[]
  },
): Html {
  const { refused } = board.view
  const sent = refused?.values.get('verdict') ?? ''
  const mine = parts.buttons.some(([verdict]) => sent === `${verdict} ${address} ${other}`)
    ? refused
    : undefined
  const reason = mine?.values.get('reason')
  return html`<form class="act${mine === undefined ? '' : ' refused'}" method="post" action="${boardPath(board, 'quality/identities')}"${parts.label === undefined ? NOTHING : html` aria-label="${parts.label}"`}><input type="hidden" name="csrf" value="${csrf}">
<label class="field grow">Why <input name="reason" maxlength="2000"${reason === undefined || reason === null ? NOTHING : html` value="${reason}"`}></label>
${parts.buttons.map(
  ([verdict, words]) =>
    html`<button name="verdict" value="${verdict} ${address} ${other}">${words}</button>
`,
)}${mine === undefined ? NOTHING : refusedLine(mine)}</form>`
}

function decidedTable(board: Board, decided: readonly DecidedIdentity[], csrf: string | undefined): Html {
  const { view } = board
  return html`<h2>What was said</h2>
<table class="rows"><caption class="hidden-text">What people said of who is who</caption>
<thead><tr><th scope="col">Addresses</th><th scope="col">Verdict</th><th scope="col">Said by</th>${csrf === undefined ? NOTHING : html`<th scope="col">Say otherwise</th>`}</tr></thead>
<tbody>${decided.map(
    (
      one,
    ) => html`<tr data-row><td class="title">${showAddress(view, one.address)}<br>${showAddress(view, one.other)}</td>
<td data-label="verdict">${one.isOne ? 'one person' : 'two people'}${one.reason === undefined ? NOTHING : html`<span class="sub">${one.reason}</span>`}</td>
<td data-label="said by">${showAddress(view, one.person)}<span class="sub">${time(view, one.at, 'day')}, decision ${one.sequence}</span></td>
${
  csrf === undefined
    ? NOTHING
    : html`<td>${sayForm(board, csrf, [one.address, one.other], { buttons: [one.isOne ? ['separate', 'Two people'] : ['join', 'One person']] })}</td>`
}</tr>
`,
  )}</tbody></table>`
}

function person(board: Board, seen: SeenPerson): Html {
  const known = board.people.get(seen.key)
  const text = fullName(board.view, { name: seen.name, address: seen.key })
  const mails = html`<span class="sub">${count(seen.mails, 'mail')}</span>`
  return known === undefined
    ? html`${text} ${mails}`
    : html`<a href="${personPath(board.view.project, known.id)}">${text}</a> ${mails}`
}

/** The one that is still in use stands for both. */
function inUse({ one, other }: IdentitySuggestion): readonly [SeenPerson, SeenPerson] {
  return one.lastAt >= other.lastAt ? [one, other] : [other, one]
}

function snippet(pair: IdentitySuggestion): string {
  const [first, second] = inUse(pair)
  return JSON.stringify({
    name: first.name || second.name,
    addresses: [...new Set([first.key, ...first.addresses, ...second.addresses])],
  })
}
