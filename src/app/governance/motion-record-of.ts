import { withBallotMode } from '../../core/governance/ballot-mode.ts'
import { checkOpening } from '../../core/governance/check-opening.ts'
import type { DecisionKind } from '../../core/governance/decision-kind.ts'
import type { Electorate, MotionEvent, Opening, Proof } from '../../core/governance/motion.ts'
import { PROOFS } from '../../core/governance/motion.ts'
import type { MotionRecord, RecordedClose } from '../../core/governance/motion-record.ts'
import { findKind } from '../../core/governance/rule-pack.ts'
import { holdingsAt } from '../../core/people/roles.ts'
import { drawMotionElectorate, findMotionFiles, type MotionContext } from './draw-motion.ts'
import { MOTION_SHAPES } from './motion-shapes.ts'
import type { MotionPlan } from './plan-motions.ts'

/** A motion as its plan has it: opened where a call arrived and nothing stands in the way. */
export function motionRecordOf(plan: MotionPlan, context: MotionContext): MotionRecord | undefined {
  const { draft, call: stored, opening } = plan
  const call = stored?.call
  const { pack, own } = context.governance
  const kindId = draft?.words.kind ?? call?.kinds[0]
  const written = kindId === undefined ? undefined : findKind(pack, kindId)
  const kind = opening?.kind ?? (written && withBallotMode(written, draft?.words.ballots))
  // A draft of a kind that the pack no longer has: nothing that could be counted.
  if (kind === undefined) return undefined
  const proposer = stored?.sender ?? context.personOf(draft?.person ?? '')
  const project = draft?.words.project ?? own
  const at = call?.arrivedAt
  const subjectPerson =
    draft?.words.subjectPerson === undefined ? undefined : context.personOf(draft.words.subjectPerson)
  const named = findMotionFiles(kind, plan, context)
  const base = {
    id: plan.id,
    messageId: call?.messageId,
    title: draft?.words.title ?? call?.title ?? '',
    text: opening?.text ?? call?.text ?? draft?.words.text ?? '',
    kind,
    otherKinds: (call?.kinds ?? []).filter((one) => one !== kind.id),
    callProof: call === undefined ? undefined : context.proofOfCall,
    proposer,
    proposerName: stored?.senderName || context.nameOf(proposer),
    draftedAt: draft?.at,
    arrivedAt: at,
    deadline: call?.deadline ?? draft?.words.deadline,
    options: draft?.words.options ?? call?.options ?? [],
    startingPosition: call?.startingPosition ?? draft?.words.startingPosition,
    subjectPerson,
    project,
    files: named.files,
    form: call?.form,
    openDecision: opening?.sequence,
    closed: closeOf(plan),
    otherMails: 0,
  }
  const electorate =
    opening?.electorate ??
    drawMotionElectorate(kind, context, call, named.owners, { at: at ?? draft?.at ?? '', project })
  if (call === undefined || at === undefined) return { ...base, electorate, events: [], problems: [] }
  const opened: Opening = {
    type: 'opened',
    at,
    proposer,
    proposerName: base.proposerName,
    textHash: call.textHash,
    options: base.options,
    ...(base.deadline === undefined ? {} : { deadline: base.deadline }),
    ...(base.startingPosition === undefined ? {} : { startingPosition: base.startingPosition }),
    ...(subjectPerson === undefined ? {} : { subjectPerson }),
    ...(draft?.words.project === undefined ? {} : { projectUnderReview: draft.words.project }),
  }
  const problems = opening === undefined ? problemsOf(plan, kind, electorate, opened, context, named) : []
  const events = problems.length > 0 ? [] : [opened, ...eventsOf(plan, context)]
  return { ...base, electorate, events, problems }
}

function problemsOf(
  plan: MotionPlan,
  kind: DecisionKind,
  electorate: Electorate,
  opened: Opening,
  context: MotionContext,
  named: { readonly files: readonly string[] },
): readonly string[] {
  if (named.files.length === 0 && kind.electorate.groups.some((one) => one.scope === 'touched-files'))
    return ['It names no file, and those who answer for the files decide: a line “Files: …” says which.']
  const roles = holdingsAt(context.roster.holdings, opened.at, { person: opened.proposer })
  const problems = [
    ...checkOpening(
      kind,
      electorate,
      opened,
      roles.map((one) => one.role),
    ),
  ]
  const { draft } = plan
  if (draft !== undefined && context.personOf(draft.person) !== opened.proposer)
    problems.push(`${opened.proposerName} sent the call, and the draft is somebody else's.`)
  const needed = kind.openBy === undefined ? undefined : kind.ballot.proof
  const confirmed =
    (draft !== undefined && draft.words.via !== 'cli') ||
    plan.decisions.some(
      (one) => one.action === 'vote-confirm' && context.personOf(one.person) === opened.proposer,
    )
  const proof: Proof = confirmed ? 'account' : context.proofOfCall
  if (needed !== undefined && PROOFS.indexOf(proof) < PROOFS.indexOf(needed))
    problems.push(
      `It is not proved that ${opened.proposerName} sent the call: they can confirm it when signed in.`,
    )
  return problems
}

function eventsOf(plan: MotionPlan, context: MotionContext): readonly MotionEvent[] {
  return plan.decisions.flatMap((decision): readonly MotionEvent[] => {
    if (decision.action !== 'motion-event' || decision.payload === undefined) return []
    const read = MOTION_SHAPES['motion-event'].safeParse(decision.payload)
    if (!read.success) return []
    const by = context.personOf(decision.person)
    const { at } = decision
    const words = read.data
    switch (words.type) {
      case 'extended':
        return [{ type: 'extended', at, by, deadline: words.deadline }]
      case 'revised':
        return [{ type: 'revised', at, by, textHash: decision.digest }]
      case 'cancelled':
        return [{ type: 'cancelled', at, by }]
      case 'recused':
        return [{ type: 'recused', at, person: by }]
      case 'challenged':
        return [{ type: 'challenged', at, by, reason: words.reason }]
      case 'published':
        return [{ type: 'published', at, text: words.text }]
      case 'castingVote':
        return [{ type: 'castingVote', at, by, value: words.value }]
      case 'present':
        return [{ type: 'present', at, persons: words.persons.map(context.personOf) }]
      case 'reported': {
        const { group, inFavour, against, abstained } = words
        return [{ type: 'reported', at, by, group, inFavour, against, abstained }]
      }
      case 'corrected': {
        // As it was drawn when the correction was recorded; the chain of digests holds it.
        const electorate = words.electorate as unknown as Electorate
        return [{ type: 'corrected', at, electorate, reason: words.reason }]
      }
      case 'added': {
        const person = context.personOf(words.person)
        const voter = {
          person,
          name: words.name === '' ? context.nameOf(person) : words.name,
          organisation: undefined,
          active: true,
          necessary: false,
          emeritus: false,
        }
        return [{ type: 'added', at, by, group: words.group, voter }]
      }
      default:
        return words satisfies never
    }
  })
}

function closeOf(plan: MotionPlan): RecordedClose | undefined {
  // After a correction of the electorate the count is recorded again.
  for (const decision of plan.decisions.toReversed()) {
    if (decision.action !== 'motion-close' || decision.payload === undefined) continue
    const read = MOTION_SHAPES['motion-close'].safeParse(decision.payload)
    if (!read.success) continue
    const { closesAt, result, summary, ballots, counted, mails = [], tally = 1 } = read.data
    return {
      sequence: decision.sequence,
      digest: decision.digest,
      closesAt,
      result,
      summary,
      ballots,
      counted,
      mails,
      tally,
    }
  }
  return undefined
}
