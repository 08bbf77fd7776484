import { originOf } from '../../core/governance/ballot-origin.ts'
import { findAnsweredCall, type MailBallots, readMailBallots } from '../../core/governance/mail-ballot.ts'
import type { Ballot, MotionEvent, Proof } from '../../core/governance/motion.ts'
import type { MotionRecord } from '../../core/governance/motion-record.ts'
import { parseMessage } from '../../core/mail/parse-message.ts'
import { parseSubject } from '../../core/patches/subject.ts'
import type { Db } from '../../store/database.ts'
import {
  listCalls,
  listMotionPrints,
  listSubjectMails,
  listThreadMails,
  removeMotions,
  replaceMotion,
  type StoredBallot,
  type StoredCall,
  type ThreadMail,
} from '../../store/derived/motions.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import { readRaw } from '../../store/inputs/raw.ts'
import { listPersonNames } from '../../store/read/people.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-identities.ts'
import { printOf } from '../derive/print.ts'
import { identities } from '../read-mail.ts'
import { ballotsOfDecisions, confirmedBy } from './decision-ballots.ts'
import type { MotionContext } from './draw-motion.ts'
import { loadRoster } from './load-roster.ts'
import { proofOf } from './mail-proof.ts'
import { type MailboxBallot, readBallotMailboxes } from './mailbox-ballots.ts'
import { motionRecordOf } from './motion-record-of.ts'
import { type MotionPlan, planMotions } from './plan-motions.ts'

/** Mails under the subject of a call, in another thread, that are looked at for one motion. */
const MOST_STRAYS = 200

/**
 * Derives the motions of a project with their ballots from its mails and decisions, and writes those of which anything
 * has changed. In the caller's transaction; depends on the set of mails, never on the order of their arrival.
 */
export async function writeMotions(db: Db, projectId: number, project: ProjectConfig): Promise<void> {
  const { governance } = project
  const before = await listMotionPrints(db, projectId)
  if (governance === undefined) return removeMotions(db, projectId, [...before.keys()])
  const since = governance.since ?? ''
  const calls = (await listCalls(db, projectId)).filter((one) => one.call.arrivedAt >= since)
  const people = identities(project, await loadMailmap(db, projectId))
  const names = await listPersonNames(db, projectId)
  const personOf = (address: string): string => people.personKey({ name: '', address: address.toLowerCase() })
  const roster = await loadRoster(db, projectId, project, people.personKey)
  const held = new Map(roster.holdings.map((one) => [one.person, one.name]))
  const nameOf = (person: string): string => names.get(person) || held.get(person) || person
  const threads = await listThreadMails(
    db,
    projectId,
    calls.map((one) => one.thread),
  )
  const byNumber = new Map(threads.map((mail) => [mail.message, mail]))
  const byId = new Map(threads.map((mail) => [mail.messageId, mail]))
  const callsById = new Map(calls.filter((one) => !one.call.isResult).map((one) => [one.call.messageId, one]))
  const parentOf = (id: string): string | undefined => {
    const parent = byId.get(id)?.parent
    return parent === undefined ? undefined : byNumber.get(parent)?.messageId
  }
  const callAbove = (id: string): StoredCall | undefined => {
    const found = findAnsweredCall(id, parentOf, (one) => callsById.has(one))
    return found === undefined ? undefined : callsById.get(found)
  }
  const plans = planMotions(calls, await listDecisions(db, projectId), callAbove)
  const isMotion = new Set(plans.flatMap((plan) => plan.call?.call.messageId ?? []))
  const answers = new Map<string, ThreadMail[]>()
  for (const mail of threads) {
    const call = findAnsweredCall(mail.messageId, parentOf, (id) => isMotion.has(id))
    if (call === undefined) continue
    const list = answers.get(call) ?? []
    list.push(mail)
    answers.set(call, list)
  }
  const mailboxes = await readBallotMailboxes(db, projectId, project)
  const kept = new Set<string>()
  for (const plan of plans) {
    const proofOfCall = await proofOfMail(db, projectId, plan.call, governance.authenticationServers)
    const context: MotionContext = { governance, roster, personOf, nameOf, proofOfCall }
    const record = motionRecordOf(plan, context)
    if (record === undefined) continue
    kept.add(plan.id)
    const found: Found = {
      plan,
      record,
      replies: answers.get(record.messageId ?? '') ?? [],
      strays: await straysOf(db, projectId, project, plan.call),
      mailed: mailboxes.filter((one) => answersMotion(one, record)),
    }
    const print = printOfMotion(found)
    if (before.get(plan.id) === print) continue
    const { motion, ballots } = await withBallots(db, projectId, found, context)
    await replaceMotion(db, projectId, motion, ballots, print)
  }
  await removeMotions(
    db,
    projectId,
    [...before.keys()].filter((id) => !kept.has(id)),
  )
}

interface Found {
  readonly plan: MotionPlan
  readonly record: MotionRecord
  readonly replies: readonly ThreadMail[]
  readonly strays: readonly ThreadMail[]
  readonly mailed: readonly MailboxBallot[]
}

function printOfMotion(found: Found): string {
  const mails = (list: readonly ThreadMail[]): string =>
    JSON.stringify(list.map((one) => [one.messageId, one.digest, one.sender, one.senderName, one.receivedAt]))
  return printOf([
    JSON.stringify(found.record),
    mails(found.replies),
    mails(found.strays),
    JSON.stringify(found.mailed.map((one) => [one.messageId, one.digest, one.receivedAt])),
    JSON.stringify(found.plan.decisions.map((one) => [one.digest, one.payload === undefined])),
  ])
}

async function withBallots(
  db: Db,
  projectId: number,
  found: Found,
  context: MotionContext,
): Promise<{ motion: MotionRecord; ballots: readonly StoredBallot[] }> {
  const { record, plan } = found
  if (record.events.length === 0 || plan.call === undefined) return { motion: record, ballots: [] }
  const { call } = plan.call
  const answered = {
    messageId: call.messageId,
    subject: call.subject,
    options: record.options,
    isRanked: record.kind.tally === 'condorcet',
  }
  const servers = context.governance.authenticationServers
  const isAnonymous = record.kind.ballot.mode === 'anonymous'
  const ballots: StoredBallot[] = []
  const events: MotionEvent[] = [...record.events]
  let others = 0
  const confirmed = confirmedBy(plan, context.personOf)
  const take = (read: MailBallots, mail: Pick<ThreadMail, 'receivedAt' | 'digest'>, person: string): void => {
    for (const ballot of read.ballots)
      ballots.push({ channel: 'list', ballot: confirm(ballot, confirmed), mail: mail.digest })
    if (read.ballots.length === 0) others++
    for (const name of read.concerns) events.push({ type: 'concern', at: mail.receivedAt, person, name })
    for (const name of read.resolved) events.push({ type: 'resolved', at: mail.receivedAt, person, name })
  }
  for (const [mails, isInThread] of [
    [found.replies, true],
    [found.strays, false],
  ] as const)
    for (const mail of mails) {
      const raw = await readRaw(db, projectId, mail.message, mail.digest)
      if (raw === undefined) continue
      const message = parseMessage(raw.bytes)
      if (isInThread && /^\s{0,3}(?:re:\s{0,3})?\[result\]/i.test(message.subject)) {
        if (
          mail.sender === record.proposer ||
          context.roster.holdings.some((one) => one.person === mail.sender)
        )
          events.push({ type: 'published', at: mail.receivedAt, text: message.text.slice(0, 4000) })
        continue
      }
      if (isAnonymous) {
        others++
        continue
      }
      const name = mail.senderName || context.nameOf(mail.sender)
      const reply = { person: mail.sender, name, receivedAt: mail.receivedAt, isInThread }
      const read = readMailBallots(message, answered, { ...reply, proof: proofOf(message, servers) })
      // Somebody who only writes under the same words has not come near this motion.
      if (!isInThread && read.ballots.length === 0) continue
      take(read, mail, mail.sender)
    }
  if (!isAnonymous)
    for (const mail of found.mailed) {
      const person = context.personOf(mail.message.from?.address ?? '')
      const read = readMailBallots(mail.message, answered, {
        person,
        name: context.nameOf(person),
        receivedAt: mail.receivedAt,
        proof: proofOf(mail.message, servers),
        isInThread: true,
        namesMotion: mail.motion === record.id || mail.motion === record.messageId,
      })
      for (const ballot of read.ballots)
        ballots.push({ channel: 'mailbox', ballot: confirm(ballot, confirmed), mail: mail.digest })
    }
  ballots.push(...ballotsOfDecisions(plan, context))
  return { motion: { ...record, events, otherMails: others }, ballots }
}

/** A ballot whose voter has said, signed in, that they mean it. */
function confirm(ballot: Ballot, confirmed: ReadonlyMap<string, string>): Ballot {
  if (ballot.person === undefined || confirmed.get(originOf(ballot)) !== ballot.person) return ballot
  return { ...ballot, isUnconfirmed: false, proof: 'account' }
}

async function proofOfMail(
  db: Db,
  projectId: number,
  call: StoredCall | undefined,
  servers: readonly string[],
): Promise<Proof> {
  if (call === undefined || servers.length === 0) return 'none'
  const raw = await readRaw(db, projectId, call.message, call.digest)
  return raw === undefined ? 'none' : proofOf(parseMessage(raw.bytes), servers)
}

async function straysOf(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  call: StoredCall | undefined,
): Promise<readonly ThreadMail[]> {
  if (call === undefined) return []
  const tags = project.lists.map((list) => list.address.split('@')[0] ?? '')
  const key = parseSubject(call.call.subject, tags).key
  if (key === '') return []
  const mails = await listSubjectMails(db, projectId, key, call.call.arrivedAt)
  return mails.filter((mail) => mail.thread !== call.thread).slice(0, MOST_STRAYS)
}

function answersMotion(one: MailboxBallot, record: MotionRecord): boolean {
  if (record.messageId === undefined) return false
  if (one.motion !== undefined) return one.motion === record.id || one.motion === record.messageId
  return one.answers.includes(record.messageId)
}
