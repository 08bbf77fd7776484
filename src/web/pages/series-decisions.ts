import { type LineageAct, refuseAct } from '../../core/status/decision-rights.ts'
import { STATUSES, type Status } from '../../core/status/status.ts'
import type { DecisionAbout } from '../../store/read/decisions-about.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { mailPath, projectPath, seriesPath, withQuery } from '../links.ts'
import { maskIn } from '../mails/mail-body.ts'
import {
  adoptForm,
  type DecisionTarget,
  linkForms,
  matchForms,
  notLostForm,
  offerForm,
  reviewerForms,
  signInLink,
  snoozeForm,
  stateForm,
  takeBackForm,
  targetFor,
} from '../review/decision-forms.ts'
import { statusBadge } from '../standing.ts'
import { personName, time, type View } from '../view.ts'
import type { SeriesPage } from './series-page.ts'

/** What people said about a series that mail and repository do not: each beside how to say the opposite. */
export function decisionsSection(view: View, model: SeriesPage): Html {
  const { decisions, shown } = model
  const target = targetFor(view, shown.name)
  const erased = new Set(
    decisions.filter((one) => one.action === 'erase').map((one) => one.payload?.['sequence']),
  )
  const own = view.account?.user?.address
  const said = decisions.filter((one) => one.action !== 'erase')
  const isGone = (one: DecisionAbout): boolean => one.payload === undefined || erased.has(one.sequence)
  const gone = said.filter(isGone)
  const line = (one: DecisionAbout): Html =>
    html`<li${isGone(one) ? html` class="gone"` : NOTHING}>${speaker(view, one)}: ${decisionWords(view, one)} <span class="muted small">${time(view, one.at, isPending(view, one) ? 'day' : 'day+age')} · <a href="${projectPath(view.project)}record">decision ${one.sequence}</a>${
      isPending(view, one) ? html` · being worked in: reload in a moment` : NOTHING
    }</span>${
      target !== undefined && !isGone(one) && one.person === own
        ? takeBackForm(view, target, one.sequence)
        : NOTHING
    }</li>`
  return html`${
    decisions.length === 0
      ? NOTHING
      : html`<h2 id="said">What people said</h2>
<ul class="said">${said.filter((one) => !isGone(one)).map(line)}</ul>${
          gone.length === 0
            ? NOTHING
            : html`<details><summary class="small muted">${gone.length} taken back</summary><ul class="said">${gone.map(line)}</ul></details>`
        }`
  }${signInLink(view, 'say what you know better, or take it on')}${target === undefined ? NOTHING : forms(view, model, target)}`
}

/** Whoever said something here, by name where they ever wrote to the list. */
function speaker(view: View, { person, name, personId }: DecisionAbout): Html {
  return personName(view, { name, address: person }, personId)
}

function forms(view: View, model: SeriesPage, target: DecisionTarget): Html {
  const { story, shown, contents, actor } = model
  const isLost = story.lost.length > 0
  const isContinued = story.links.some((link) => link.newer === shown.id)
  const older = isContinued ? story.versions.filter((one) => one.position < shown.position) : []
  const may = (act: LineageAct, status?: Status): boolean =>
    actor === undefined || refuseAct(act, actor, status) === undefined
  /** The forms of one kind that somebody may send, and for whom the others are. */
  const offered = (...acts: readonly (readonly [act: LineageAct, form: Html])[]): Html => {
    const whose = acts.flatMap(([act]) => (actor === undefined ? [] : (refuseAct(act, actor) ?? [])))
    return html`${acts.map(([act, form]) => (may(act) ? form : NOTHING))}${[...new Set(whose)].map((text) => html`<p class="small muted">${whose.length < acts.length ? text.replace(/^This/, 'More') : text}</p>`)}`
  }
  const statuses = STATUSES.filter((one) => one !== 'partly-merged' && may('state', one))
  return html`<details class="acts" id="act"${view.refused === undefined ? NOTHING : html` open`}><summary>Act on it, or correct what is shown</summary>
<p class="small muted">What you say goes into <a href="${projectPath(view.project)}record">the record</a> under your address, and is shown here
beside what was derived. It holds until the next mail or commit says otherwise.</p>
<h3>As a reviewer</h3>${reviewerForms(view, target)}
<h3>Where it stands</h3>${offered(
    ['state', stateForm(view, target, story.status, statuses)],
    ...(isLost
      ? ([
          ['adopt', adoptForm(view, target)],
          ['not-lost', notLostForm(view, target)],
          ['offer', offerForm(view, target)],
        ] as const)
      : []),
    ['snooze', snoozeForm(view, target)],
  )}
<h3>What belongs together</h3>${offered(['link', linkForms(view, target, older)])}
${
  contents.patches.length === 0
    ? NOTHING
    : html`<h3>Commits</h3>${offered([
        'match',
        matchForms(
          view,
          target,
          contents.patches.slice(0, 200).map((patch) => ({
            position: patch.position,
            messageId: patch.messageId,
            commits: patch.matches.map((match) => match.sha),
          })),
        ),
      ])}`
}</details>`
}

/** It was recorded after what this page shows was derived. */
function isPending(view: View, decision: DecisionAbout): boolean {
  return view.derivesLater && view.pastDay === undefined && decision.sequence > view.state.decision
}

/** What was recorded, as a sentence. */
export function decisionWords(view: View, { action, subject, payload }: DecisionAbout): Html {
  if (payload === undefined) return html`<em>taken back</em> (${action})`
  const text = (name: string): string => {
    const value = payload[name]
    const words = typeof value === 'string' ? value.slice(0, 1000) : ''
    return view.site.maskAddresses ? maskIn(words) : words
  }
  const mail = (id: string): Html => html`<a href="${mailPath(view.project, id)}">that mail</a>`
  const why = text('reason') === '' ? NOTHING : html`: <q>${text('reason')}</q>`
  switch (action) {
    case 'look':
      return html`will look by ${text('by')}${why}`
    case 'not-me':
      return html`is not to be asked${why}`
    case 'adopt':
      return html`goes on with it; its author stays its author${why}`
    case 'offer':
      return html`offered as a project: ${text('difficulty')}${text('skills') === '' ? NOTHING : `, needs ${text('skills')}`}${text('mentor') === '' ? NOTHING : `, mentor ${text('mentor')}`}${why}`
    case 'not-lost':
      return html`not lost${why}`
    case 'snooze':
      return html`may wait until ${text('until')}${why}`
    case 'state':
      return html`set to ${statusBadge(text('status'))}${why}`
    case 'group':
      return html`${mail(subject)} belongs to ${text('series') === 'own' ? 'a series of its own' : html`the series of ${mail(String(payload['series'] ?? ''))}`}${why}`
    case 'link':
      return html`continues the series of ${mail(String(payload['older'] ?? ''))}${why}`
    case 'unlink':
      return html`does not continue the series of ${mail(String(payload['older'] ?? ''))}${why}`
    case 'match':
      return html`${mail(subject)} became commit <span class="mono">${text('commit').slice(0, 12)}</span>${why}`
    case 'unmatch':
      return html`${mail(subject)} did not become commit <span class="mono">${text('commit').slice(0, 12)}</span>${why}`
    default:
      return html`${action}${why}`
  }
}

/** What people said about it in one line each, as a row of a list shows it: what still holds, the last first. */
export function saidLines(view: View, decisions: readonly DecisionAbout[]): Html {
  const erased = new Set(
    decisions.filter((one) => one.action === 'erase').map((one) => one.payload?.['sequence']),
  )
  const holding = decisions.filter(
    (one) => one.action !== 'erase' && one.payload !== undefined && !erased.has(one.sequence),
  )
  return html`${holding
    .slice(-3)
    .reverse()
    .map(
      (one) =>
        html`<span class="sub said">${speaker(view, one)}, ${time(view, one.at, 'day')}: ${decisionWords(view, one)}</span>`,
    )}`
}

/** That something was recorded just now, and whether the page shows yet what follows from it. */
export function recordedBanner(view: View, n: number | undefined): Html {
  if (n === undefined) return NOTHING
  // A list that does not hold its row any more leads to where it can be taken back.
  const about = view.query.find(([name]) => name === 'about')?.[1]
  const recorded = html`Recorded as decision ${n}${
    about === undefined || about === ''
      ? NOTHING
      : html` of <a href="${seriesPath(view.project, about)}#said">that series</a>, where it can be taken back`
  }.`
  if (!view.derivesLater || n <= view.state.decision)
    return html`<p class="banner" role="status">${recorded} What follows from it is shown here.</p>`
  return html`<p class="banner" role="status" data-pending>${recorded} What follows from it is being worked out, and not shown yet: <a data-anew href="${here(view)}">show this page anew</a> in a moment.</p>`
}

/** The page that is shown, as it was asked for. */
function here(view: View): string {
  return withQuery(view.account?.path ?? '', Object.fromEntries(view.query))
}
