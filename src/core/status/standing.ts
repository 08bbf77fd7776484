import type { Address } from '../mail/message.ts'
import type { SeriesReply } from '../patches/given-trailers.ts'
import { displayName as nameOf } from '../people/name.ts'
import { addDays } from '../time.ts'
import { findClaim, findNack, findSignalBy } from './claims.ts'
import { type Finding, finding } from './finding.ts'
import type { Situation, StatusDecision } from './history.ts'
import { findIntent, findLook, findLostSince, INCOMPLETE_DAYS, type LostSince } from './lost.ts'
import { isMerePing } from './mere-ping.ts'
import { merged } from './merged.ts'
import { listNeeds } from './needs.ts'
import { findOpenItems, type OpenItem } from './open-items.ts'
import { findReadiness, type Readiness } from './readiness.ts'
import type { Standing, Status, TurnHolder } from './status.ts'

/** A claim ("applied, thanks") is believed for so many days before the turn goes to the one who made it. */
export const CLAIM_DAYS = 7

/**
 * Where a lineage stands in a situation: the tests of section 3.3, in order, first that applies; a person's
 * decision wins over them until the next posting or commit, and the derived status stays beside it.
 */
export function standingOf(situation: Situation): Standing {
  return standingWithLosses(situation).standing
}

/** How it stands, and the instants at which it becomes lost or did, if nothing else happens: `findLostSince` of it. */
export function standingWithLosses(situation: Situation): {
  readonly standing: Standing
  readonly losses: readonly LostSince[]
} {
  const derived = derive(situation)
  const decision = findDecision(situation)
  const finding = taken(situation, decision === undefined ? derived : decided(situation, decision, derived))
  const losses = findLostSince(situation, finding)
  const lost = losses.filter((one) => one.at <= situation.now).map((one) => one.reason)
  return {
    standing: { ...finding, lost, derived: decision === undefined ? undefined : derived.status },
    losses,
  }
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
      why: `${found.why}; ${nameOf(speakerOf(adoption))} goes on with it`,
      holders: [speakerOf(adoption)],
    }
  }
  if (found.turn !== 'reviewers') return found
  const look = findLook(situation)
  if (look?.until === undefined || look.until <= situation.now) return found
  return {
    ...found,
    why: `${found.why}; ${nameOf(speakerOf(look))} looks at it by ${look.until.slice(0, 10)}`,
    holders: [speakerOf(look)],
  }
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
  if (newest.rfc) return askedFor(situation, heard, spoke)
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

/** An RFC that was answered is its author's to go on with, unless they spoke last. */
function askedFor(
  { newest, authors, history, replies }: Situation,
  heard: readonly SeriesReply[],
  spoke: readonly Address[],
): Finding {
  const after = heard.filter((reply) => reply.facts.at > newest.at)
  const last = after.at(-1)
  if (last === undefined)
    return finding(
      'rfc',
      'reviewers',
      newest.at,
      heard.length === 0
        ? 'comments are asked for; nobody has answered'
        : 'comments are asked for; nobody has answered to this version',
      { holders: spoke },
    )
  const own = replies.findLast(
    (reply) =>
      reply.facts.hasText && !isMerePing(reply) && authors.has(history.personKey(reply.facts.sender)),
  )
  if (own !== undefined && own.facts.at > last.facts.at)
    return finding('rfc', 'reviewers', own.facts.at, 'comments are asked for; its author spoke last', {
      holders: spoke,
      evidence: own.facts.messageId,
    })
  return finding(
    'rfc',
    'author',
    last.facts.at,
    `comments were asked for and came, the newest by ${nameOf(last.facts.sender)}; nothing is open`,
    { holders: [newest.sender], evidence: last.facts.messageId },
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
  const who = nameOf(speakerOf(decision))
  return finding(decision.status, turn, decision.at, `set by hand by ${who}${until}`, { holders })
}

/** Whoever decided or said something. */
function speakerOf({ name, person }: { readonly name: string; readonly person: string }): Address {
  return { name, address: person }
}

function latest(items: readonly OpenItem[]): OpenItem {
  return items.reduce((a, b) =>
    b.since > a.since || (b.since === a.since && b.messageId > a.messageId) ? b : a,
  )
}

function unique(people: readonly Address[], key: (a: Address) => string): Address[] {
  return [...new Map(people.map((person) => [key(person), person])).values()]
}
