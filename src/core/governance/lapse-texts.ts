import { describeRole } from '../people/roles.ts'
import type { Fallback } from '../people/without-person.ts'
import { plural } from '../plural.ts'
import { addDays, dayOf, daysBetween, type Instant } from '../time.ts'
import { LAPSE_POLICY, type LapseAssessment, lapseKindOf, type RoleActivity } from './lapse.ts'

/** A mail that a person sends, changed as they like: nothing of this goes out by itself. */
export interface DraftMail {
  readonly subject: string
  readonly text: string
}

/**
 * What an assessment rests on, one sentence each, every number with what it is a number of; and what cannot be seen.
 */
export function explainLapse(
  activity: RoleActivity,
  found: LapseAssessment,
  now: Instant,
): readonly string[] {
  const sentences = [
    found.lastSeenAt === undefined
      ? `Nothing was seen in ${scopeOf(activity)} since the role began on ${dayOf(activity.since)}.`
      : `The last sign of activity in ${scopeOf(activity)} is of ${dayOf(found.lastSeenAt)}, ${months(found.lastSeenAt, now)} ago.`,
    found.opportunities === 0
      ? 'In the last 12 months no patch in scope was sent to them: that says nothing.'
      : `In the last 12 months they answered ${found.answered} of ${plural(found.opportunities, 'patch', 'patches')} in scope that were sent to them.`,
  ]
  const pings = activity.pings.filter((ping) => ping.at <= now && ping.at > addDays(now, -365))
  if (pings.length > 0) {
    const answered = pings.filter((ping) => ping.answeredAt !== undefined && ping.answeredAt <= now).length
    sentences.push(
      `Of ${plural(pings.length, 'ping')} about patches that were sent to them, ${answered} had an answer of theirs${activity.isNeeded ? '; nobody else has the role there' : ''}.`,
    )
  }
  const bounces = activity.bounces.filter((bounce) => bounce.at <= now)
  if (bounces.length > 0) {
    const forGood = bounces.filter((bounce) => bounce.isPermanent).length
    sentences.push(
      `Mail to them came back ${bounces.length === 1 ? 'once' : `${bounces.length} times`}, ${forGood} of them for good, last on ${dayOf(bounces.at(-1)?.at ?? now)}.`,
    )
  }
  if (activity.votes.length > 0) {
    const cast = activity.votes.filter((vote) => vote.isCast).length
    sentences.push(`They cast ${cast} of ${plural(activity.votes.length, 'vote')} that they had.`)
  }
  const why = CAUSES[found.cause]
  if (why !== undefined) sentences.push(why)
  sentences.push('Chat, calls, embargoed and internal work are not seen: the person can attest to them.')
  return sentences
}

const CAUSES: Readonly<Record<LapseAssessment['cause'], string | undefined>> = {
  evidence: undefined,
  attestation: 'They have said that they are active.',
  leave: 'They are on leave.',
  'few-opportunities': `Fewer than ${LAPSE_POLICY.leastOpportunities} opportunities in a year: nobody is judged on that.`,
  inactive: undefined,
  'no-answer': `They were asked and did not answer for ${LAPSE_POLICY.answerDays} days.`,
  'long-inactive': 'That is more than two years.',
  bounces: 'Mail to their address came back for good, twice in two weeks or more.',
  departed: 'They left the employer whose address the file names, and it is dead.',
  pings: 'Their word is needed, and several pings within two months had no answer.',
  'own-wish': 'They wish it themselves.',
}

/** The question to the person, before anybody else is asked. */
export function draftQuestion(activity: RoleActivity, found: LapseAssessment, now: Instant): DraftMail {
  const role = describeRole(activity.role).title.toLowerCase()
  const until = dayOf(addDays(now, LAPSE_POLICY.answerDays))
  const text = [
    `Hello ${activity.name},`,
    '',
    `you are ${role} of ${scopeOf(activity)}. As far as the list and the repository show, you have not been active`,
    'there for a while:',
    '',
    ...explainLapse(activity, found, now).map((sentence) => `  - ${sentence}`),
    '',
    'Which of these fits you? A short answer is enough.',
    '',
    '  keep      I go on; nothing changes, and nobody asks again for a year.',
    '  reviewer  I step back: copied on patches (R:), no longer required.',
    '  emeritus  I leave the role, with the thanks of the project; I can come back within two years by lazy consensus.',
    '  leave     I am away until a date that I name.',
    '',
    `If no answer comes until ${until}, somebody may propose a change to the list, copied to you; nothing happens by`,
    'itself, and a word from you ends it.',
    '',
  ]
  return { subject: `Your role as ${role} of ${scopeOf(activity)}`, text: text.join('\n') }
}

/** The proposal to the list: a call for the decision that the role needs, around a patch to MAINTAINERS. */
export function draftProposal(
  activity: RoleActivity,
  found: LapseAssessment,
  diff: string,
  now: Instant,
  fallback?: Fallback,
): DraftMail {
  const { kind, days } = lapseKindOf(activity.role)
  const how =
    kind === 'lazy'
      ? `This is lazy consensus: without an objection within the next ${days} days it is agreed.`
      : `This needs a vote of the leadership team, open for ${days} days.`
  const text = [
    `I propose that ${activity.name} steps down as ${describeRole(activity.role).title.toLowerCase()} of ${scopeOf(activity)}, and thank them`,
    'for their work.',
    '',
    ...explainLapse(activity, found, now).map((sentence) => `  - ${sentence}`),
    ...(fallback === undefined ? [] : explainFallback(fallback).map((sentence) => `  - ${sentence}`)),
    '',
    how,
    `${activity.name} is copied on all known addresses: a word from them ends it, and they have no vote on it. Whoever`,
    'steps down now can come back within two years by lazy consensus.',
    '',
    ...(diff === '' ? [] : ['---', diff]),
  ]
  const mark = kind === 'lt' ? '[VOTE] ' : ''
  return {
    subject: `${mark}MAINTAINERS: ${activity.name} steps down from ${scopeOf(activity)}`,
    text: text.join('\n'),
  }
}

/** What becomes of the files, in sentences. */
export function explainFallback(fallback: Fallback): readonly string[] {
  if (fallback.files === 0) return []
  const files = plural(fallback.files, 'file')
  if (fallback.alone === 0) return [`Others answer for all of the ${files} that they answer for.`]
  const heirs = fallback.heirs.slice(0, 5).map((one) => `${one.name} (${one.files})`)
  return [
    `Of ${files} that they answer for, nobody else does for ${fallback.alone}; ${heirs.length === 0 ? 'nobody would' : `these would fall to ${heirs.join(', ')}`}.`,
  ]
}

function scopeOf(activity: RoleActivity): string {
  return activity.scope === '' ? 'the project' : activity.scope
}

function months(from: Instant, to: Instant): string {
  const days = Math.floor(daysBetween(from, to))
  return days < 60 ? plural(days, 'day') : plural(Math.floor(days / 30.4375), 'month')
}
