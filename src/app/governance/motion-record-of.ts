import { withBallotMode } from '../../core/governance/ballot-mode.ts'
import { checkOpening } from '../../core/governance/check-opening.ts'
import type { DecisionKind } from '../../core/governance/decision-kind.ts'
import { drawElectorate } from '../../core/governance/draw-electorate.ts'
import type { MailCall } from '../../core/governance/mail-call.ts'
import type { Electorate, MotionEvent, Opening, Proof } from '../../core/governance/motion.ts'
import { PROOFS } from '../../core/governance/motion.ts'
import type { MotionRecord, RecordedClose } from '../../core/governance/motion-record.ts'
import { findNamedFiles, findNamedOwners } from '../../core/governance/named-files.ts'
import { findKind } from '../../core/governance/rule-pack.ts'
import { holdingsAt } from '../../core/people/roles.ts'
import type { Instant } from '../../core/time.ts'
import type { GovernanceConfig } from './governance-config.ts'
import type { LoadedRoster } from './load-roster.ts'
import { MOTION_SHAPES } from './motion-shapes.ts'
import type { MotionPlan } from './plan-motions.ts'

/** What a motion is made from, beside its plan. */
export interface MotionContext {
  readonly governance: GovernanceConfig
  readonly roster: LoadedRoster
  /** Key of whoever has an address. */
  readonly personOf: (address: string) => string
  readonly nameOf: (person: string) => string
  /** How well the call's mail proves its sender. */
  readonly proofOfCall: Proof
}

/** Roles whose holders are asked where a call names nobody, and without whose approval it cannot pass. */
const ANSWERABLE: ReadonlySet<string> = new Set(['maintainer', 'committer', 'leadership-team', 'lead'])

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
  const named = namedBy(kind, plan, context)
  const base = {
    id: plan.id,
    messageId: call?.messageId,
    title: draft?.words.title ?? call?.title ?? '',
    text: opening?.text ?? call?.text ?? draft?.words.text ?? '',
    kind,
    otherKinds: (call?.kinds ?? []).filter((one) => one !== kind.id),
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
    opening?.electorate ?? draw(kind, context, call, named.owners, { at: at ?? draft?.at ?? '', project })
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
  const roles = holdingsAt(context.roster.holdings, opened.at, { person: opened.proposer })
  const problems = [
    ...checkOpening(
      kind,
      electorate,
      opened,
      roles.map((one) => one.role),
    ),
  ]
  if (named.files.length === 0 && kind.electorate.groups.some((one) => one.scope === 'touched-files'))
    problems.push(
      'It names no file, and those who answer for the files decide: a line “Files: …” says which.',
    )
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

/** Who may vote: whom the call is addressed to, where the rule asks them; all who answer for something, if it is nobody. */
function draw(
  kind: DecisionKind,
  context: MotionContext,
  call: MailCall | undefined,
  owners: readonly string[],
  { at, project }: { readonly at: Instant; readonly project: string },
): Electorate {
  const holdings = holdingsAt(context.roster.holdings, at).filter((one) => ANSWERABLE.has(one.role))
  const answerable = new Map(holdings.map((one) => [one.person, one.name]))
  const addressed = (call?.addressed ?? []).map((address) => context.personOf(address))
  const asked = [...new Set(addressed)].filter((person) => person !== '')
  const persons = asked.length > 0 ? asked : [...answerable.keys()].sort()
  return drawElectorate(kind, context.roster, {
    at,
    project,
    stakeholders: persons.map((person) => ({
      person,
      name: answerable.get(person) ?? context.nameOf(person),
      necessary: answerable.has(person),
    })),
    owners: owners.map((person) => ({ person, name: answerable.get(person) ?? context.nameOf(person) })),
  })
}

/** The files that a motion names and who answers for them, where its rule asks these. */
function namedBy(
  kind: DecisionKind,
  { draft, call: stored, opening }: MotionPlan,
  { roster, personOf }: MotionContext,
): { readonly files: readonly string[]; readonly owners: readonly string[] } {
  const isAsked = kind.electorate.groups.some((one) => one.scope === 'touched-files')
  if (!isAsked || roster.maintainers === undefined) return { files: [], owners: [] }
  const text = opening?.text ?? draft?.words.text ?? ''
  const found = findNamedOwners(stored?.call.files ?? findNamedFiles(text, text), roster.maintainers)
  return { files: found.files, owners: [...new Set(found.owners.map((one) => personOf(one.address)))].sort() }
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
  for (const decision of plan.decisions) {
    if (decision.action !== 'motion-close' || decision.payload === undefined) continue
    const read = MOTION_SHAPES['motion-close'].safeParse(decision.payload)
    if (!read.success) continue
    const { closesAt, result, summary, ballots, counted } = read.data
    return {
      sequence: decision.sequence,
      digest: decision.digest,
      closesAt,
      result,
      summary,
      ballots,
      counted,
    }
  }
  return undefined
}
