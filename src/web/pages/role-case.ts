import { type LapseCase, STEP_DOWNS } from '../../app/governance/lapse-case.ts'
import type { DraftMail } from '../../core/governance/lapse-texts.ts'
import { explainFallback } from '../../core/governance/lapse-texts.ts'
import { describeRole } from '../../core/people/roles.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath } from '../links.ts'
import { time, type View } from '../view.ts'
import { LAPSE_STATES } from './roles.ts'

/** One role of one person, for them and for those who would have to speak with them. */
export interface RoleCasePage {
  readonly drafts: LapseCase
  readonly csrf: string
  /** They look at their own role. */
  readonly isOwn: boolean
  /** They run votes: they can record that it ends. */
  readonly runsVotes: boolean
  /** The way of leaving that the patch is drafted for. */
  readonly how: string
  readonly list: string
}

const WAYS: Readonly<Record<string, string>> = {
  drop: 'the line goes',
  reviewer: 'stays on as designated reviewer',
  'odd-fixes': 'the section keeps reviewers, and odd fixes only',
  orphan: 'the section is orphaned',
  'delete-section': 'the section goes; its files fall to the next general one',
}

/** What is seen of a role, what its holder can say, and the drafts that others can send. */
export function roleCasePage(view: View, model: RoleCasePage): Html {
  const { drafts, isOwn } = model
  const { activity, lapse } = drafts
  const title = `${describeRole(activity.role).title} of ${activity.scope || 'the project'}`
  const base = projectPath(view.project)
  const fields = html`<input type="hidden" name="csrf" value="${model.csrf}"><input type="hidden" name="role" value="${activity.role}"><input type="hidden" name="scope" value="${activity.scope}"><input type="hidden" name="name" value="${activity.name}">`
  const note = (type: string, more: Html, button: string): Html =>
    html`<form class="filters" method="post" action="${base}roles/note">${fields}<input type="hidden" name="type" value="${type}"><div class="line">${more}<button>${button}</button></div></form>`
  const day = (name: string, label: string): Html =>
    html`<label class="field">${label} <input type="date" name="${name}" required></label>`
  const body = html`<p class="crumbs"><a href="${base}roles">Roles</a></p><h1>${activity.name}: ${title}</h1>
<p class="lead">Only ${isOwn ? 'you and those who lead the project see' : 'they themselves and those who lead the project see'} this page. Nothing on it happens by itself.</p>
<p><span class="status court-rest">${LAPSE_STATES[lapse.state]}</span> since ${time(view, lapse.since, 'day')}</p>
<ul>${drafts.why.map((one) => html`<li>${one}</li>`)}${drafts.fallback === undefined ? NOTHING : explainFallback(drafts.fallback).map((one) => html`<li>${one}</li>`)}</ul>
${
  isOwn
    ? html`<h2>Your word</h2><p class="muted">It ends the question: chat, calls and embargoed work are seen by nobody here.</p>
${note('attest', day('until', 'I am active, and will be until'), 'Say so')}
${note('leave', html`${day('from', 'I am away from')}${day('until', 'until')}`, 'Take leave')}
${note('answered', html`<label class="field">I wish to <select name="answer"><option value="keep">go on</option><option value="reviewer">step back to reviewer</option><option value="emeritus">leave the role</option></select></label>`, 'Answer')}`
    : html`<h2>What became of it</h2>
${note('asked', html`<span class="muted">The question below was sent.</span>`, 'Record that they were asked')}
${note('bounced', html`${day('on', 'Mail to them came back on')}<label><input type="checkbox" name="permanent" value="1"> for good (“user unknown”)</label>`, 'Record it')}
${note('left', day('on', 'They left the employer whose address they had, on'), 'Record it')}
${model.runsVotes ? note('ends', html`${day('on', 'The role ends on')}<label class="field grow">by the decision <input name="decision" required maxlength="1000" placeholder="a motion, a mail, a page"></label>`, 'Record that it ends') : NOTHING}
${mailText('The question to them, to be sent by you', undefined, drafts.question)}
${drafts.canPropose ? proposal(view, model, base) : html`<p class="muted">Nothing is to be proposed: they are ${LAPSE_STATES[lapse.state]}.</p>`}`
}`
  return layout(view, { title: `${activity.name}, ${title}`, place: 'motions', body })
}

function proposal(_view: View, model: RoleCasePage, base: string): Html {
  const { activity, patch, proposal } = model.drafts
  return html`<form class="filters" method="get" action="${base}roles/case"><input type="hidden" name="role" value="${activity.role}"><input type="hidden" name="scope" value="${activity.scope}"><input type="hidden" name="name" value="${activity.name}">
<div class="line"><label class="field">How they leave the section <select name="how">${STEP_DOWNS.map((one) => html`<option value="${one}"${one === model.how ? html` selected` : NOTHING}>${WAYS[one] ?? one}</option>`)}</select></label><button>Draft it so</button></div></form>
${mailText('The proposal to the list, to be sent by somebody', model.list, proposal)}
${patch === '' ? html`<p class="muted">The role is not in MAINTAINERS: there is no patch to it.</p>` : NOTHING}`
}

function mailText(title: string, to: string | undefined, mail: DraftMail): Html {
  return html`<h2>${title}</h2>
<pre class="command">${to === undefined ? '' : `To: ${to}\n`}Subject: ${mail.subject}

${mail.text}</pre>`
}
