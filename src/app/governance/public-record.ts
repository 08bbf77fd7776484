import type { Decision } from '../../store/inputs/decisions.ts'
import type { MotionEntry } from '../../store/read/motions.ts'

/** A decision as everybody may see it. */
export interface PublicDecision {
  readonly sequence: number
  readonly at: string
  /** Empty where that is nobody's business. */
  readonly person: string
  readonly action: string
  readonly subject: string
  readonly words: string
  readonly digest: string
  readonly motion: { readonly id: string; readonly title: string } | undefined
  readonly isMail: boolean
}

/** Decisions on series and mails: they say nothing that is not on a public page. */
const ON_MAILS: ReadonlySet<string> = new Set(
  'group link unlink state match unmatch snooze not-lost look not-me adopt offer'.split(' '),
)
const ON_MOTIONS: ReadonlySet<string> = new Set(
  'motion-draft motion-open motion-close motion-event vote voted vote-confirm'.split(' '),
)

/**
 * The log without what is private: of a private ballot that it was cast, of a decision of any other part only that
 * there is one. Every digest stays, so that anybody can check the chain against an older copy.
 */
export function publicRecord(
  decisions: readonly Decision[],
  motions: readonly MotionEntry[],
): readonly PublicDecision[] {
  const byId = new Map(motions.map((one) => [one.motion.id, one.motion]))
  return decisions.map((one): PublicDecision => {
    const { sequence, at, action, digest } = one
    const base = { sequence, at, action, digest, motion: undefined, isMail: false }
    if (ON_MAILS.has(action))
      return { ...base, person: one.person, subject: one.subject, words: wordsOf(one), isMail: true }
    if (action === 'erase') return { ...base, person: one.person, subject: '', words: wordsOf(one) }
    const motion = ON_MOTIONS.has(action) ? byId.get(one.subject) : undefined
    if (motion === undefined) return { ...base, person: '', subject: '', words: '' }
    const isPrivate = action === 'vote' && motion.kind.ballot.publish !== 'names'
    return {
      ...base,
      person: one.person,
      subject: one.subject,
      motion: { id: motion.id, title: motion.title },
      words: isPrivate ? 'a private ballot' : motionWords(one),
    }
  })
}

function motionWords(decision: Decision): string {
  const payload = decision.payload
  if (payload === undefined) return 'erased'
  switch (decision.action) {
    case 'motion-draft':
      return `${text(payload['title'])} (${text(payload['kind'])})`
    case 'motion-open':
      return `opened by ${text(payload['proposerName'])}; text ${text(payload['textHash']).slice(0, 12)}`
    case 'motion-close':
      return `${text(payload['result'])}: ${text(payload['summary'])}; ballots ${text(payload['ballots']).slice(0, 12)}`
    case 'motion-event':
      return [payload['type'], payload['deadline'], payload['reason']].map(text).filter(Boolean).join(' ')
    default:
      return wordsOf(decision)
  }
}

function wordsOf({ payload }: Decision): string {
  if (payload === undefined) return 'erased'
  return Object.entries(payload)
    .filter(([key]) => key !== 'via')
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ')
    .slice(0, 1000)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
