import { exportDecisions } from '../app/governance/decision-export.ts'
import { resultMail } from '../app/governance/ready-mails.ts'
import { showOutcome } from '../app/governance/show-motion.ts'
import { UserError } from '../core/errors.ts'
import { countMotion } from '../core/governance/count-motion.ts'
import { describeKind } from '../core/governance/describe-kind.ts'
import { draftReceipt, draftReminder } from '../core/governance/motion-texts.ts'
import { type Decision, listDecisions } from '../store/inputs/decisions.ts'
import { listMotions, type MotionEntry, readMotion } from '../store/read/motions.ts'
import type { Arguments, Io } from './command.ts'
import { cleanId } from './commands/status.ts'
import { instantOption } from './instant-option.ts'
import type { OpenProject } from './open-project.ts'
import { formatTable, plain } from './table.ts'

/** The motion of that name. Throws `UserError` where there is none. */
export async function needMotion(open: OpenProject, id: string): Promise<MotionEntry> {
  const found = await readMotion(open.database.kysely, open.projectId, cleanId(id))
  if (found !== undefined) return found
  throw new UserError('not-found', `there is no motion "${id}"`, {
    hint: '"patchmoot motion list" lists them.',
  })
}

/** Every motion, the newest first. */
export async function listAll(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const now = instantOption(args, io)
  const decisions = await decisionsOf(open)
  const entries = (await listMotions(open.database.kysely, open.projectId)).map((entry) => ({
    motion: entry.motion,
    outcome: showOutcome(entry, now, decisions),
  }))
  if (args.flag('json')) {
    const rows = entries.map(({ motion: one, outcome }) => ({
      id: one.id,
      title: one.title,
      kind: one.kind.id,
      proposer: one.proposer,
      arrivedAt: one.arrivedAt ?? null,
      state: outcome.state,
      result: outcome.result ?? null,
      closesAt: outcome.closesAt ?? null,
      problems: one.problems,
    }))
    io.stdout.write(`${JSON.stringify(rows)}\n`)
  } else if (entries.length === 0) io.stdout.write('There are no motions.\n')
  else
    io.stdout.write(
      formatTable(
        entries.map(({ motion: one, outcome }) => [
          (one.arrivedAt ?? one.draftedAt ?? '').slice(0, 10),
          one.problems.length > 0 ? 'not opened' : (outcome.result ?? outcome.state),
          one.kind.id,
          plain(one.title),
          plain(one.id),
        ]),
      ),
    )
  return 0
}

/** A motion, its rule, the count and why. */
export async function showMotion(
  open: OpenProject,
  entry: MotionEntry,
  args: Arguments,
  io: Io,
): Promise<number> {
  const outcome = showOutcome(entry, instantOption(args, io), await decisionsOf(open))
  const isPublic = entry.motion.kind.ballot.publish === 'names'
  if (args.flag('json')) {
    const { ballots, pending: _, ...rest } = outcome
    const shown = isPublic ? { ...outcome } : { ...rest, ballots: ballots.length }
    io.stdout.write(`${JSON.stringify({ motion: entry.motion, outcome: shown })}\n`)
    return 0
  }
  const { motion: one } = entry
  const lines = [
    plain(one.title),
    `${one.kind.title} (${one.kind.pack}, ${one.kind.version}), put by ${plain(one.proposerName)}`,
    '',
    plain(one.text),
    '',
    'The rule:',
    ...describeKind(one.kind).map((sentence) => `  ${sentence}`),
    '',
    ...(one.problems.length > 0
      ? ['It opened nothing:', ...one.problems.map((problem) => `  ${plain(problem)}`)]
      : [
          `It is ${outcome.state}${outcome.result === undefined ? '' : `: ${outcome.result}`}.`,
          ...outcome.steps.map((step) => `  ${step.isMet === false ? '✗' : '·'} ${plain(step.text)}`),
          ...outcome.warnings.map((warning) => `  Note: ${plain(warning)}`),
        ]),
    '',
    `${outcome.ballots.length} ballots, ${outcome.ballots.filter((fate) => fate.isCounted).length} of them counted.`,
    ...(isPublic
      ? outcome.ballots.map(
          ({ ballot, why }) =>
            `  ${String(ballot.value ?? '?').padStart(2)} ${plain(ballot.name)}${ballot.option === undefined ? '' : ` (${plain(ballot.option)})`}${why === undefined ? '' : `: ${plain(why)}`}`,
        )
      : []),
  ]
  io.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

/** The result, as a mail to the list. */
export async function printResult(
  open: OpenProject,
  entry: MotionEntry,
  args: Arguments,
  io: Io,
): Promise<number> {
  const decisions = await listDecisions(open.database.kysely, open.projectId)
  const mail = resultMail(open.project, entry, instantOption(args, io), decisions.at(-1)?.digest)
  if (mail === undefined)
    throw new UserError('conflict', `“${entry.motion.title}” has no result yet`, {
      hint: '"patchmoot motion show" says when it closes.',
    })
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(mail)}\n`)
  else io.stdout.write(`To: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}`)
  return 0
}

/** To everybody whose ballot came by mail: how it was read, and where it is found. Nothing is sent. */
export async function printReceipts(
  _open: OpenProject,
  entry: MotionEntry,
  args: Arguments,
  io: Io,
): Promise<number> {
  const now = instantOption(args, io)
  const outcome = countMotion(
    entry.motion,
    entry.ballots.map((one) => one.ballot),
    now,
  )
  const byMail = new Map(
    entry.ballots.flatMap(({ ballot, channel, mail }) =>
      mail === undefined ? [] : [[ballot.id, channel === 'mailbox' ? mail : ballot.id] as const],
    ),
  )
  const mails = outcome.ballots
    .filter((fate) => byMail.has(fate.ballot.id) && fate.ballot.person !== undefined)
    .map((fate) => ({
      to: fate.ballot.person ?? '',
      ...draftReceipt(entry.motion.title, fate, byMail.get(fate.ballot.id)),
    }))
  return printMails(mails, `No ballot on “${plain(entry.motion.title)}” came by mail.`, args, io)
}

/** To everybody who may vote and has not, each by themselves. Nothing is sent. */
export async function printReminders(
  open: OpenProject,
  entry: MotionEntry,
  args: Arguments,
  io: Io,
): Promise<number> {
  const now = instantOption(args, io)
  const outcome = countMotion(
    entry.motion,
    entry.ballots.map((one) => one.ballot),
    now,
  )
  const { closesAt } = outcome
  const heard = new Set(
    (await listDecisions(open.database.kysely, open.projectId, { subject: entry.motion.id })).flatMap(
      (one) => (one.action === 'voted' ? one.person : []),
    ),
  )
  const counted = new Set(
    outcome.ballots.flatMap((fate) => (fate.isCounted ? (fate.ballot.person ?? []) : [])),
  )
  const silent = entry.motion.electorate.groups
    .flatMap((group) => group.voters)
    .filter((voter) => !counted.has(voter.person) && !heard.has(voter.person))
  const mails =
    outcome.state !== 'open' || closesAt === undefined
      ? []
      : [...new Set(silent.map((voter) => voter.person))].map((to) => ({
          to,
          ...draftReminder(entry.motion.title, closesAt),
        }))
  return printMails(mails, 'Nobody is to be reminded.', args, io)
}

function printMails(
  mails: readonly { readonly to: string; readonly subject: string; readonly text: string }[],
  none: string,
  args: Arguments,
  io: Io,
): number {
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(mails)}\n`)
  else if (mails.length === 0) io.stdout.write(`${none}\n`)
  else
    io.stdout.write(
      mails
        .map((mail) => `To: ${plain(mail.to)}\nSubject: ${plain(mail.subject)}\n\n${mail.text}`)
        .join('\n'),
    )
  return 0
}

/** Every motion with its ballots, count and outcome. */
export async function exportAll(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const entries = await listMotions(open.database.kysely, open.projectId)
  io.stdout.write(
    `${JSON.stringify(exportDecisions(entries, instantOption(args, io), await decisionsOf(open)), undefined, 2)}\n`,
  )
  return 0
}

async function decisionsOf(open: OpenProject): Promise<readonly Decision[]> {
  return listDecisions(open.database.kysely, open.projectId)
}
