import { originOf } from '../../core/governance/ballot-origin.ts'
import { countMotion } from '../../core/governance/count-motion.ts'
import type { StoredBallot } from '../../store/derived/motions.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { projectPath, withQuery } from '../links.ts'
import type { CountedMotion } from '../pages/motions.ts'
import type { View } from '../view.ts'
import { type MotionActor, runningForms } from './motion-running.ts'
import { motionPath, voteWord } from './motion-words.ts'

/** Forms to vote, to confirm, to call it off; a link to sign in for whoever is not. Nothing where nobody can. */
export function motionActions(
  view: View,
  { motion, outcome }: CountedMotion,
  ballots: readonly StoredBallot[],
  actor: MotionActor | undefined,
): Html {
  if (view.account === undefined) return NOTHING
  const path = motionPath(view.project, motion.id)
  const isOpen = outcome.state === 'open'
  if (actor === undefined)
    return isOpen
      ? html`<p><a href="${withQuery('/sign-in', { to: path })}">Sign in to vote</a>${byMail(view, motion)}.</p>`
      : NOTHING
  const hidden = html`<input type="hidden" name="csrf" value="${actor.csrf}">`
  const mine = ballots.map((one) => one.ballot).filter((one) => one.person === actor.person)
  // Of mails in a wrong place, and of those that do not prove whose they are. Their own ballots everybody may see.
  const fates = countMotion(
    motion,
    ballots.map((one) => one.ballot),
    view.asOf,
  ).ballots
  const own = fates.filter((fate) => fate.isCounted && fate.ballot.person === actor.person)
  const waiting = [
    ...new Map(
      fates
        .filter((fate) => fate.code === 'unconfirmed' || fate.code === 'unproved')
        .filter((fate) => fate.ballot.person === actor.person)
        .map((fate) => [originOf(fate.ballot), fate.ballot]),
    ),
  ]
  const isProposer = actor.person === motion.proposer
  return html`${
    own.length === 0
      ? NOTHING
      : html`<p>Your ballot counts: ${own.map(({ ballot }, n) => html`${n === 0 ? NOTHING : ', '}${ballot.option === undefined ? NOTHING : `${ballot.option}: `}${voteWord(ballot.value)}`)}; it is <code class="digest">${own[0] === undefined ? '' : originOf(own[0].ballot)}</code>.</p>`
  }${isOpen ? voteForm(view, motion, path, hidden, mine.length > 0, actor.hasVoted) : NOTHING}
${waiting.map(
  ([mail, one]) =>
    html`<form method="post" action="${path}/confirm">${hidden}<input type="hidden" name="mail" value="${mail}"><p>A mail of yours waits to be confirmed: ${voteWord(one.value)}. <button>It was meant as my ballot</button></p></form>`,
)}
${
  motion.problems.some((one) => one.includes('confirm it')) && isProposer
    ? html`<form method="post" action="${path}/confirm">${hidden}<input type="hidden" name="mail" value="${motion.messageId ?? ''}"><p><button>I sent the call</button></p></form>`
    : NOTHING
}
${
  outcome.state === 'provisional'
    ? html`<form class="filters" method="post" action="${path}/event">${hidden}<input type="hidden" name="type" value="challenged"><div class="line"><label class="field grow">What is wrong with the count <input name="reason" maxlength="2000" required></label><button>Challenge it</button></div></form>`
    : NOTHING
}
${runningForms({ motion, outcome }, path, hidden, actor)}`
}

/** Whether a mail is a way to vote, and to whom. */
function byMail(view: View, motion: CountedMotion['motion']): string {
  const { mode } = motion.kind.ballot
  if (mode === 'public') return ', or answer the call by mail'
  const mailbox = mailboxOf(view)
  return mode === 'private' && mailbox !== undefined
    ? `, or write to ${mailbox} with the line “Motion: ${motion.id}”`
    : ''
}

function mailboxOf(view: View): string | undefined {
  return view.project.mailboxes?.find((one) => one.for === 'ballots')?.address
}

function voteForm(
  view: View,
  motion: CountedMotion['motion'],
  path: string,
  hidden: Html,
  hasBallot: boolean,
  hasVoted: boolean,
): Html {
  const { kind } = motion
  if (motion.form !== undefined || kind.tally === 'checkIn')
    return motion.form === undefined ? NOTHING : html`<p>Ballots are cast at ${motion.form}.</p>`
  const isAnonymous = kind.ballot.mode === 'anonymous'
  if (isAnonymous && hasVoted) return html`<p class="banner">You have voted.</p>`
  const values =
    kind.tally === 'condorcet'
      ? motion.options.map((_, n) => n + 1)
      : [...kind.scale.values].sort((a, b) => b - a)
  const word = (value: number): string => (kind.tally === 'condorcet' ? `${value}` : voteWord(value))
  const choices =
    motion.options.length === 0
      ? html`<fieldset><legend>Your vote</legend>${values.map((value) => html`<label><input type="radio" name="value" value="${value}" required> ${word(value)}</label> `)}</fieldset>`
      : motion.options.map(
          (option, n) =>
            html`<fieldset><legend>${option}</legend>${values.map((value) => html`<label><input type="radio" name="choice-${n}" value="${value}"> ${word(value)}</label> `)}</fieldset>`,
        )
  return html`<form class="filters" method="post" action="${path}/vote">${hidden}
<p class="small muted">${
    isAnonymous
      ? 'That you voted is recorded with your name; what you voted is kept apart, without name, time or order, and cannot be changed.'
      : kind.ballot.publish === 'names'
        ? 'Your vote is published with your name; a later one replaces it.'
        : 'Your vote is private: numbers are published. A later one replaces it.'
  }</p>
${choices}
${isAnonymous ? NOTHING : html`<div class="line"><label class="field grow">Why, if you like <input name="reason" maxlength="2000"></label></div>`}
<p><button>Vote</button></p></form>
${hasBallot && !isAnonymous ? html`<form method="post" action="${path}/vote">${hidden}<input type="hidden" name="withdraw" value="1"><p><button>Take my ballot back</button></p></form>` : NOTHING}
<p class="small muted">${isAnonymous ? NOTHING : html`By mail the same is done by an answer ${kind.ballot.mode === 'private' ? html`to ${mailboxOf(view) ?? 'nobody: no address for ballots is known'}, with the line “Motion: ${motion.id}”` : 'to the call'}. `}<a href="${projectPath(view.project)}roles">Who may vote</a></p>`
}
