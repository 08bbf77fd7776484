import { randomBytes } from 'node:crypto'
import { UserError } from '../core/errors.ts'
import type { Db } from '../store/database.ts'
import { appendDecision, type Decision, eraseDecision, listDecisions } from '../store/inputs/decisions.ts'
import { findMessages } from '../store/inputs/messages.ts'
import { findCommits } from '../store/read/commit.ts'
import { findSeriesName } from '../store/read/lineage.ts'
import { DECISION_ACTIONS, DECISION_SHAPES, DERIVES_NOTHING, type DecisionAction } from './decision-shapes.ts'
import { derive } from './derive.ts'
import { decideMotion } from './governance/decide-motion.ts'
import { isMotionAction } from './governance/motion-shapes.ts'
import { checkIdentity } from './identity-act.ts'
import { findMetric } from './metrics.ts'
import { nearestWord } from './nearest-word.ts'
import { refuseWords } from './refuse-words.ts'
import { type SyncContext, withRun } from './with-run.ts'

/** What somebody wants to have recorded. */
export interface Act {
  /** An address, or `cli:<user>`. */
  readonly person: string
  readonly action: string
  /** Message-ID that it is about; for `erase` the number of the decision. */
  readonly subject: string
  /** By the action's shape; commits may be given by their first 7 to 40 hex. */
  readonly payload: Readonly<Record<string, unknown>>
}

/**
 * Records a human act, and derives what follows from it: the one way in for whatever a person does. The act is
 * checked first; what is recorded is never changed again. Throws `UserError` naming what does not fit.
 *
 * With `derives: 'later'` it only records, and waits for no sync that is at work: whoever serves pages of a large list
 * cannot wait seconds for a derivation, and has the next sync do it.
 */
export async function decide(
  context: SyncContext,
  act: Act,
  options: { readonly derives?: 'now' | 'later' } = {},
): Promise<Decision> {
  if (isMotionAction(act.action)) return (await decideMotion(context, act)).decision
  const action = actionOf(act.action)
  if (options.derives === 'later') return record(context, action, act, async () => undefined)
  return withRun(context, 'decide', async (job) => {
    const decision = await record(job, action, act, (db) => job.lock.keep(db))
    if (!DERIVES_NOTHING.has(action)) await derive(job)
    return decision
  })
}

/** Checks an act and appends it to the log; `keep` comes first in the transaction. */
async function record(
  context: SyncContext,
  action: DecisionAction,
  act: Act,
  keep: (db: Db) => Promise<void>,
): Promise<Decision> {
  const { subject, payload } = await checked(context, action, act)
  return context.database.transaction(async (db) => {
    await keep(db)
    const salt = randomBytes(16).toString('hex')
    const made = await appendDecision(db, context.projectId, {
      at: context.clock(),
      person: act.person,
      action,
      subject,
      payload,
      salt,
    })
    if (action === 'erase') await eraseDecision(db, context.projectId, Number(payload['sequence']))
    return made
  })
}

function actionOf(text: string): DecisionAction {
  const found = DECISION_ACTIONS.find((one) => one === text)
  if (found) return found
  const near = nearestWord(text, DECISION_ACTIONS)
  throw new UserError('usage', `there is no decision "${text}"`, {
    hint: near === undefined ? `There are ${DECISION_ACTIONS.join(', ')}.` : `Did you mean "${near}"?`,
  })
}

async function checked(
  context: SyncContext,
  action: DecisionAction,
  act: Act,
): Promise<{ readonly subject: string; readonly payload: Readonly<Record<string, unknown>> }> {
  const db = context.database.kysely
  const payload =
    action === 'match' || action === 'unmatch'
      ? { ...act.payload, ...(await commitOf(db, context.projectId, act.payload)) }
      : { ...act.payload }
  const read = DECISION_SHAPES[action].safeParse(withoutAbsent(payload))
  if (!read.success) throw refuseWords(action, payload, read.error.issues[0])
  const words: Readonly<Record<string, unknown>> = read.data
  const today = context.clock().slice(0, 10)
  for (const day of [words['by'], words['until']])
    if (typeof day === 'string' && day < today)
      throw new UserError('usage', `${day} is over`, { hint: `Today is ${today}: give a day from then on.` })
  if (action === 'erase') {
    const target = (await listDecisions(db, context.projectId)).find(
      (one) => one.sequence === words['sequence'],
    )
    if (target?.payload === undefined)
      throw new UserError(
        'not-found',
        `there is no decision ${String(words['sequence'])} with words to erase`,
        {
          hint: '"patchmoot decide log" lists them.',
        },
      )
    return { subject: target.subject, payload: words }
  }
  if (action === 'number') {
    if (findMetric(act.subject.replace(/^figure:/, '')) !== undefined && act.subject.startsWith('figure:'))
      return { subject: act.subject, payload: words }
    throw new UserError('not-found', `there is no figure "${act.subject.replace(/^figure:/, '')}"`, {
      hint: 'Give "figure:" and the id of a metric; docs/methods.md lists them.',
    })
  }
  if (action === 'join' || action === 'separate')
    return checkIdentity(context, action, act.subject, String(words['person']), words)
  if (action === 'group') await needMail(db, context.projectId, act.subject)
  else await seriesOf(db, context.projectId, act.subject)
  const other = words['older'] ?? (words['series'] === 'own' ? undefined : words['series'])
  if (typeof other === 'string') {
    const series = await seriesOf(db, context.projectId, other)
    if (action === 'link' && series === (await seriesOf(db, context.projectId, act.subject)))
      throw new UserError('conflict', `"${other}" is a mail of the same series`, {
        hint: 'Give a mail of an older version: one that was posted before.',
      })
  }
  return { subject: act.subject, payload: words }
}

function withoutAbsent(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined))
}

async function needMail(db: Db, projectId: number, messageId: string): Promise<void> {
  if ((await findMessages(db, projectId, [messageId])).size > 0) return
  throw new UserError('not-found', `there is no mail "${messageId}"`, {
    hint: 'Give its Message-ID without angle brackets.',
  })
}

async function seriesOf(db: Db, projectId: number, messageId: string): Promise<string> {
  const series = await findSeriesName(db, projectId, messageId)
  if (series) return series.name
  throw new UserError('not-found', `no series has a mail "${messageId}"`, {
    hint: 'Give the Message-ID of a mail of the series, without angle brackets.',
  })
}

async function commitOf(
  db: Db,
  projectId: number,
  payload: Readonly<Record<string, unknown>>,
): Promise<{ readonly commit: string; readonly repository: string }> {
  const text = String(payload['commit'] ?? '').toLowerCase()
  if (text === '')
    throw new UserError('usage', 'the commit is missing', { hint: 'Give 7 to 40 hex digits of its hash.' })
  const found = (await findCommits(db, projectId, text)).filter(
    (one) => payload['repository'] === undefined || payload['repository'] === one.repository,
  )
  const [only, ...more] = found
  if (only === undefined)
    throw new UserError('not-found', `no repository of this project has the commit "${text}"`, {
      hint: 'Give 7 to 40 hex digits of a commit on a branch that is followed.',
    })
  if (more.length > 0)
    throw new UserError('usage', `"${text}" is ${found.length} commits`, {
      hint: `Give more digits, or say which repository: ${found.map((one) => `${one.sha.slice(0, 12)} of ${one.repository}`).join(', ')}.`,
    })
  return { commit: only.sha, repository: only.repository }
}
