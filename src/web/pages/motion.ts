import type { ReadyMail } from '../../app/governance/ready-mails.ts'
import { originOf } from '../../core/governance/ballot-origin.ts'
import { describeKind } from '../../core/governance/describe-kind.ts'
import { groupTitle, listVoters } from '../../core/governance/list-voters.ts'
import type { BallotFate } from '../../core/governance/outcome.ts'
import type { StoredBallot } from '../../store/derived/motions.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath } from '../links.ts'
import { motionBadge, motionPath, voteWord } from '../motions/motion-words.ts'
import { time, type View } from '../view.ts'
import type { CountedMotion } from './motions.ts'

/** One motion with everything that is known of it. */
export interface MotionPage extends CountedMotion {
  readonly ballots: readonly StoredBallot[]
  /** Mails that are ready to be sent: the call of a draft, the result. */
  readonly mails: readonly { readonly title: string; readonly mail: ReadyMail }[]
  /** In an anonymous vote: names of those who have voted. */
  readonly turnout: readonly string[]
  /** What comes out when a recorded count is made again; empty: the same. */
  readonly recount: readonly string[]
  /** Of a ballot that was cast just now: under which name it is found in the record. */
  readonly receipt: string | undefined
  /** What whoever looks at it can do; nothing where nobody can sign in. */
  readonly actions: Html
}

/** A motion: its words, its rule, who may vote, the state of the count and why. */
export function motionPage(view: View, model: MotionPage): Html {
  const { motion, outcome } = model
  const { kind } = motion
  const isPublic = kind.ballot.publish === 'names'
  const body = html`<p class="crumbs"><a href="${projectPath(view.project)}motions">Motions</a></p>
<h1>${motion.title || '(no title)'}</h1>
<p class="standing">${motionBadge(motion, outcome)} <span>${motion.problems.length > 0 ? 'Its call opened nothing.' : outcome.summary}</span></p>
${
  motion.problems.length === 0
    ? NOTHING
    : html`<div class="banner failed"><p><strong>This is not open.</strong></p><ul>${motion.problems.map((one) => html`<li>${one}</li>`)}</ul></div>`
}
<dl class="facts">
<dt>Decision</dt><dd>${kind.title} (${kind.pack}, version ${kind.version})</dd>
<dt>Put by</dt><dd>${motion.proposerName}${motion.arrivedAt === undefined ? NOTHING : html`, ${time(view, motion.arrivedAt)}`}</dd>
${motion.messageId === undefined ? html`<dt>Call</dt><dd>has not arrived in the list: the clock has not started</dd>` : html`<dt>Call</dt><dd><a href="${mailPath(view.project, motion.messageId)}">the mail and its thread</a>${motion.callProof === 'dkim' ? ', signed by its sender’s domain (DKIM)' : NOTHING}</dd>`}
${outcome.votingFrom !== undefined && outcome.votingFrom !== motion.arrivedAt ? html`<dt>Vote</dt><dd>from ${time(view, outcome.votingFrom)}</dd>` : NOTHING}
${outcome.closesAt === undefined ? NOTHING : html`<dt>Closes</dt><dd>${time(view, outcome.closesAt)}</dd>`}
${outcome.finalAt === undefined || outcome.state !== 'provisional' ? NOTHING : html`<dt>Final</dt><dd>${time(view, outcome.finalAt)}, unless it is challenged</dd>`}
${motion.form === undefined ? NOTHING : html`<dt>Ballots</dt><dd>are cast at ${motion.form}</dd>`}
${motion.closed === undefined ? NOTHING : html`<dt>Recorded</dt><dd>as decision ${motion.closed.sequence}, <code class="digest">${motion.closed.digest}</code></dd>`}
</dl>
${model.recount.map((problem) => html`<p class="banner failed"><strong>The record does not come out again.</strong> ${problem}</p>`)}
${model.receipt === undefined ? NOTHING : html`<p class="banner" role="status"><strong>Recorded.</strong> ${model.receipt === '' ? NOTHING : html`In the published record your ballot is found under <code class="digest">${model.receipt}</code>.`}</p>`}
${model.actions}
<h2>The motion</h2>
<pre class="command">${motion.text}</pre>
${
  motion.options.length === 0
    ? NOTHING
    : html`<ol class="plain">${motion.options.map((option) => html`<li>${option}</li>`)}</ol>`
}
<h2>The count</h2>
${
  outcome.steps.length === 0
    ? html`<p class="muted">Nothing to count yet.</p>`
    : html`<ul class="steps">${outcome.steps.map((step) => html`<li class="${step.isMet === undefined ? 'fact' : step.isMet ? 'met' : 'unmet'}">${step.isMet === undefined ? NOTHING : html`<strong>${step.isMet ? 'Met' : 'Not met'}:</strong> `}${step.text}</li>`)}</ul>`
}
${outcome.warnings.length === 0 ? NOTHING : html`<ul class="warnings">${outcome.warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}
${outcome.isOverdue ? html`<p>The result is overdue: its text is ready below.</p>` : NOTHING}
${ballotTables(view, model, isPublic)}
<h2>Who may vote</h2>
${voters(model, isPublic)}
<h2>The rule</h2>
<ul>${describeKind(kind).map((sentence) => html`<li>${sentence}</li>`)}</ul>
${kind.source.length === 0 ? NOTHING : html`<p class="small muted">From ${kind.source.join(', ')}.</p>`}
${
  kind.readings.length === 0
    ? NOTHING
    : html`<details><summary>How its unclear sentences are read (${kind.readings.length})</summary><dl>${kind.readings.map((reading) => html`<dt>${reading.question}</dt><dd>${reading.options.find((option) => option.id === reading.chosen)?.text ?? reading.chosen}</dd>`)}</dl></details>`
}
${model.mails.map(
  ({ title, mail }) => html`<h2>${title}</h2>
<p class="muted">Ready to be sent from your own mail program, changed as you like.</p>
<pre class="command">To: ${mail.to}
Subject: ${mail.subject}${mail.inReplyTo === undefined ? '' : `\nIn-Reply-To: <${mail.inReplyTo}>`}

${mail.text}</pre>`,
)}`
  return layout(view, { title: motion.title || 'Motion', place: 'motions', body })
}

function ballotTables(view: View, model: MotionPage, isPublic: boolean): Html {
  const { outcome, motion } = model
  if (!isPublic) {
    const counted = outcome.ballots.filter((fate) => fate.isCounted).length
    const reasons = new Map<string, number>()
    for (const fate of outcome.ballots)
      if (fate.why !== undefined) reasons.set(fate.why, (reasons.get(fate.why) ?? 0) + 1)
    return html`<h2>Ballots</h2>
<p>${motion.kind.ballot.mode === 'anonymous' ? 'Ballots bear no names, and are published at the close.' : 'Ballots are private; numbers are published at the close.'}
${outcome.state === 'open' || outcome.state === 'review' ? NOTHING : html`${count(outcome.ballots.length, 'ballot')}, ${counted} of them counted.`}${model.turnout.length === 0 ? NOTHING : html` Voted so far: ${model.turnout.join(', ')}.`}</p>
${
  motion.closed === undefined || motion.closed.mails.length === 0
    ? NOTHING
    : html`<details><summary>Ballots that came by mail (${motion.closed.mails.length})</summary><p>Digests of the mails, as the log holds them since the close; a voter’s receipt names theirs.</p><ul>${motion.closed.mails.map((one) => html`<li><code class="digest">${one}</code></li>`)}</ul></details>`
}
${reasons.size === 0 ? NOTHING : html`<ul>${[...reasons].map(([why, n]) => html`<li>${n} not counted: ${why}</li>`)}</ul>`}
${motion.kind.ballot.mode === 'anonymous' && outcome.ballots.length > 0 ? table(view, model, outcome.ballots, 'The box') : NOTHING}`
  }
  const counted = outcome.ballots.filter((fate) => fate.isCounted)
  const others = outcome.ballots.filter((fate) => !fate.isCounted)
  return html`<h2>Ballots that count</h2>
${counted.length === 0 ? html`<p class="muted">None yet.</p>` : table(view, model, counted, 'Ballots that count')}
${others.length === 0 ? NOTHING : html`<h2>Ballots that do not count</h2>${table(view, model, others, 'Ballots that do not count')}`}`
}

function table(view: View, model: MotionPage, fates: readonly BallotFate[], caption: string): Html {
  const channels = new Map(model.ballots.map((one) => [one.ballot.id, one.channel]))
  const hasOptions = model.motion.options.length > 0
  return html`<table class="rows wide"><caption class="hidden-text">${caption}</caption>
<thead><tr><th scope="col">Voter</th>${hasOptions ? html`<th scope="col">Option</th>` : NOTHING}<th scope="col" class="num">Vote</th><th scope="col">Why</th><th scope="col">Cast</th></tr></thead>
<tbody>${fates.map(({ ballot, why }) => {
    const channel = channels.get(ballot.id)
    const mail = originOf(ballot)
    const cast =
      channel === 'list'
        ? html`<a href="${mailPath(view.project, mail)}">${time(view, ballot.at, 'day')}</a>`
        : html`<span title="${ballot.id}">${channel === 'box' ? 'before the close' : time(view, ballot.at, 'day')}</span>`
    return html`<tr data-row id="${ballot.id}"><td class="title">${ballot.name || 'a voter'}${proofWord(ballot.proof, channel)}</td>
${hasOptions ? html`<td>${ballot.option ?? NOTHING}</td>` : NOTHING}<td class="num">${voteWord(ballot.value)}</td>
<td class="why">${why === undefined ? NOTHING : html`<strong>${why}</strong> `}${ballot.reason.slice(0, 500)}</td>
<td class="when" data-label="cast">${cast}</td></tr>
`
  })}</tbody></table>`
}

function proofWord(proof: string, channel: string | undefined): Html {
  if (channel === 'box') return NOTHING
  const word =
    proof === 'account'
      ? 'signed in'
      : proof === 'dkim'
        ? 'mail signed by its domain (DKIM)'
        : channel === 'web'
          ? 'recorded at the command line'
          : 'by mail'
  return html` <span class="sub">${word}</span>`
}

function voters({ motion, outcome, turnout }: MotionPage, isPublic: boolean): Html {
  const groups = listVoters(motion.kind, motion.electorate, outcome)
  if (motion.kind.electorate.groups.some((one) => one.role === 'anyone')) return html`<p>Anybody.</p>`
  if (groups.every((group) => group.voters.length === 0)) return html`<p class="muted">Nobody.</p>`
  const isOpen = outcome.state === 'open'
  return html`${groups.map(
    (group) => html`${groups.length > 1 ? html`<h3>${groupTitle(group)}</h3>` : NOTHING}
<p>${count(group.voters.length, 'person', 'people')}${isPublic && isOpen ? html`, ${group.voters.filter((one) => one.hasVoted).length} of them heard` : NOTHING}:
${group.voters.map((voter, n) => html`${n === 0 ? NOTHING : ', '}${voter.name}${isPublic && voter.hasVoted ? html` <span class="muted">(voted)</span>` : turnout.includes(voter.name) ? html` <span class="muted">(voted)</span>` : NOTHING}`)}.</p>`,
  )}`
}

/** The address of a motion, for mails. */
export function motionAddress(view: View, id: string): string {
  return `${view.origin}${motionPath(view.project, id)}`
}
