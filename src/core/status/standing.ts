import type { Address } from '../mail/message.ts'
import { addDays, type Instant } from '../time.ts'
import { findApproval } from './approvals.ts'
import { findClaim, findNack, findSignalBy } from './claims.ts'
import type { MatchedPatch, Situation, StatusDecision } from './history.ts'
import { findLostSince, INCOMPLETE_DAYS } from './lost.ts'
import { findOpenItems, type OpenItem } from './open-items.ts'
import type { Standing, Status, TurnHolder } from './status.ts'

/** A claim ("applied, thanks") is believed for so many days before the turn goes to the one who made it. */
export const CLAIM_DAYS = 7

/** What one test of section 3.3 found. */
type Finding = Omit<Standing, 'lost' | 'derived'>

/**
 * Where a lineage stands in a situation: the tests of section 3.3, in order, first that applies; a person's
 * decision wins over them until the next posting or commit, and the derived status stays beside it.
 */
export function standingOf(situation: Situation): Standing {
  const derived = derive(situation)
  const decision = findDecision(situation)
  const finding = decision === undefined ? derived : decided(situation, decision, derived)
  const lost = findLostSince(situation, finding.status)
    .filter((one) => one.at <= situation.now)
    .map((one) => one.reason)
  return { ...finding, lost, derived: decision === undefined ? undefined : derived.status }
}

function derive(situation: Situation): Finding {
  return (
    merged(situation) ??
    withdrawn(situation) ??
    rejected(situation) ??
    deferred(situation) ??
    queued(situation) ??
    incomplete(situation) ??
    discussed(situation) ??
    waiting(situation)
  )
}

function finding(
  status: Status,
  turn: TurnHolder,
  since: Instant,
  why: string,
  more: { holders?: readonly Address[]; evidence?: string | undefined } = {},
): Finding {
  return { status, turn, holders: more.holders ?? [], since, why, evidence: more.evidence }
}

function merged(situation: Situation): Finding | undefined {
  const { live, newest } = situation
  const at = new Map<string, { at: Instant; commit: string }>()
  for (const match of situation.matches) {
    if (!isWhereItBelongs(situation, match)) continue
    const before = at.get(match.messageId)
    if (before === undefined || match.committedAt < before.at)
      at.set(match.messageId, { at: match.committedAt, commit: match.commit })
  }
  const found = live.flatMap((id) => at.get(id) ?? olderVersionMerged(situation, id, at) ?? [])
  const last = found.reduce<{ at: Instant; commit: string } | undefined>(
    (a, b) => (a === undefined || b.at > a.at ? b : a),
    undefined,
  )
  if (last === undefined) return undefined
  const since = last.at > newest.at ? last.at : newest.at
  const where = newest.stable.length > 0 ? 'its stable branch' : 'the development branch'
  if (found.length === live.length)
    return finding(
      'merged',
      'nobody',
      since,
      live.length === 1 ? `it is on ${where}` : `all ${live.length} patches are on ${where}`,
      { evidence: last.commit },
    )
  return finding(
    'partly-merged',
    'author',
    since,
    `${found.length} of ${live.length} patches are on ${where}`,
    { holders: [newest.sender], evidence: last.commit },
  )
}

/**
 * The development branch decides what is merged. A backport was sent for another one, and the commit that it is a copy
 * of was on the development branch before it was posted.
 */
function isWhereItBelongs({ newest }: Situation, match: MatchedPatch): boolean {
  if (newest.stable.length === 0) return match.development
  return !match.development || match.committedAt >= newest.at
}

/** The commit of an older version, made after this one was posted: the change went in, whichever text was used. */
function olderVersionMerged(
  situation: Situation,
  patch: string,
  commits: ReadonlyMap<string, { at: Instant; commit: string }>,
): { at: Instant; commit: string } | undefined {
  const postedAt = situation.history.factsOf(patch)?.at
  if (postedAt === undefined) return undefined
  const seen = new Set([patch])
  const open = [patch]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const commit = commits.get(id)
    if (commit !== undefined && commit.at >= postedAt) return commit
    for (const link of situation.history.patchLinks)
      if (link.newer === id && !seen.has(link.older)) {
        seen.add(link.older)
        open.push(link.older)
      }
  }
  return undefined
}

function withdrawn(situation: Situation): Finding | undefined {
  const found = findSignalBy(situation, 'withdrawn', 'author')
  return (
    found &&
    finding('withdrawn', 'nobody', found.facts.at, 'its author withdrew it', {
      evidence: found.facts.messageId,
    })
  )
}

function rejected(situation: Situation): Finding | undefined {
  const nack = findNack(situation)
  return (
    nack &&
    finding(
      'rejected',
      'nobody',
      nack.facts.at,
      `${nameOf(nack.facts.sender)} said no, and has not taken it back`,
      {
        evidence: nack.facts.messageId,
      },
    )
  )
}

function deferred(situation: Situation): Finding | undefined {
  const found = findSignalBy(situation, 'deferred', 'anyone')
  return (
    found &&
    finding('deferred', 'nobody', found.facts.at, `put off by ${nameOf(found.facts.sender)}`, {
      evidence: found.facts.messageId,
    })
  )
}

function queued(situation: Situation): Finding | undefined {
  const claim = findClaim(situation)
  if (claim === undefined) return undefined
  const due = addDays(claim.facts.at, CLAIM_DAYS)
  const who = nameOf(claim.facts.sender)
  return situation.now < due
    ? finding('queued', 'nobody', claim.facts.at, `${who} says it is applied`, {
        evidence: claim.facts.messageId,
      })
    : finding('queued', 'claimant', due, `${who} said it was applied; it is on no branch yet`, {
        holders: [claim.facts.sender],
        evidence: claim.facts.messageId,
      })
}

function incomplete(situation: Situation): Finding | undefined {
  const { newest, live, now, history } = situation
  const expected = newest.total ?? newest.patches.length
  if (newest.pull || live.length >= expected) return undefined
  const since = addDays(newest.at, INCOMPLETE_DAYS)
  if (now < since) return undefined
  const here = newest.patches.filter(
    (id) => id !== undefined && (history.factsOf(id)?.at ?? now) <= now,
  ).length
  if (here >= expected) return undefined
  return finding(
    'incomplete',
    'author',
    since,
    `${expected - here} of ${expected} patches never reached the list`,
    { holders: [newest.sender], evidence: newest.id },
  )
}

/** Changes requested, or under discussion: somebody holds an open item. */
function discussed(situation: Situation): Finding | undefined {
  const items = findOpenItems(situation)
  const key = situation.history.personKey
  const forAuthor = items.filter((item) => situation.authors.has(key(item.holder)))
  if (forAuthor.length > 0) {
    const newest = latest(forAuthor)
    return finding(
      'changes-requested',
      'author',
      newest.since,
      forAuthor.length === 1
        ? `${nameOf(newest.raisedBy)} ${RAISED[newest.kind]}`
        : `${forAuthor.length} reviews wait for an answer, the newest by ${nameOf(newest.raisedBy)}`,
      { holders: [situation.newest.sender], evidence: newest.messageId },
    )
  }
  if (items.length === 0) return undefined
  const newest = latest(items)
  return finding(
    'discussion',
    'reviewers',
    newest.since,
    newest.state === 'to-verify'
      ? `${nameOf(newest.holder)} has not looked at the new version yet`
      : `${nameOf(newest.holder)} has the answer and is to say whether it will do`,
    {
      holders: unique(
        items.map((item) => item.holder),
        key,
      ),
      evidence: newest.messageId,
    },
  )
}

const RAISED: Readonly<Record<OpenItem['kind'], string>> = {
  objection: 'objects',
  question: 'asked a question',
  request: 'asked for changes',
}

/** Ready, needs approval, or new: nothing is open. */
function waiting(situation: Situation): Finding {
  const { newest, history } = situation
  const approval = findApproval(situation)
  const heard = situation.replies.filter(
    (reply) => reply.facts.hasText && !situation.authors.has(history.personKey(reply.facts.sender)),
  )
  const holders = unique(
    heard.map((reply) => reply.facts.sender),
    history.personKey,
  )
  if (newest.rfc)
    return finding(
      'rfc',
      'reviewers',
      newest.at,
      heard.length === 0 ? 'comments are asked for; nobody has answered' : 'comments are asked for',
      { holders },
    )
  if (approval.complete && approval.since !== undefined) {
    const since = approval.since > newest.at ? approval.since : newest.at
    return finding(
      'ready',
      'committers',
      since,
      approval.live === 1
        ? 'it has an approval and nothing is open'
        : `all ${approval.live} patches have an approval and nothing is open`,
      { evidence: approval.evidence },
    )
  }
  if (heard.length === 0 && approval.approved === 0)
    return finding('new', 'reviewers', newest.at, 'nobody but its author has written about it', {
      evidence: newest.id,
    })
  const last = heard.at(-1)
  return finding(
    'needs-approval',
    'reviewers',
    last !== undefined && last.facts.at > newest.at ? last.facts.at : newest.at,
    `${approval.approved} of ${approval.live} patches have an approval`,
    { holders, evidence: last?.facts.messageId },
  )
}

/** The decision in force: the latest, unless something was posted or committed since. */
function findDecision(situation: Situation): StatusDecision | undefined {
  const decision = situation.history.decisions.filter((one) => one.at <= situation.now).at(-1)
  if (decision === undefined) return undefined
  const overtaken =
    situation.series.some((one) => one.at > decision.at) ||
    situation.matches.some((one) => one.committedAt > decision.at)
  return overtaken ? undefined : decision
}

const TURN_OF: Readonly<Record<Status, TurnHolder>> = {
  new: 'reviewers',
  rfc: 'reviewers',
  'needs-approval': 'reviewers',
  ready: 'committers',
  discussion: 'reviewers',
  'changes-requested': 'author',
  incomplete: 'author',
  queued: 'claimant',
  deferred: 'nobody',
  rejected: 'nobody',
  withdrawn: 'nobody',
  'partly-merged': 'author',
  merged: 'nobody',
}

function decided(situation: Situation, decision: StatusDecision, derived: Finding): Finding {
  const turn = TURN_OF[decision.status]
  const holders = turn === derived.turn ? derived.holders : turn === 'author' ? [situation.newest.sender] : []
  return finding(decision.status, turn, decision.at, `set by hand by ${decision.person}`, { holders })
}

function latest(items: readonly OpenItem[]): OpenItem {
  return items.reduce((a, b) =>
    b.since > a.since || (b.since === a.since && b.messageId > a.messageId) ? b : a,
  )
}

function unique(people: readonly Address[], key: (a: Address) => string): Address[] {
  return [...new Map(people.map((person) => [key(person), person])).values()]
}

function nameOf(address: Address): string {
  return address.name === '' ? address.address : address.name
}
