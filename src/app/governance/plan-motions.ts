import type * as z from 'zod'
import type { DecisionKind } from '../../core/governance/decision-kind.ts'
import type { Electorate } from '../../core/governance/motion.ts'
import type { StoredCall } from '../../store/derived/motions.ts'
import type { Decision } from '../../store/inputs/decisions.ts'
import { MOTION_SHAPES } from './motion-shapes.ts'

/** A draft that somebody recorded. */
export interface MotionDraft {
  readonly id: string
  readonly person: string
  readonly at: string
  readonly words: z.infer<(typeof MOTION_SHAPES)['motion-draft']>
}

/** An opening as the log holds it. */
export interface RecordedOpening {
  readonly sequence: number
  readonly call: string
  readonly kind: DecisionKind
  readonly electorate: Electorate
  readonly text: string
}

/** A motion to be: a call with the draft that it is of, or one of the two alone. */
export interface MotionPlan {
  readonly id: string
  readonly draft: MotionDraft | undefined
  readonly call: StoredCall | undefined
  readonly opening: RecordedOpening | undefined
  /** Decisions on it, in their order. */
  readonly decisions: readonly Decision[]
}

/**
 * Which motions there are. A call of a draft is the first mail that cites it; a call below another call of the same
 * kind is a part of that discussion, and no motion of its own.
 */
export function planMotions(
  calls: readonly StoredCall[],
  decisions: readonly Decision[],
  callAbove: (messageId: string) => StoredCall | undefined,
): readonly MotionPlan[] {
  const bySubject = new Map<string, Decision[]>()
  for (const decision of decisions) {
    const list = bySubject.get(decision.subject)
    if (list === undefined) bySubject.set(decision.subject, [decision])
    else list.push(decision)
  }
  const drafts = new Map(decisions.flatMap((one) => readDraft(one) ?? []).map((one) => [one.id, one]))
  const plans = new Map<string, MotionPlan>()
  const put = (id: string, draft: MotionDraft | undefined, call: StoredCall | undefined): void => {
    const own = bySubject.get(id) ?? []
    const opening = own
      .flatMap((one) => readOpening(one) ?? [])
      .find((one) => one.call === call?.call.messageId)
    plans.set(id, { id, draft, call, opening, decisions: own })
  }
  for (const one of calls) {
    const { call } = one
    if (call.isResult) continue
    const draft = call.motion === undefined ? undefined : drafts.get(call.motion)
    if (draft !== undefined) {
      if (!plans.has(draft.id)) put(draft.id, draft, one)
      continue
    }
    const [kind] = call.kinds
    if (kind === undefined) continue
    if (callAbove(call.messageId)?.call.kinds[0] === kind) continue
    put(call.messageId, undefined, one)
  }
  for (const draft of drafts.values()) if (!plans.has(draft.id)) put(draft.id, draft, undefined)
  return [...plans.values()]
}

function readDraft(decision: Decision): MotionDraft | undefined {
  if (decision.action !== 'motion-draft' || decision.payload === undefined) return undefined
  const read = MOTION_SHAPES['motion-draft'].safeParse(decision.payload)
  return read.success
    ? { id: decision.subject, person: decision.person, at: decision.at, words: read.data }
    : undefined
}

function readOpening(decision: Decision): RecordedOpening | undefined {
  if (decision.action !== 'motion-open' || decision.payload === undefined) return undefined
  const read = MOTION_SHAPES['motion-open'].safeParse(decision.payload)
  if (!read.success) return undefined
  return {
    sequence: decision.sequence,
    call: read.data.call,
    // As they were written by `recordMotions`; the chain of digests holds them.
    kind: read.data.kind as unknown as DecisionKind,
    electorate: read.data.electorate as unknown as Electorate,
    text: read.data.text,
  }
}
