import { userInfo } from 'node:os'
import { decide as runDecide } from '../../app/decide.ts'
import { UserError } from '../../core/errors.ts'
import { STATUSES } from '../../core/status/status.ts'
import { type Decision, listDecisions, verifyDecisions } from '../../store/inputs/decisions.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { type OpenProject, withProject } from '../open-project.ts'
import { progressLine } from '../progress-line.ts'
import { formatTable, plain } from '../table.ts'
import { cleanId } from './status.ts'
import { instantOption } from './sync.ts'

export const decide: Command = {
  name: 'decide',
  summary:
    'record what a person knows better: group, link, unlink, state, match, unmatch, erase; log, verify',
  usage: '<action> [words...]',
  options: [
    { flags: '--reason <text>', summary: 'why; it can be erased later, that it was decided cannot' },
    { flags: '--person <address>', summary: 'who decides (default: the user of this machine)' },
    { flags: '--repository <name>', summary: 'of a commit, where several have it' },
    { flags: '--head <digest>', summary: 'for verify: the newest digest as noted elsewhere' },
    { flags: '--now <instant>', summary: 'derive as of this instant instead of the present' },
  ],
  help: `decide group MESSAGE-ID SERIES        the mail is part of that series ("own": of one of its own)
decide link MESSAGE-ID OLDER          the series of the mail is a new version of the older one
decide unlink MESSAGE-ID OLDER        it is not
decide state MESSAGE-ID STATUS        ${STATUSES.join(', ')}
decide match MESSAGE-ID COMMIT        the patch became that commit
decide unmatch MESSAGE-ID COMMIT      it did not
decide erase NUMBER                   the words of a decision, which itself stays
decide log                            every decision
decide verify                         is the log whole and unchanged?

A decision holds over what was derived; "state" holds until the next posting or commit.`,
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const action = args.words[0]
      if (action === 'log') return printLog(open, args, io)
      if (action === 'verify') return verify(open, args, io)
      return record(open, args, io)
    }),
}

async function record(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const [action = '', subject = '', object = '', ...rest] = args.words
  const needs = action === 'erase' ? 1 : 2
  const given = args.words.length - 1
  if (given !== needs || rest.length > 0)
    throw new UserError('usage', `"decide ${action}" takes ${needs} words, not ${given}`, {
      hint: 'See "patchmoot help decide".',
    })
  const line = progressLine(io.stderr, { quiet: args.flag('quiet') })
  const decision = await runDecide(
    { ...open, now: instantOption(args, io), clock: io.now, signal: io.signal, onProgress: line.show },
    {
      person: args.text('person') ?? `cli:${userName()}`,
      action,
      subject: cleanId(subject),
      payload: { ...payloadOf(action, subject, object, args), reason: args.text('reason') },
    },
  ).finally(() => line.end())
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(decision)}\n`)
  else io.stdout.write(`Recorded as decision ${decision.sequence}.\n`)
  return 0
}

function payloadOf(
  action: string,
  subject: string,
  object: string,
  args: Arguments,
): Record<string, unknown> {
  switch (action) {
    case 'group':
      return { series: cleanId(object) }
    case 'link':
    case 'unlink':
      return { older: cleanId(object) }
    case 'state':
      return { status: object }
    case 'match':
    case 'unmatch':
      return { commit: object.toLowerCase(), repository: args.text('repository') }
    case 'erase':
      return { sequence: Number(subject) }
    default:
      return {}
  }
}

async function printLog(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const decisions = await listDecisions(open.database.kysely, open.projectId)
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(decisions)}\n`)
  else if (decisions.length === 0) io.stdout.write('Nobody has decided anything yet.\n')
  else io.stdout.write(formatTable(decisions.map(lineOf)))
  return 0
}

function lineOf(decision: Decision): string[] {
  const words =
    decision.payload === undefined
      ? '(erased)'
      : Object.entries(decision.payload)
          .map(([key, value]) => `${key}=${String(value)}`)
          .join(' ')
  return [
    String(decision.sequence),
    decision.at,
    plain(decision.person),
    decision.action,
    plain(decision.subject),
    plain(words),
    decision.digest.slice(0, 12),
  ]
}

async function verify(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const broken = await verifyDecisions(open.database.kysely, open.projectId, args.text('head'))
  const last = (await listDecisions(open.database.kysely, open.projectId)).at(-1)
  if (args.flag('json'))
    io.stdout.write(
      `${JSON.stringify({ whole: broken === undefined, broken: broken ?? null, head: last?.digest ?? null })}\n`,
    )
  else if (broken === undefined)
    io.stdout.write(
      last === undefined
        ? 'Nobody has decided anything yet.\n'
        : `${last.sequence} decisions, whole and unchanged. Head: ${last.digest}\n`,
    )
  else io.stderr.write(`patchmoot: the log does not hold: ${broken.what}. Restore it from a backup.\n`)
  return broken === undefined ? 0 : 1
}

function userName(): string {
  try {
    return userInfo().username
  } catch (error) {
    // A container may run under a number that has no name.
    if (error instanceof Error) return String(process.getuid?.() ?? 'unknown')
    throw error
  }
}
