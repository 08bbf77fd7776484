import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { decideMotion } from '../../app/governance/decide-motion.ts'
import { draftMail, resultMail } from '../../app/governance/ready-mails.ts'
import { UserError } from '../../core/errors.ts'
import { countMotion } from '../../core/governance/count-motion.ts'
import { describeKind } from '../../core/governance/describe-kind.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import { listMotions, type MotionEntry, readMotion } from '../../store/read/motions.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { type OpenProject, withProject } from '../open-project.ts'
import { formatTable, plain } from '../table.ts'
import { tryDraft } from '../try-rule.ts'
import { cleanId } from './status.ts'
import { instantOption } from './sync.ts'

export const motion: Command = {
  name: 'motion',
  summary: 'decide together: list, show, draft, vote, event, result, try',
  usage: '<action> [words...]',
  options: [
    { flags: '--person <address>', summary: 'who acts (default: the user of this machine)' },
    { flags: '--kind <id>', summary: 'for draft: the kind of decision, of the rule pack' },
    { flags: '--text <file>', summary: 'for draft: a file with the words of the motion' },
    {
      flags: '--option <text>',
      summary: 'for draft: an option to choose from; for vote: which one',
      repeat: true,
    },
    { flags: '--deadline <instant>', summary: 'for draft, and for event extended: as 2026-05-01T12:00:00Z' },
    { flags: '--about <address>', summary: 'for draft: whom it is about' },
    { flags: '--scope <id>', summary: 'for draft: the sub-project that it is about' },
    { flags: '--start <value>', summary: 'for draft of lazy voting: the starting position, 0 or -1' },
    { flags: '--reason <text>', summary: 'why' },
    { flags: '--pack <name>', summary: 'for try: a preset, or a file with a rule pack' },
    { flags: '--now <instant>', summary: 'as of this instant instead of the present' },
  ],
  help: `motion list                        every motion, the newest first
motion show ID                     the motion, its rule, who may vote, the count and why
motion draft TITLE --kind KIND     makes a draft, and prints the mail to send: the clock starts when it arrives
motion vote ID VALUE               casts a ballot ("withdraw" takes it back)
motion event ID TYPE               cancelled, extended, recused, challenged, published
motion result ID                   the result as a mail to the list
motion try KIND                    what would have changed had this kind been in force (--pack: another pack, or a draft)

An ID is the Message-ID of the call, or the name of the draft (m-…).`,
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const [action = '', id = ''] = args.words
      switch (action) {
        case 'list':
          return list(open, args, io)
        case 'show':
          return show(await needMotion(open, id), args, io)
        case 'draft':
          return draft(open, args, io)
        case 'vote':
          return vote(open, args, io)
        case 'event':
          return event(open, args, io)
        case 'try':
          return tryDraft(open, args, io, instantOption(args, io))
        case 'result':
          return result(open, await needMotion(open, id), args, io)
        default:
          throw new UserError('usage', `there is no "motion ${action}"`, {
            hint: 'There are list, show, draft, vote, event, result and try.',
          })
      }
    }),
}

async function needMotion(open: OpenProject, id: string): Promise<MotionEntry> {
  const found = await readMotion(open.database.kysely, open.projectId, cleanId(id))
  if (found !== undefined) return found
  throw new UserError('not-found', `there is no motion "${id}"`, {
    hint: '"patchmoot motion list" lists them.',
  })
}

async function list(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const now = instantOption(args, io)
  const entries = (await listMotions(open.database.kysely, open.projectId)).map(
    ({ motion: one, ballots }) => ({
      motion: one,
      outcome: countMotion(
        one,
        ballots.map((cast) => cast.ballot),
        now,
      ),
    }),
  )
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

async function show(entry: MotionEntry, args: Arguments, io: Io): Promise<number> {
  const outcome = countMotion(
    entry.motion,
    entry.ballots.map((one) => one.ballot),
    instantOption(args, io),
  )
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

async function draft(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const title = args.words[1] ?? ''
  const file = args.text('text')
  const text = file === undefined ? title : readText(resolve(io.cwd, file))
  const start = args.text('start')
  const options = args.list('option')
  const made = await decideMotion(
    { ...open, clock: () => instantOption(args, io) },
    {
      person: person(args),
      action: 'motion-draft',
      subject: '',
      payload: {
        kind: args.text('kind') ?? 'lazy',
        title,
        text,
        options: options.length === 0 ? undefined : options,
        deadline: args.text('deadline'),
        startingPosition: start === undefined ? undefined : Number(start),
        subjectPerson: args.text('about'),
        project: args.text('scope'),
        via: 'cli',
      },
    },
  )
  const entry = await needMotion(open, made.decision.subject)
  const mail = draftMail(open.project, entry.motion)
  if (args.flag('json')) io.stdout.write(`${JSON.stringify({ id: entry.motion.id, mail })}\n`)
  else
    io.stdout.write(
      `Draft ${entry.motion.id}. It opens when this mail arrives in the list:\n\nTo: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}`,
    )
  return 0
}

async function vote(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const [, id = '', text = ''] = args.words
  const entry = await needMotion(open, id)
  const value = text === 'withdraw' ? undefined : Number(text)
  if (value !== undefined && (!/^[+-]?\d{1,2}$/.test(text) || !Number.isInteger(value)))
    throw new UserError('usage', `"${text}" is no vote`, {
      hint: 'Give +1, 0, -1 and the like, or "withdraw".',
    })
  const [option] = args.list('option')
  const made = await decideMotion(
    { ...open, clock: () => instantOption(args, io) },
    {
      person: person(args),
      action: 'vote',
      subject: entry.motion.id,
      payload: {
        ...(value === undefined
          ? { withdraw: true }
          : option === undefined
            ? { value: value || 0 }
            : { choices: [{ option, value: value || 0 }] }),
        reason: args.text('reason'),
        via: 'cli',
      },
    },
  )
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(made)}\n`)
  else
    io.stdout.write(
      `Recorded as decision ${made.decision.sequence}; in the record it is ${made.receipt ?? ''}.\n`,
    )
  return 0
}

async function event(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const [, id = '', type = ''] = args.words
  const entry = await needMotion(open, id)
  const reason = args.text('reason')
  const made = await decideMotion(
    { ...open, clock: () => instantOption(args, io) },
    {
      person: person(args),
      action: 'motion-event',
      subject: entry.motion.id,
      payload: {
        type,
        deadline: type === 'extended' ? args.text('deadline') : undefined,
        reason: type === 'cancelled' || type === 'challenged' ? reason : undefined,
        text: type === 'published' ? (reason ?? '') : undefined,
        via: 'cli',
      },
    },
  )
  io.stdout.write(`Recorded as decision ${made.decision.sequence}.\n`)
  return 0
}

async function result(open: OpenProject, entry: MotionEntry, args: Arguments, io: Io): Promise<number> {
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

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new UserError('usage', `${path} cannot be read`, { hint: 'Name a file with the words.', cause })
  }
}

/** Who acts: an address, or the user of this machine. */
function person(args: Arguments): string {
  const given = args.text('person')
  if (given !== undefined) return given.toLowerCase()
  try {
    return `cli:${userInfo().username}`
  } catch (error) {
    // A container may run under a number that has no name.
    if (error instanceof Error) return `cli:${process.getuid?.() ?? 'unknown'}`
    throw error
  }
}
