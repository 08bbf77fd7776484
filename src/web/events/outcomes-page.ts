import { ITEM_STATES, type TracedState } from '../../core/hackathon/item-states.ts'
import type { OutcomeLink, OutcomeTier } from '../../core/hackathon/outcome.ts'
import { describeOutcome, type OutcomeReport } from '../../core/hackathon/outcome-report.ts'
import { parseReference } from '../../core/hackathon/reference.ts'
import type { Topic } from '../../core/hackathon/topic.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { commitPath, mailPath, seriesPath } from '../links.ts'
import { time } from '../view.ts'
import { eventFrame } from './event-frame.ts'
import { actForm, type EventView, eventPath, may } from './event-view.ts'
import { hiddenField, inputField, selectField } from './fields.ts'
import { ITEM_WORDS } from './phase-words.ts'

/** What became of an event: in numbers, and item by item. */
export function outcomesPage(
  ev: EventView,
  states: readonly TracedState[],
  report: OutcomeReport,
  unassigned: readonly OutcomeLink[],
): Html {
  const { hackathon } = ev
  const topics = hackathon.topics.filter((one) => !one.withdrawn)
  const days = (value: number | undefined): string =>
    value === undefined ? '–' : count(Math.round(value), 'day')
  return eventFrame(ev, {
    title: 'What became of it',
    place: 'outcomes',
    body: html`<p class="lead">Every question of a topic, and every action: what came of it on the list and in git. Nothing counts until somebody confirms it.</p>
${
  report.total === 0
    ? html`<p class="empty"><strong>Nothing to follow yet.</strong> The questions in the descriptions of topics, and the actions of sessions, are followed here.</p>`
    : html`<table class="numbers narrow"><caption class="hidden-text">Items by state</caption><thead><tr><th scope="col">State</th><th scope="col" class="num">Items</th></tr></thead><tbody>${ITEM_STATES.filter((state) => report.byState[state] > 0).map((state) => html`<tr><th scope="row">${stateBadge(state)}</th><td class="num">${report.byState[state]}</td></tr>`)}
<tr><th scope="row">all</th><td class="num">${report.total}</td></tr></tbody></table>
<dl class="facts"><dt>To the first patch</dt><dd>${days(report.medianDaysToPatch)} (the middle one)</dd><dt>To the first commit</dt><dd>${days(report.medianDaysToMerge)}</dd>
<dt>Unresolved</dt><dd>${count(report.unresolved.length, 'item')}: they begin the next event</dd>
${report.lost.length === 0 ? NOTHING : html`<dt>Lost</dt><dd>${count(report.lost.length, 'item')}, whose patches wait in the <a href="/p/${ev.view.project.id}/lost">lost list</a></dd>`}</dl>`
}
<h2>By topic</h2>
${topics.map(
  (
    topic,
  ) => html`<section class="topic-outcome"><h3><a href="${eventPath(ev, 'outcomes', topic.id)}">${topic.title}</a></h3>
<ul class="plain">${ofTopic(states, topic).map((state) => html`<li>${stateBadge(state.state)} ${state.text.split('\n')[0]}${state.candidates.length === 0 ? NOTHING : html` <a class="small" href="${eventPath(ev, 'outcomes', topic.id)}#${anchorOf(state)}">${count(state.candidates.length, 'candidate')}</a>`}</li>`)}</ul></section>`,
)}
${actionsPart(ev, states)}
${unassignedPart(ev, unassigned)}`,
  })
}

function actionsPart(ev: EventView, states: readonly TracedState[]): Html {
  const actions = states.filter((one) => parseReference(one.about)?.kind === 'action')
  if (actions.length === 0) return NOTHING
  return html`<h2>Actions</h2>${actions.map((one) => item(ev, one))}`
}

/** What says that it comes from the event, and does not say of which question. */
function unassignedPart(ev: EventView, links: readonly OutcomeLink[]): Html {
  if (links.length === 0) return NOTHING
  return html`<h2>Of the event, and of no question in particular</h2><ul class="plain">${links.map((link) => linkLine(ev, link, false))}</ul>`
}

/** The roadmap of one topic: its items, who works on each, how far it is, and what says so. */
export function roadmapPage(ev: EventView, topic: Topic, states: readonly TracedState[]): Html {
  const mine = ofTopic(states, topic)
  return eventFrame(ev, {
    title: `Roadmap: ${topic.title}`,
    place: 'outcomes',
    body: html`<p><a href="${eventPath(ev, 'topics', topic.id)}">The topic</a> · ${topic.contacts.length === 0 ? 'no contact' : topic.contacts.map((one) => one.name).join(', ')}</p>
<p class="prose">${describeOutcome(ev.hackathon, topic.id, states)}</p>
${mine.map((one) => item(ev, one))}`,
  })
}

function ofTopic(states: readonly TracedState[], topic: Topic): readonly TracedState[] {
  return states.filter((one) => {
    const about = parseReference(one.about)
    return about?.kind === 'topic' && about.id === topic.id
  })
}

function item(ev: EventView, one: TracedState): Html {
  const parts = parseReference(one.about)
  const workers = ev.hackathon.actions.filter(
    (action) => action.about === one.about && action.assignee !== undefined,
  )
  // Where something is confirmed already, or little speaks for it, the others are folded away.
  const likely = one.confirmed.length > 0 ? [] : one.candidates.slice(0, 3)
  const others = one.candidates.slice(likely.length, 50)
  return html`<section class="traced" id="${anchorOf(one)}"><h2>${parts?.item === undefined ? '' : `${parts.item}. `}${one.text.split('\n')[0]?.slice(0, 200)}</h2>
<p>${stateBadge(one.state)}${workers.length === 0 ? NOTHING : html` <span class="muted">taken on by ${workers.map((action) => ev.nameOf(action.assignee ?? '')).join(', ')}</span>`}${one.daysToMerge === undefined ? (one.daysToPatch === undefined ? NOTHING : html` <span class="muted">first patch after ${count(one.daysToPatch, 'day')}</span>`) : html` <span class="muted">merged after ${count(one.daysToMerge, 'day')}</span>`}</p>
${one.confirmed.length === 0 ? NOTHING : html`<h3>Came of it</h3><ul class="plain">${one.confirmed.map((link) => linkLine(ev, link, true))}</ul>`}
${likely.length === 0 ? NOTHING : html`<h3>May have come of it</h3><ul class="plain">${likely.map((link) => linkLine(ev, link, false))}</ul>`}
${others.length === 0 ? NOTHING : html`<details><summary class="small">${count(others.length, 'thing')} more that may have come of it</summary><ul class="plain">${others.map((link) => linkLine(ev, link, false))}</ul></details>`}
${one.confirmed.length + one.candidates.length === 0 ? html`<p class="muted">Nothing was found yet.</p>` : NOTHING}
${byHand(ev, one)}</section>`
}

const TIERS: Readonly<Record<OutcomeTier, string>> = {
  1: 'says so itself',
  2: 'grew out of the notes’ thread',
  3: 'by who took it on, and about the same',
  4: 'about the same, by its words',
}

function linkLine(ev: EventView, link: OutcomeLink, isConfirmed: boolean): Html {
  const { project } = ev.view
  const href =
    link.kind === 'commit'
      ? commitPath(project, link.target)
      : link.kind === 'series'
        ? seriesPath(project, link.target)
        : mailPath(project, link.target)
  const judge = {
    kind: 'outcome.judge',
    about: link.about,
    outcome: link.kind,
    target: link.target,
    verdict: 'confirmed',
    tier: link.tier,
    evidence: link.evidence,
  } as const
  const fields = html`${hiddenField('about', link.about)}${hiddenField('outcome', link.kind)}${hiddenField('target', link.target)}${hiddenField('tier', link.tier)}${hiddenField('evidence', link.evidence.slice(0, 1000))}`
  return html`<li><span class="tag">${link.kind}</span> <a href="${href}">${link.title || link.target}</a> <span class="small muted">${time(ev.view, link.at, 'day')} · ${TIERS[link.tier]}: ${link.evidence}</span>${
    link.revertedBy === undefined
      ? NOTHING
      : html` <span class="tag no">taken back by <a href="${commitPath(project, link.revertedBy)}">${link.revertedBy.slice(0, 12)}</a></span>`
  }${link.relandedBy === undefined ? NOTHING : html` <span class="tag yes">and brought again by <a href="${commitPath(project, link.relandedBy)}">${link.relandedBy.slice(0, 12)}</a></span>`}
${
  may(ev, judge)
    ? actForm(
        ev,
        eventPath(ev, 'outcomes'),
        html`${fields}${isConfirmed ? NOTHING : html`<button name="verdict" value="confirmed">It came of this</button> `}<button name="verdict" value="rejected">${isConfirmed ? 'It did not, after all' : 'It did not'}</button>`,
        'deed judge',
      )
    : NOTHING
}</li>`
}

/** What nothing traced, and somebody knows. */
function byHand(ev: EventView, one: TracedState): Html {
  const judge = {
    kind: 'outcome.judge',
    about: one.about,
    outcome: 'commit',
    target: 'x',
    verdict: 'confirmed',
    tier: undefined,
    evidence: '',
  } as const
  if (!may(ev, judge)) return NOTHING
  return html`<details><summary class="small">Something else came of it</summary>${actForm(
    ev,
    eventPath(ev, 'outcomes'),
    html`${hiddenField('about', one.about)}${hiddenField('verdict', 'confirmed')}<div class="line">${selectField(
      'What',
      'outcome',
      'commit',
      [
        ['commit', 'commit'],
        ['series', 'series'],
        ['thread', 'thread'],
      ],
    )}${inputField('Hash or Message-ID', 'target', '', { most: 1000, required: true })}${inputField('What says so', 'evidence', '', { most: 1000, required: true })}<button>Add it</button></div>`,
    'deed filters',
  )}</details>`
}

function stateBadge(state: TracedState['state']): Html {
  const { label, court } = ITEM_WORDS[state]
  return html`<span class="status court-${court}">${label}</span>`
}

function anchorOf(one: TracedState): string {
  return one.about.replace(/[^a-z0-9]+/g, '-')
}
