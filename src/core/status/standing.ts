import type { Address } from '../mail/message.ts'
import { displayName as nameOf } from '../people/name.ts'
import { addDays, type Instant } from '../time.ts'
import { findClaim, findNack, findSignalBy } from './claims.ts'
import type { MatchedPatch, Situation, StatusDecision } from './history.ts'
import { findIntent, findLook, findLostSince, INCOMPLETE_DAYS } from './lost.ts'
import { isMerePing } from './mere-ping.ts'
import { listNeeds } from './needs.ts'
import { findOpenItems, type OpenItem } from './open-items.ts'
import { patchVersions } from './patch-versions.ts'
import { findReadiness, type Readiness } from './readiness.ts'
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
  const finding = taken(situation, decision === undefined ? derived : decided(situation, decision, derived))
  const lost = findLostSince(situation, finding)
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

/** Whoever adopted it holds the author's turn, whoever promised to look at it the reviewers'. */
function taken(situation: Situation, found: Finding): Finding {
  if (found.turn === 'author') {
    const adoption = findIntent(situation, 'adopt')
    if (adoption === undefined || adoption.at < situation.newest.at) return found
    return {
      ...found,
      since: adoption.at > found.since ? adoption.at : found.since,
      why: `${found.why}; ${adoption.person} goes on with it`,
      holders: [{ name: '', address: adoption.person }],
    }
  }
  if (found.turn !== 'reviewers') return found
  const look = findLook(situation)
  if (look?.until === undefined || look.until <= situation.now) return found
  return {
    ...found,
    why: `${found.why}; ${look.person} looks at it by ${look.until.slice(0, 10)}`,
    holders: [{ name: '', address: look.person }],
  }
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
  const { newest } = situation
  // A pull request without patches stands for itself.
  const live = situation.live.length === 0 && newest.pull && newest.cover ? [newest.cover] : situation.live
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
  for (const id of patchVersions(situation.history).olderOf(patch)) {
    const commit = commits.get(id)
    if (commit !== undefined && commit.at >= postedAt) return commit
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
  condition: 'approved it on a condition',
  question: 'asked a question',
  request: 'asked for changes',
}

/** Ready, needs approval, or new: nothing is open. */
function waiting(situation: Situation): Finding {
  const { newest, history } = situation
  const heard = situation.replies.filter(
    (reply) =>
      reply.facts.hasText &&
      !isMerePing(reply) &&
      !situation.authors.has(history.personKey(reply.facts.sender)),
  )
  const spoke = unique(
    heard.map((reply) => reply.facts.sender),
    history.personKey,
  )
  if (newest.rfc)
    return finding(
      'rfc',
      'reviewers',
      newest.at,
      heard.length === 0 ? 'comments are asked for; nobody has answered' : 'comments are asked for',
      { holders: spoke },
    )
  const readiness = findReadiness(situation, [])
  if (readiness.isReady && readiness.since !== undefined)
    return finding('ready', 'committers', readiness.since, sayReady(readiness), {
      holders: listCommitters(readiness),
      evidence: readiness.evidence,
    })
  if (heard.length === 0 && readiness.approved === 0)
    return finding('new', 'reviewers', newest.at, 'nobody but its author has written about it', {
      holders: listPool(readiness, situation),
      evidence: newest.id,
    })
  const last = heard.at(-1)
  const needs = listNeeds(situation, readiness, [])
  const asked = needs.flatMap((need) => need.who.flat())
  return finding(
    'needs-approval',
    'reviewers',
    last !== undefined && last.facts.at > newest.at ? last.facts.at : newest.at,
    sayMissing(readiness, needs),
    {
      holders: asked.length > 0 ? unique(asked, history.personKey) : spoke,
      evidence: last?.facts.messageId,
    },
  )
}

function sayReady(readiness: Readiness): string {
  const count = readiness.patches.length
  const by = readiness.patches.some((one) => one.checkIn !== undefined)
    ? 'what the check-in policy asks for'
    : 'an approval'
  const nested = readiness.patches.some((one) => one.checkIn?.verdict === 'ready-nested')
  return `${count === 1 ? `it has ${by}` : `all ${count} patches have ${by}`} and nothing is open${
    nested ? '; of more general maintainers only: say why' : ''
  }`
}

function sayMissing(readiness: Readiness, needs: readonly { readonly text: string }[]): string {
  const count = `${readiness.approved} of ${readiness.patches.length} patches have an approval`
  const named = readiness.patches.some((one) => one.checkIn !== undefined) ? needs[0] : undefined
  return named === undefined ? count : `${count}; ${named.text}`
}

/** Whoever may commit it: the most general maintainers of its files, where there is a MAINTAINERS file. */
function listCommitters(readiness: Readiness): readonly Address[] {
  const people = new Map<string, Address>()
  for (const file of readiness.patches.flatMap((one) => one.owners)) {
    const general = file.matches.findLast((match) => match.section.maintainers.length > 0)
    for (const one of general?.section.maintainers ?? [])
      people.set(one.address, { name: one.name, address: one.address })
  }
  return [...people.values()]
}

/** Whoever answers for its files, but the author. */
function listPool(readiness: Readiness, { authors, history }: Situation): readonly Address[] {
  const people = new Map<string, Address>()
  for (const file of readiness.patches.flatMap((one) => one.owners))
    for (const one of file.pool) {
      const person = history.personKey(one)
      if (!authors.has(person)) people.set(person, { name: one.name, address: one.address })
    }
  return [...people.values()]
}

/** The decision in force: the latest, unless something was posted or committed since. */
function findDecision(situation: Situation): StatusDecision | undefined {
  const decision = situation.history.decisions.findLast((one) => one.at <= situation.now)
  if (decision === undefined) return undefined
  if (decision.until !== undefined && decision.until <= situation.now) return undefined
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
  const until = decision.until === undefined ? '' : ` until ${decision.until.slice(0, 10)}`
  return finding(decision.status, turn, decision.at, `set by hand by ${decision.person}${until}`, { holders })
}

function latest(items: readonly OpenItem[]): OpenItem {
  return items.reduce((a, b) =>
    b.since > a.since || (b.since === a.since && b.messageId > a.messageId) ? b : a,
  )
}

function unique(people: readonly Address[], key: (a: Address) => string): Address[] {
  return [...new Map(people.map((person) => [key(person), person])).values()]
}
