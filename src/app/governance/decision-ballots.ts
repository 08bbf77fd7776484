import type { Ballot } from '../../core/governance/motion.ts'
import { addSeconds } from '../../core/governance/rule-duration.ts'
import type { Instant } from '../../core/time.ts'
import type { StoredBallot } from '../../store/derived/motions.ts'
import type { Decision } from '../../store/inputs/decisions.ts'
import type { MotionContext } from './draw-motion.ts'
import { MOTION_SHAPES } from './motion-shapes.ts'
import type { MotionPlan } from './plan-motions.ts'

/**
 * The name under which a voter finds a ballot that was cast on a page: its place in the log, so that of two in one
 * second the later one counts, and the beginning of its digest.
 */
export function ballotIdOf(decision: Pick<Decision, 'digest' | 'sequence'>): string {
  return `ballot-${String(decision.sequence).padStart(8, '0')}-${decision.digest.slice(0, 12)}`
}

/** The ballots that the log holds: those cast on pages, and after the close what was in the box of an anonymous vote. */
export function ballotsOfDecisions(plan: MotionPlan, context: MotionContext): readonly StoredBallot[] {
  return plan.decisions.flatMap((decision): readonly StoredBallot[] => {
    if (decision.payload === undefined) return []
    if (decision.action === 'motion-close') {
      const read = MOTION_SHAPES['motion-close'].safeParse(decision.payload)
      if (!read.success) return []
      const { box = [], closesAt } = read.data
      return box.flatMap((one) =>
        sealedBallots(one.receipt, one.content, closesAt).map((ballot) => ({
          channel: 'box' as const,
          ballot,
          mail: undefined,
        })),
      )
    }
    if (decision.action !== 'vote') return []
    const read = MOTION_SHAPES.vote.safeParse(decision.payload)
    if (!read.success) return []
    const person = context.personOf(decision.person)
    const words = read.data
    const ballot: Ballot = {
      id: ballotIdOf(decision),
      person,
      name: context.nameOf(person),
      group: words.group,
      at: decision.at,
      option: undefined,
      value: words.withdraw === true ? undefined : words.value,
      reason: words.reason ?? '',
      proof: words.via === 'cli' ? 'none' : 'account',
      isProxy: false,
      isUnconfirmed: false,
      isWithdrawal: words.withdraw === true,
    }
    return withChoices(ballot, words.choices).map((one) => ({ channel: 'web', ballot: one, mail: undefined }))
  })
}

/** What a ballot without a name says. */
export interface SealedContent {
  readonly value?: number | undefined
  readonly choices?: readonly { readonly option: string; readonly value: number }[] | undefined
}

/** The ballots of one voter without a name: when they were cast is not known either, only that it was before the close. */
export function sealedBallots(receipt: string, content: SealedContent, closesAt: Instant): readonly Ballot[] {
  const ballot: Ballot = {
    id: receipt,
    person: undefined,
    name: '',
    group: undefined,
    at: addSeconds(closesAt, -1),
    option: undefined,
    value: content.value,
    reason: '',
    proof: 'account',
    isProxy: false,
    isUnconfirmed: false,
    isWithdrawal: false,
  }
  return withChoices(ballot, content.choices)
}

/** One ballot for each option that is voted on; the ballot itself where there are none. */
function withChoices(ballot: Ballot, choices: SealedContent['choices']): readonly Ballot[] {
  if (choices === undefined) return [ballot]
  return choices.map((one) => ({
    ...ballot,
    id: `${ballot.id}#${one.option}`,
    option: one.option,
    value: one.value,
  }))
}

/** Mails that their senders have confirmed when signed in, with who did. */
export function confirmedBy(
  plan: MotionPlan,
  personOf: (address: string) => string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const decision of plan.decisions) {
    const mail = decision.action === 'vote-confirm' ? decision.payload?.['mail'] : undefined
    if (typeof mail === 'string') found.set(mail, personOf(decision.person))
  }
  return found
}
