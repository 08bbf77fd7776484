import type { LapseAssessment } from '../../core/governance/lapse.ts'
import { describeRole, type RoleHolding } from '../../core/people/roles.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { commitPath, projectPath, withQuery } from '../links.ts'
import { motionPath } from '../motions/motion-words.ts'
import { time, type View } from '../view.ts'

/** A role that somebody holds, with how it stands. */
export interface HeldRole {
  readonly holding: RoleHolding
  /** How it stands by what list and repository show; `undefined` for roles that no such work belongs to. */
  readonly lapse: LapseAssessment | undefined
  /** The sentences behind it. */
  readonly why: readonly string[]
  /** Whoever looks may see what could lead to a lapse, and the drafts for it. */
  readonly mayOpen: boolean
}

/** A role that is over. */
export interface PastRole {
  readonly holding: RoleHolding
  /** Up to then they can come back by lazy consensus; `undefined`: by a nomination like anybody. */
  readonly backUntil: string | undefined
}

/** Who holds which role, and who did. */
export interface RolesPage {
  readonly roles: readonly { readonly id: string; readonly held: readonly HeldRole[] }[]
  readonly past: readonly PastRole[]
}

/** What each state is called. */
export const LAPSE_STATES: Readonly<Record<LapseAssessment['state'], string>> = {
  active: 'active',
  'on-leave': 'on leave',
  quiet: 'quiet',
  watch: 'not seen for a year',
  asked: 'was asked',
  proposed: 'a lapse can be proposed',
}

/** Who holds which role, in what scope, since when, by which decision, and what the role may do. */
export function rolesPage(view: View, model: RolesPage): Html {
  const body = html`<h1>Roles</h1>
<p class="lead">From every version of MAINTAINERS in the repository, from the configuration, and from what was recorded here. A role never lapses by
itself: what is seen of it is evidence, and people decide. That somebody was not seen for long is shown to them and to
those who lead, signed in. <a href="${projectPath(view.project)}motions">Motions</a></p>
${model.roles.length === 0 ? html`<p class="empty">No role is known: no MAINTAINERS file, and none in the configuration.</p>` : NOTHING}
${model.roles.map((role) => section(view, role))}
${
  model.past.length === 0
    ? NOTHING
    : html`<h2 id="past">Emeritus: roles that are over</h2>
<p>With the thanks of the project. Whoever stepped back can come back: within two years by lazy consensus, later by a nomination.</p>
<table class="rows"><caption class="hidden-text">Roles that are over</caption>
<thead><tr><th scope="col">Who</th><th scope="col">Role</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Way back</th></tr></thead>
<tbody>${model.past.map(
        ({
          holding: one,
          backUntil,
        }) => html`<tr data-row><td class="title">${one.name}</td><td>${describeRole(one.role).title}${one.scope === '' ? NOTHING : html` of ${one.scope}`}</td><td class="when" data-label="from">${since(view, one)}</td><td class="when" data-label="to">${one.to === undefined ? NOTHING : time(view, one.to, 'day')}</td><td>${backUntil === undefined ? 'by nomination' : html`by lazy consensus until ${time(view, backUntil, 'day')}`}</td></tr>
`,
      )}</tbody></table>`
}`
  return layout(view, { title: 'Roles', place: 'motions', body })
}

function section(view: View, role: RolesPage['roles'][number]): Html {
  const about = describeRole(role.id)
  return html`<h2 id="${role.id}">${about.title} <span class="muted">${count(role.held.length, 'holder')}</span></h2>
<p>${about.rights === '' ? 'A role of this project.' : `${about.rights.charAt(0).toUpperCase()}${about.rights.slice(1)}.`}${about.gained === '' ? NOTHING : html` <span class="muted">Gained ${about.gained}; lost ${about.lost}.</span>`}</p>
<table class="rows"><caption class="hidden-text">${about.title}</caption>
<thead><tr><th scope="col">Who</th><th scope="col">Of</th><th scope="col">Since</th><th scope="col">By</th><th scope="col">Seen</th></tr></thead>
<tbody>${role.held.map(({ holding, lapse, why, mayOpen }) => {
    const [commit] = holding.evidence.filter((one) => /^[0-9a-f]{40}$/.test(one))
    return html`<tr data-row><td class="title">${holding.name}</td><td>${holding.scope === '' ? 'the project' : holding.scope}</td>
<td class="when" data-label="since">${since(view, holding)}</td>
<td>${holding.decision !== undefined ? decision(view, holding.decision) : commit === undefined ? 'the configuration' : html`<a href="${commitPath(view.project, commit)}"><code>${commit.slice(0, 12)}</code></a>`}</td>
<td class="when"${lapse === undefined ? NOTHING : html` data-label="seen"`}>${
      lapse === undefined
        ? NOTHING
        : html`<details><summary>${LAPSE_STATES[lapse.state]}</summary><ul>${why.map((one) => html`<li>${one}</li>`)}</ul></details>`
    }${mayOpen ? html`<a href="${withQuery(`${projectPath(view.project)}roles/case`, { role: holding.role, scope: holding.scope, name: holding.name })}">evidence and drafts</a>` : NOTHING}</td></tr>
`
  })}</tbody></table>`
}

/** The motion by which a role began, where it is one. */
function decision(view: View, words: string): Html {
  return /^m-[0-9a-f]{12}$/.test(words)
    ? html`<a href="${motionPath(view.project, words)}">${words}</a>`
    : html`${words}`
}

function since(view: View, holding: RoleHolding): Html {
  return holding.from < '1971' ? html`ever` : time(view, holding.from, 'day')
}
