import { userInfo } from 'node:os'
import { decide as runDecide } from '../../app/decide.ts'
import { UserError } from '../../core/errors.ts'
import { STATUSES } from '../../core/status/status.ts'
import { type Decision, listDecisions, verifyDecisions } from '../../store/inputs/decisions.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { type OpenProject, withProject } from '../open-project.ts'
import { progressLine } from '../progress-line.ts'
import { formatTable, plain } from '../table.ts'
import { cleanId } from './status.ts'

export const decide: Command = {
  options: [
    { flags: '--reason <text>', summary: 'why; it can be erased later, that it was decided cannot' },
    { flags: '--person <address>', summary: 'who decides (default: the user of this machine)' },
    { flags: '--repository <name>', summary: 'of a commit, where several have it' },
    {
      flags: '--head <digest>',
      summary: 'for verify: the newest digest as noted elsewhere; twelve of its digits are enough',
    },
    { flags: '--skills <text>', summary: 'for offer: what whoever picks it up should know' },
    { flags: '--mentor <who>', summary: 'for offer: who helps' },
    { flags: '--now <instant>', summary: 'derive as of this instant instead of the present' },
  ],
  help: `decide group MESSAGE-ID SERIES        the mail is part of that series ("own": of one of its own)
decide link MESSAGE-ID OLDER          the series of the mail is a new version of the older one
decide unlink MESSAGE-ID OLDER        it is not
decide state MESSAGE-ID STATUS        ${STATUSES.join(', ')}
decide match MESSAGE-ID COMMIT        the patch became that commit
decide unmatch MESSAGE-ID COMMIT      it did not
decide snooze MESSAGE-ID DAY          it waits until that day, as in 2026-05-01
decide not-lost MESSAGE-ID WHY        it is not lost, until something happens to it
decide look MESSAGE-ID DAY            whoever decides looks at it by that day
decide not-me MESSAGE-ID              whoever decides is not to be asked about it
decide adopt MESSAGE-ID               whoever decides goes on with it; its author stays its author
decide offer MESSAGE-ID DIFFICULTY    a project for somebody to pick up: easy, medium or hard
decide join ADDRESS PERSON            the address is another one of whoever writes from PERSON
decide separate ADDRESS PERSON        they are two people
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

/** Decisions that say all with what they are about. */
const ALONE: ReadonlySet<string> = new Set(['erase', 'not-me', 'adopt'])

async function record(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const [action = '', subject = '', object = '', ...rest] = args.words
  const needs = ALONE.has(action) ? 1 : 2
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
      payload: { reason: args.text('reason'), ...payloadOf(action, subject, object, args) },
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
    case 'snooze':
      return { until: object }
    case 'not-lost':
      return { reason: object }
    case 'look':
      return { by: object }
    case 'offer':
      return { difficulty: object, skills: args.text('skills'), mentor: args.text('mentor') }
    case 'join':
    case 'separate':
      return { person: cleanId(object).toLowerCase() }
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
          .map(
            ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
          )
          .join(' ')
          .slice(0, 200)
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
