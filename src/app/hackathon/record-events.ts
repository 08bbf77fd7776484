import { randomBytes } from 'node:crypto'
import type { HackathonAct } from '../../core/hackathon/decision.ts'
import { topicSubject } from '../../core/hackathon/event-letters.ts'
import { readInterestMail } from '../../core/hackathon/event-mail.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { readNotes } from '../../core/hackathon/read-notes.ts'
import { eventSubject, readRecordedAct } from '../../core/hackathon/recorded-act.ts'
import { idOfTitle } from '../../core/hackathon/reference.ts'
import { personOfName } from '../../core/hackathon/registration.ts'
import { listToPurge } from '../../core/hackathon/travel.ts'
import { withoutListFooter } from '../../core/mail/list-footer.ts'
import { parseMessage } from '../../core/mail/parse-message.ts'
import { foldName } from '../../core/people/name.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import {
  appendDecision,
  type Decision,
  eraseDecision,
  listDecisions,
  lockDecisions,
} from '../../store/inputs/decisions.ts'
import { readRaw } from '../../store/inputs/raw.ts'
import { listEventNotes, listEventRequests } from '../../store/read/event-mails.ts'
import { readHackathon } from '../../store/read/hackathons.ts'
import { findFirstMails, listAnswers } from '../../store/read/notes-candidates.ts'
import { RECORDER } from '../governance/motion-shapes.ts'
import { recordAct } from './act-on-event.ts'

/**
 * Records what follows by itself for one event: answers to topics by mail, the address of whoever asked for an
 * invitation by mail, notes that arrived on the list, and the erasure of travel when its time has come. Each is
 * recorded once, in the caller's transaction. Gives how many.
 */
export async function recordEvent(db: Db, projectId: number, id: string, now: Instant): Promise<number> {
  await lockDecisions(db, projectId)
  const log = await listDecisions(db, projectId, { subject: eventSubject(id) })
  const mails = new Set(
    log.flatMap((one) => (typeof one.payload?.['mail'] === 'string' ? [one.payload['mail']] : [])),
  )
  const recorder = {
    db,
    projectId,
    id,
    now,
    mails,
    hackathon: await readHackathon(db, projectId, id),
    count: 0,
  }
  await recordTopicMails(recorder)
  await recordAnswers(recorder)
  await recordRequests(recorder)
  await recordNotes(recorder)
  return recorder.count + (await purge(recorder, log))
}

interface Recorder {
  readonly db: Db
  readonly projectId: number
  readonly id: string
  readonly now: Instant
  /** Mails of which something was recorded already. */
  readonly mails: ReadonlySet<string>
  hackathon: Hackathon | undefined
  count: number
}

async function record(recorder: Recorder, act: HackathonAct, mail: string, person?: string): Promise<void> {
  const { db, projectId, id, now } = recorder
  const answer = await recordAct(
    {
      db,
      projectId,
      event: id,
      at: now,
      mail,
      person: person ?? RECORDER,
      role: person === undefined ? 'organiser' : 'member',
    },
    recorder.hackathon,
    act,
  )
  if (answer.kind === 'refused') return
  recorder.hackathon = answer.hackathon
  recorder.count++
}

/** The mail of a topic is known by its subject, whoever sent it, from whatever program. */
async function recordTopicMails(recorder: Recorder): Promise<void> {
  const { db, projectId } = recorder
  const { event, topics } = recorder.hackathon ?? { event: undefined, topics: [] }
  if (event === undefined || event.endsOn < recorder.now.slice(0, 10)) return
  for (const topic of topics) {
    if (topic.withdrawn) continue
    const found = await findFirstMails(db, projectId, topicSubject(event, topic))
    for (const messageId of found)
      if (!topic.messageIds.includes(messageId))
        await record(recorder, { kind: 'topic.mailed', id: topic.id, messageId }, messageId)
  }
}

/** "I will attend", in reply to a topic's mail. What somebody said later on a page counts more than an older mail. */
async function recordAnswers(recorder: Recorder): Promise<void> {
  const { db, projectId, mails } = recorder
  const topics = recorder.hackathon?.topics ?? []
  const asked = topics.flatMap((topic) => topic.messageIds)
  if (asked.length === 0) return
  for (const answer of await listAnswers(db, projectId, asked)) {
    if (mails.has(answer.messageId)) continue
    const raw = await readRaw(db, projectId, answer.message)
    if (raw === undefined) continue
    const said = readInterestMail(parseMessage(raw.bytes), topics)
    if (said === undefined) continue
    const before = recorder.hackathon?.interests.get(said.about)?.find((one) => one.person === answer.sender)
    if (before !== undefined && before.at >= answer.at) continue
    const { about, grade, note } = said
    const act: HackathonAct = {
      kind: 'interest.state',
      about,
      person: answer.sender,
      grade,
      via: 'mail',
      note,
    }
    await record(recorder, act, answer.messageId, answer.sender)
  }
}

/** Whoever registered without an address, and then wrote from one: now mail reaches them. */
async function recordRequests(recorder: Recorder): Promise<void> {
  const { db, projectId, id, mails } = recorder
  for (const { messageId, request } of await listEventRequests(db, projectId, id)) {
    const known = recorder.hackathon?.registrations.find((one) => one.person === request.person)
    if (mails.has(messageId) || known === undefined || known.address !== undefined) continue
    const change = { address: request.address }
    await record(
      recorder,
      { kind: 'registration.change', person: known.person, change, seen: known.revision },
      messageId,
    )
  }
}

/**
 * Notes of a session that came as a mail: the mail is noted; where nobody has written notes on the page, its words,
 * agreements and actions are taken over.
 */
async function recordNotes(recorder: Recorder): Promise<void> {
  const { db, projectId, id, mails } = recorder
  for (const { event, message, note } of await listEventNotes(db, projectId)) {
    const { messageId, session } = note
    if (event !== id || session === undefined || note.certainty !== 'sure' || mails.has(messageId)) continue
    const written = recorder.hackathon?.notes.find((one) => one.session === session)
    if (written?.messageIds.includes(messageId) === true) continue
    await record(recorder, { kind: 'note.mailed', session, messageId }, messageId)
    const raw = await readRaw(db, projectId, message)
    if (raw === undefined || (written !== undefined && written.text.trim() !== '')) continue
    const { text, agreements, open, actions } = readNotes(
      note.title,
      withoutListFooter(parseMessage(raw.bytes).text).slice(0, 150_000),
    )
    const seen = recorder.hackathon?.notes.find((one) => one.session === session)?.revision ?? 0
    await record(
      recorder,
      { kind: 'note.write', session, change: { text, agreements, open }, seen },
      messageId,
    )
    for (const action of actions.slice(0, 100)) {
      const taken = new Set(recorder.hackathon?.actions.map((one) => one.id))
      const assignee =
        action.assignee === undefined ? undefined : personNamed(recorder.hackathon, action.assignee)
      const fields = { session, about: undefined, text: action.text, assignee, state: action.state }
      await record(recorder, { kind: 'action.add', id: idOfTitle(action.text, taken), fields }, messageId)
    }
  }
}

/** Somebody on the list by a name, also by the first name alone where only one has it. */
function personNamed(hackathon: Hackathon | undefined, name: string): string {
  const folded = foldName(name)
  const registrations = hackathon?.registrations ?? []
  const whole = registrations.filter((one) => foldName(one.name) === folded)
  const first = registrations.filter((one) => foldName(one.name.split(' ')[0] ?? '') === folded)
  const [only, ...more] = whole.length > 0 ? whole : first
  return only !== undefined && more.length === 0 ? only.person : personOfName(name, folded)
}

/** Erases where people slept and when they travelled, each erasure a decision of its own. */
async function purge(
  { db, projectId, hackathon, now, id }: Recorder,
  log: readonly Decision[],
): Promise<number> {
  if (hackathon === undefined) return 0
  const acts = log.flatMap((one) =>
    one.payload === undefined ? [] : (readRecordedAct({ ...one, payload: one.payload }) ?? []),
  )
  const sequences = listToPurge(hackathon, acts, now)
  for (const sequence of sequences) {
    await appendDecision(db, projectId, {
      at: now,
      person: RECORDER,
      action: 'erase',
      subject: eventSubject(id),
      payload: { sequence, reason: 'travel and lodging are erased after the event' },
      salt: randomBytes(16).toString('hex'),
    })
    await eraseDecision(db, projectId, sequence)
  }
  return sequences.length
}
