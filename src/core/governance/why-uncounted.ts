import type { DecisionKind } from './decision-kind.ts'
import type { Ballot } from './motion.ts'
import type { UncountedCode } from './outcome.ts'

/** Why a ballot is not counted, in one sentence to whoever cast it. */
export function sayWhyUncounted(code: UncountedCode, ballot: Ballot, kind: DecisionKind): string {
  switch (code) {
    case 'not-open':
      return 'The motion was not open.'
    case 'early':
      return 'It was cast before the vote began.'
    case 'late':
      return 'It was received after the close.'
    case 'unconfirmed':
      return 'It stands in another thread or under another subject: its sender has to confirm that it is meant for this motion.'
    case 'proxy':
      return 'It was cast for somebody else; they have to vote themselves.'
    case 'unproved':
      return `It is not proved whose it is (${ballot.proof}); this vote asks for ${PROVED[kind.ballot.proof ?? 'dkim']}. Its sender can confirm it on the page of the motion, by a link that comes by mail.`
    case 'unclear':
      return 'It cannot be told what it says; an earlier clear ballot stays.'
    case 'off-scale':
      return `${ballot.value} is not on the scale of this vote: ${kind.scale.values.map((value) => (value > 0 ? `+${value}` : value)).join(', ')}.`
    case 'unknown-option':
      return `"${ballot.option?.slice(0, 80)}" is none of the options.`
    case 'reason-missing':
      return `A ${ballot.value} needs a reason to count, and gives none.`
    case 'nameless':
      return 'It cannot be told whose it is.'
    case 'project-under-review':
      return 'The sub-project that the motion is about does not vote on it.'
    case 'group-not-mature':
      return 'Only mature sub-projects vote on this.'
    case 'subject-person':
      return ballot.value !== undefined && ballot.value > 0
        ? 'It is the word of whom the motion is about: it accepts, and is no vote.'
        : 'It is the word of whom the motion is about: they have no vote on it.'
    case 'recused':
      return 'Its sender has stepped aside for this motion.'
    case 'emeritus':
      return 'Emeritus members have no vote.'
    case 'inactive':
      return 'Only active members vote on this.'
    case 'non-binding':
      return 'Its sender has no vote on this: it is recorded as an opinion.'
    case 'not-a-voter':
      return 'Its sender has no vote on this.'
    case 'withdrawal':
      return 'It takes back what was cast before.'
    case 'already-voted':
      return 'Its sender had voted; in this vote the first ballot stands.'
    case 'replaced':
      return 'A later ballot of the same voter replaced it.'
    case 'organisation-cap':
      return `Others of the same organisation have cast the ${kind.electorate.orgCap} votes that it has.`
    case 'organisation-spoke':
      return 'A later ballot of the same organisation replaced it.'
    case 'group-without-quorum':
      return 'Its sub-project has not reached its quorum.'
    default:
      return code satisfies never
  }
}

const PROVED: Readonly<Record<'dkim' | 'confirmed' | 'account', string>> = {
  dkim: 'a valid DKIM signature',
  confirmed: 'a confirmation by mail',
  account: 'a signed-in account',
}
