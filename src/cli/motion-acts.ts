import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { decideMotion } from '../app/governance/decide-motion.ts'
import { draftMail } from '../app/governance/ready-mails.ts'
import { UserError } from '../core/errors.ts'
import { findOption } from '../core/governance/option-name.ts'
import type { Arguments, Io } from './command.ts'
import { cleanId } from './commands/status.ts'
import { instantOption } from './instant-option.ts'
import { needMotion } from './motion-views.ts'
import type { OpenProject } from './open-project.ts'

/** Makes a draft, and prints the mail to send. */
export async function draftMotion(open: OpenProject, args: Arguments, io: Io): Promise<number> {
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
        ballots: args.text('ballots'),
        via: 'cli',
      },
    },
  )
  const entry = await needMotion(open, made.decision.subject)
  const mail = draftMail(
    open.project,
    entry.motion,
    open.config.baseUrl === undefined
      ? undefined
      : `${open.config.baseUrl}/p/${open.project.id}/motions/${entry.motion.id}`,
  )
  if (args.flag('json')) io.stdout.write(`${JSON.stringify({ id: entry.motion.id, mail })}\n`)
  else
    io.stdout.write(
      `Draft ${entry.motion.id}. It opens when this mail arrives in the list:\n\nTo: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}`,
    )
  return 0
}

/** Casts a ballot. */
export async function castVote(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const [, id = '', ...texts] = args.words
  const entry = await needMotion(open, id)
  const made = await decideMotion(
    { ...open, clock: () => instantOption(args, io) },
    {
      person: person(args),
      action: 'vote',
      subject: entry.motion.id,
      payload: {
        ...readBallot(texts, args.list('option'), entry.motion.options),
        group: args.text('group'),
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

/** `+1`, `withdraw`, or for each option `OPTION=VALUE`. */
function readBallot(
  texts: readonly string[],
  [option]: readonly string[],
  options: readonly string[],
): Readonly<Record<string, unknown>> {
  const [first = ''] = texts
  if (first === 'withdraw') return { withdraw: true }
  if (option !== undefined)
    return { choices: [{ option: findOption(option, options) ?? option, value: readVote(first) }] }
  if (!first.includes('=')) return { value: readVote(first) }
  return {
    choices: texts.map((text) => {
      const at = text.lastIndexOf('=')
      const name = text.slice(0, at)
      return { option: findOption(name, options) ?? name, value: readVote(text.slice(at + 1)) }
    }),
  }
}

function readVote(text: string): number {
  if (/^[+-]?\d{1,2}$/.test(text)) return Number(text) || 0
  throw new UserError('usage', `"${text}" is no vote`, {
    hint: 'Give +1, 0, -1 and the like, OPTION=VALUE where it has options, or "withdraw".',
  })
}

/** Records that a mail was meant by who sent it, where the rule asks for more than its sender's name. */
export async function confirmMail(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const [, id = '', mail] = args.words
  const entry = await needMotion(open, id)
  const made = await decideMotion(
    { ...open, clock: () => instantOption(args, io) },
    {
      person: person(args),
      action: 'vote-confirm',
      subject: entry.motion.id,
      payload: { mail: mail === undefined ? (entry.motion.messageId ?? '') : cleanId(mail), via: 'cli' },
    },
  )
  io.stdout.write(`Recorded as decision ${made.decision.sequence}.\n`)
  return 0
}

/** Something that happened to a motion. */
export async function recordEvent(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const [, id = '', type = ''] = args.words
  const entry = await needMotion(open, id)
  const made = await decideMotion(
    { ...open, clock: () => instantOption(args, io) },
    {
      person: person(args),
      action: 'motion-event',
      subject: entry.motion.id,
      payload: { type, ...eventWords(type, args, io, entry.motion.electorate.groups[0]?.id), via: 'cli' },
    },
  )
  io.stdout.write(`Recorded as decision ${made.decision.sequence}.\n`)
  return 0
}

function eventWords(
  type: string,
  args: Arguments,
  io: Io,
  group: string | undefined,
): Readonly<Record<string, unknown>> {
  const reason = args.text('reason')
  const file = args.text('text')
  const words = file === undefined ? reason : readText(resolve(io.cwd, file))
  switch (type) {
    case 'extended':
      return { deadline: args.text('deadline') }
    case 'cancelled':
    case 'challenged':
    case 'corrected':
      return { reason }
    case 'revised':
      return { text: words }
    case 'published':
      return { text: words ?? '' }
    case 'castingVote':
      return { value: readVote(args.text('value') ?? '') }
    case 'present':
      return { persons: args.list('who') }
    case 'added':
      return { group: args.text('group') ?? group, person: args.list('who')[0], name: '' }
    case 'reported': {
      const numbers = /^(\d{1,6}),(\d{1,6}),(\d{1,6})$/.exec(args.text('counts') ?? '')
      if (numbers === null)
        throw new UserError('usage', 'a report needs --counts', {
          hint: 'In favour, against, abstained: --counts 6,1,0.',
        })
      const [, inFavour, against, abstained] = numbers.map(Number)
      return { group: args.text('group') ?? group, inFavour, against, abstained }
    }
    default:
      return {}
  }
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
