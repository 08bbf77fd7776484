import type { Context, Hono } from 'hono'
import { RUNS_VOTES } from '../../app/governance/judge-event.ts'
import { personOf } from '../../app/governance/person-of.ts'
import { draftMail, resultMail } from '../../app/governance/ready-mails.ts'
import { showOutcome } from '../../app/governance/show-motion.ts'
import { recount } from '../../app/governance/verify-motions.ts'
import { UserError } from '../../core/errors.ts'
import { isOver } from '../../core/governance/count-motion.ts'
import { holdingsAt } from '../../core/people/roles.ts'
import { listHoldings } from '../../store/derived/holdings.ts'
import { type Decision, listDecisions } from '../../store/inputs/decisions.ts'
import { listMotions, type MotionEntry, readMotion } from '../../store/read/motions.ts'
import { hasWords } from '../has-words.ts'
import { motionActions } from '../motions/motion-actions.ts'
import type { MotionActor } from '../motions/motion-running.ts'
import { motionAddress, motionPage } from '../pages/motion.ts'
import { type CountedMotion, motionsPage } from '../pages/motions.ts'
import { type Asked, readAsked, readPart, readWords, sendPage, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'

const PAGE = 50

/** How the project decides: motions, and the record. */
export function addMotionRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/motions', async (c) => {
    const asked = await readAsked(context, c)
    const words = readWords(asked.query, 'q')
    const before = readWords(asked.query, 'before')
    const entries = await listMotions(asked.db, asked.projectId)
    const decisions = await listDecisions(asked.db, asked.projectId)
    const found = entries
      .filter((one) => words === undefined || isAbout(one, words))
      .map((one) => count(asked, one, decisions))
    const over = found.filter((one) => isOver(one.outcome) || one.outcome.state === 'cancelled')
    const start = before === undefined ? 0 : over.findIndex((one) => one.motion.id === before) + 1
    const decided = over.filter((one) => !one.outcome.isOverdue)
    const page = decided.slice(start, start + PAGE)
    const isOpen = ({ outcome }: CountedMotion): boolean => ['open', 'review'].includes(outcome.state)
    return sendPage(
      c,
      motionsPage(asked.view, {
        open: start > 0 ? [] : found.filter(isOpen),
        overdue: start > 0 ? [] : over.filter((one) => one.outcome.isOverdue),
        drafts: start > 0 ? [] : found.filter((one) => one.outcome.state === 'draft'),
        decided: page,
        words,
        next: decided.length > start + PAGE ? page.at(-1)?.motion.id : undefined,
        canPut: context.accounts !== undefined && context.accounts.refusal === undefined,
      }),
    )
  })

  app.get('/p/:project/motions/:id', async (c) => {
    const asked = await readAsked(context, c)
    return sendMotion(context, c, asked, readPart(c, 'id'), undefined)
  })
}

/** Sends the page of a motion; with the receipt of a ballot that was cast just now. */
export async function sendMotion(
  context: WebContext,
  c: Context<WebEnv>,
  asked: Asked,
  id: string,
  receipt: string | undefined,
) {
  const entry = await readMotion(asked.db, asked.projectId, id)
  if (entry === undefined) throw new UserError('not-found', `There is no motion “${id.slice(0, 200)}” here.`)
  const decisions = await listDecisions(asked.db, asked.projectId, { subject: entry.motion.id })
  const all = await listDecisions(asked.db, asked.projectId)
  const { motion } = entry
  const result = resultMail(asked.view.project, entry, asked.view.asOf, all.at(-1)?.digest)
  const names = new Map(
    motion.electorate.groups.flatMap((group) =>
      group.voters.map((voter) => [voter.person, voter.name] as const),
    ),
  )
  const counted = count(asked, entry, decisions)
  const actor = await actorOf(context, c, asked, decisions)
  return sendPage(
    c,
    motionPage(asked.view, {
      ...counted,
      ballots: entry.ballots,
      mails: [
        ...(motion.messageId === undefined
          ? [
              {
                title: 'The call to send',
                mail: draftMail(asked.view.project, motion, motionAddress(asked.view, motion.id)),
              },
            ]
          : []),
        ...(result === undefined ? [] : [{ title: 'The result as a mail', mail: result }]),
      ],
      turnout: decisions
        .filter((one) => one.action === 'voted')
        .map((one) => names.get(one.person) ?? 'somebody')
        .sort(),
      recount: recount(entry, asked.view.asOf)?.problems ?? [],
      receipt,
      actions: motionActions(asked.view, counted, entry.ballots, actor),
    }),
  )
}

/** Whoever is signed in, as far as the forms of a motion depend on it. */
async function actorOf(
  context: WebContext,
  c: Context<WebEnv>,
  asked: Asked,
  decisions: readonly Decision[],
): Promise<MotionActor | undefined> {
  const user = c.get('user')
  const project = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
  if (user === undefined || project === undefined) return undefined
  const person = await personOf(asked.db, asked.projectId, project, user.address)
  const voted = decisions.filter((one) => one.action === 'voted').map((one) => one.person)
  const voters = await Promise.all(voted.map((one) => personOf(asked.db, asked.projectId, project, one)))
  const held = (await listHoldings(asked.db, asked.projectId)).map((one) => one.holding)
  const runsVotes = holdingsAt(held, asked.view.asOf, { person }).some((one) => RUNS_VOTES.includes(one.role))
  return { person, csrf: user.csrf, runsVotes, hasVoted: voters.includes(person) }
}

function count(asked: Asked, entry: MotionEntry, decisions: readonly Decision[]): CountedMotion {
  return { motion: entry.motion, outcome: showOutcome(entry, asked.view.asOf, decisions) }
}

function isAbout({ motion }: MotionEntry, words: string): boolean {
  return hasWords(words, [motion.title, motion.text, motion.proposerName, motion.kind.title, motion.kind.id])
}
