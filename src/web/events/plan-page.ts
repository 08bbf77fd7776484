import { compareAgendas, describeChange } from '../../core/hackathon/agenda-changes.ts'
import type { AgendaPlan } from '../../core/hackathon/agenda-plan.ts'
import { describeConflict, describeRule } from '../../core/hackathon/describe-rule.ts'
import type { Instance } from '../../core/hackathon/instance.ts'
import type { AgendaMeasures } from '../../core/hackathon/measure-agenda.ts'
import type { Placement } from '../../core/hackathon/session.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { agendaGrid } from './agenda-grid.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, agendaNames, type EventView, eventPath } from './event-view.ts'
import { hiddenField, inputField } from './fields.ts'
import { measuresTable } from './measures.ts'

/** An agenda that the scheduler proposes, beside what stands. */
export interface PlanModel {
  readonly plan: AgendaPlan
  readonly instance: Instance
  readonly current: readonly Placement[]
  readonly measures: AgendaMeasures
  readonly before: AgendaMeasures
  readonly freeMoves: number
  /** The newest decision that the proposal was made of. */
  readonly seen: number
}

/** What the scheduler proposes: nothing of it holds until an organiser takes it over. */
export function planPage(ev: EventView, model: PlanModel): Html {
  const { plan, instance } = model
  const names = agendaNames(ev)
  const changes = compareAgendas(model.current, plan.placements)
  const moved = new Set(changes.flatMap((one) => (one.to === undefined ? [] : [one.session])))
  return eventFrame(ev, {
    title: 'An agenda is proposed',
    place: 'agenda',
    body: html`<p class="lead">Made of who comes when, who leads what, what people said and what is wished; what is locked stays. The same number
gives the same agenda.</p>
<form class="filters" method="get"><div class="line">${inputField('Number', 'seed', plan.seed, { type: 'number', grow: false })}${inputField('Known sessions that may move', 'free', model.freeMoves, { type: 'number', grow: false, hint: 'for the sake of interest alone' })}<button>Make it again</button></div></form>
${
  plan.unplaced.length === 0
    ? NOTHING
    : html`<div class="banner failed" role="alert"><p><strong>${count(plan.unplaced.length, 'session')} without a place:</strong> ${plan.unplaced.map((id) => `“${names.session(id)}”`).join(', ')}. No session is dropped: they stay on the list.</p></div>`
}
${
  plan.conflict === undefined
    ? NOTHING
    : html`<div class="banner failed"><p><strong>These cannot all be kept:</strong></p><ul>${describeConflict(instance, plan.conflict, names).map((line) => html`<li>${line}</li>`)}</ul></div>`
}
${plan.broken.length === 0 ? NOTHING : html`<div class="banner past"><p><strong>Broken by what is locked:</strong></p><ul>${plan.broken.map((rule) => html`<li>${describeRule(rule, names)}</li>`)}</ul></div>`}
${
  changes.length === 0
    ? html`<p><strong>It is the agenda as it stands.</strong></p>`
    : html`<h2>${count(changes.length, 'change')}</h2><ul>${changes.map((one) => html`<li>${describeChange(one, names)}</li>`)}</ul>
${actForm(ev, eventPath(ev, 'agenda', 'accept'), html`${hiddenField('seen', model.seen)}${plan.placements.map((one) => hiddenField('at', `${one.session} ${one.slot} ${one.room}`))}<p><button>Take it over</button> <a href="${eventPath(ev, 'agenda')}">Leave it as it is</a></p>`)}`
}
<h2>The proposal</h2>
${agendaGrid(ev, { placements: plan.placements, movable: false, marked: moved, markedWord: 'moves' })}
<h2>What it is worth</h2>
${measuresTable(ev, model.measures, model.before)}`,
  })
}

/** What the agenda as it stands is worth. */
export function measuresPage(ev: EventView, measures: AgendaMeasures): Html {
  return eventFrame(ev, {
    title: 'What the agenda is worth',
    place: 'agenda',
    body: html`<p class="lead">By what people said that interests them, and by when they are there.</p>${measuresTable(ev, measures)}`,
  })
}
