import { type Html, html, NOTHING } from '../html.ts'
import type { CountedMotion } from '../pages/motions.ts'

/** What whoever is signed in can do about a motion. */
export interface MotionActor {
  /** Key of the person. */
  readonly person: string
  readonly csrf: string
  /** They run votes: by a role, as the community manager does. */
  readonly runsVotes: boolean
  /** Somebody with this person's vote has voted, in an anonymous vote. */
  readonly hasVoted: boolean
}

/** What happens to a motion beside ballots: what its proposer, whoever runs the vote, and its voters can record. */
export function runningForms(
  { motion, outcome }: CountedMotion,
  path: string,
  hidden: Html,
  actor: MotionActor,
): Html {
  if (motion.problems.length > 0) return NOTHING
  const { kind, electorate } = motion
  const isProposer = actor.person === motion.proposer
  const runs = isProposer || actor.runsVotes
  const isRunning = ['open', 'review'].includes(outcome.state)
  const isOver = ['closed', 'provisional', 'challenged', 'final'].includes(outcome.state)
  const isVoter = electorate.groups.some((group) => group.voters.some((one) => one.person === actor.person))
  const form = (type: string, fields: Html, button: string): Html =>
    html`<form class="filters" method="post" action="${path}/event">${hidden}<input type="hidden" name="type" value="${type}"><div class="line">${fields}<button>${button}</button></div></form>`
  const group =
    electorate.groups.length > 1
      ? html`<label class="field">Of <select name="group">${electorate.groups.map((one) => html`<option value="${one.id}">${one.title}</option>`)}</select></label>`
      : html`<input type="hidden" name="group" value="${electorate.groups[0]?.id ?? 'all'}">`
  const forms: Html[] = []
  if (isRunning && isProposer) {
    forms.push(
      form(
        'extended',
        html`<label class="field">Open until the end of <input type="date" name="until" required></label>`,
        'Extend',
      ),
      form(
        'revised',
        html`<label class="field grow">The words as they are now <textarea name="text" rows="4" required maxlength="20000"></textarea></label>`,
        'Record the new words',
      ),
    )
  }
  if (isRunning && runs && kind.electorate.groups.some((one) => one.role === 'stakeholder'))
    forms.push(
      form(
        'added',
        html`${group}<label class="field grow">Whose word counts, too <input type="email" name="person" required maxlength="254"></label>`,
        'Add',
      ),
    )
  if (isRunning && actor.runsVotes && kind.ballot.mode !== 'public')
    forms.push(
      form(
        'reported',
        html`${group}${(
          [
            ['for', 'In favour'],
            ['against', 'Against'],
            ['abstained', 'Abstained'],
          ] as const
        ).map(
          ([name, label]) =>
            html`<label class="field">${label} <input type="number" name="${name}" min="0" max="100000" required></label>`,
        )}`,
        'Report the numbers of a poll elsewhere',
      ),
    )
  if (isRunning && actor.runsVotes && kind.ballot.channel.includes('meeting'))
    forms.push(
      form(
        'present',
        html`<label class="field grow">Addresses of those present <textarea name="persons" rows="3" required maxlength="6000"></textarea></label>`,
        'Record who was present',
      ),
    )
  if ((isRunning || outcome.state === 'draft') && isProposer)
    forms.push(
      form(
        'cancelled',
        html`<label class="field grow">Why, if you like <input name="reason" maxlength="2000"></label>`,
        'Call it off',
      ),
    )
  if (isOver && runs && (outcome.state === 'closed' || outcome.state === 'challenged'))
    forms.push(
      form(
        'published',
        html`<label class="field grow">The result was announced elsewhere, in these words <textarea name="text" rows="2" maxlength="20000"></textarea></label>`,
        'Record it as announced',
      ),
    )
  if (isOver && actor.runsVotes)
    forms.push(
      form(
        'corrected',
        html`<label class="field grow">Who may vote was drawn wrongly, since <input name="reason" required maxlength="2000"></label>`,
        'Draw it anew, and count again',
      ),
    )
  const aside =
    isRunning &&
    isVoter &&
    !(kind.ballot.mode === 'anonymous' && actor.hasVoted) &&
    kind.electorate.exclude.includes('recused')
      ? html`<form method="post" action="${path}/event">${hidden}<input type="hidden" name="type" value="recused"><p><button>Step aside</button> <span class="muted small">You have an interest of your own in it: your vote is not counted, and is not missed.</span></p></form>`
      : NOTHING
  if (forms.length === 0) return aside
  const title = isProposer ? 'As its proposer' : 'As who runs the vote'
  return html`${aside}<details><summary>${title}</summary>${forms}</details>`
}
